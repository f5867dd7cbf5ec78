"""The cycles of a promise, counted in months from the day it starts."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from .standing import Cycle

DAY = timedelta(days=1)


def cycle_of(commitment, on):
    """The cycle that holds the day `on`: the first before it started, the last after it ended."""
    if commitment.ends_on:
        on = min(on, commitment.ends_on)
    apart = relativedelta(max(on, commitment.starts_on), commitment.starts_on)
    number = (12 * apart.years + apart.months) // commitment.cycle_months
    # A promise of 31 January has a second month from 28 February on: relativedelta between two
    # days counts that as no month yet.
    if _start(commitment, number + 1) <= on:
        number += 1
    return _numbered(commitment, number)


def cycles_until(commitment, on):
    """Every cycle up to the one that holds `on`, the latest first."""
    cycle = cycle_of(commitment, on)
    number = 0
    cycles = [_numbered(commitment, number)]
    while cycles[-1].starts_on < cycle.starts_on:
        number += 1
        cycles.append(_numbered(commitment, number))
    return cycles[::-1]


def _numbered(commitment, number):
    last = _start(commitment, number + 1) - DAY
    if commitment.ends_on:
        last = min(last, commitment.ends_on)
    return Cycle(_start(commitment, number), last)


def _start(commitment, number):
    """Always from the first day on: the 31st comes back after a shorter month."""
    return commitment.starts_on + relativedelta(months=number * commitment.cycle_months)
