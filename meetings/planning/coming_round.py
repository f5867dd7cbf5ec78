"""Dates of an engagement programme: found as those of meetings, and counted from its first date,
so that whoever asks again is proposed the same ones."""

import datetime as dt

from .proposing import Proposal, Turn, days_of
from .spans import Span


def propose_programme(programme, *, starts_on, ends_on):
    """A `Proposal` for each date from `starts_on` to `ends_on` that no activity of the programme
    stands for yet; one that was cancelled stands for its date too."""
    starts_on = max(starts_on, programme.starts_on)
    if programme.ended_on:
        ends_on = min(ends_on, programme.ended_on - dt.timedelta(days=1))
    if ends_on < starts_on:
        return []
    own = list(programme.activities.in_force().order_by("held_on", "pk"))
    turn = Turn(programme.usual_places, own)
    part = Span(starts_on, ends_on, programme)
    return [
        Proposal(programme, held_on, rule_on, programme.usual_starts_at, None, turn.on(held_on))
        for rule_on, held_on in days_of([part], own, programme.starts_on)
    ]
