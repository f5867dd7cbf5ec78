"""Papers and their revisions, the forms that they follow, and what is said on the way to print."""

from .clearances import Clearance
from .deliveries import Delivery
from .forms import ClearancePost, ExemptionParagraph, FormSection, PlanPart, Recipient
from .narratives import Narrative
from .reports import Report, ReportFile, ReportRevision

__all__ = [
    "Clearance",
    "ClearancePost",
    "Delivery",
    "ExemptionParagraph",
    "FormSection",
    "Narrative",
    "PlanPart",
    "Recipient",
    "Report",
    "ReportFile",
    "ReportRevision",
]
