"""The reminders of meetings: on from a day, or off."""

from stakeholders.editing import change_row

FIELD = "meetings_remind_from"


def turn_on_meeting_reminders(office, *, by, from_day, at=None):
    """From this day on people are reminded of meetings; no time before it counts."""
    verb = "meeting reminders turned on"
    return change_row(office, by=by, verb=verb, changes={FIELD: from_day}, at=at)


def turn_off_meeting_reminders(office, *, by, at=None):
    verb = "meeting reminders turned off"
    return change_row(office, by=by, verb=verb, changes={FIELD: None}, at=at)
