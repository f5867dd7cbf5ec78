"""Meetings that must come before others: between two of the later line there is one of the
earlier, for each of its forums (seed 004: partnerships meet before their board)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from meetings.models import Forum, Meeting, MeetingSeries
from objectives.deadlines.wording import say_day

# The first meeting of the later line asks for one within the year before it.
YEAR = dt.timedelta(days=366)
SHOWN_NAMES = 5


@dataclass(frozen=True)
class Gap:
    """`meeting` is ahead, and before it, since `after`, none of these forums of `series` meets."""

    series: MeetingSeries
    meeting: Meeting
    after: dt.date | None
    forums: tuple[Forum, ...]

    def __str__(self):
        since = f", after {say_day(self.after)}," if self.after else ""
        return (
            f"“{self.series}” must meet{since} before “{self.meeting.forum}” on "
            f"{say_day(self.meeting.held_on)}: no date is planned{self._names()}"
        )

    def _names(self):
        names = [forum.name for forum in self.forums if forum.name]
        if not names:
            return ""
        more = len(names) - SHOWN_NAMES
        rest = f" and {more} more" if more > 0 else ""
        return f" for {', '.join(names[:SHOWN_NAMES])}{rest}"


def gaps(lines, *, on, also=()):
    """The gaps before each meeting that is ahead on the day `on`, for those of the lines that
    must precede another; soonest first, in a fixed number of queries.

    `also` are dates that are only proposed: (forum, day, time or None).
    """
    lines = [series for series in lines if series.precedes_id and not series.withdrawn_at]
    if not lines:
        return []
    forums = defaultdict(list)
    for forum in Forum.objects.filter(series__in=lines).in_force(on):
        forums[forum.series_id].append(forum)
    later = {series.precedes_id for series in lines}
    of_line, of_forum = _meetings(set(lines), later, on)
    for forum, day, time in also:
        of_forum[forum.pk].append((day, time))
        if forum.series_id in later:
            proposed = Meeting(forum=forum, held_on=day, starts_at=time)
            of_line[forum.series_id].append(proposed)
    found = []
    for series in lines:
        found += _of_line(series, forums[series.pk], of_line[series.precedes_id], of_forum, on)
    return sorted(found, key=lambda gap: (gap.meeting.held_on, gap.series.pk))


def _meetings(lines, later, on):
    """(meetings of the later lines by line, moments of all by forum)."""
    rows = Meeting.objects.filter(
        forum__series__in={series.pk for series in lines} | later, held_on__gte=on - 2 * YEAR
    )
    rows = rows.exclude(status=Meeting.Status.CANCELLED).select_related("forum__series")
    of_line, of_forum = defaultdict(list), defaultdict(list)
    for meeting in rows:
        of_forum[meeting.forum_id].append((meeting.held_on, meeting.starts_at))
        if meeting.forum.series_id in later:
            of_line[meeting.forum.series_id].append(meeting)
    return of_line, of_forum


def _of_line(series, forums, meetings, of_forum, on):
    meetings = sorted(meetings, key=lambda m: (m.held_on, m.starts_at or dt.time.max))
    previous = None
    for meeting in meetings:
        if meeting.status == Meeting.Status.PLANNED and meeting.held_on >= on:
            missing = [
                forum
                for forum in forums
                if forum.is_in_force(meeting.held_on)
                and not any(
                    _is_before(moment, meeting) and _is_since(moment, previous, meeting)
                    for moment in of_forum[forum.pk]
                )
            ]
            if missing:
                after = previous.held_on if previous else None
                yield Gap(series, meeting, after, tuple(missing))
        previous = meeting


def _is_since(moment, previous, meeting):
    if previous is None:
        return moment[0] >= meeting.held_on - YEAR
    return moment[0] >= previous.held_on and not _is_before(moment, previous)


def _is_before(moment, meeting):
    """Earlier than the meeting; on its own day only where both times say so."""
    day, time = moment
    if day != meeting.held_on:
        return day < meeting.held_on
    return time is not None and meeting.starts_at is not None and time < meeting.starts_at
