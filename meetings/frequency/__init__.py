"""Published frequency words ("Quarterly x 30") read as meetings a year, in this one place.

Seed 004 has "Quarterly", "Bi-monthly", "Approx 6 per year", "As required", "Annual Joint Meeting",
"Quarterly x 30", "To be agreed" and blanks. The words are kept; what they were taken to mean, how
sure that is and one plain sentence saying so stand beside them (domain.md, deadlines: never guess
in silence).
"""

from .meaning import (
    MOST_A_YEAR,
    MOST_FORUMS,
    Alternative,
    Certainty,
    IntervalUnit,
    Reading,
)
from .reading import read_frequency, say_a_year, sense_of, stated_frequency

__all__ = [
    "MOST_A_YEAR",
    "MOST_FORUMS",
    "Alternative",
    "Certainty",
    "IntervalUnit",
    "Reading",
    "read_frequency",
    "say_a_year",
    "sense_of",
    "stated_frequency",
]
