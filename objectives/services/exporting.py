from django.db import transaction
from django.utils import timezone

from objectives.exporting import export_plan
from stakeholders.events import record


@transaction.atomic
def download_plan(plan, *, by, format, at=None) -> bytes:
    """The plan's file for `by`, with the rows that they may see; all of it for the portal itself.

    The log remembers who took a plan out of the portal, and in which form.
    """
    at = at or timezone.now()
    content = export_plan(plan, format, person=by, at=at)
    after = {"format": format, "bytes": len(content)}
    record("plan exported", plan, by=by, after=after, plan=plan, at=at)
    return content
