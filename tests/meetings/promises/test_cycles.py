"""The days that are counted together, whatever the calendar does."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from meetings.models import AttendanceCommitment
from meetings.promises.cycles import cycle_of, cycles_until


def promise(starts_on, months, ends_on=None):
    return AttendanceCommitment(starts_on=starts_on, cycle_months=months, ends_on=ends_on)


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on", "on", "first", "last"),
    [
        (date(2025, 4, 1), 24, None, date(2025, 4, 1), date(2025, 4, 1), date(2027, 3, 31)),
        (date(2025, 4, 1), 24, None, date(2027, 3, 31), date(2025, 4, 1), date(2027, 3, 31)),
        (date(2025, 4, 1), 24, None, date(2027, 4, 1), date(2027, 4, 1), date(2029, 3, 31)),
        # Before it starts, the cycle to come; after it ended, the last one, cut short.
        (date(2025, 4, 1), 12, None, date(2025, 1, 1), date(2025, 4, 1), date(2026, 3, 31)),
        (
            date(2025, 4, 1),
            12,
            date(2026, 9, 30),
            date(2028, 1, 1),
            date(2026, 4, 1),
            date(2026, 9, 30),
        ),
        # The end of a month, and the leap day, come back where there is one.
        (date(2027, 1, 31), 1, None, date(2027, 2, 27), date(2027, 1, 31), date(2027, 2, 27)),
        (date(2027, 1, 31), 1, None, date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 30)),
        (date(2027, 1, 31), 1, None, date(2027, 3, 31), date(2027, 3, 31), date(2027, 4, 29)),
        (date(2028, 2, 29), 12, None, date(2029, 2, 27), date(2028, 2, 29), date(2029, 2, 27)),
        (date(2028, 2, 29), 12, None, date(2029, 2, 28), date(2029, 2, 28), date(2030, 2, 27)),
        (date(2028, 2, 29), 12, None, date(2032, 2, 28), date(2031, 2, 28), date(2032, 2, 28)),
        (date(2028, 2, 29), 12, None, date(2032, 2, 29), date(2032, 2, 29), date(2033, 2, 27)),
    ],
)
def test_a_day_is_in_its_cycle(starts_on, months, ends_on, on, first, last):
    cycle = cycle_of(promise(starts_on, months, ends_on), on)
    assert (cycle.starts_on, cycle.ends_on) == (first, last)


@pytest.mark.parametrize("starts_on", [date(2027, 1, 31), date(2028, 2, 29), date(2027, 4, 1)])
@pytest.mark.parametrize("months", [1, 5, 12])
def test_cycles_follow_each_other_without_a_gap(starts_on, months):
    made = promise(starts_on, months)
    cycles = cycles_until(made, starts_on + timedelta(days=1500))
    for later, earlier in pairwise(cycles):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)
        for day in (earlier.starts_on, earlier.ends_on):
            assert cycle_of(made, day) == earlier
