"""Engagement: what was done with communities, what was heard, and what people were told."""

from .activities import ActivityGroup, EngagementActivity
from .consulting import (
    Consultation,
    ConsultationAnswer,
    ConsultationQuestion,
    ConsultationReach,
)
from .heard import HeardIssue, IssueSource, IssueTelling
from .kept_by import EngagementAim, EngagementMethod, KeyDecision, Programme

__all__ = [
    "ActivityGroup",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationQuestion",
    "ConsultationReach",
    "EngagementActivity",
    "EngagementAim",
    "EngagementMethod",
    "HeardIssue",
    "IssueSource",
    "IssueTelling",
    "KeyDecision",
    "Programme",
]
