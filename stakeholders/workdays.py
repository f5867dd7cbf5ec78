"""Working days of England and Wales: neither a weekend nor a bank holiday."""

from datetime import timedelta
from functools import lru_cache

import holidays

# As GOV.UK has them, where the package says it otherwise.
OFFICIAL_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


@lru_cache(maxsize=1)
def _bank_holidays():
    # The package names the common holidays of England and Wales "ENG"; it fills years as asked.
    return holidays.UnitedKingdom(subdiv="ENG")


def bank_holiday(day):
    """What the day is called where it is a bank holiday; nothing where it is none."""
    name = _bank_holidays().get(day, "")
    name = name.replace("(observed)", "(substitute day)").replace("'", "’")
    return OFFICIAL_NAMES.get(name, name)


def is_working_day(day):
    return day.weekday() < 5 and day not in _bank_holidays()


def is_bank_holiday(day):
    return day in _bank_holidays()


def next_working_day(day):
    """The first working day after `day`."""
    return add_working_days(day, 1)


def working_day_from(day):
    """`day` itself where it is a working day, else the next one: when what falls on it goes out."""
    return day if is_working_day(day) else next_working_day(day)


def add_working_days(day, count):
    """The day `count` working days after `day`, which itself is not counted."""
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def previous_working_day(day):
    """The last working day before `day`."""
    return subtract_working_days(day, 1)


def working_day_until(day):
    """`day` itself where it is a working day, else the last one before: when what has to be done
    by then can be done."""
    return day if is_working_day(day) else previous_working_day(day)


def subtract_working_days(day, count):
    """The day `count` working days before `day`, which itself is not counted."""
    while count:
        day -= timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def last_day_of_notice(held_on, clear_days, *, in_working_days):
    """The last working day that leaves so many clear days before a meeting.

    Neither the day of publication nor that of the meeting is one of them (Local Government Act
    1972 s.100B, as domain.md has it). With none asked for it is the working day before the
    meeting: what comes out on the day itself has been read by nobody.
    """
    if in_working_days:
        return subtract_working_days(held_on, clear_days + 1)
    return working_day_until(held_on - timedelta(days=clear_days + 1))
