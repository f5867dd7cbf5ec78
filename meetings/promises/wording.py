"""Published words of a promise ("PCC at one meeting a year") read as what can be counted.

The words are kept; what they were taken to mean, how sure that is and one plain sentence saying so
stand beside them, as for frequencies: never guess in silence. The table in its test is the
specification.
"""

import re
from dataclasses import dataclass

from meetings.frequency import Certainty
from objectives.deadlines.wording import number, plain, shown

EVERY_YEAR = 12
# Promises are sentences: a note that cut them short would not say what it is about.
LONG = 200


@dataclass(frozen=True)
class PromiseReading:
    """What a promise was taken to mean; the fields are those of AttendanceCommitment.

    `times` is empty for every meeting. Where `certainty` is unreadable or none there is nothing to
    count. `each_post` says that the posts before it are joined by "and": a promise of each.
    """

    certainty: str
    note: str
    times: int | None = None
    each_forum: bool = False
    cycle_months: int = EVERY_YEAR
    reports_back: bool = False
    each_post: bool = False


_MONTHS = {"month": 1, "quarter": 3, "year": 12, "annum": 12}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_COUNT = r"(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_UNIT = r"(month|quarter|year|annum)"
_SPAN = r"(?:calendar |financial |rolling |full )?"
_MEETINGS = r"(?:[a-z]+ ){0,2}(?:meetings?|visits?|times|sessions?|forums?)\b"
# A number of something else than meetings: "one of the officers", "the two areas".
_GROUPS = r"(?:forums?|groups?|iags?|areas?|panels?|partnerships?|boards?|committees?|districts?)"
_EACH_FORUM = re.compile(rf"\b(?:each|every|all)(?: of)?(?: the)?(?: [a-z]+){{0,2}}? {_GROUPS}\b")
_EVERY = re.compile(r"\b(?:every|each|all)(?: of)?(?: the| its| their)?(?: [a-z]+)? meetings?\b")
_REPORTS = re.compile(r"\breport(?:s|ed|ing)?(?: back)?\b")

_NO_NUMBER = {
    r"\b(?:when|where|if|as)(?:ever)? (?:and when )?(?:asked|invited|required|needed|necessary"
    r"|possible|available|appropriate|requested)\b|\bby (?:invitation|request|arrangement)\b"
    r"|\bon request\b|\bas and when\b|\bad[- ]hoc\b": (
        "gives no number: it depends on whether it is asked for"
    ),
    r"\bto be (?:agreed|confirmed|arranged|decided)\b|\btb[acd]\b": (
        "gives no number: it is still to be agreed"
    ),
    r"\b(?:regular(?:ly)?|occasional(?:ly)?|from time to time|some(?:times)?|periodic(?:ally)?"
    r"|most|over time)\b": "gives no number that can be counted",
    r"\b(?:not|never|no longer|no attendance|need not)\b": "does not promise to attend",
    r"\b(?:every|each) (?:other|second|third) meeting\b|\balternate\b|\bone in \w+ meetings\b": (
        "depends on how many meetings there are, which is not counted here"
    ),
}


def read_promise(text, posts=()):
    """What the published words promise; `posts` are those that were found in them, if known."""
    words = plain(text)
    if not words:
        return PromiseReading(Certainty.NONE, "No promise is given.")
    common = {"reports_back": bool(_REPORTS.search(words)), "each_post": _each_post(words, posts)}
    for pattern, why in _NO_NUMBER.items():
        if re.search(pattern, words):
            note = f"“{shown(text, LONG)}” {why}."
            return PromiseReading(Certainty.UNREADABLE, note, **common)
    each_forum = bool(_EACH_FORUM.search(words))
    times, cycle, doubt = _read_count(words)
    meaning = say_terms(times, each_forum, cycle)
    note = f"“{shown(text, LONG)}” is taken as {meaning}" + (f": {doubt}." if doubt else ".")
    certainty = Certainty.ASSUMED if doubt else Certainty.CERTAIN
    return PromiseReading(certainty, note, times, each_forum, cycle, **common)


def stated_note(times, each_forum, cycle_months):
    """Somebody of the office said what is meant: no reading of the words overrules that."""
    return f"The office says {say_terms(times, each_forum, cycle_months)}."


def say_terms(times, each_forum, cycle_months):
    """`one meeting of each forum in every two years`, `every meeting`."""
    whose = " of each forum" if each_forum else ""
    if times is None:
        return f"every meeting{whose}"
    many = "one meeting" if times == 1 else f"{times} meetings"
    return f"{many}{whose} {say_cycle(cycle_months)}"


def say_cycle(months):
    """`a year`, `in every two years`, `in every 18 months`."""
    named = {1: "a month", 3: "a quarter", 12: "a year", 24: "in every two years"}
    if months in named:
        return named[months]
    years, over = divmod(months, 12)
    return f"in every {months} months" if over else f"in every {years} years"


def _read_count(words):
    """(times, months of the cycle, what was assumed)."""
    every = _EVERY.search(words)
    cycle, rest = _read_cycle(words)
    if every:
        return None, EVERY_YEAR, ""
    times = _read_times(rest)
    if times and cycle:
        return times, cycle, ""
    if times:
        return times, EVERY_YEAR, "no cycle is given, so in a year"
    if cycle:
        return 1, cycle, "no number is given, so once"
    if re.search(r"\bannual (?:[a-z]+ ){0,2}?(?:meeting|conference|session)\b|\bagm\b", words):
        return 1, EVERY_YEAR, "it is held once a year"
    return None, EVERY_YEAR, "no number is given, so every one"


def _read_cycle(words):
    """(months or None, the words without it)."""
    for pattern, months in (
        (rf"\b{_COUNT}[- ]?(year|month)(?:ly|s)?(?: [a-z]+)? (?:cycle|period|programme)", None),
        (r"\b(?:every|each) (?:other|second) year\b|\bbiennial(?:ly)?\b", 24),
        (rf"\b(?:every|each|over|within|across|in|per) {_COUNT} {_UNIT}s?\b", None),
        (rf"\b(?:an?|per|each|every|in any|in the) {_SPAN}{_UNIT}\b(?!ly)", None),
        (r"\b(?:half|six|twice)[- ](?:yearly|monthly)\b(?! [a-z ]*meeting)", 6),
        (r"\b(?:annually|yearly)\b(?! [a-z ]*(?:meeting|cycle))", 12),
        (r"\bquarterly\b(?! [a-z ]*(?:meeting|cycle))", 3),
        (r"\bmonthly\b(?! [a-z ]*(?:meeting|cycle))", 1),
    ):
        if found := re.search(pattern, words):
            rest = f"{words[: found.start()].rstrip()} | {words[found.end() :]}"
            return months or _months(found.groups()), rest
    return None, words


def _months(groups):
    *count, unit = groups
    return (number(count[0]) if count else 1) * _MONTHS[unit]


def _read_times(words):
    if found := re.search(r"\b(once|twice|thrice)\b", words):
        return _TIMES[found[1]]
    for pattern in (
        rf"\b{_COUNT} (?:of (?:the|its|their) )?{_MEETINGS}",
        rf"\b{_COUNT} \|",
    ):
        found = re.search(pattern, words)
        if found and (count := number(found[1])):
            return count
    return None


def _each_post(words, posts):
    """Whether the posts that stand before what is promised are joined by "and"."""
    if len(posts) == 1:
        return False
    before = re.split(
        r"\b(?:to |will |shall |must )?(?:attend(?:s|ance)?|go(?:es)?|meets?|at|visits?)\b", words
    )
    names = before[0] if before else words
    if re.search(r"\bor\b|/|\brotation\b|\bin turn\b|\beither\b", words):
        return False
    return bool(re.search(r"\band\b|&|,|\+", names))
