"""How a number stands before its text in an exported paper, and dates beneath a deadline's words.

The space after a number is an en space, which nobody types: so a text that itself begins with
"2. " is told from one that has the number 2.
"""

import datetime as dt
import re

from actionplans.intervals import ReviewInterval
from objectives.deadlines import DeadlineReading
from objectives.importing.differing.comparing import say_dates
from stakeholders.dates import spoken

GAP = "\u2002"
PLAIN = "\u2060"
"""before a text without a number that would look as if it had one; nobody sees it (word joiner)"""
HEADINGS = (
    *("Objective", "Activities", "This will require", "Date", "Lead"),
    *("State", "Latest update"),
)
NEXT, NOTE, PRIVATE = "Next: ", "Note: ", "Not for the public: "

_NUMBERED = re.compile(rf"(?P<sub>–{GAP})?(?P<number>[^\n{GAP}]*?)(?P<mark>[./]){GAP}", re.S)
_TYPED = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)*(?:\.?[a-z]|\.[ivx]+)?)(?P<mark>[./)])\s+")
_LETTER = re.compile(r"(?P<number>[a-z]|[ivx]+)(?P<mark>[/)])\s+")


def numbered(number: str, text: str) -> str:
    return f"{number}.{GAP}{text}" if number else _unnumbered(text)


def numbered_part(number: str, parent: str, text: str) -> str:
    """A sub-action, as the office writes it: "a/ Find a hall"."""
    letter = number.removeprefix(parent)
    if parent and number != letter and letter.isalpha():
        return f"{letter}/{GAP}{text}"
    return f"–{GAP}{numbered(number, text)}"


def _unnumbered(text: str) -> str:
    looks = _NUMBERED.match(text) or _TYPED.match(text) or _LETTER.match(text)
    return f"{PLAIN}{text}" if looks or text.startswith(("–", PLAIN)) else text


def read_numbered(text: str) -> tuple[str, str]:
    """(number, text)"""
    if text.startswith(PLAIN):
        return "", text[1:]
    found = _NUMBERED.match(text) or _TYPED.match(text)
    if found and found["mark"] == "/":
        found = None
    return (found["number"], text[found.end() :]) if found else ("", text)


def read_action(text: str, parent: str | None) -> tuple[bool, str, str]:
    """(whether it is a sub-action, number, text); `parent` is the number of the action above."""
    found = _NUMBERED.match(text) or (parent is not None and _LETTER.match(text)) or None
    if found and found["mark"] in "/)":
        return True, f"{parent or ''}{found['number']}", text[found.end() :]
    if text.startswith(f"–{GAP}"):
        number, rest = read_numbered(text[2:])
        return True, number, rest
    number, rest = read_numbered(text)
    return False, number, rest


def dates_beneath(reading: DeadlineReading) -> str:
    return f"({say_dates(reading)})"


def read_dates_beneath(text: str) -> dict | None:
    """What `dates_beneath` said; None for any other words in brackets."""
    found = re.fullmatch(r"\((.+)\)", text.strip())
    if not found:
        return None
    given: dict = {"starts_on": None, "due_on": None, "ongoing": False, "review_interval": ""}
    for part in found[1].split(", "):
        if part == "ongoing":
            given["ongoing"] = True
        elif part.startswith("from ") and (day := day_said(part[5:])):
            given["starts_on"] = day
        elif part.startswith("due ") and (day := day_said(part[4:])):
            given["due_on"] = day
        elif part in _INTERVALS:
            given["review_interval"] = _INTERVALS[part]
        elif part != "no date":
            return None
    return given


_INTERVALS = {interval.label.lower(): interval.value for interval in ReviewInterval}


def day_said(text: str) -> dt.date | None:
    try:
        day = dt.datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
    return day if spoken(day) == text else None
