"""Meetings: planned for a day, then held or cancelled."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Meeting
from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.refusing import beside

Status = Meeting.Status
# What a calendar shows of a meeting: a change of these counts its `sequence` up.
CALENDAR = ("forum_id", "held_on", "starts_at", "ends_at", "place")
FIELDS = ("forum", "held_on", "starts_at", "ends_at", "place", "openness", "notes", "exempt_reason")


@transaction.atomic
def plan_meeting(*, by, forum, held_on, at=None, **fields):
    """Put a meeting on the calendar. A day that has passed is allowed: it waits for a word on
    whether it was held (`hold_meeting`, `cancel_meeting`)."""
    forum = lock_row(forum)
    meeting = Meeting(forum=forum, held_on=held_on, **fields)
    _check(meeting)
    meeting.save()
    after = values_of(meeting, FIELDS)
    after = {key: value for key, value in after.items() if value not in (None, "")}
    record("meeting planned", meeting, by=by, after=after, at=at)
    return meeting


@transaction.atomic
def edit_meeting(meeting, *, by, changes, on, version=None, at=None):
    meeting = lock_row(meeting, version=version)
    changed = Meeting(**{field: getattr(meeting, field) for field in FIELDS} | changes)
    changed.pk, changed.status = meeting.pk, meeting.status
    if meeting.forum_id != changed.forum_id or meeting.held_on != changed.held_on:
        lock_row(changed.forum)
    _check(changed, was_on=meeting.held_on, was_of=meeting.forum_id)
    _refuse_held_ahead(changed, on)
    before = [getattr(meeting, field) for field in CALENDAR]
    meeting = change_row(
        meeting, by=by, verb="meeting edited", changes=changes, version=version, at=at
    )
    if before != [getattr(meeting, field) for field in CALENDAR]:
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    return meeting


@transaction.atomic
def hold_meeting(meeting, *, by, on, at=None):
    """Record that a planned meeting took place."""
    meeting = _lock_as(meeting, Status.PLANNED)
    meeting.status = Status.HELD
    _refuse_held_ahead(meeting, on)
    return _set_status(meeting, Status.HELD, by=by, verb="meeting held", at=at)


@transaction.atomic
def cancel_meeting(meeting, *, by, reason, at=None):
    meeting = _lock_as(meeting, Status.PLANNED)
    verb = "meeting cancelled"
    return _set_status(meeting, Status.CANCELLED, by=by, verb=verb, at=at, reason=reason)


@transaction.atomic
def reinstate_meeting(meeting, *, by, at=None):
    """Back to planned: it was marked as held, or cancelled, by mistake or too soon."""
    meeting = _lock_as(meeting, Status.HELD, Status.CANCELLED)
    meeting.status = Status.PLANNED
    _check(meeting)
    return _set_status(meeting, Status.PLANNED, by=by, verb="meeting reinstated", at=at)


def cancel_meetings(*, from_day, by, reason, at, series=None, forum=None):
    """Cancel what is planned from a day on, for one forum or all forums of a series."""
    ahead = Meeting.objects.ahead(from_day)
    ahead = ahead.filter(forum=forum) if forum else ahead.filter(forum__series=series)
    for meeting in ahead:
        cancel_meeting(meeting, by=by, reason=reason, at=at or timezone.now())


def _set_status(meeting, status, *, by, verb, at, reason=""):
    changes = {"status": status, "cancelled_reason": reason}
    meeting = change_row(meeting, by=by, verb=verb, changes=changes, at=at)
    meeting.status_at = at or timezone.now()
    # That it was held changes nothing in a calendar; that it is off, or on again, does.
    meeting.sequence += status != Status.HELD
    meeting.save(update_fields=["status_at", "sequence"])
    return meeting


def _lock_as(meeting, *statuses):
    """The row, locked, and still in one of the states that the verb starts from."""
    current = lock_row(meeting)
    if current.status not in statuses:
        word = current.get_status_display().lower()
        raise ValidationError(f"This meeting is {word} already", code=f"{current.status}_already")
    return current


def _check(meeting, *, was_on=None, was_of=None):
    """What must hold for a meeting whoever sends it: the form, an import, the demo."""
    check_times(meeting)
    if meeting.status == Status.CANCELLED:
        return
    twins = Meeting.objects.filter(
        forum=meeting.forum_id, held_on=meeting.held_on, starts_at=meeting.starts_at
    ).exclude(status=Status.CANCELLED)
    if twins.exclude(pk=meeting.pk).exists():
        raise planned_already()
    if (was_on, was_of) == (meeting.held_on, meeting.forum_id):
        return  # Notes on an old meeting may change after its forum ended.
    check_in_force(meeting)


def check_times(meeting):
    if meeting.ends_at and not meeting.starts_at:
        raise beside("starts_at", "Enter when the meeting starts", "start_missing")
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise beside("ends_at", "The end must be later than the start", "end_before_start")


def check_in_force(meeting):
    """Its forum, and its line of the schedule, still meet on its day."""
    forum, series = meeting.forum, meeting.forum.series
    if not forum.is_in_force(meeting.held_on):
        raise beside(
            "held_on",
            f"This forum no longer meets since {spoken(forum.ended_on)}",
            "forum_ended",
        )
    if series.withdrawn_at and meeting.held_on >= timezone.localdate(series.withdrawn_at):
        raise beside("held_on", "This meeting is no longer on the schedule", "series_withdrawn")


def planned_already():
    words = "This meeting is on the calendar for that day already"
    return beside("held_on", words, "planned_already")


def _refuse_held_ahead(meeting, on):
    if meeting.status == Status.HELD and meeting.held_on > on:
        raise beside(
            "held_on", "A meeting that was held can't have a day that is yet to come", "held_ahead"
        )
