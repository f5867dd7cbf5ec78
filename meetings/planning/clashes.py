"""Two meetings on one day that need the same post at times that may overlap."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from meetings.models import Attendance, Meeting
from stakeholders.dates import clock
from stakeholders.models import Post


@dataclass(frozen=True)
class Slot:
    """A meeting that is planned, or only proposed, and whom of the office it needs."""

    key: object
    words: str
    held_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    posts: frozenset[Post]

    @property
    def is_timed(self):
        return self.starts_at is not None and self.ends_at is not None


@dataclass(frozen=True)
class Clash:
    other: Slot
    posts: tuple[Post, ...]
    certain: bool

    def __str__(self):
        *others, last = [post.title for post in self.posts]
        who = f"{', '.join(others)} and {last}" if others else last
        what = "Clashes with" if self.certain else "May clash with"
        times = [clock(time) for time in (self.other.starts_at, self.other.ends_at) if time]
        when = f" ({' to '.join(times)})" if times else ", whose time is not known"
        return f"{what} “{self.other.words}”{when}: {who}"


def clashes_of(slots, among):
    """{slot's key: its clashes} with any other of `among`, the earliest first; none is left out."""
    by_day = defaultdict(list)
    for slot in among:
        by_day[slot.held_on].append(slot)
    return {slot.key: _clashes(slot, by_day[slot.held_on]) for slot in slots}


def slots_on(days):
    """What is planned on the days, in a fixed number of queries."""
    said = Attendance.objects.said().select_related("post", "substitute")
    rows = Meeting.objects.filter(held_on__in=set(days), status=Meeting.Status.PLANNED)
    rows = rows.select_related("forum__series").prefetch_related(
        "forum__series__attending_posts",
        Prefetch("attendances", said, to_attr="said_now"),
    )
    return [slot_of(meeting) for meeting in rows.order_by("held_on", "starts_at", "pk")]


def slot_of(meeting):
    """Reads `said_now`, what was said of who goes to this meeting: those who are to go are who it
    needs. Where there are none it may need all of the line's posts that did not stay away."""
    posts = {row.post for row in meeting.said_now if row.is_going}
    posts |= {row.substitute for row in meeting.said_now if row.substitute}
    away = {row.post for row in meeting.said_now if row.outcome in Attendance.AWAY}
    posts = posts or set(meeting.forum.series.attending_posts.all()) - away
    times = (meeting.starts_at, meeting.ends_at)
    return Slot(meeting.pk, str(meeting.forum), meeting.held_on, *times, frozenset(posts))


def _clashes(slot, others):
    found = []
    for other in others:
        shared = slot.posts & other.posts
        if other.key != slot.key and shared and _may_overlap(slot, other):
            posts = tuple(sorted(shared, key=lambda post: (post.title, post.pk)))
            found.append(Clash(other, posts, slot.is_timed and other.is_timed))
    return found


def _may_overlap(one, other):
    """An unknown start may be at any time; an unknown end may be as late as the day's."""
    if one.starts_at is None or other.starts_at is None:
        return True
    first, second = sorted((one, other), key=lambda slot: slot.starts_at)
    if first.starts_at == second.starts_at:
        return True
    return first.ends_at is None or first.ends_at > second.starts_at
