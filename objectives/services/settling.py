"""What was left in doubt by an import, once somebody has looked at it in the plan."""

from django.db import transaction

from objectives.models.imports import ImportAnswer
from stakeholders.editing import lock_row
from stakeholders.events import record


@transaction.atomic
def settle_doubts(action, *, by, at=None) -> int:
    """Say that all is right now that was in doubt about the action; the number of doubts.

    Dates, leads and words are put right on pages of their own: this says that nothing is left.
    """
    action = lock_row(action)
    left = list(action.import_doubts.left())
    if left:
        for doubt in left:
            doubt.answer = ImportAnswer.ACCEPT
        action.import_doubts.bulk_update(left, ["answer"])
        before = {"doubts": [f"{doubt.source}: {doubt.text}" for doubt in left]}
        record("import doubts settled", action, by=by, before=before, plan=action.plan, at=at)
    return len(left)
