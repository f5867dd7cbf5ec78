"""Published frequency words ("Quarterly x 30") read as meetings a year, in this one place.

Seed 004 has "Quarterly", "Bi-monthly", "Approx 6 per year", "As required", "Annual Joint Meeting",
"Quarterly x 30", "To be agreed" and blanks. The words are kept; what they were taken to mean, how
sure that is and one plain sentence saying so stand beside them (domain.md, deadlines: never guess
in silence).
"""

import re
from dataclasses import dataclass

from django.db import models

from objectives.deadlines.wording import number, plain, shown


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
class Reading:
    """`per_year` is empty where it is not known, which is not the same as none.

    `forums` is the 30 of "Quarterly x 30"; `note` says in one sentence how it was understood.
    """

    per_year: int | None
    certainty: str
    note: str
    forums: int = 1


@dataclass(frozen=True)
class Part:
    """One of several frequencies in a cell; `why` says what was assumed, where something was."""

    per_year: int
    why: str = ""


_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "term": 3, "year": 1, "annum": 1}
_UNIT = (
    r"(?:calendar |financial |school |academic |municipal )?(week|month|quarter|term|year|annum)"
)
_TERMS = "a school year has three terms"
_ADVERBS = {
    "weekly": Part(52),
    "fortnightly": Part(26),
    "monthly": Part(12),
    "quarterly": Part(4),
    "half-yearly": Part(2),
    "half yearly": Part(2),
    "twice yearly": Part(2),
    "twice-yearly": Part(2),
    "semi-annual": Part(2),
    "semi-annually": Part(2),
    "annual": Part(1),
    "annually": Part(1),
    "yearly": Part(1),
    "agm": Part(1),
    "termly": Part(3, _TERMS),
    "bi-weekly": Part(26, "one every two weeks; it may also mean twice a week"),
    "biweekly": Part(26, "one every two weeks; it may also mean twice a week"),
    "bi-monthly": Part(6, "one every two months; it may also mean twice a month"),
    "bimonthly": Part(6, "one every two months; it may also mean twice a month"),
    "bi-annual": Part(2, "one every six months; it may also mean every two years"),
    "bi-annually": Part(2, "one every six months; it may also mean every two years"),
    "biannual": Part(2, "one every six months; it may also mean every two years"),
    "biannually": Part(2, "one every six months; it may also mean every two years"),
}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4, "sixth": 6}

_HEDGES = {
    r"approx(?:imately)?\.?|about|around|circa|ca?\.?|roughly|some|usually|normally|generally": (
        "the words say “about”"
    ),
    r"at least|a minimum of|minimum(?: of)?|min\.?|no(?:t)? (?:less|fewer) than": (
        "the words say “at least”"
    ),
    r"up to|at most|a maximum of|maximum(?: of)?|max\.?|no(?:t)? more than": (
        "the words say “at most”"
    ),
}
# Words round a frequency that say what kind of meeting it is, not how often.
_KINDS = re.compile(
    r"\b(?:meetings?|meets?|met|held|joint|general|public|area|county|district|local|forums?"
    r"|conferences?|sessions?|reviews?|basis|times|on an?|there is|the|with)\b"
)
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
_COUNT = r"(\d{1,3}|[a-z]+)"


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
    if _less_than_yearly(less):
        return _unknown(text, forums, "means less than one meeting a year, which is not counted.")
    parts = _read_parts(less)
    per_year = sum(part.per_year for part in parts) if parts else 0
    if not 0 < per_year <= MOST_A_YEAR:
        return _unknown(text, forums, "could not be read as a number of meetings a year.")
    doubts = [part.why for part in parts if part.why]
    if len(parts) > 1:
        doubts.append(" and ".join(str(part.per_year) for part in parts) + " added up")
    if when_needed:
        doubts.append("more or fewer as needed")
    note = f"“{shown(text)}” is taken as {say_a_year(per_year)}"
    note += f" for each of {forums} forums" if forums > 1 else ""
    if not doubts:
        return Reading(per_year, Certainty.CERTAIN, f"{note}.", forums)
    return Reading(per_year, Certainty.ASSUMED, f"{note}: {'; '.join(doubts)}.", forums)


def stated_frequency(text: str, per_year: int) -> Reading:
    """Somebody of the office said how many: no reading of the words overrules that."""
    note = f"The office says {say_a_year(per_year)}."
    return Reading(per_year, Certainty.CERTAIN, note, read_frequency(text).forums)


def say_a_year(per_year: int) -> str:
    return f"{per_year} meeting{'' if per_year == 1 else 's'} a year"


def _unknown(text, forums, why):
    return Reading(None, Certainty.UNREADABLE, f"“{shown(text)}” {why}", forums)


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


def _less_than_yearly(words):
    if re.search(r"\bbiennial(?:ly)?\b|\bevery (?:other|second|third) year\b", words):
        return True
    found = re.search(rf"\bevery {_COUNT} (month|year)s?\b", words)
    count = number(found[1]) if found else None
    return bool(count) and count * {"month": 1, "year": 12}[found[2]] > 12


def _read_parts(words):
    """Each frequency in the cell, or nothing where any piece of it can't be read."""
    words = re.sub(r"\bp\.? ?/? ?a\b\.?", "per year", words)
    words = re.sub(r"(\d) ?/ ?(?:yr|year)\b", r"\1 per year", words)
    words = re.sub(r"\b(yr|wk|mth|qtr)s?\b", _long_unit, words)
    whole = _read_part(words)
    if whole:
        return [whole]
    pieces = re.split(r"[,;/&+()]| and | plus | as well as ", words)
    parts = [_read_part(piece) for piece in pieces if piece.strip(" -")]
    return parts if parts and all(parts) else []


def _long_unit(found):
    return {"yr": "year", "wk": "week", "mth": "month", "qtr": "quarter"}[found[1]]


def _read_part(words):
    words, hedge = _without_hedge(words.strip(" .,-()"))
    words = " ".join(_KINDS.sub(" ", words).split()).strip(" -")
    words, second = (words, "") if hedge else _without_hedge(words)
    part = _ADVERBS.get(words) or _counted(words) or _every(words) or _between(words)
    if part is None:
        return None
    return Part(part.per_year, "; ".join(filter(None, [hedge or second, part.why])))


def _without_hedge(words):
    for pattern, why in _HEDGES.items():
        if found := re.match(rf"(?:{pattern})(?![a-z]) ?(?=.)", words):
            return words[found.end() :], why
    return words, ""


def _counted(words):
    """`six a year`, `twice a term`, `once per quarter`, `6 annually`."""
    words = re.sub(r"\b(?:annually|yearly)$", "a year", words) if " " in words else words
    found = re.fullmatch(rf"{_COUNT} (?:in )?(?:a|an|per|each|every|in) {_UNIT}", words)
    count = found and (_TIMES.get(found[1]) or number(found[1]))
    if not count:
        return None
    return Part(count * _A_YEAR[found[2]], _TERMS if found[2] == "term" else "")


def _every(words):
    """`every month`, `each quarter`, `per term`, `every six weeks`, `six-weekly`."""
    if found := re.fullmatch(rf"(?:every|each|per) {_UNIT}", words):
        return Part(_A_YEAR[found[1]], _TERMS if found[1] == "term" else "")
    found = re.fullmatch(rf"every {_COUNT} (week|month)s?", words) or re.fullmatch(
        rf"{_COUNT}[- ](week|month)ly", words
    )
    count = found and (_ORDINALS.get(found[1]) or number(found[1]))
    if not count:
        return None
    per_year, over = divmod(_A_YEAR[found[2]], count)
    if not over:
        return Part(per_year)
    rounded = round(_A_YEAR[found[2]] / count)
    return Part(rounded, f"a year has {_A_YEAR[found[2]]} {found[2]}s, so the number is rounded")


def _between(words):
    """`4-6 per year`, `four to six a year`: the lower number is what was promised."""
    found = re.fullmatch(
        rf"(?:between |from )?{_COUNT} ?(?:-|to|or|and) ?{_COUNT} (?:a|per|each|every) {_UNIT}",
        words,
    )
    low, high = (number(found[1]), number(found[2])) if found else (None, None)
    if not low or not high or low >= high:
        return None
    return Part(low * _A_YEAR[found[3]], "the lower of the two numbers")
