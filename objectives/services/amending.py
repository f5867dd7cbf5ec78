"""An amended file, or a sheet that was edited, applied to a living plan: what was ticked of it."""

from collections.abc import Set

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.importing.differing import Difference, read_living
from objectives.models import PlanImport
from stakeholders.editing import EditConflict, lock_row
from stakeholders.events import record

from .amendment import Amendment, DateChanges


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
