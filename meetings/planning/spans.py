"""How often a forum meets on which days: its history of frequencies, cut to a period.

What was said last holds, from its day on: a correction without a day of its own begins where the
row that it puts right began (services.edit_forum).
"""

import datetime as dt
from dataclasses import dataclass

from meetings.frequency import IntervalUnit
from meetings.models.schedule import HowOften

YEAR_DAYS = 365.2425
UNIT_DAYS = {IntervalUnit.WEEK: 7, IntervalUnit.MONTH: YEAR_DAYS / 12}


@dataclass(frozen=True)
class Span:
    """Days on which a forum meets equally often; both ends are included."""

    starts_on: dt.date
    ends_on: dt.date
    how_often: HowOften


def spans(forum, starts_on, ends_on, *, at=None):
    """The period's spans in order, up to the day on which the forum ends. `at` is a moment: what
    was said of its frequency later is not known yet. Reads `forum.frequencies`, prefetched."""
    if forum.ended_on:
        ends_on = min(ends_on, forum.ended_on - dt.timedelta(days=1))
    if ends_on < starts_on:
        return []
    rows = said(forum, at=at)
    starts = {row.starts_on for row in rows if row.starts_on}
    days = sorted({starts_on} | {day for day in starts if starts_on < day <= ends_on})
    ends = [day - dt.timedelta(days=1) for day in days[1:]] + [ends_on]
    own = [(day, end, in_force(rows, day) or forum) for day, end in zip(days, ends, strict=True)]
    return [Span(*parts) for parts in _joined(own)]


def said(forum, *, at=None):
    """The rows of the history in the order in which they were said."""
    rows = sorted(forum.frequencies.all(), key=lambda row: (row.recorded_at, row.pk))
    # The first stands for the time before the portal knew of the forum, whatever the cut-off.
    return rows[:1] + [row for row in rows[1:] if at is None or row.recorded_at <= at]


def in_force(rows, day):
    begun = [row for row in rows if row.starts_on is None or row.starts_on <= day]
    return begun[-1] if begun else None


def gap_days(how_often):
    """Days from one meeting to the next, more or less; None where that is not known."""
    if how_often.interval:
        return how_often.interval * UNIT_DAYS[how_often.interval_unit]
    return YEAR_DAYS / how_often.per_year if how_often.per_year else None


def _joined(parts):
    """Neighbours that say the same are one: a start that a later row overruled is none."""
    joined = []
    for start, end, how_often in parts:
        if joined and joined[-1][2] == how_often:
            joined[-1] = (joined[-1][0], end, how_often)
        else:
            joined.append((start, end, how_often))
    return joined
