"""The cycles of a promise, counted in months from the day it starts."""

from datetime import timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from .standing import Cycle

DAY = timedelta(days=1)


def cycle_of(commitment, on):
    """The cycle that holds the day `on`: the first before it started, the last after it ended."""
    if commitment.ends_on:
        on = min(on, commitment.ends_on)
    return _numbered(commitment, _number(commitment.starts_on, commitment.cycle_months, on))


@lru_cache(maxsize=4096)
def _number(starts_on, cycle_months, on):
    """Which cycle holds the day, counted from 0. Hundreds of promises start on the same day."""
    # Counted as `_start` adds: a promise of 31 January has its second month from 28 February on.
    apart = relativedelta(max(on, starts_on), starts_on)
    return (12 * apart.years + apart.months) // cycle_months


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
    starts_on, months = commitment.starts_on, commitment.cycle_months
    last = _start(starts_on, months, number + 1) - DAY
    if commitment.ends_on:
        last = min(last, commitment.ends_on)
    return Cycle(_start(starts_on, months, number), last)


@lru_cache(maxsize=4096)
def _start(starts_on, cycle_months, number):
    """Always from the first day on: the 31st comes back after a shorter month."""
    return starts_on + relativedelta(months=number * cycle_months)
