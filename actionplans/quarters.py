"""Quarters and the reporting year.

The reporting year is the financial year, April to March, named by the year that it starts in.
`2010-Q2` on commands and in data always means the financial quarter, July to September 2010;
a plan's own basis (`QuarterBasis`) only decides how its deadlines' quarters are read.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.db import models

FIRST_YEAR, LAST_YEAR = 1900, 2199


class QuarterBasis(models.TextChoices):
    FINANCIAL = "financial", "Financial year (quarter 1 is April to June)"
    CALENDAR = "calendar", "Calendar year (quarter 1 is January to March)"


def quarter_dates(year: int, number: int, basis: str) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter; the financial Q4 2010 is January to March 2011."""
    first_month = 3 * number - 2
    if basis == QuarterBasis.FINANCIAL:
        first_month += 3
    if first_month > 12:
        year, first_month = year + 1, first_month - 12
    last_month = first_month + 2
    last_day = calendar.monthrange(year, last_month)[1]
    return dt.date(year, first_month, 1), dt.date(year, last_month, last_day)


def financial_year_of(day: dt.date) -> int:
    """The year in which the financial year around `day` started: 2009 for February 2010."""
    return day.year if day.month >= 4 else day.year - 1


def financial_year_dates(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)


def financial_year_label(year: int) -> str:
    """`2010/11`; the turn of a century is written `1999/2000`."""
    following = year + 1
    return f"{year}/{following}" if following % 100 == 0 else f"{year}/{following % 100:02d}"


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the financial year. `year` is the one in which the financial year starts."""

    year: int
    number: int

    def __post_init__(self):
        if not 1 <= self.number <= 4:
            raise ValueError("A quarter's number is 1, 2, 3 or 4.")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"A quarter's year lies between {FIRST_YEAR} and {LAST_YEAR}.")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        match = re.fullmatch(r"\s*(\d{4})\s*-?\s*q([1-4])\s*", text, re.IGNORECASE | re.ASCII)
        if not match:
            raise ValueError(
                f"“{text}” is not a quarter. Write the year in which the financial year starts "
                "and the quarter, such as 2010-Q2 for July to September 2010."
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: dt.date) -> "Quarter":
        return cls(financial_year_of(day), (day.month - 4) % 12 // 3 + 1)

    @property
    def starts_on(self) -> dt.date:
        return quarter_dates(self.year, self.number, QuarterBasis.FINANCIAL)[0]

    @property
    def ends_on(self) -> dt.date:
        return quarter_dates(self.year, self.number, QuarterBasis.FINANCIAL)[1]

    @property
    def quarters(self) -> tuple["Quarter", ...]:
        """Itself: longer periods have several (actionplans.periods)."""
        return (self,)

    @property
    def short_label(self) -> str:
        return f"Q{self.number} {financial_year_label(self.year)}"

    @property
    def label(self) -> str:
        first, last = f"{self.starts_on:%B}", f"{self.ends_on:%B %Y}"
        return f"Quarter {self.number} {financial_year_label(self.year)} ({first} to {last})"

    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def has_begun(self, today: dt.date) -> bool:
        return self.starts_on <= today

    def has_ended(self, today: dt.date) -> bool:
        return self.ends_on < today

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"
