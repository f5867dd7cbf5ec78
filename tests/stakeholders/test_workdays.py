"""Working days, forwards and backwards, around the days on which nobody works."""

from datetime import date, timedelta

import pytest

from stakeholders.workdays import (
    add_working_days,
    is_working_day,
    previous_working_day,
    subtract_working_days,
    working_day_until,
)

WEDNESDAY = date(2026, 12, 9)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (WEDNESDAY, 0, WEDNESDAY),
        (WEDNESDAY, 1, date(2026, 12, 8)),
        (WEDNESDAY, 3, date(2026, 12, 4)),  # over a weekend
        (date(2026, 12, 14), 1, date(2026, 12, 11)),  # a Monday
        (date(2026, 12, 13), 1, date(2026, 12, 11)),  # a Sunday
        (date(2026, 4, 8), 2, date(2026, 4, 2)),  # Easter Monday and Good Friday
        (date(2026, 12, 30), 2, date(2026, 12, 24)),  # Boxing Day is a Saturday: Monday instead
        (date(2027, 1, 5), 2, date(2026, 12, 31)),  # New Year's Day, a Friday
    ],
)
def test_subtract_working_days_leaves_out_weekends_and_bank_holidays(day, count, expected):
    assert subtract_working_days(day, count) == expected


@pytest.mark.parametrize("count", [1, 4, 10, 60])
def test_what_was_added_can_be_taken_off_again(count):
    for offset in range(366):
        day = date(2026, 1, 1) + timedelta(days=offset)
        if is_working_day(day):
            assert subtract_working_days(add_working_days(day, count), count) == day


def test_a_day_that_is_no_working_day_has_one_before_it():
    assert working_day_until(date(2026, 12, 13)) == date(2026, 12, 11)
    assert working_day_until(WEDNESDAY) == WEDNESDAY
    assert previous_working_day(date(2026, 12, 25)) == date(2026, 12, 24)
