"""The year ahead: dates proposed, what they clash with, and what no longer fits."""

from .clashes import Clash, Slot, clashes_of, slots_on
from .coming_round import propose_programme
from .expected import expected_meetings
from .fitting import TooSoon, too_soon
from .history import frequency_history
from .order import Gap, gaps
from .proposed import clashes_of_proposals, gaps_with
from .proposing import Proposal, Proposals, propose
from .warnings import warnings_of_meeting, warnings_of_series

__all__ = [
    "Clash",
    "Gap",
    "Proposal",
    "Proposals",
    "Slot",
    "TooSoon",
    "clashes_of",
    "clashes_of_proposals",
    "expected_meetings",
    "frequency_history",
    "gaps",
    "gaps_with",
    "propose",
    "propose_programme",
    "slots_on",
    "too_soon",
    "warnings_of_meeting",
    "warnings_of_series",
]
