"""Deadlines as plans write them, and what they are taken to mean.

The one place where the words of a deadline are read. The published text is never lost, and
what was assumed is always said.
"""

from objectives.deadlines.doubts import DeadlineDoubt, deadline_doubts
from objectives.deadlines.reading import Certainty, DeadlineReading, read_deadline

__all__ = ["Certainty", "DeadlineDoubt", "DeadlineReading", "deadline_doubts", "read_deadline"]
