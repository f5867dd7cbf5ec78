"""Dates that a file gives beside the words of a deadline."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from objectives.deadlines import Certainty, DeadlineReading
from stakeholders.dates import spoken

Reader = Callable[[str], DeadlineReading]
"""what the words of a deadline mean in this plan"""
GIVEN = "The dates were given in the file."


def with_given_dates(
    words: DeadlineReading,
    starts_on: dt.date | None,
    due_on: dt.date | None,
    ongoing: bool,
    interval: str,
    *,
    read: Reader,
) -> DeadlineReading:
    """What was given wins over what the words say; nothing given leaves it to the words."""
    given = {
        "starts_on": starts_on,
        "due_on": due_on,
        "ongoing": ongoing,
        "review_interval": interval,
    }
    if not any(given.values()) or all(getattr(words, name) == given[name] for name in given):
        return words
    if not words.text.strip() and due_on and not (starts_on or ongoing or interval):
        return read(spoken(due_on))
    return replace(words, **given, certainty=Certainty.CERTAIN.value, note=GIVEN)


def read_day(text: str, read: Reader) -> dt.date | None:
    """The day that a cell names: a real date comes as 2027-03-31."""
    try:
        return dt.date.fromisoformat(text[:10]) if _is_iso(text) else _said(read(text))
    except ValueError:
        return None


def _is_iso(text: str) -> bool:
    return len(text) >= 10 and text[4] == text[7] == "-" and text[:4].isdigit()


def _said(reading: DeadlineReading) -> dt.date | None:
    """Of words only a single certain day will do: "March 2027" is none."""
    one_day = reading.due_on and not reading.starts_on and reading.certainty == Certainty.CERTAIN
    return reading.due_on if one_day else None
