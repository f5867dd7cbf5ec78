"""An amended file, or a sheet that was edited, applied to a living plan: what was ticked of it."""

from collections.abc import Set

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.importing.background import queue_read
from objectives.importing.differing import Difference, read_living
from objectives.importing.keeping import kept_fields
from objectives.models import ImportDraft, PlanImport
from objectives.states import OPEN_STATUSES
from stakeholders.editing import EditConflict, lock_row
from stakeholders.events import record

from .amendment import Amendment, DateChanges
from .updates import record_update


@transaction.atomic
def apply_difference(
    plan,
    difference: Difference,
    *,
    ticked: Set[str],
    by,
    reason: str,
    dates: DateChanges | None = None,
    file=None,
    at=None,
) -> int:
    """Make those of the difference's changes whose keys are ticked; the number of them.

    Statuses, updates and the history of each row stay. `reason` is kept with what is withdrawn
    and corrected; `file` (FileContents) is kept with the plan. An objective that only an added
    action needs comes with it. Raises EditConflict where the plan was changed since the difference
    was made, and ValidationError where nothing is ticked or a change can't be made: then nothing
    is.
    """
    at = at or timezone.now()
    plan = lock_row(plan)
    list(plan.objectives.select_for_update(of=("self",)).values_list("pk", flat=True))
    list(plan.actions.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    living = read_living(plan)
    if living.fingerprint != difference.fingerprint:
        raise EditConflict(plan)
    chosen = [entry for entry in difference.entries if entry.key in ticked]
    if not chosen:
        raise ValidationError("Tick at least one change", code="nothing_ticked")
    dates = dates or DateChanges(new_dates=False, reason=reason)
    Amendment(plan, living, difference, frozenset(ticked), by, reason, dates, at).make()
    after = {
        "file": file.name if file else "",
        "sha256": file.sha256 if file else "",
        "changes": len(chosen),
        "left": len(difference.entries) - len(chosen),
    }
    record("plan amended from a file", plan, by=by, after=after, plan=plan, at=at)
    if file is not None:
        PlanImport.objects.get_or_create(
            plan=plan,
            sha256=file.sha256,
            defaults={
                "file_name": file.name[-255:],
                "content": file.content,
                "by": by,
                "at": at,
            },
        )
    return len(chosen)


@transaction.atomic
def start_amendment(plan, *, by, name, content, at=None) -> ImportDraft:
    """Keep a file that amends a living plan and have it read. The plan stays as it is.

    Raises ValidationError (codes `too_large`, `empty`).
    """
    at = at or timezone.now()
    draft = ImportDraft.objects.create(
        plan=plan,
        amends=True,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        quarters="" if plan.quarter_basis_assumed else plan.quarter_basis,
        bare_years="financial" if plan.financial_years else "calendar",
        answers=_answers_before(plan),
        **kept_fields(name, content, by=by, at=at),
    )
    after = {"file": draft.file_name, "sha256": draft.sha256}
    record("amendment started", draft, by=by, after=after, plan=plan, at=at)
    queue_read(draft.pk)
    return draft


@transaction.atomic
def apply_amendment(
    draft: ImportDraft,
    difference: Difference,
    *,
    by,
    ticked: Set[str],
    reason: str,
    updates=(),
    file=None,
    dates: DateChanges | None = None,
    at=None,
) -> int:
    """Apply what is ticked of a file's changes and of the updates given in it; all or nothing.

    `updates` are `ProposedUpdate`s. Raises what `apply_difference` and `record_update` raise; the
    draft is done with then, and can't be applied twice.
    """
    at = at or timezone.now()
    draft = lock_row(draft)
    if draft.plan_id is None or draft.status != ImportDraft.Status.READY or not draft.amends:
        raise ValidationError("This file was applied or given up meanwhile", code="not_ready")
    given = [update for update in updates if update.key in ticked]
    done = len(given)
    if ticked & difference.keys or not given:
        done += apply_difference(
            draft.plan,
            difference,
            ticked=ticked,
            by=by,
            reason=reason,
            dates=dates,
            file=file,
            at=at,
        )
    _give_updates(given, by=by, at=at)
    draft.status = ImportDraft.Status.SAVED
    draft.version += 1
    draft.save(update_fields=["status", "version", "changed_at"])
    return done


def _answers_before(plan) -> dict:
    """What was answered about the plan's earlier files: the same doubts aren't asked again."""
    earlier = ImportDraft.objects.filter(plan=plan, status=ImportDraft.Status.SAVED)
    answers = {}
    for given in earlier.order_by("created_at", "pk").values_list("answers", flat=True):
        answers |= given
    return answers


def _give_updates(updates, *, by, at) -> None:
    """Parts end before the whole, and the whole reopens before its parts."""

    def turn(update):
        opens, is_part = update.status in OPEN_STATUSES, update.action.parent_id is not None
        return (opens, is_part if opens else not is_part)

    for update in sorted(updates, key=turn):
        try:
            record_update(action=update.action, by=by, seen=update.seen, at=at, **update.fields)
        except ValidationError as problem:
            words = " ".join(problem.messages)
            raise ValidationError(f"{update.source}: {words}", code="update_refused") from problem
