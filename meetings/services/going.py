"""A post's own word on whether it goes to a meeting that is yet to come."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Attendance
from stakeholders.editing import lock_row
from stakeholders.events import record

from .attendance import expect_attendance, record_attendance

ATTENDED, APOLOGIES = Attendance.Outcome.ATTENDED, Attendance.Outcome.APOLOGIES


@transaction.atomic
def say_going(meeting, post, *, by, at=None):
    """The post goes; apologies that it sent before are taken back."""
    at = at or timezone.now()
    attendance = _before(meeting, post, at)
    if attendance and attendance.outcome:
        record_attendance(meeting, post, by=by, outcome="", at=at)
    attendance = expect_attendance(meeting, post, by=by, at=at)
    record("said they will go", attendance, by=by, at=at)
    return attendance


@transaction.atomic
def send_apologies(meeting, post, *, by, substitute=None, at=None):
    """The post can't go; `substitute` is the post that is sent in its place, where one is."""
    at = at or timezone.now()
    _before(meeting, post, at)
    return record_attendance(
        meeting, post, by=by, outcome=APOLOGIES, person=None, substitute=substitute, at=at
    )


def _before(meeting, post, at):
    """The attendance as it stands, if any, of a meeting that is still to come."""
    if not lock_row(meeting).is_ahead(timezone.localdate(at)):
        raise ValidationError(
            "This meeting has passed or was cancelled, so nobody needs to say who goes",
            code="not_ahead",
        )
    attendance = meeting.attendances.filter(post=post).first()
    if attendance and attendance.outcome == ATTENDED:
        raise ValidationError("It is recorded that you were there", code="attended_already")
    return attendance
