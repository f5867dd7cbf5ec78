"""Storing a draft as a plan: all of it in one transaction, or nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.services import create_plan
from objectives.current import derive
from objectives.importing.doubts import Doubt
from objectives.importing.draft import ActionDraft, PlanDraft
from objectives.importing.matching import match_posts
from objectives.importing.reading import FileContents
from objectives.models import (
    Action,
    ActionLead,
    Activity,
    Deadline,
    ImportDoubt,
    Objective,
    PlanImport,
)
from stakeholders.events import line, record, record_all, values_of

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
def import_plan(*, contents: FileContents, draft: PlanDraft, by, at=None) -> Imported:
    """Store the draft and the file that it was read from. Reminders stay off.

    The same file again changes nothing. Raises ImportRefused for another file with the title
    and first day of a plan that is there.
    """
    at = at or timezone.now()
    _one_import_at_a_time()
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
    )
    matched = match_posts(draft, by=by, at=at)
    actions = _Writer(plan, by, at).write(draft, matched.posts)
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


def _one_import_at_a_time() -> None:
    """Two imports of one file at the same moment: the second waits, and finds the first.

    SQLite lets only one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


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


class _Writer:
    """Writes what `objectives.services` would write row by row, in a few statements."""

    def __init__(self, plan: ActionPlan, by, at: dt.datetime):
        self.plan, self.by, self.at = plan, by, at
        self.events = []

    def write(self, draft: PlanDraft, posts: dict) -> dict[str, Action]:
        """The actions by their keys in the draft."""
        objectives = Objective.objects.bulk_create(
            Objective(plan=self.plan, number=o.number, title=o.title, position=position)
            for position, o in enumerate(draft.objectives)
        )
        self._log("objective created", objectives, ["number", "title"])
        pairs = list(zip(objectives, draft.objectives, strict=True))
        activities = Activity.objects.bulk_create(
            Activity(objective=objective, number=a.number, text=a.text, position=position)
            for objective, drafted in pairs
            for position, a in enumerate(drafted.activities)
        )
        self._log("activity created", activities, ["number", "text"])
        actions = self._actions(pairs)
        self._leads(draft.actions, actions, posts)
        self._deadlines(draft.actions, actions)
        record_all(self.events)
        return actions

    def _actions(self, pairs) -> dict[str, Action]:
        actions: dict[str, Action] = {}
        # A sub-action needs its parent's key, so the parents are written first.
        for subs in (False, True):
            rows = [
                (drafted, self._action(objective, drafted, position, actions))
                for objective, of_objective in pairs
                for position, drafted in enumerate(of_objective.actions)
                if bool(drafted.parent_key) is subs
            ]
            written = Action.objects.bulk_create(action for _, action in rows)
            self._log("action created", written, ["number", "text", "lead_text"])
            actions |= {
                drafted.key: action for (drafted, _), action in zip(rows, written, strict=True)
            }
        return actions

    def _action(self, objective, drafted: ActionDraft, position: int, actions) -> Action:
        action = Action(
            plan=self.plan,
            objective=objective,
            parent=actions[drafted.parent_key] if drafted.parent_key else None,
            number=drafted.number,
            text=drafted.text,
            position=position,
            lead_text=drafted.lead_text,
            source=drafted.source,
        )
        deadlines = [self._deadline(drafted)]
        state = derive(
            action=action, plan=self.plan, deadlines=deadlines, updates=[], date_asked=False
        )
        for field, value in state.items():
            setattr(action, field, value)
        return action

    def _deadline(self, drafted: ActionDraft, **fields) -> Deadline:
        reading = drafted.deadline
        return Deadline(
            kind=Deadline.Kind.PUBLISHED,
            text=reading.text,
            starts_on=reading.starts_on,
            due_on=reading.due_on,
            ongoing=reading.ongoing,
            review_interval=reading.review_interval,
            certainty=reading.certainty,
            note=reading.note,
            by=self.by,
            recorded_at=self.at,
            **fields,
        )

    def _leads(self, drafts: list[ActionDraft], actions, posts) -> None:
        ActionLead.objects.bulk_create(
            ActionLead(
                action=actions[drafted.key],
                post=post,
                position=position,
                started_at=self.at,
            )
            for drafted in drafts
            for position, post in enumerate(_posts_of(drafted, posts))
        )
        for drafted in drafts:
            if found := _posts_of(drafted, posts):
                change = {"before": {"leads": []}, "after": {"leads": found}}
                self._log_one("leads changed", actions[drafted.key], **change)

    def _deadlines(self, drafts: list[ActionDraft], actions) -> None:
        deadlines = Deadline.objects.bulk_create(
            self._deadline(drafted, action=actions[drafted.key]) for drafted in drafts
        )
        for deadline in deadlines:
            deadline.action.deadline = deadline
            after = {
                "deadline": deadline.text,
                "due_on": deadline.due_on,
                "ongoing": deadline.ongoing,
            }
            self._log_one("deadline published", deadline.action, after=after)
        of_action = Deadline.objects.filter(action=OuterRef("pk")).values("pk")[:1]
        self.plan.actions.update(deadline=Subquery(of_action))

    def _log(self, verb: str, rows, fields: list[str]) -> None:
        for row in rows:
            self._log_one(verb, row, after=values_of(row, fields))

    def _log_one(self, verb: str, row, **details) -> None:
        self.events.append(line(verb, row, by=self.by, plan=self.plan, at=self.at, **details))


def _posts_of(drafted: ActionDraft, posts: dict) -> list:
    return list(dict.fromkeys(posts[name] for name in drafted.leads))
