"""A start that a plan gives in a column of its own, beside the date that a thing is due."""

import datetime as dt
from dataclasses import replace

from objectives.deadlines.periods import Basis, NotADate, read_period
from objectives.deadlines.reading import LONGEST, Certainty, DeadlineReading
from objectives.deadlines.wording import plain, say_day, shown


def read_start(text: str, *, basis: Basis, plan_starts_on: dt.date) -> dt.date | None:
    """The first day that the words cover; None where they are no date."""
    words = plain(text)
    for lead_in in ("from ", "start ", "starts ", "starting ", "since "):
        words = words.removeprefix(lead_in)
    if words in ("immediate", "immediately", "now", "start of plan", "plan start"):
        return plan_starts_on
    if not words or len(words) >= LONGEST:
        return None
    try:
        period = read_period(words, basis)
    except (NotADate, ValueError, OverflowError):
        return None
    return period.first if period else None


def with_start(reading: DeadlineReading, text: str, starts_on: dt.date) -> DeadlineReading:
    """The deadline with the start that the plan gives elsewhere; its words stay in the note."""
    begins = f"{shown(text)} taken as its start on {say_day(starts_on)}"
    if reading.certainty == Certainty.NONE:
        note = f"The plan gives no date that it is due; {begins}."
    else:
        note = f"{reading.note.removesuffix('.')}; {begins}."
    return replace(reading, starts_on=starts_on, note=note)
