"""Who of the office goes to a meeting, who went, and who sent apologies."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Attendance, AttendanceStatement, Meeting
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of
from stakeholders.models import PostHolding

SAID = ("expected", "outcome", "person", "substitute")


@transaction.atomic
def expect_attendance(meeting, post, *, by, expected=True, at=None):
    """The post is to go to the meeting, or, with `expected` false, is not after all."""
    return _say(meeting, post, by=by, at=at, changes={"expected": expected})


@transaction.atomic
def expect_attendances(meeting, *, by, posts, at=None):
    """These posts are to go to the meeting, and no others."""
    at = at or timezone.now()
    if lock_row(meeting).status == Meeting.Status.CANCELLED:
        raise ValidationError("This meeting was cancelled", code="meeting_cancelled")
    wanted = {post.pk for post in posts}
    for row in meeting.attendances.filter(expected=True).select_related("post"):
        if row.post_id not in wanted:
            expect_attendance(meeting, row.post, by=by, expected=False, at=at)
    return [expect_attendance(meeting, post, by=by, at=at) for post in posts]


@transaction.atomic
def record_attendance(meeting, post, *, by, outcome, person=None, substitute=None, at=None):
    """What came of it: attended, apologies, absent, or "" to take that back.

    `person` is who held the post on the day unless somebody else is named; `substitute` is the
    post that was sent instead. Nobody has attended a meeting that is yet to come.
    """
    at = at or timezone.now()
    attended = Attendance.Outcome.ATTENDED
    if outcome == attended and meeting.held_on > timezone.localdate(at):
        raise ValidationError("This meeting is yet to come", code="attended_ahead")
    if outcome == attended and meeting.status == Meeting.Status.CANCELLED:
        raise ValidationError("This meeting was cancelled", code="attended_cancelled")
    if substitute is not None and (substitute == post or outcome == attended):
        raise ValidationError(
            {
                "substitute": ValidationError(
                    "Somebody else is sent only where the post itself did not attend",
                    code="substitute_beside",
                )
            }
        )
    if outcome and person is None:
        person = holder_on(post, meeting.held_on)
    changes = {"outcome": outcome, "person": person if outcome else None, "substitute": substitute}
    return _say(meeting, post, by=by, at=at, changes=changes)


def holder_on(post, day):
    """Who held a post on a day; nobody where it was vacant or shared."""
    holdings = list(PostHolding.objects.on(day).filter(post=post).select_related("person")[:2])
    return holdings[0].person if len(holdings) == 1 else None


def _say(meeting, post, *, by, at, changes):
    """State and statement in one transaction; what is said already is not said again."""
    at = at or timezone.now()
    meeting = lock_row(meeting)
    attendance = meeting.attendances.filter(post=post).first()
    new = attendance is None
    attendance = attendance or Attendance(meeting=meeting, post=post, recorded_at=at)
    before = values_of(attendance, SAID)
    for name, value in changes.items():
        setattr(attendance, name, value)
    after = values_of(attendance, SAID)
    if before == after:
        return None if new else attendance
    attendance.recorded_at = at
    if not new:
        attendance.version += 1
    attendance.save()
    AttendanceStatement.objects.create(
        attendance=attendance,
        expected=attendance.expected,
        outcome=attendance.outcome,
        person=attendance.person,
        by=by,
        recorded_at=at,
    )
    changed = [name for name in SAID if before[name] != after[name]]
    record(
        "attendance recorded",
        attendance,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        at=at,
    )
    return attendance
