"""From how many were attended, missed and are to come: what stands of a promise. No database."""

from dataclasses import dataclass
from math import ceil

from .standing import Risk, State

# In this last part of a cycle a meeting that nobody has planned yet is a risk.
ENDING = 4
# How far behind an even pace is still no risk: meetings don't come evenly.
BEHIND = 10
YEAR = 365.25


@dataclass(frozen=True)
class Count:
    attended: int = 0
    missed: int = 0
    waiting: int = 0
    chances: int = 0
    covered: int = 0
    declined: int = 0


def judge(count, *, needed, cycle, on, per_year=None):
    """(State, Risk or ""). `per_year` is how often it meets; empty is unknown, which is not zero.

    Broken is only what can't be kept any more: a meeting that nobody has planned yet may still be
    planned until the cycle's last day.
    """
    if needed is None:
        return _judge_every(count, over=on > cycle.ends_on)
    left = needed - count.attended
    if left <= 0:
        return State.KEPT, ""
    if on > cycle.ends_on:
        return (State.AT_RISK, Risk.WAITING) if left <= count.waiting else (State.BROKEN, "")
    days = (cycle.ends_on - max(on, cycle.starts_on)).days + 1
    if left > count.waiting + max(count.chances, days):
        return State.BROKEN, ""
    if count.covered >= left:
        return State.ON_COURSE, ""
    return _judge_left(count, left - count.waiting, days, cycle, per_year)


def _judge_every(count, *, over):
    if count.missed:
        return State.BROKEN, ""
    if over:
        return (State.AT_RISK, Risk.WAITING) if count.waiting else (State.KEPT, "")
    return (State.AT_RISK, Risk.FEW) if count.declined else (State.ON_COURSE, "")


def _judge_left(count, left, days, cycle, per_year):
    known = per_year is not None
    expected = per_year * days / YEAR if known else 0
    ending = days * ENDING <= cycle.days
    if (known and max(count.chances, ceil(expected)) < left) or (ending and count.chances < left):
        return State.AT_RISK, Risk.UNPLANNED
    # Where as many meetings as were promised are all there will be, none may be missed: that is
    # so from the start for an annual meeting, and no risk before its time comes.
    if max(count.chances, round(expected)) <= left and (ending or (known and count.missed)):
        return State.AT_RISK, Risk.FEW
    return State.ON_COURSE, ""


def together(judged):
    """The state of the whole from those of its units: [(State, Risk)]."""
    states = [state for state, _ in judged]
    if State.BROKEN in states:
        return State.BROKEN, ""
    if State.AT_RISK in states:
        return next(pair for pair in judged if pair[0] == State.AT_RISK)
    if states and all(state == State.KEPT for state in states):
        return State.KEPT, ""
    return State.ON_COURSE, ""


def is_behind(done, needed, *, cycle, on):
    """Whether more than a tenth (and more than one) is lacking to an even pace."""
    return even_pace(needed, cycle=cycle, on=on) - done > max(1, needed / BEHIND)


def even_pace(needed, *, cycle, on):
    """How many would be done by the day, if they were spread evenly over the cycle."""
    passed = min(max((on - cycle.starts_on).days, 0), cycle.days)
    return needed * passed // cycle.days
