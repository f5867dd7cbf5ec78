"""Planned meetings that a forum's frequency no longer has room for."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from meetings.models import Meeting

from .spans import gap_days, in_force, said

# A meeting may come somewhat early; sooner than this part of the time between two it is one more.
ROOM = 3 / 4


@dataclass(frozen=True)
class TooSoon:
    """`meeting` follows `after` sooner than the forum meets from that day on."""

    meeting: Meeting
    after: Meeting


def too_soon(forum, *, on):
    """Meetings ahead on the day `on` that come too soon after the one before. What was held, and
    what is planned before a new frequency begins, counts as the one before."""
    prefetch_related_objects([forum], "frequencies")
    rows = said(forum)
    meetings = forum.meetings.exclude(status=Meeting.Status.CANCELLED)
    kept, found = None, []
    for meeting in meetings.order_by("held_on", "starts_at", "pk"):
        gap = gap_days(in_force(rows, meeting.held_on) or forum)
        days = (meeting.held_on - kept.held_on).days if kept else None
        if kept and gap and meeting.is_ahead(on) and days < gap * ROOM:
            found.append(TooSoon(meeting, kept))
        else:
            kept = meeting
    return found
