"""What a plan is made of: objectives, activities, actions, and what is said of each action."""

from .actions import Action, ActionLead
from .answers import EvidenceFile, NotMine
from .baselines import Baseline
from .deadlines import DateRequest, Deadline
from .imports import ImportDoubt, ImportDraft, PlanImport
from .measures import Measure, MeasureTarget, Reading
from .risks import Risk, RiskReview
from .rounds import SentBack, UpdateRound
from .structure import Activity, Objective
from .updates import ProgressUpdate

__all__ = [
    "Action",
    "ActionLead",
    "Activity",
    "Baseline",
    "DateRequest",
    "Deadline",
    "EvidenceFile",
    "ImportDoubt",
    "ImportDraft",
    "Measure",
    "MeasureTarget",
    "NotMine",
    "Objective",
    "PlanImport",
    "ProgressUpdate",
    "Reading",
    "Risk",
    "RiskReview",
    "SentBack",
    "UpdateRound",
]
