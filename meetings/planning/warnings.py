"""What a coordinator should know of a line or a meeting before it takes place."""

from meetings.models import Meeting, MeetingSeries

from .clashes import clashes_of, slots_on
from .order import gaps


def warnings_of_series(series, *, on):
    """Sentences: meetings of this line that another one must precede, or that it must."""
    return [str(gap) for gap in gaps(with_those_before(series), on=on)]


def warnings_of_meeting(meeting, *, on):
    """Sentences: who is needed elsewhere at the time, and what is missing before it."""
    if not meeting.is_ahead(on):
        return []
    slots = slots_on([meeting.held_on])
    own = [slot for slot in slots if slot.key == meeting.pk]
    found = [str(clash) for clash in clashes_of(own, slots).get(meeting.pk, [])]
    missing = gaps(with_those_before(meeting.forum.series), on=on)
    return found + [str(gap) for gap in missing if gap.meeting == meeting or _late(gap, meeting)]


def _late(gap, meeting):
    """The meeting is the one that should have come before: its forum's next after the gap."""
    if meeting.forum not in gap.forums or meeting.held_on < gap.meeting.held_on:
        return False
    between = Meeting.objects.filter(
        forum=meeting.forum_id,
        held_on__gte=gap.meeting.held_on,
        held_on__lt=meeting.held_on,
    )
    return not between.exclude(status=Meeting.Status.CANCELLED).exists()


def with_those_before(series):
    """The line and those that must precede it."""
    return [series, *MeetingSeries.objects.in_force().filter(precedes=series)]
