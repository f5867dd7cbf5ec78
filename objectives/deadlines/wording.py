"""Words in, words out: one spelling of a text for reading it, and dates as people say them."""

import datetime as dt
import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "‘’ʼ`´"), "'")

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18,
}  # fmt: skip
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def plain(text: str) -> str:
    """Lower case, one kind of dash, apostrophe and space; no full stop or bracket around it."""
    text = text.translate(_DASHES).translate(_APOSTROPHES)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"\s+", " ", text).strip(" .,;:")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return text


def number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    return NUMBER_WORDS.get(text)


def shown(text: str, length: int = 60) -> str:
    """The published words on one line, cut where they would swamp the sentence about them."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def say_day(day: dt.date) -> str:
    """`Friday 14 March 2025`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def say_months(first: dt.date, last: dt.date) -> str:
    """`July to September 2010`, `December 2019 to February 2020`."""
    if first.year == last.year:
        return f"{first:%B} to {last:%B} {last.year}"
    return f"{first:%B} {first.year} to {last:%B} {last.year}"
