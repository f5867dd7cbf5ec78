"""Dates proposed for forums over a period: a proposal plans nothing until somebody takes it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from meetings.models import Forum, Meeting
from objectives.deadlines.wording import say_day
from stakeholders.workdays import add_working_days, is_bank_holiday

from .rules import days_after, habit_of, settled
from .spans import gap_days, spans

# The habit of a forum is read from its latest meetings, and from none that is long past.
LATEST = 5
YEARS_BACK = 3


@dataclass(frozen=True)
class Proposal:
    """A day for a forum. `rule_on` is the day that its frequency leads to, before it was moved."""

    forum: Forum
    held_on: dt.date
    rule_on: dt.date
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    of_key: str = ""
    """of one that was proposed when a form was opened, and is no longer"""

    @property
    def key(self):
        """Tells a proposal from the others as long as nothing else is planned."""
        return self.of_key or f"{self.forum.pk}-{self.rule_on:%Y%m%d}"

    @property
    def moved(self):
        """ "Moved from Monday 25 May 2026, a bank holiday, to Tuesday 26 May"."""
        if self.held_on == self.rule_on:
            return ""
        what = "a bank holiday" if is_bank_holiday(self.rule_on) else "a weekend"
        to = f"{self.held_on:%A} {self.held_on.day} {self.held_on:%B}"
        return f"Moved from {say_day(self.rule_on)}, {what}, to {to}"


@dataclass
class Proposals:
    """`unknown` are forums whose frequency is not known, `unbegun` those that have no meeting yet
    to count from."""

    rows: list[Proposal] = field(default_factory=list)
    unknown: list[Forum] = field(default_factory=list)
    unbegun: list[Forum] = field(default_factory=list)


def propose(forums, *, starts_on, ends_on, first_on=None):
    """Dates for each forum from `starts_on` to `ends_on`, in a fixed number of queries.

    They are counted from the day `first_on`, or from the forum's latest meeting. Several forums
    with the same first day are staggered over the time from one meeting to the next, in their
    order, so that one post can go to all of them. A day that a meeting stands for is left out.
    """
    forums = list(forums)
    prefetch_related_objects(forums, "frequencies")
    meetings = _meetings(forums, starts_on)
    found = Proposals()
    for place, forum in enumerate(forums):
        own = meetings[forum.pk]
        parts = spans(forum, starts_on, ends_on)
        if not any(gap_days(part.how_often) for part in parts):
            if parts:
                found.unknown.append(forum)
            continue
        first = first_on and _staggered(first_on, parts, place, len(forums))
        if not first and not own:
            found.unbegun.append(forum)
            continue
        found.rows += _with_times_and_places(forum, own, days_of(parts, own, first))
    return found


def _meetings(forums, starts_on):
    """{forum's id: its meetings of late and ahead, earliest first}."""
    since = starts_on - dt.timedelta(days=366 * YEARS_BACK)
    rows = Meeting.objects.filter(forum__in=forums, held_on__gte=since)
    own = defaultdict(list)
    for meeting in rows.exclude(status=Meeting.Status.CANCELLED).order_by("held_on", "pk"):
        own[meeting.forum_id].append(meeting)
    return own


def _staggered(first_on, parts, place, count):
    """The first day of the forum that stands at `place` of `count`."""
    gap = next(gap for part in parts if (gap := gap_days(part.how_often)))
    if count == 1:
        return first_on
    if first_on.weekday() >= 5:
        # Those that meet at weekends stay at them: whole weeks apart.
        return first_on + dt.timedelta(weeks=int(gap / 7 * place / count))
    return add_working_days(first_on, int(gap * 5 / 7 * place / count))


def days_of(parts, own, first):
    """(the rule's day, the day it is settled on) of each proposal, span by span."""
    starts_on = parts[0].starts_on
    if first:
        anchor, habit = first, habit_of([first])
    else:
        before = [meeting.held_on for meeting in own if meeting.held_on < starts_on]
        days = before[-LATEST:] or [own[0].held_on]
        anchor, habit = days[-1], habit_of(days)
    taken = [meeting.held_on for meeting in own]
    for part in parts:
        gap = gap_days(part.how_often)
        if not gap:
            continue
        own_first = [anchor] if anchor == first and part.starts_on <= anchor <= part.ends_on else []
        for day in own_first + days_after(anchor, part.how_often, habit, until=part.ends_on):
            anchor = max(anchor, day)
            if day < part.starts_on or any(abs((day - other).days) * 2 < gap for other in taken):
                continue
            settled_on = settled(day, habit)
            # Twice a week, a bank holiday may move one onto the next.
            if settled_on not in taken:
                taken.append(settled_on)
                yield day, settled_on


def _with_times_and_places(forum, own, days):
    """The usual times, or the last meeting's; the usual places in turn, from the last one on."""
    turn = Turn(forum.usual_places, own)
    last = own[-1] if own else Meeting()
    known = forum.usual_starts_at is not None
    starts_at = forum.usual_starts_at if known else last.starts_at
    ends_at = forum.usual_ends_at if known else last.ends_at
    for rule_on, held_on in days:
        place = turn.on(held_on)
        yield Proposal(forum, held_on, rule_on, starts_at, ends_at, place)


class Turn:
    """Whose turn it is among the usual places, day after day, meetings planned already included."""

    def __init__(self, usual_places, own):
        self.places = [line.strip() for line in usual_places.splitlines() if line.strip()]
        self.ahead = list(own)
        self.now = None
        self.last_place = own[-1].place if own else ""

    def on(self, day):
        if not self.places:
            return self.last_place
        while self.ahead and self.ahead[0].held_on <= day:
            self._was(self.ahead.pop(0).place)
        self.now = 0 if self.now is None else (self.now + 1) % len(self.places)
        return self.places[self.now]

    def _was(self, place):
        known = [name.casefold() for name in self.places]
        if place.strip().casefold() in known:
            self.now = known.index(place.strip().casefold())
