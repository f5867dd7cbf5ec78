"""Action plans, who owns them, what was decided on them, and what they are for."""

from .duties import StatutoryDuty
from .endorsements import Amendment, Endorsement
from .plans import ActionPlan, PlanOwner
from .strategies import Principle, Strategy, StrategyTheme

__all__ = [
    "ActionPlan",
    "Amendment",
    "Endorsement",
    "PlanOwner",
    "Principle",
    "StatutoryDuty",
    "Strategy",
    "StrategyTheme",
]
