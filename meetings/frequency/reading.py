"""A whole cell of the schedule's frequency column, read."""

import re

from objectives.deadlines.wording import number, plain, shown

from .meaning import MOST_A_YEAR, MOST_FORUMS, Certainty, IntervalUnit, Reading
from .parts import COUNT, ORDINALS, read_parts

_WHEN_NEEDED = re.compile(
    r"\b(?:as and when|(?:as |if |when |where )+(?:and when )?(?:required|needed|necessary)"
    r"|as and when (?:required|needed|necessary)|ad[- ]hoc|on request|by (?:request|arrangement)"
    r"|as appropriate|as arises|occasional(?:ly)?|various|var(?:ies|iable))\b"
    r"(?: (?:required|needed|necessary))?"
)
_NOT_YET = re.compile(
    r"(?:(?:dates? )?(?:is |are )?(?:still )?to be (?:agreed|confirmed|arranged|decided|determined"
    r"|advised|set)|tb[acd]|not (?:yet )?(?:agreed|known|decided|set))"
)


def read_frequency(text: str) -> Reading:
    """What published frequency words say. The table in its test is the specification."""
    words = plain(text)
    if not words:
        return Reading(None, Certainty.NONE, "The schedule does not say how often.")
    rest, forums = _read_forums(words)
    if _NOT_YET.fullmatch(rest):
        return _unknown(text, forums, "gives no number: how often is still to be agreed.")
    less, when_needed = _WHEN_NEEDED.subn(" ", rest)
    if when_needed and not less.strip(" ,;/&-()"):
        return _unknown(text, forums, "gives no number: these meetings are held when needed.")
    months = _months_between(less)
    if months > 12:
        why = "means less than one meeting a year, which is not counted."
        return _unknown(text, forums, why, interval=months, interval_unit=IntervalUnit.MONTH)
    parts = read_parts(less)
    per_year = sum(part.per_year for part in parts) if parts else 0
    if not 0 < per_year <= MOST_A_YEAR:
        return _unknown(text, forums, "could not be read as a number of meetings a year.")
    doubts = [part.why for part in parts if part.why]
    only = parts[0] if len(parts) == 1 else None
    if not only:
        doubts.append(" and ".join(str(part.per_year) for part in parts) + " added up")
    if when_needed:
        doubts.append("more or fewer as needed")
    note = f"“{shown(text)}” is taken as {say_a_year(per_year)}"
    note += f" for each of {forums} forums" if forums > 1 else ""
    return Reading(
        per_year,
        Certainty.ASSUMED if doubts else Certainty.CERTAIN,
        f"{note}: {'; '.join(doubts)}." if doubts else f"{note}.",
        forums,
        only.interval if only else None,
        only.unit if only else "",
        only.alternatives if only else (),
    )


def stated_frequency(text: str, per_year: int | None = None, *, meant: str = "") -> Reading:
    """Somebody of the office said how many, or in which of several senses the words are `meant`
    (an Alternative's words): no reading of the published words overrules that."""
    own = read_frequency(text)
    if meant:
        sense = read_frequency(meant)
        note = f"The office says this means {plain(meant)}."
        certainty = Certainty.CERTAIN if sense.per_year else sense.certainty
        return Reading(
            sense.per_year, certainty, note, own.forums, sense.interval, sense.interval_unit
        )
    note = f"The office says {say_a_year(per_year)}."
    # The words' own rhythm stays where the number is the one that they were taken for.
    rhythm = (own.interval, own.interval_unit) if own.per_year == per_year else (None, "")
    return Reading(per_year, Certainty.CERTAIN, note, own.forums, *rhythm)


def sense_of(how_often) -> str:
    """The words of the sense that the office has stated, of words that have several; "" where it
    has stated none."""
    if how_often.per_year_stated:
        own = (how_often.per_year, how_often.interval, how_often.interval_unit)
        for sense in read_frequency(how_often.frequency_text).alternatives:
            read = read_frequency(sense.words)
            if own == (read.per_year, read.interval, read.interval_unit):
                return sense.words
    return ""


def say_a_year(per_year: int) -> str:
    return f"{per_year} meeting{'' if per_year == 1 else 's'} a year"


def _unknown(text, forums, why, **rhythm):
    note = f"“{shown(text)}” {why}"
    return Reading(None, Certainty.UNREADABLE, note, forums, **rhythm)


def _read_forums(words):
    """`quarterly x 30` -> (`quarterly`, 30)."""
    for pattern in (
        r"^(?P<rest>.+?),? ?(?:x|×|\*) ?(?P<count>\d{1,4})(?: forums?)?$",
        r"^(?P<count>\d{1,4}) ?(?:x|×|\*) ?(?P<rest>.+)$",
        r"^(?P<rest>.+?),? \(?(?:for )?(?:each of )?(?:the )?(?P<count>\d{1,4}) forums\)?$",
    ):
        if found := re.match(pattern, words):
            forums = int(found["count"])
            return found["rest"].strip(), forums if 1 <= forums <= MOST_FORUMS else 1
    return words, 1


def _months_between(words):
    """24 for "every two years" and "biennial"; 0 where the words say no such thing."""
    if re.search(r"\bbiennial(?:ly)?\b", words):
        return 24
    found = re.search(rf"\bevery {COUNT} (month|year)s?\b", words)
    count = found and (ORDINALS.get(found[1]) or number(found[1]))
    return count * {"month": 1, "year": 12}[found[2]] if count else 0
