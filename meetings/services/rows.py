"""What every verb for a meeting's business does alike: add a row to a meeting, withdraw one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Meeting
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of


def open_meeting(meeting, *, at=None, on_its_day=False):
    """The meeting, locked. Nothing is added to one that was cancelled; with `on_its_day`, nothing
    before its day: nobody has decided anything there yet."""
    meeting = lock_row(meeting, related=("forum__series__body",))
    if meeting.status == Meeting.Status.CANCELLED:
        raise ValidationError("This meeting was cancelled", code="meeting_cancelled")
    if on_its_day and meeting.held_on > timezone.localdate(at):
        raise ValidationError("This meeting is yet to come", code="meeting_ahead")
    return meeting


def add_row(model, *, by, verb, meeting, same, at=None, **fields):
    """A row of the meeting's. Where one in force says the `same` already, that one is returned: a
    button that was pressed twice has said one thing."""
    check_item(meeting, fields.get("item"))
    alike = {name: fields[name] for name in same}
    if twin := model.objects.in_force().filter(meeting=meeting, **alike).first():
        return twin
    row = model.objects.create(meeting=meeting, **fields)
    after = values_of(row, ["meeting", *fields])
    after = {key: value for key, value in after.items() if value not in (None, "")}
    record(verb, row, by=by, after=after, at=at)
    return row


def check_item(meeting, item):
    if item is not None and (item.meeting_id != meeting.pk or item.withdrawn_at):
        raise ValidationError(
            {
                "item": ValidationError(
                    "Choose an item of this meeting’s agenda", code="item_elsewhere"
                )
            }
        )


@transaction.atomic
def change_business(row, *, by, verb, changes, version=None, at=None):
    """Change a row that was not withdrawn."""
    refuse_withdrawn(lock_row(row, version=version))
    if "item" in changes:
        check_item(row.meeting, changes["item"])
    return change_row(row, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def withdraw_row(row, *, by, verb, reason, at=None):
    """Taken back, it stays readable in the history."""
    refuse_withdrawn(lock_row(row))
    changes = {"withdrawn_at": at or timezone.now(), "withdrawn_reason": reason}
    return change_row(row, by=by, verb=verb, changes=changes, at=at)


def refuse_withdrawn(row):
    if row.withdrawn_at:
        raise ValidationError("This was withdrawn already", code="withdrawn_already")
