"""Promises as they stand, read from the database: for pages, papers and reminders."""

from dataclasses import replace

from meetings.models import Forum, Meeting

from .counting import KINDS, count
from .cycles import cycles_until
from .looking import cycles_on, look
from .saying import sentence_of, still_of
from .standing import Standing, State


def standings(commitments, *, on, at=None, within=None, public=False):
    """The standing of each promise in the cycle that holds the day `on`, in a fixed number of
    queries. `at` is a moment: what was said of an attendance after it is not counted.

    A paper on a period that is over asks for the cycle that holds a day `within` it, and a `public`
    one leaves exempt meetings out of every count.
    """
    return _said(_counted(commitments, on, at=at, within=within, public=public), on)


def glances(commitments, *, on):
    """As `standings`, for lists: their units hold no rows, only the days and names that
    `looking` saw (`Seen`, `SeenForum`)."""
    return [
        _worded(commitment, cycle, found, on, units=found.units, reports=found.reports_owed)
        for commitment, cycle, found in _counted(commitments, on)
    ]


def states(commitments, *, on):
    """{promise's key: State}: as `standings`, for many promises, without their rows and words."""
    return {commitment.pk: found.state for commitment, _, found in _counted(commitments, on)}


def _counted(commitments, on, *, at=None, within=None, public=False):
    commitments = list(commitments)
    cycles = cycles_on(commitments, within or on)
    facts = look(commitments, cycles=cycles, at=at, public=public)
    return [
        (commitment, cycle, count(commitment, facts, cycle=cycle, on=on))
        for commitment in commitments
        for cycle in [cycles[commitment.pk]]
    ]


def past_standings(commitment, *, on):
    """How each cycle that is over ended, the latest first."""
    past = [cycle for cycle in cycles_until(commitment, on) if cycle.ends_on < on]
    if not past:
        return []
    whole = replace(past[0], starts_on=past[-1].starts_on)
    facts = look([commitment], cycles={commitment.pk: whole})
    counted = [(commitment, cycle, count(commitment, facts, cycle=cycle, on=on)) for cycle in past]
    return _said(counted, on)


def _said(counted, on):
    """Standings with the rows that `looking` saw, and their sentences."""
    rows = _rows(counted)
    return [_standing(commitment, cycle, found, rows, on) for commitment, cycle, found in counted]


def _rows(counted):
    """The meetings and forums of what was counted: {model: {key: row}}."""
    meetings, forums = {}, set()
    for _, _, found in counted:
        forums |= {unit.forum.pk for unit in found.units if unit.forum}
        forums |= {forum.pk for forum in found.left_out}
        for unit in found.units:
            for kind in KINDS:
                meetings |= {seen.pk: seen for seen in getattr(unit, kind)}
    forums = Forum.objects.select_related("series").in_bulk(forums)
    related = Meeting.objects.select_related("forum__series")
    found = related.defer("notes").in_bulk(meetings)
    for key, meeting in found.items():
        # A paper's cut-off may have been before it was moved.
        meeting.held_on = meetings[key].held_on
    return {"forums": forums, "meetings": found}


def _standing(commitment, cycle, found, rows, on):
    def meetings(seen):
        return tuple(rows["meetings"][one.pk] for one in seen)

    units = tuple(
        replace(
            unit,
            forum=rows["forums"][unit.forum.pk] if unit.forum else None,
            **{kind: meetings(getattr(unit, kind)) for kind in KINDS},
        )
        for unit in found.units
    )
    return _worded(
        commitment,
        cycle,
        found,
        on,
        units=units,
        reports=meetings(found.reports_owed),
        left_out=[rows["forums"][forum.pk] for forum in found.left_out],
    )


def _worded(commitment, cycle, found, on, *, units, reports, left_out=()):
    urgent = [unit.by for unit in units if unit.by and unit.risk == found.risk]
    standing = Standing(
        commitment=commitment,
        cycle=cycle,
        state=found.state,
        units=tuple(units),
        done=found.done,
        needed=found.needed,
        sentence="",
        by=_by(found, cycle, urgent, on),
        risk=found.risk,
        left_out=tuple(left_out),
        reports_owed=tuple(reports),
    )
    return replace(standing, sentence=sentence_of(standing, on=on), still=still_of(standing, on=on))


def _by(found, cycle, urgent, on):
    """Until when something still has to happen; nothing where nothing can or need."""
    if found.state not in (State.AT_RISK, State.ON_COURSE) or on > cycle.ends_on:
        return None
    if found.state == State.AT_RISK and urgent:
        return min(urgent)
    return cycle.ends_on if found.done < found.needed else None
