from django.db import transaction
from django.utils import timezone

from objectives.exporting import export_plan
from objectives.exporting.followed import measures_csv, readings_csv, risks_csv
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


@transaction.atomic
def download_measures(plan, *, by, at=None) -> bytes:
    """The plan's measures that `by` may see, with their targets, as CSV."""
    content = measures_csv(plan, by)
    record("measures exported", plan, by=by, after={"bytes": len(content)}, plan=plan, at=at)
    return content


@transaction.atomic
def download_readings(plan, *, by, at=None) -> bytes:
    """The readings of the plan's measures that `by` may see, as CSV."""
    content = readings_csv(plan, by)
    record("readings exported", plan, by=by, after={"bytes": len(content)}, plan=plan, at=at)
    return content


@transaction.atomic
def download_risks(plan, *, by, at=None) -> bytes:
    """The plan's risks that `by` may see, each time that they were looked at, as CSV."""
    content = risks_csv(plan, by)
    record("risks exported", plan, by=by, after={"bytes": len(content)}, plan=plan, at=at)
    return content
