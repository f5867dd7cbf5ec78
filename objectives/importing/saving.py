"""Storing a draft as a plan: all of it in one transaction, or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.services import create_plan
from objectives.importing.asking import Answers
from objectives.importing.doubts import Doubt
from objectives.importing.draft import PlanDraft
from objectives.importing.keeping import one_at_a_time
from objectives.importing.matching import match_posts
from objectives.importing.ours.restoring import history_in, restore
from objectives.importing.ours.settings import add_purposes, plan_fields
from objectives.importing.reading import FileContents
from objectives.importing.writing import PlanWriter
from objectives.models import ImportDoubt, Objective, PlanImport
from stakeholders.events import record

# Any number that no other lock of the portal uses.
_IMPORT_LOCK = 7_201_101


class ImportRefused(Exception):
    """A plan that can't be stored. `code` is stable; `message` is for the user."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Imported:
    plan: ActionPlan
    plan_import: PlanImport
    changed: bool
    """False where the same file had been imported before: then nothing was written"""
    new_posts: tuple = ()
    doubts: tuple[Doubt, ...] = ()


@transaction.atomic
def import_plan(
    *, contents: FileContents, draft: PlanDraft, by, answers=None, with_history=False, at=None
) -> Imported:
    """Store the draft and the file that it was read from. Reminders stay off.

    The same file again changes nothing. Raises ImportRefused for another file with the title
    and first day of a plan that is there. `answers` are those that the draft was interpreted
    with; here they say whose the new posts are. `with_history` brings in the updates and the log
    of an exported JSON file, which is for administrators.
    """
    at = at or timezone.now()
    one_at_a_time(_IMPORT_LOCK)
    if earlier := earlier_import(contents):
        return Imported(earlier.plan, earlier, changed=False)
    refuse_what_cannot_be_stored(draft)
    plan = create_plan(
        by=by,
        title=draft.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        quarter_basis=None if draft.quarters_assumed else draft.quarters,
        at=at,
        **plan_fields(draft.settings, by=by, at=at),
    )
    matched = match_posts(draft, by=by, at=at, answers=Answers(answers))
    actions = PlanWriter(plan, by, at).write(draft, matched.posts)
    if draft.settings is not None:
        add_purposes(plan, draft, actions, by=by, at=at)
    if with_history:
        restore(plan, history_in(contents), actions, by=by, at=at)
    doubts = (*draft.doubts, *matched.doubts)
    plan_import = _keep_file(plan, contents, draft, doubts, actions, by=by, at=at)
    return Imported(plan, plan_import, True, tuple(matched.new), doubts)


def earlier_import(contents: FileContents) -> PlanImport | None:
    """The import of the very same bytes into a plan that was not withdrawn since."""
    earlier = PlanImport.objects.filter(sha256=contents.sha256, plan__withdrawn_at__isnull=True)
    return earlier.select_related("plan").order_by("at").first()


def refuse_what_cannot_be_stored(draft: PlanDraft) -> None:
    same = ActionPlan.objects.in_force().filter(
        title__iexact=draft.title, starts_on=draft.starts_on
    )
    if plan := same.first():
        raise ImportRefused(
            "plan_exists",
            f"There is already a plan “{plan.title}” that starts on that day, and it was not made "
            "from this file. Give another title or first day, or withdraw the plan that is there.",
        )
    longest = Objective._meta.get_field("title").max_length
    for objective in draft.objectives:
        if len(objective.title) > longest:
            raise ImportRefused(
                "objective_too_long",
                f"The objective on {objective.source} is longer than {longest:,} characters. "
                "Shorten it in the file.",
            )


def _keep_file(plan, contents, draft, doubts, actions, *, by, at) -> PlanImport:
    plan_import = PlanImport.objects.create(
        plan=plan,
        file_name=contents.name[-255:],
        sha256=contents.sha256,
        content=contents.content,
        published_title=draft.published_title[:500],
        by=by,
        at=at,
    )
    ImportDoubt.objects.bulk_create(
        ImportDoubt(
            plan_import=plan_import,
            action=actions.get(doubt.action_key),
            code=doubt.code,
            source=doubt.source,
            text=doubt.text,
            assumed=doubt.assumed,
            answer=doubt.answer.choice if doubt.answer else "",
            answered_with=doubt.answer.value if doubt.answer else "",
            position=position,
        )
        for position, doubt in enumerate(doubts)
    )
    after = {
        "file": plan_import.file_name,
        "sha256": plan_import.sha256,
        "objectives": len(draft.objectives),
        "activities": len(draft.activities),
        "actions": len(draft.actions),
        "doubts": len(doubts),
    }
    record("plan imported", plan, by=by, after=after, plan=plan, at=at)
    return plan_import
