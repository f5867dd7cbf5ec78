"""What whoever went to a meeting brought back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import ReportBack
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record


@transaction.atomic
def report_back(attendance, *, by, heard, came_of_it="", at=None):
    """The one report of an attendance. Raises ValidationError (codes `nobody_went`,
    `reported_already`): a second one sent by mistake changes nothing of the first."""
    at = at or timezone.now()
    attendance = lock_row(attendance)
    if attendance.went_id is None:
        raise ValidationError("Nobody of the office was there", code="nobody_went")
    if ReportBack.objects.filter(attendance=attendance).exists():
        raise ValidationError(
            "Somebody has reported back already. Change that report instead",
            code="reported_already",
        )
    report = ReportBack.objects.create(
        attendance=attendance, heard=heard, came_of_it=came_of_it, by=by, recorded_at=at
    )
    after = {"heard": heard, "came_of_it": came_of_it}
    after = {name: words for name, words in after.items() if words}
    record("reported back", report, by=by, after=after, at=at)
    return report


def edit_report_back(report, *, by, changes, version=None, at=None):
    verb = "report back edited"
    return change_row(report, by=by, verb=verb, changes=changes, version=version, at=at)
