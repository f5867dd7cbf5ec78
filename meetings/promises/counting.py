"""Facts counted into units, and units into the state of a promise. No database."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from meetings.frequency import Certainty
from meetings.models import Attendance, Meeting
from stakeholders.workdays import add_working_days

from .judging import Count, is_behind, judge, together
from .standing import Cycle, Risk, State, Unit

DAY = timedelta(days=1)
# How many working days whoever attended has to report back.
REPORT_DAYS = 5
KINDS = ("attended", "missed", "chances", "waiting", "covered", "declined")


@dataclass
class Counted:
    """A promise in a cycle, counted: its units hold what `looking` saw, not yet rows."""

    state: State
    risk: str = ""
    units: list = field(default_factory=list)
    done: int = 0
    needed: int = 0
    left_out: list = field(default_factory=list)
    reports_owed: list = field(default_factory=list)


def is_countable(commitment):
    return commitment.certainty not in (Certainty.UNREADABLE, Certainty.NONE)


def count(commitment, facts, *, cycle, on):
    if not is_countable(commitment):
        return Counted(State.NOT_COUNTED)
    forums = facts.forums[commitment.series_id]
    posts = facts.posts[commitment.pk]
    counted = Counted(State.ON_COURSE)
    if commitment.each_forum:
        for forum in forums:
            if forum.ended_on and forum.ended_on <= cycle.starts_on:
                continue
            unit = _unit(commitment, facts, posts, [forum], cycle=cycle, on=on)
            if _came_later(unit, forum, cycle):
                continue
            if _ended_before_its_turn(unit, forum, on):
                counted.left_out.append(forum)
            else:
                counted.units.append(unit)
    else:
        counted.units.append(_unit(commitment, facts, posts, forums, cycle=cycle, on=on))
    _add_up(counted, commitment, cycle, on)
    if commitment.reports_back:
        counted.reports_owed = _reports_owed(counted.units, posts, facts, on)
    return counted


def _add_up(counted, commitment, cycle, on):
    units = counted.units
    counted.state, counted.risk = together([(unit.state, unit.risk) for unit in units])
    if commitment.times is None:
        counted.done = sum(len(unit.attended) for unit in units)
        counted.needed = counted.done + sum(len(unit.missed) for unit in units)
        return
    counted.done = sum(unit.needed - unit.left for unit in units)
    counted.needed = sum(unit.needed for unit in units)
    # A visit that has a date and somebody to go counts for the pace: it is what catches up.
    dated = sum(min(unit.left, len(unit.covered)) for unit in units)
    running = counted.state == State.ON_COURSE and on <= cycle.ends_on
    if running and is_behind(counted.done + dated, counted.needed, cycle=cycle, on=on):
        counted.state, counted.risk = State.AT_RISK, Risk.PACE


def _unit(commitment, facts, posts, forums, *, cycle, on):
    """Meetings of `forums` in the cycle, sorted by what they mean for the promise."""
    sorted_out = defaultdict(list)
    for forum in forums:
        for meeting in facts.meetings.get(forum.pk, ()):
            if cycle.starts_on <= meeting.held_on <= cycle.ends_on:
                for kind in _kinds(meeting, posts, facts.said, on):
                    sorted_out[kind].append(meeting)
    if len(forums) > 1:
        for meetings in sorted_out.values():
            meetings.sort(key=lambda meeting: meeting.held_on)
    own = forums[0] if commitment.each_forum else None
    window = cycle
    if own and own.ended_on and own.ended_on <= cycle.ends_on:
        window = Cycle(cycle.starts_on, own.ended_on - DAY)
    kinds = {kind: tuple(sorted_out[kind]) for kind in KINDS}
    numbers = Count(**{kind: len(meetings) for kind, meetings in kinds.items()})
    needed = commitment.times
    per_year = _per_year(forums, on)
    state, risk = judge(numbers, needed=needed, cycle=window, on=on, per_year=per_year)
    by = _by(kinds["chances"], needed, numbers, risk, window)
    return Unit(own, needed, state=state, risk=risk, by=by, **kinds)


def _kinds(meeting, posts, said, on):
    """What a meeting means on the day: attended, missed, waiting for a word, or still to come."""
    own = [said[meeting.pk, post] for post in posts if (meeting.pk, post) in said]
    held = meeting.status == Meeting.Status.HELD
    if meeting.held_on > on or (meeting.held_on == on and not held):
        if len(own) == len(posts) and all(outcome in Attendance.AWAY for _, outcome in own):
            return ("declined",)
        goes = any(expected and outcome not in Attendance.AWAY for expected, outcome in own)
        return ("chances", "covered") if goes else ("chances",)
    if not held:
        return ("waiting",)
    if any(outcome == Attendance.Outcome.ATTENDED for _, outcome in own):
        return ("attended",)
    return (
        ("waiting",) if any(expected and not outcome for expected, outcome in own) else ("missed",)
    )


def _per_year(forums, on):
    """How often they meet in all; nothing where that is not known of one of them."""
    known = [forum.per_year for forum in forums if not forum.ended_on or forum.ended_on > on]
    return None if None in known or not known else sum(known)


def _by(chances, needed, numbers, risk, window):
    left = 0 if needed is None else needed - numbers.attended - numbers.waiting
    if risk == Risk.FEW and 0 < left <= len(chances):
        return chances[-left].held_on
    return window.ends_on if left > 0 else None


def _came_later(unit, forum, cycle):
    """A forum that is new since the cycle was over breaks no promise of then."""
    met = any(getattr(unit, kind) for kind in KINDS)
    return forum.added_on is not None and forum.added_on > cycle.ends_on and not met


def _ended_before_its_turn(unit, forum, on):
    """A forum that ended in the cycle counts only for what was attended: what no longer meets
    can't be visited, and was not refused a visit."""
    if not forum.ended_on or forum.ended_on > on:
        return False
    if unit.needed is None:
        return not (unit.attended or unit.missed)
    return unit.state != State.KEPT


def _reports_owed(units, posts, facts, on):
    return [
        meeting
        for unit in units
        for meeting in unit.attended
        if not any((meeting.pk, post) in facts.reported for post in posts)
        and add_working_days(meeting.held_on, REPORT_DAYS) < on
    ]
