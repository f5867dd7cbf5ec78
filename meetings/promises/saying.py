"""How a promise stands, in sentences."""

from objectives.deadlines.wording import say_day

from .judging import even_pace
from .standing import Risk, State


def sentence_of(standing, *, on):
    """`14 of 30 forums since April 2025`; for a cycle that is over, its months."""
    cycle = standing.cycle
    if standing.state == State.NOT_COUNTED:
        return "Not counted: the published words give no number"
    if cycle.starts_on > on:
        return f"Starts on {say_day(cycle.starts_on)}"
    return f"{_score(standing)} {_since(cycle, on)}"


def still_of(standing, *, on):
    """What would have to happen, or why it can't be kept any more."""
    state = standing.state
    if state == State.BROKEN:
        return _broken(standing, over=on > standing.cycle.ends_on)
    if state == State.AT_RISK:
        return _AT_RISK[standing.risk](standing, on)
    if state == State.ON_COURSE and standing.commitment.times is not None:
        return _remain(standing)
    return ""


def several(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def _score(standing):
    commitment, units = standing.commitment, standing.units
    if commitment.times is None:
        if not standing.needed:
            return "No meeting was held"
        return f"{standing.done} of {several(standing.needed, 'meeting')} held"
    if not units:
        return "No forum to visit"
    if commitment.each_forum and commitment.times == 1:
        return f"{standing.done} of {several(standing.needed, 'forum')}"
    of_forums = f" of {several(len(units), 'forum')}" if commitment.each_forum else ""
    return f"{standing.done} of {several(standing.needed, 'meeting')}{of_forums}"


def _since(cycle, on):
    if on <= cycle.ends_on:
        return f"since {cycle.starts_on:%B %Y}"
    first, last = f"{cycle.starts_on:%B %Y}", f"{cycle.ends_on:%B %Y}"
    return f"in {first}" if first == last else f"from {first} to {last}"


def _remain(standing):
    if standing.commitment.each_forum:
        remaining = len(standing.remaining)
        if not remaining:
            return ""
        return f"{several(remaining, 'forum')} remain{'s' if remaining == 1 else ''} to be visited"
    left = sum(unit.left for unit in standing.units)
    return f"{several(left, 'meeting')} remain{'s' if left == 1 else ''} to be attended"


def _broken(standing, *, over):
    if standing.commitment.times is None:
        missed = sorted(
            (meeting for unit in standing.units for meeting in unit.missed),
            key=lambda meeting: meeting.held_on,
        )
        last = say_day(missed[-1].held_on)
        if len(missed) == 1:
            return f"Nobody who was promised went to the meeting on {last}"
        return f"Nobody who was promised went to {len(missed)} meetings, last on {last}"
    if standing.commitment.each_forum:
        short = several(len(standing.remaining), "forum")
        return f"{short} did not get the promised visits" if over else f"{short} can’t be visited"
    left = sum(unit.left for unit in standing.units)
    if over:
        return f"{several(left, 'meeting')} too few {'was' if left == 1 else 'were'} attended"
    return f"{several(left, 'meeting')} can’t be attended any more"


def _few(standing, on):
    if standing.commitment.times is None:
        declined = [meeting for unit in standing.units for meeting in unit.declined]
        first = min(declined, key=lambda meeting: meeting.held_on)
        return f"Nobody goes to the meeting on {say_day(first.held_on)} as things stand"
    if not standing.commitment.each_forum:
        unit = standing.units[0]
        if not unit.chances:
            return _unplanned(standing, on)
        left, planned = unit.left - len(unit.waiting), len(unit.chances)
        if left == 1 and planned == 1:
            return "Somebody has to go to the only meeting that is left"
        if left >= planned:
            return f"Somebody has to go to every meeting that is left: {left}, {planned} planned"
        return f"Somebody has to go to {left} of the {planned} meetings planned"
    at_risk = [unit for unit in standing.units if unit.risk == Risk.FEW]
    title = standing.commitment.series.title
    short = [unit.forum.name or title for unit in at_risk]
    if len(short) <= 3:
        return f"Few chances are left for {_listed(short)}"
    return f"Few chances are left for {len(short)} forums"


def _unplanned(standing, on):
    at_risk = [unit for unit in standing.units if unit.risk]
    lacking = sum(max(1, unit.left - len(unit.waiting) - len(unit.chances)) for unit in at_risk)
    if standing.commitment.each_forum:
        return (
            f"{several(lacking, 'more meeting')} {'has' if lacking == 1 else 'have'} to be planned "
            f"with {several(len(at_risk), 'forum')}, and somebody has to go"
        )
    return (
        f"{several(lacking, 'more meeting')} {'has' if lacking == 1 else 'have'} to be planned, "
        "and somebody has to go"
    )


def _waiting(standing, on):
    waiting = sorted(
        (meeting for unit in standing.units for meeting in unit.waiting),
        key=lambda meeting: meeting.held_on,
    )
    if len(waiting) == 1:
        return f"Say whether the meeting on {say_day(waiting[0].held_on)} was held, and who went"
    return f"Say of {len(waiting)} meetings whether they were held, and who went"


def _pace(standing, on):
    pace = even_pace(standing.needed, cycle=standing.cycle, on=on)
    return f"{_remain(standing)}; at an even pace {pace} would be done by now"


_AT_RISK = {
    Risk.FEW: _few,
    Risk.UNPLANNED: _unplanned,
    Risk.WAITING: _waiting,
    Risk.PACE: _pace,
}


def _listed(words):
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
