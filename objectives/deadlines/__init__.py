"""Deadlines as plans write them, and what they are taken to mean.

The one place where the words of a deadline are read. The published text is never lost, and
what was assumed is always said.
"""

from objectives.deadlines.doubts import DeadlineDoubt, deadline_doubts, to_check
from objectives.deadlines.finding import dates_within
from objectives.deadlines.periods import Basis
from objectives.deadlines.reading import Certainty, DeadlineReading, read_deadline
from objectives.deadlines.starting import read_start, with_start

__all__ = [
    "Basis",
    "Certainty",
    "DeadlineDoubt",
    "DeadlineReading",
    "dates_within",
    "deadline_doubts",
    "read_deadline",
    "read_start",
    "to_check",
    "with_start",
]
