"""What frequency words can be taken to mean."""

from dataclasses import dataclass

from django.db import models


class Certainty(models.TextChoices):
    CERTAIN = "certain", "Certain"
    ASSUMED = "assumed", "Assumed"
    UNREADABLE = "unreadable", "No number in it"
    NONE = "none", "Not given"


class IntervalUnit(models.TextChoices):
    WEEK = "week", "Weeks"
    MONTH = "month", "Months"


# More than one a day, or more forums than an area has, is a slip of the keyboard.
MOST_A_YEAR = 366
MOST_FORUMS = 200


@dataclass(frozen=True)
class Alternative:
    """One of several things that the same words may mean.

    `words` say it without doubt: `read_frequency(words)` is its reading.
    """

    label: str
    words: str


@dataclass(frozen=True)
class Reading:
    """`per_year` is empty where it is not known, which is not the same as none.

    `forums` is the 30 of "Quarterly x 30"; `note` says in one sentence how it was understood.
    `interval` is the 6 of "six-weekly", in weeks or months: dates are proposed by it, for every
    six weeks is not nine a year. It is empty where the words only count ("eight a year").
    `alternatives` are all the meanings of words that have several, the assumed one first.
    """

    per_year: int | None
    certainty: str
    note: str
    forums: int = 1
    interval: int | None = None
    interval_unit: str = ""
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Part:
    """One of several frequencies in a cell; `why` says what was assumed, where something was."""

    per_year: int
    why: str = ""
    interval: int | None = None
    unit: str = ""
    alternatives: tuple[Alternative, ...] = ()
