"""A deadline's words read as dates, with how sure that is and one sentence that says so."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from django.db import models

from actionplans.intervals import add_months
from objectives.deadlines.periods import Basis, NotADate, Period, read_period
from objectives.deadlines.repeating import ONGOING, read_interval, says_at_once, says_ongoing
from objectives.deadlines.wording import (
    ORDINAL_WORDS,
    number,
    plain,
    say_day,
    say_months,
    shown,
)

LONGEST = 150
"""characters; what is longer is prose with perhaps a date in it, and isn't searched for one"""

_DUE = (
    r"(?:due|completed?|to be completed|target|deadline)?[ :]*"
    r"(?:(?:by|at|before)? ?(?:the )?end[ -](?:of )?|on or before|on or by|by|no later than"
    r"|not later than|in|on|during)? ?"
)
_ADOPTION = (
    r"(?:adoption|approval|endorsement|publication|launch|the start|start|commencement)"
    r"(?: of (?:the |this )?(?:action )?plan)?"
    r"|(?:the |this )?plan(?:'s)? ?(?:start|starting|adoption)?"
)


class Certainty(models.TextChoices):
    CERTAIN = "certain", "Certain"
    ASSUMED = "assumed", "Assumed"
    UNREADABLE = "unreadable", "Could not be read"
    NONE = "none", "No date given"


@dataclass(frozen=True)
class DeadlineReading:
    text: str
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    ongoing: bool = False
    review_interval: str = ""
    certainty: str = Certainty.CERTAIN.value
    note: str = ""


@dataclass(frozen=True)
class _Plan:
    starts_on: dt.date
    ends_on: dt.date | None
    basis: Basis


def read_deadline(
    text: str,
    *,
    plan_starts_on: dt.date,
    plan_ends_on: dt.date | None = None,
    quarters: str = "financial",
    quarters_assumed: bool = False,
    bare_years: str = "calendar",
    month_first: bool = False,
) -> DeadlineReading:
    """Read any text at all: what can't be read is said to be unreadable, never an error."""
    if not text.strip():
        return DeadlineReading(text, certainty=Certainty.NONE.value, note="The plan gives no date.")
    basis = Basis(quarters, quarters_assumed, bare_years, month_first)
    plan = _Plan(plan_starts_on, plan_ends_on, basis)
    words = plain(text)
    because = ""
    readers = (_unbounded, _span, _due, _counted_from_plan) if len(words) < LONGEST else ()
    for reader in readers:
        try:
            reading = reader(words, plan)
        except NotADate as reason:
            because = because or str(reason)
            continue
        except (ValueError, OverflowError):  # beyond the calendar's last year
            continue
        if reading:
            note = f"{shown(text)} taken as {reading.note}."
            return replace(reading, text=text, note=note)
    note = f"“{shown(text)}” could not be read as a date"
    note += f": {because}." if because else "."
    return DeadlineReading(text, certainty=Certainty.UNREADABLE.value, note=note)


def _reading(meaning: str, *, assumed: bool = False, why: str = "", **fields) -> DeadlineReading:
    certainty = Certainty.ASSUMED if assumed else Certainty.CERTAIN
    note = f"{meaning}: {why}" if why else meaning
    return DeadlineReading("", certainty=certainty.value, note=note, **fields)


def _unbounded(words: str, plan: _Plan) -> DeadlineReading | None:
    """What goes on: from the plan's start, from a date given, at an interval."""
    words, interval = _without_interval(words)
    fields = {"ongoing": True, "review_interval": interval.value.value if interval else ""}
    often = f", {interval.value.label.lower()}" if interval else ""
    more = {"assumed": bool(interval and interval.assumed), "why": interval.why if interval else ""}
    if says_ongoing(words) or (interval and not words):
        meaning = f"ongoing{often}, from the plan's start on {say_day(plan.starts_on)}"
        return _reading(meaning, starts_on=plan.starts_on, **more, **fields)
    start = _start_of(words, plan.basis)
    if not start:
        if not interval or not (start := read_period(words, plan.basis)):
            return None
        start = replace(start, kind="start", assumed=True, why="the date is taken as its start")
    if start.kind != "year":  # that a bare year's end is assumed doesn't touch its first day
        more = {"assumed": more["assumed"] or start.assumed, "why": more["why"] or start.why}
    meaning = f"ongoing{often}, from {say_day(start.first)}"
    return _reading(meaning, starts_on=start.first, **more, **fields)


def _without_interval(words: str):
    """The words less the interval in them: `ongoing, quarterly meetings` -> `ongoing`."""
    if interval := read_interval(words):
        return "", interval
    for found in re.finditer(
        r" ?[,;:(/-] ?| (?=from |since |starting )| and (?=ongoing)|(?<=going) ", words
    ):
        left, right = words[: found.start()].strip(), words[found.end() :].strip(" )")
        if interval := read_interval(left):
            return right, interval
        if interval := read_interval(right):
            return left, interval
    return words, None


def _start_of(words: str, basis: Basis) -> Period | None:
    beyond = r"(?:onwards?|on|and beyond|& beyond|beyond|forward|\+)"
    on_and_on = rf"(?: ?[,/&-]? ?(?:and |then )?(?:{beyond}|{ONGOING}))"
    start = r"(?:starting|beginning|commencing|start)(?: from| in| on)?"
    lead_in = rf"(?:{ONGOING},? ?)?(?:from|since|as from|as of|with effect from|{start}) "
    found = re.fullmatch(rf"{lead_in}(.+?){on_and_on}?", words) or re.fullmatch(
        rf"(.+?){on_and_on}", words
    )
    return read_period(found[1].strip(), basis) if found else None


def _span(words: str, plan: _Plan) -> DeadlineReading | None:
    """Two dates, `2010-2011` or `April to June 2010`; a date that covers a time by its nature."""
    if period := _period_or_none(words, plan.basis):
        if period.kind in ("quarter", "financial year", "academic year"):
            meaning = say_months(period.first, period.last)
            return _spanning(period.first, period.last, meaning, period.assumed, period.why)
        return None
    if found := re.fullmatch(rf"{ONGOING},? (?:to|until|till|up to) (.+)", words):
        last = _period_or_none(found[1], plan.basis)
        why = "its start is taken as the plan's"
        meaning = f"{say_day(plan.starts_on)} to {say_day(last.last)}" if last else ""
        return _spanning(plan.starts_on, last.last, meaning, True, why) if last else None
    found = re.fullmatch(r"(?:all )?(?:throughout|across) (.+)", words)
    if found and (period := _period_or_none(found[1], plan.basis)):
        meaning = f"{say_day(period.first)} to {say_day(period.last)}"
        return _spanning(period.first, period.last, meaning, period.assumed, period.why)
    words = re.sub(r"^20([0-9]{2}) ?- ?([0-9]{2})$", _both_years, words)
    between = words.startswith("between ")
    words = re.sub(r"^(?:from|between) ", "", words)
    joins = r" and " if between else r" (?:to|until|till|up to|through) | ?- ?"
    for found in re.finditer(joins, words):
        left, right = words[: found.start()], words[found.end() :]
        last = _period_or_none(right, plan.basis)
        if not last:
            continue
        first, borrowed = _first_of_span(left, last, plan.basis)
        if first:
            assumed = first.assumed or last.assumed or borrowed
            why = last.why or first.why
            if borrowed:
                why = f"the first {first.kind} is taken as the year before's"
            if last.kind == first.kind == "year" and assumed:
                why = "whole calendar years are assumed"
            meaning = f"{say_day(first.first)} to {say_day(last.last)}"
            return _spanning(first.first, last.last, meaning, assumed, why)
    return None


def _both_years(found: re.Match) -> str:
    """`2021-25` in full; `2021-22` is a financial year, and 2010-12 may be a month."""
    first, last = int(found[1]), int(found[2])
    return f"20{found[1]}-20{found[2]}" if last > max(first + 1, 12) else found[0]


def _first_of_span(left: str, last: Period, basis: Basis) -> tuple[Period | None, bool]:
    """The first date of two, which may leave its year to the second: `Nov - Feb 2011`."""
    if first := _period_or_none(left, basis):
        return first, False
    if re.search(r"[0-9]{4}|'[0-9]{2}", left):
        return None, False
    end = last.last if last.kind != "quarter" else last.first
    year = str(end.year) if basis.quarters == "calendar" or last.kind != "quarter" else None
    if year is None:  # a financial quarter belongs to the year that it is named by
        year = str(end.year if end.month >= 4 else end.year - 1)
    first = _period_or_none(f"{left} {year}", basis)
    if first and first.first > last.last and first.kind in ("month", "quarter"):
        return _period_or_none(f"{left} {int(year) - 1}", basis), True
    return first, False


def _period_or_none(words: str, basis: Basis) -> Period | None:
    try:
        return read_period(words, basis)
    except NotADate:
        return None


def _spanning(first, last, meaning, assumed, why) -> DeadlineReading:
    return _reading(meaning, starts_on=first, due_on=last, assumed=assumed, why=why)


def _due(words: str, plan: _Plan) -> DeadlineReading | None:
    if found := re.fullmatch(r"before (?!the end|end)(.+)", words):
        if period := read_period(found[1], plan.basis):
            last = period.first - dt.timedelta(days=1)
            meaning = f"due {say_day(last)}"
            return _reading(meaning, due_on=last, assumed=True, why="the day before")
        return None
    if re.fullmatch(r"(?:by |at )?(?:the )?end of (?:the |this )?(?:action )?plan", words):
        if not plan.ends_on:
            raise NotADate("this plan has no last day")
        meaning = f"due on the plan's last day, {say_day(plan.ends_on)}"
        return _reading(meaning, due_on=plan.ends_on)
    lead_in = re.match(_DUE, words).end()
    period = read_period(words, plan.basis) or read_period(words[lead_in:], plan.basis)
    if not period:
        return None
    meaning = f"due {say_day(period.last)}"
    if re.match(r"completed? (?!by )", words) and not period.assumed:
        why = "it may also say that it was done then"
        return _reading(meaning, due_on=period.last, assumed=True, why=why)
    return _reading(meaning, due_on=period.last, assumed=period.assumed, why=period.why)


def _counted_from_plan(words: str, plan: _Plan) -> DeadlineReading | None:
    """`Immediate`, `Year 2`, `within 6 months of adoption`: counted from the plan's start."""
    begins = f"counted from the plan's start on {say_day(plan.starts_on)}"
    if says_at_once(words):
        due = add_months(plan.starts_on, 1)
        why = "one month after the plan's start is assumed"
        return _reading(f"due {say_day(due)}", due_on=due, assumed=True, why=why)
    if year := _year_of_plan(words):
        first = add_months(plan.starts_on, 12 * (year - 1))
        last = add_months(plan.starts_on, 12 * year) - dt.timedelta(days=1)
        if plan.ends_on and first <= plan.ends_on < last:
            last = plan.ends_on
        return _spanning(first, last, f"{say_day(first)} to {say_day(last)}", True, begins)
    found = re.fullmatch(
        r"within ([0-9]{1,3}|[a-z]+) (day|week|month|year)s?(?: (?:of|from|after) (.+))?", words
    )
    if not found or not (count := number(found[1])):
        return None
    if found[3] and not re.fullmatch(_ADOPTION, found[3]):
        raise NotADate("the plan doesn't say when that is counted from")
    if found[2] in ("day", "week"):
        due = plan.starts_on + dt.timedelta(days=count * (7 if found[2] == "week" else 1))
    else:
        due = add_months(plan.starts_on, count * (12 if found[2] == "year" else 1))
    return _reading(f"due {say_day(due)}", due_on=due, assumed=True, why=begins)


def _year_of_plan(words: str) -> int | None:
    words = re.sub(r"^(?:by (?:the )?end of|(?:the )?end of|in|by|during) ", "", words)
    words = words.removeprefix("the ")
    if found := re.fullmatch(r"(?:year|yr) ([0-9]{1,2}|[a-z]+)(?: of (?:the )?plan)?", words):
        return number(found[1])
    if found := re.fullmatch(r"([a-z]+|[1-9](?:st|nd|rd|th)) year(?: of (?:the )?plan)?", words):
        return ORDINAL_WORDS.get(found[1]) or number(found[1][:1])
    return None
