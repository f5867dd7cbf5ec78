"""What a progress report is about: a quarter, half a year or a year, all of the financial year.

`2010-Q2` is July to September 2010, `2010-H1` April to September 2010, `2010-Y` April 2010 to
March 2011. A longer period is cut off with its last quarter.
"""

import datetime as dt
import re
from dataclasses import dataclass

from .quarters import Quarter, financial_year_label


@dataclass(frozen=True, order=True)
class HalfYear:
    """`year` is the one in which the financial year starts; the first half ends in September."""

    year: int
    number: int

    def __post_init__(self):
        if self.number not in (1, 2):
            raise ValueError("A half of a year has the number 1 or 2.")
        Quarter(self.year, 1)  # which knows the years there are

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return (Quarter(self.year, 2 * self.number - 1), Quarter(self.year, 2 * self.number))

    @property
    def short_label(self) -> str:
        return f"Half {self.number} {financial_year_label(self.year)}"

    @property
    def label(self) -> str:
        first = "First" if self.number == 1 else "Second"
        return f"{first} half {financial_year_label(self.year)} ({_months(self)})"

    def previous(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.number == 2 else HalfYear(self.year - 1, 2)

    def next(self) -> "HalfYear":
        return HalfYear(self.year, 2) if self.number == 1 else HalfYear(self.year + 1, 1)

    starts_on = property(lambda self: self.quarters[0].starts_on)
    ends_on = property(lambda self: self.quarters[-1].ends_on)

    def __str__(self) -> str:
        return f"{self.year}-H{self.number}"


@dataclass(frozen=True, order=True)
class FinancialYear:
    """`year` is the one in which it starts."""

    year: int

    def __post_init__(self):
        Quarter(self.year, 1)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(Quarter(self.year, number) for number in (1, 2, 3, 4))

    @property
    def short_label(self) -> str:
        return financial_year_label(self.year)

    @property
    def label(self) -> str:
        return f"Year {financial_year_label(self.year)} ({_months(self)})"

    def previous(self) -> "FinancialYear":
        return FinancialYear(self.year - 1)

    def next(self) -> "FinancialYear":
        return FinancialYear(self.year + 1)

    starts_on = property(lambda self: self.quarters[0].starts_on)
    ends_on = property(lambda self: self.quarters[-1].ends_on)

    def __str__(self) -> str:
        return f"{self.year}-Y"


Period = Quarter | HalfYear | FinancialYear


def parse_period(text: str) -> Period:
    """The period that commands and data write so; ValueError says what to write instead."""
    if match := re.fullmatch(r"\s*(\d{4})\s*-?\s*h([12])\s*", text, re.IGNORECASE | re.ASCII):
        return HalfYear(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"\s*(\d{4})\s*-?\s*y\s*", text, re.IGNORECASE | re.ASCII):
        return FinancialYear(int(match[1]))
    try:
        return Quarter.parse(text)
    except ValueError:
        raise ValueError(
            f"“{text}” is not a period. Write the year in which the financial year starts and "
            "the quarter, half or year: 2010-Q2 for July to September 2010, 2010-H1 for April to "
            "September 2010, 2010-Y for April 2010 to March 2011."
        ) from None


def has_begun(period: Period, today: dt.date) -> bool:
    return period.starts_on <= today


def _months(period) -> str:
    return f"{period.starts_on:%B %Y} to {period.ends_on:%B %Y}"
