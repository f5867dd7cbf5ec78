"""Whether the promises of attendance are kept."""

from .standing import Cycle, Standing, State, Unit, standings
from .wording import PromiseReading, read_promise

__all__ = [
    "Cycle",
    "PromiseReading",
    "Standing",
    "State",
    "Unit",
    "read_promise",
    "standings",
]
