"""Whether the promises of attendance are kept."""

from .reading import glances, past_standings, standings, states
from .rotation import Proposal, next_in_turn, proposals
from .standing import Cycle, Risk, Standing, State, Unit
from .wording import PromiseReading, read_promise

__all__ = [
    "Cycle",
    "PromiseReading",
    "Proposal",
    "Risk",
    "Standing",
    "State",
    "Unit",
    "glances",
    "next_in_turn",
    "past_standings",
    "proposals",
    "read_promise",
    "standings",
    "states",
]
