"""Action plans, who owns them, and the strategy that they support."""

from .plans import ActionPlan, PlanOwner
from .strategies import Strategy

__all__ = ["ActionPlan", "PlanOwner", "Strategy"]
