"""Words of a line that promise attendance, each of which is asked about before it counts."""

import re
from dataclasses import replace

from meetings.frequency import Certainty
from meetings.promises.wording import read_promise
from objectives.importing.asking import Answers
from objectives.importing.doubts import LATER, Doubt

from .doubts import NO, ScheduleDoubt, doubt
from .draft import Promise, SeriesDraft
from .naming import each_of

_ATTENDS = re.compile(r"\battend(?:s|ance|ing)?\b", re.IGNORECASE)
_REPORTS = re.compile(r"\breports? (?:back )?from\b", re.IGNORECASE)
_TERMS = ("times", "each_forum", "cycle_months", "reports_back")
# A sentence ends, or a new one begins without a stop before it.
_CLAUSES = re.compile(r"(?<=[.;])\s+|\n+|(?<=[a-z]) (?=Reports? )")


def promises_of(
    line: SeriesDraft, short: set[str], answers: Answers
) -> tuple[tuple[Promise, ...], list[Doubt]]:
    """The promises in the notes. `short` are short names of posts that the file uses."""
    promises: list[Promise] = []
    doubts: list[Doubt] = []
    named = [post for entry in line.attendance for post in each_of(entry)]
    named = list(dict.fromkeys([*named, *line.leads, *sorted(short)]))
    for clause in _CLAUSES.split(line.notes):
        words = clause.strip(" .;")
        reports = _REPORTS.search(words)
        if not reports and not _ATTENDS.search(words):
            continue
        about = words[reports.end() :].split(" to ")[0] if reports else words
        posts = _found_in(about, named)
        if not posts:
            continue
        reading = read_promise(words, posts)
        made = _doubt(line, words, reading, posts)
        doubts.append(made)
        answer = answers.to(made)
        off = made.code != ScheduleDoubt.PROMISE_ASSUMED
        if off or (answer and (answer.value == NO or answer.choice == LATER)):
            continue
        if reports:
            reading = replace(reading, reports_back=True)
        terms = _terms(line, reading)
        each = [(post,) for post in posts] if reading.each_post else [tuple(posts)]
        promises += [Promise(words, of_one, terms) for of_one in each]
    return tuple(promises), doubts


def _doubt(line, words, reading, posts):
    if reading.certainty in (Certainty.UNREADABLE, Certainty.NONE):
        assumed = f"{reading.note} The words stay in the notes."
        return doubt(ScheduleDoubt.PROMISE_UNREADABLE, line.source, words, assumed, key=line.key)
    joined = ", ".join(posts) if reading.each_post else " or ".join(posts)
    each = " for each of them" if _of_each_forum(line, reading) and not reading.each_forum else ""
    assumed = f"{reading.note.rstrip('.')}{each}, by {joined}."
    return doubt(ScheduleDoubt.PROMISE_ASSUMED, line.source, words, assumed, key=line.key)


def _terms(line, reading):
    terms = {name: getattr(reading, name) for name in _TERMS}
    return terms | {
        "each_forum": _of_each_forum(line, reading),
        "certainty": str(Certainty.ASSUMED),
        "note": reading.note,
    }


def _of_each_forum(line, reading):
    """A cycle beside thirty forums is one of each of them, though the words don't say so."""
    return reading.each_forum or (line.forums > 1 and reading.times is not None)


def _found_in(words, named):
    """The posts that the words name, in their order; "Ambassadors" is the Community Ambassador."""
    found = {}
    rest = words
    for post in sorted(named, key=len, reverse=True):
        last = re.escape(post.split()[-1])
        for said in (re.escape(post), rf"{last}s" if len(post.split()) > 1 else ""):
            where = re.search(rf"(?<![\w.]){said}(?!\w)", rest, re.IGNORECASE) if said else None
            if where and post not in found:
                found[post] = where.start()
                blank = " " * len(where[0])
                rest = rest[: where.start()] + blank + rest[where.end() :]
    return sorted(found, key=found.get)
