"""One frequency in a cell: "six a year", "every other month", "about quarterly"."""

import re
from dataclasses import replace

from objectives.deadlines.wording import number

from .meaning import Alternative, IntervalUnit, Part

_WEEK, _MONTH = IntervalUnit.WEEK, IntervalUnit.MONTH
# The rhythm of one a week, one a quarter; a school's terms are of no one length.
_RHYTHM = {
    "week": (1, _WEEK),
    "month": (1, _MONTH),
    "quarter": (3, _MONTH),
    "year": (12, _MONTH),
    "annum": (12, _MONTH),
}
_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "term": 3, "year": 1, "annum": 1}
_UNIT = (
    r"(?:calendar |financial |school |academic |municipal )?(week|month|quarter|term|year|annum)"
)
_TERMS = "a school year has three terms"
_TWO_WEEKS = Part(
    26,
    "one every two weeks; it may also mean twice a week",
    2,
    _WEEK,
    (
        Alternative("Every two weeks", "every two weeks"),
        Alternative("Twice a week", "twice a week"),
    ),
)
_TWO_MONTHS = Part(
    6,
    "one every two months; it may also mean six a year, or twice a month",
    2,
    _MONTH,
    (
        Alternative("Every two months", "every two months"),
        Alternative("Six a year", "six a year"),
        Alternative("Twice a month", "twice a month"),
    ),
)
_HALF_YEAR = Part(
    2,
    "one every six months; it may also mean every two years",
    6,
    _MONTH,
    (
        Alternative("Every six months", "every six months"),
        Alternative("Every two years", "every two years"),
    ),
)
_ADVERBS = {
    "weekly": Part(52, "", 1, _WEEK),
    "fortnightly": Part(26, "", 2, _WEEK),
    "monthly": Part(12, "", 1, _MONTH),
    "quarterly": Part(4, "", 3, _MONTH),
    "half-yearly": Part(2, "", 6, _MONTH),
    "half yearly": Part(2, "", 6, _MONTH),
    "twice yearly": Part(2),
    "twice-yearly": Part(2),
    "semi-annual": Part(2, "", 6, _MONTH),
    "semi-annually": Part(2, "", 6, _MONTH),
    "annual": Part(1, "", 12, _MONTH),
    "annually": Part(1, "", 12, _MONTH),
    "yearly": Part(1, "", 12, _MONTH),
    "agm": Part(1, "", 12, _MONTH),
    "termly": Part(3, _TERMS),
    "bi-weekly": _TWO_WEEKS,
    "biweekly": _TWO_WEEKS,
    "bi-monthly": _TWO_MONTHS,
    "bimonthly": _TWO_MONTHS,
    "bi-annual": _HALF_YEAR,
    "bi-annually": _HALF_YEAR,
    "biannual": _HALF_YEAR,
    "biannually": _HALF_YEAR,
}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4, "sixth": 6}

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
COUNT = r"(\d{1,3}|[a-z]+)"


def read_parts(words):
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
    return replace(part, why="; ".join(filter(None, [hedge or second, part.why])))


def _without_hedge(words):
    for pattern, why in _HEDGES.items():
        if found := re.match(rf"(?:{pattern})(?![a-z]) ?(?=.)", words):
            return words[found.end() :], why
    return words, ""


def _counted(words):
    """`six a year`, `twice a term`, `once per quarter`, `6 annually`."""
    words = re.sub(r"\b(?:annually|yearly)$", "a year", words) if " " in words else words
    found = re.fullmatch(rf"{COUNT} (?:in )?(?:a|an|per|each|every|in) {_UNIT}", words)
    count = found and (_TIMES.get(found[1]) or number(found[1]))
    if not count:
        return None
    why = _TERMS if found[2] == "term" else ""
    # "Once a quarter" has a rhythm, "twice a quarter" has none.
    rhythm = _RHYTHM.get(found[2], ()) if count == 1 else ()
    return Part(count * _A_YEAR[found[2]], why, *rhythm)


def _every(words):
    """`every month`, `each quarter`, `per term`, `every six weeks`, `six-weekly`."""
    if found := re.fullmatch(rf"(?:every|each|per) {_UNIT}", words):
        why = _TERMS if found[1] == "term" else ""
        return Part(_A_YEAR[found[1]], why, *_RHYTHM.get(found[1], ()))
    found = re.fullmatch(rf"every {COUNT} (week|month)s?", words) or re.fullmatch(
        rf"{COUNT}[- ](week|month)ly", words
    )
    count = found and (ORDINALS.get(found[1]) or number(found[1]))
    if not count:
        return None
    units = _A_YEAR[found[2]]
    why = f"a year has {units} {found[2]}s, so the number is rounded" if units % count else ""
    return Part(round(units / count), why, count, IntervalUnit(found[2]))


def _between(words):
    """`4-6 per year`, `four to six a year`: the lower number is what was promised."""
    found = re.fullmatch(
        rf"(?:between |from )?{COUNT} ?(?:-|to|or|and) ?{COUNT} (?:a|per|each|every) {_UNIT}",
        words,
    )
    low, high = (number(found[1]), number(found[2])) if found else (None, None)
    if not low or not high or low >= high:
        return None
    return Part(low * _A_YEAR[found[3]], "the lower of the two numbers")
