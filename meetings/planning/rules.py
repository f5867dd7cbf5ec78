"""The days on which something that comes round falls, by python-dateutil's rules.

Days and clock times are those on the wall in England: no time of day is ever added to, so that a
meeting at 2pm is at 2pm on either side of a change of the clocks.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from meetings.frequency import IntervalUnit
from stakeholders.workdays import is_bank_holiday, working_day_from

from .spans import YEAR_DAYS

LAST = -1
WEEKS_A_YEAR = 52


@dataclass(frozen=True)
class Habit:
    """On which day it is usual to meet: "the second Tuesday". `nth` is 1 to 4, or LAST."""

    weekday: int
    nth: int

    @property
    def at_weekends(self):
        return self.weekday >= 5


def habit_of(days):
    """What the latest meetings have in common: the commonest of their days, or else the last."""
    kinds = [Habit(day.weekday(), _nth(day)) for day in days]
    counted = Counter(kinds)
    most = max(counted.values())
    return next(kind for kind in reversed(kinds) if counted[kind] == most)


def days_after(anchor, how_often, habit, *, until):
    """The days after `anchor` up to `until` that the frequency and the habit lead to, unmoved."""
    days = _rule(anchor, how_often, habit, until)
    return [day for day in days if anchor < day <= until]


def settled(day, habit):
    """The day, or the next working day where it is a weekend or a bank holiday.

    Those that meet at weekends by habit keep to them.
    """
    if not habit.at_weekends:
        return working_day_from(day)
    while is_bank_holiday(day):
        day += dt.timedelta(days=1)
    return day


def _rule(anchor, how_often, habit, until):
    months = _months(how_often)
    if months:
        return _monthly(anchor, months, habit, until)
    if how_often.interval:
        start = _nearest(anchor, habit.weekday)
        # The first is the anchor itself, on its usual weekday.
        return _dates(rrule(WEEKLY, _noon(start), how_often.interval, until=_noon(until)))[1:]
    return _spread(anchor, how_often.per_year, habit, until) if how_often.per_year else []


def _months(how_often):
    """Whole months from one to the next: said so, or a number that divides a year's twelve."""
    if how_often.interval:
        return how_often.interval if how_often.interval_unit == IntervalUnit.MONTH else None
    number = how_often.per_year
    return 12 // number if number and 12 % number == 0 else None


def _monthly(anchor, months, habit, until):
    """The same weekday of the month again; an annual meeting on 29 February has no leap gap."""
    same = weekday(habit.weekday, habit.nth)
    start = _noon(anchor.replace(day=1))
    # From the month after: a habit later in the anchor's own month is no second meeting in it.
    days = _dates(rrule(MONTHLY, start, months, byweekday=same, until=_noon(until)))
    return [day for day in days if (day.year, day.month) != (anchor.year, anchor.month)]


def _spread(anchor, per_year, habit, until):
    """So many a year, evenly, on the usual weekday; each year begins from the anchor's own day."""
    days, number = [], 1
    while not days or days[-1] <= until:
        years, part = divmod(number, per_year)
        day = anchor + relativedelta(years=years)
        day += dt.timedelta(days=round(part * YEAR_DAYS / per_year))
        # More than one a week has no usual weekday.
        days.append(_nearest(day, habit.weekday) if per_year <= WEEKS_A_YEAR else day)
        number += 1
    return days


def _nearest(day, wanted):
    return day + dt.timedelta(days=(wanted - day.weekday() + 3) % 7 - 3)


def _nth(day):
    """Which of its month's: the fifth is the last, for most months have no fifth."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else LAST


def _noon(day):
    return dt.datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a day for rrule


def _dates(moments):
    return [moment.date() for moment in moments]
