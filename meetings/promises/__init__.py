"""Whether the promises of attendance are kept."""

from .standing import Cycle, Standing, State, Unit, standings

__all__ = ["Cycle", "Standing", "State", "Unit", "standings"]
