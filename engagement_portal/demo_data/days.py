"""The demo's dates: written relative to the day of loading, in a grammar of a few words.

    day("r0.end+28d>wed")       an anchor, then shifts from left to right
    words("by {month:+2m}")     "by April 2027"

The grammar is described for its writers at the head of `fixtures/demo_plan.json`.
"""

import calendar
import datetime as dt
import re

from actionplans.intervals import add_months
from actionplans.quarters import Quarter, financial_year_dates, financial_year_of
from stakeholders.workdays import is_working_day

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Abbreviated as plans do: "Sept 2026".
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
LAST_MONTH_OF = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
# A quarter counts as reported once the day after its Panel meeting has come.
REPORTED_AFTER = "+28d>wed"

_ANCHOR = re.compile(r"(?:(plan|fy|m|q|r|" + "|".join(MONTHS) + r")([+-]?\d+)?\.(start|end))|today")
_SHIFT = re.compile(r"([+-]\d+)([dwmy])|([<>])(work|" + "|".join(WEEKDAYS) + ")")


class Days:
    """Reads the demo's dates as they stand on `today`, for a plan where one is named."""

    def __init__(self, today, plan=None):
        self.today = today
        self.plan = plan

    def of_plan(self, starts_on, ends_on):
        return Days(self.today, (starts_on, ends_on))

    def day(self, text):
        found = _ANCHOR.match(text)
        day = self._anchor(found) if found else self.today
        place = found.end() if found else 0
        while place < len(text):
            found = _SHIFT.match(text, place)
            if not found:
                raise ValueError(f"{text!r} is no date of the demo's grammar")
            day, place = _shifted(day, found), found.end()
        return day

    def day_or_none(self, text):
        return self.day(text) if text else None

    def words(self, text):
        def written(found):
            form, expression = found[1], found[2]
            return FORMS[form](self.day(expression))

        return re.sub(r"\{([a-z-]+):([^}]*)\}", written, text)

    def _anchor(self, found):
        name, number, side = found[1], int(found[2] or 0), found[3]
        if name is None:
            return self.today
        if name == "plan":
            span = self.plan
        elif name == "fy":
            span = financial_year_dates(financial_year_of(self.today) + number)
        elif name == "m":
            span = _month_of(add_months(self.today.replace(day=1), number))
        elif name in ("q", "r"):
            quarter = Quarter.containing(self.today) if name == "q" else self.last_reported()
            quarter = _quarters_on(quarter, number)
            span = (quarter.starts_on, quarter.ends_on)
        else:
            month = MONTHS.index(name) + 1
            year = self.today.year + (month < self.today.month)
            span = _month_of(dt.date(year, month, 1))
        return span[0] if side == "start" else span[1]

    def last_reported(self):
        """The latest financial quarter whose papers have gone to their meetings."""
        quarter = Quarter.containing(self.today).previous()
        while Days(quarter.ends_on).day(REPORTED_AFTER) >= self.today:
            quarter = quarter.previous()
        return quarter


def _month_of(first):
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _quarters_on(quarter, number):
    for _ in range(abs(number)):
        quarter = quarter.next() if number > 0 else quarter.previous()
    return quarter


def _shifted(day, found):
    if found[1]:
        count, unit = int(found[1]), found[2]
        if unit in "dw":
            return day + dt.timedelta(days=count * (7 if unit == "w" else 1))
        return add_months(day, count * (12 if unit == "y" else 1))
    step = dt.timedelta(days=1 if found[3] == ">" else -1)
    while not _is(day, found[4]):
        day += step
    return day


def _is(day, wanted):
    return is_working_day(day) if wanted == "work" else day.weekday() == WEEKDAYS.index(wanted)


def _financial_year(day, separator):
    year = financial_year_of(day)
    return f"{year}{separator}{(year + 1) % 100:02d}"


def _season(name):
    def written(day):
        month = LAST_MONTH_OF[name]
        year = day.year
        if _month_of(dt.date(year, month, 1))[1] < day:
            year += 1
        if name == "winter":
            return f"Winter {year - 1}/{year % 100:02d}"
        return f"{name.capitalize()} {year}"

    return written


def _quarter(day):
    quarter = Quarter.containing(day)
    return f"Q{quarter.number} {quarter.year}"


FORMS = {
    "day": lambda day: f"{day.day} {day:%B %Y}",
    "dmy": lambda day: f"{day:%d/%m/%Y}",
    "month": lambda day: f"{day:%B %Y}",
    "mon": lambda day: f"{SHORT[day.month - 1]} {day.year}",
    "mon-yy": lambda day: f"{day:%b-%y}",
    "year": lambda day: str(day.year),
    "fy": lambda day: _financial_year(day, "/"),
    "fy-dash": lambda day: _financial_year(day, "-"),
    "quarter": _quarter,
    "fy-quarter": lambda day: f"{_quarter(day)}/{(financial_year_of(day) + 1) % 100:02d}",
    **{name: _season(name) for name in LAST_MONTH_OF},
}
