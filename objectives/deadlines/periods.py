"""One date expression, from a day to a year, as the first and last day that it covers."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from actionplans.quarters import (
    FIRST_YEAR,
    LAST_YEAR,
    QuarterBasis,
    financial_year_dates,
    financial_year_label,
    quarter_dates,
)
from objectives.deadlines.wording import ORDINAL_WORDS, say_months

MONTHS = {
    name: number
    for number, names in enumerate(
        ["january jan", "february feb febr", "march mar", "april apr ap", "may", "june jun",
         "july jul", "august aug", "september sept sep", "october oct", "november nov",
         "december dec"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    short: name
    for name in map(str.casefold, calendar.day_name)
    for short in (name, name[:3], {"tuesday": "tues", "thursday": "thurs"}.get(name, name[:4]))
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}

_EXCEL_BEGINS = dt.date(1899, 12, 30)

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_SECOND = r"(?P<second>(?:19|20|21)?[0-9]{2})"
_ORDINAL = r"(?:st|nd|rd|th)?"


class NotADate(Exception):
    """Looks like a date and is none; the message says why, in the user's words."""


@dataclass(frozen=True)
class Basis:
    """How a plan counts: what its quarters and its bare years are."""

    quarters: str = QuarterBasis.FINANCIAL
    quarters_assumed: bool = False
    bare_years: str = QuarterBasis.CALENDAR
    month_first: bool = False
    """whether 03/04/2021 is 4 March, as a whole column of dates has shown"""


@dataclass(frozen=True)
class Period:
    first: dt.date
    last: dt.date
    kind: str
    """day, month, quarter, season, year or financial year"""
    assumed: bool = False
    why: str = ""
    """why it was read so, where the words alone don't tell"""


def read_period(text: str, basis: Basis) -> Period | None:
    """What a text in its `plain` spelling covers; None where it is no date expression at all.

    Raises NotADate for a day that the calendar doesn't have and for a month that stands first.
    """
    text = re.sub(r"^the ", "", text)
    for reader in (_day, _month, _quarter, _season, _financial_year, _year, _no_year):
        if period := reader(text, basis):
            return period
    return None


def _match(pattern: str, text: str):
    return re.fullmatch(pattern, text, re.ASCII)


def _full_year(text: str) -> int:
    """Plans are written for the years ahead: two figures mean this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _make_day(year: int, month: int, day: int, **more) -> Period:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(f"its year is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise NotADate("there is no such day in the calendar") from None
    return Period(date, date, "day", **more)


def _day(text, basis):
    weekday = ""
    text = re.sub(r"[t ]00:00(?::00)?$", "", text)  # how spreadsheets write a day as text
    if found := re.match(rf"({'|'.join(WEEKDAYS)})\b[.,]* (?:the )?", text):
        weekday, text = WEEKDAYS[found[1]], text[found.end() :]
    period = _day_in_figures(text, basis) or _day_in_words(text)
    if weekday and period is None:
        return None
    if weekday and calendar.day_name[period.first.weekday()].casefold() != weekday:
        why = f"that day is not a {weekday.capitalize()}"
        return replace(period, assumed=True, why=why)
    return period


def _day_in_figures(text, basis):
    if found := _match(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", text):
        return _make_day(int(found[1]), int(found[3]), int(found[4]))
    if _match(r"[34567][0-9]{4}", text):  # 1982 to 2119
        why = "a bare number is taken as the one under which Excel keeps a date"
        day = _EXCEL_BEGINS + dt.timedelta(days=int(text))
        return Period(day, day, "day", assumed=True, why=why)
    found = _match(r"([0-9]{1,2})( ?[-/.] ?)([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", text)
    if not found:
        return None
    day, month, year = int(found[1]), int(found[3]), _full_year(found[4])
    if basis.month_first and day <= 12:
        why = "the dates of this column have their month first"
        return _make_day(year, day, month, assumed=True, why=why)
    if month > 12 and day <= 12:
        raise NotADate("the month seems to stand first, and days stand first here")
    return _make_day(year, month, day)


def _day_in_words(text):
    day = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}"
    year = r"(?P<year>(?:19|20|21)[0-9]{2}|'?[0-9]{2})"
    found = _match(rf"{day}[ -]?(?:of )?{_MONTH}[ ,/-]*{year}", text) or _match(
        rf"{_MONTH} {day}(?:, ?| ){year}", text
    )
    if found:
        return _make_day(
            _full_year(found["year"].lstrip("'")), MONTHS[found["month"]], int(found["day"])
        )
    return None


def _month(text, basis):
    if found := _match(rf"{_MONTH}[ ,/-]*(?:of )?{_YEAR}", text):
        return _make_month(int(found["year"]), MONTHS[found["month"]])
    if found := _match(rf"([0-9]{{1,2}})/{_YEAR}", text):
        if not 1 <= int(found[1]) <= 12:
            raise NotADate("there is no such month")
        return _make_month(int(found["year"]), int(found[1]))
    if found := _match(rf"{_MONTH}(?P<mark> ?['/-] ?| )(?P<year>[0-9]{{2}})", text):
        period = _make_month(_full_year(found["year"]), MONTHS[found["month"]])
        if found["mark"] == " ":
            # "Dec 21" may be a day of December without its year.
            return replace(period, assumed=True, why=f"{found['year']} is taken as the year")
        return period
    return None


def _no_year(text, basis):
    day = rf"[0-9]{{1,2}}{_ORDINAL}"
    if _match(rf"(?:{day} (?:of )?)?{_MONTH}(?: {day})?", text):
        raise NotADate("it gives no year")


def _make_month(year: int, month: int) -> Period:
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return Period(dt.date(year, month, 1), last, "month")


def _quarter(text, basis):
    ordinals = "|".join(ORDINAL_WORDS)
    text = re.sub(r"\((.+)\)", r"\1", text)
    name = (
        rf"(?:q ?(?P<q>[1-4])|(?:quarter|qtr) ?(?P<n>[1-4])"
        rf"|(?P<o>[1-4]){_ORDINAL} (?:quarter|qtr)|(?P<w>{ordinals}) (?:quarter|qtr))"
    )
    short = r"'(?P<short>[0-9]{2})|(?P<pair>[0-9]{2})(?=[/-])"
    year = rf"(?P<fy>fy ?|financial year )?(?:{_YEAR}|{short})(?:[/-]{_SECOND})?"
    found = _match(rf"{name}[ ,/-]*(?:of )?(?:the )?{year}", text) or _match(
        rf"{year}[ ,-]*{name}", text
    )
    if not found:
        if _match(name, text):
            raise NotADate("it gives a quarter without its year")
        return None
    number = int(found["q"] or found["n"] or found["o"] or ORDINAL_WORDS.get(found["w"], 0))
    if number > 4:
        return None
    year = int(found["year"]) if found["year"] else _full_year(found["short"] or found["pair"])
    if found["second"] or found["fy"]:
        if found["second"]:
            _check_following(year, found["second"])
        dates = quarter_dates(year, number, QuarterBasis.FINANCIAL)
        why = "the year is written as a financial year"
        return Period(*dates, "quarter", assumed=not found["second"], why=why)
    dates = quarter_dates(year, number, basis.quarters)
    word = "financial" if basis.quarters == QuarterBasis.FINANCIAL else "calendar"
    if basis.quarters_assumed:
        why = f"{word}-year quarters are assumed, as nobody has said which this plan counts"
    else:
        why = f"this plan counts {word}-year quarters"
    return Period(*dates, "quarter", assumed=basis.quarters_assumed, why=why)


def _season(text, basis):
    year = r"(?P<year>(?:19|20|21)[0-9]{2}|'[0-9]{2}|[0-9]{2}(?=[/-]))"
    found = _match(rf"(?P<season>{'|'.join(SEASONS)}),? (?:of )?{year}(?:[/-]{_SECOND})?", text)
    if not found:
        return None
    year, (start, end) = _full_year(found["year"].lstrip("'")), SEASONS[found["season"]]
    if found["second"]:
        _check_following(year, found["second"])
        if found["season"] != "winter":
            raise NotADate("only a winter lies in two years")
    end_year = year + 1 if end < start else year
    first, last = _make_month(year, start).first, _make_month(end_year, end).last
    why = f"{found['season']} is taken as {say_months(first, last)}"
    return Period(first, last, "season", assumed=True, why=why)


def _financial_year(text, basis):
    mark = r"(?P<mark>fy ?|f/y ?|financial year |academic year )?"
    after = r"(?P<after> financial year| academic year| fy)?"
    if found := _match(rf"{mark}{_YEAR}(?P<sep> ?[/-] ?){_SECOND}{after}", text):
        return _two_years(found)
    if found := _match(rf"(?:fy ?|financial year )(?P<a>[0-9]{{2}})[/-]{_SECOND}", text):
        year = _full_year(found["a"])
        _check_following(year, found["second"])
        return Period(*financial_year_dates(year), "financial year")
    if found := _match(rf"(?:fy ?|financial year ){_YEAR}", text):
        year = int(found["year"])
        why = f"the financial year {financial_year_label(year)} is assumed"
        return Period(*financial_year_dates(year), "financial year", assumed=True, why=why)
    return None


def _two_years(found):
    year, second = int(found["year"]), found["second"]
    marked = (found["mark"] or "") + (found["after"] or "")
    if len(second) == 4 and "-" in found["sep"] and not marked:
        return None  # "2010-2011" is a range of calendar years
    _check_following(year, second)
    if "academic" in marked:
        dates = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
        why = "the academic year is taken as September to August"
        return Period(*dates, "academic year", assumed=True, why=why)
    doubtful = len(second) == 4 and not marked
    why = "two years with a stroke are taken as a financial year" if doubtful else ""
    return Period(*financial_year_dates(year), "financial year", assumed=doubtful, why=why)


def _check_following(year: int, second: str) -> None:
    if int(second[-2:]) != (year + 1) % 100 or (len(second) == 4 and int(second) != year + 1):
        raise NotADate("the two numbers are not a year and the year after it")


def _year(text, basis):
    found = _match(rf"(?P<calendar>calendar year )?(?:year )?{_YEAR}", text)
    if not found:
        return None
    year = int(found["year"])
    if found["calendar"]:
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    if basis.bare_years == QuarterBasis.FINANCIAL:
        why = "this plan counts bare years as financial years"
        return Period(*financial_year_dates(year), "year", why=why)
    why = "the end of the calendar year is assumed"
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", assumed=True, why=why)
