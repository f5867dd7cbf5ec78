"""A meeting written up in one go: what became of it, who was there, and what there is to note."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Attendance, Meeting
from stakeholders.editing import change_row, lock_row
from stakeholders.models import Post

from .attendance import record_attendance
from .meetings import cancel_meeting, hold_meeting


@dataclass(frozen=True)
class Said:
    """What came of one post's attendance; `substitute` was sent in its place."""

    post: Post
    outcome: str
    substitute: Post | None = None


@transaction.atomic
def record_meeting(
    meeting, *, by, on, held, said=(), reason="", details=None, version=None, at=None
):
    """Held, or with `held` false cancelled; who attended or sent apologies; the `details` of the
    meeting ({field: value}: notes, others_present, public_present).

    Written up again, what differs is changed. Of a cancelled meeting apologies may be kept, but
    nobody has attended it or stayed away from it.
    """
    meeting = lock_row(meeting, version=version)
    if not held and any(one.outcome not in ("", Attendance.Outcome.APOLOGIES) for one in said):
        raise ValidationError(
            "Nobody attends a meeting that is cancelled. Take the attendance away, or say that it "
            "was held",
            code="attended_cancelled",
        )
    if details:
        change_row(meeting, by=by, verb="meeting written up", changes=details, at=at)
    if held and meeting.status == Meeting.Status.PLANNED:
        hold_meeting(meeting, by=by, on=on, at=at)
    elif held and meeting.status == Meeting.Status.CANCELLED:
        raise ValidationError("This meeting was cancelled", code="cancelled_already")
    for one in said:
        record_attendance(
            meeting, one.post, by=by, outcome=one.outcome, substitute=one.substitute, at=at
        )
    if not held and meeting.status != Meeting.Status.CANCELLED:
        cancel_meeting(meeting, by=by, reason=reason, at=at)
    return Meeting.objects.get(pk=meeting.pk)
