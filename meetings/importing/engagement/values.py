"""What one cell of the log says: a day, a time, a number of people, yes or no."""

import datetime as dt
import re

from meetings.engagement.bounds import EARLIEST, MOST_REACHED, YEARS_AHEAD, latest
from stakeholders.dates import month_number, spoken

DAY_FIRST, MONTH_FIRST = "day", "month"
LONGEST = 100
"""characters of a day or a number of people: what is longer is prose, and takes long to look at"""
# A clock beside a date says nothing of the day.
_CLOCK = re.compile(r"[T ,]+\d{1,2}[:.]\d\d(:\d\d)?(\.\d+)?( ?[ap]m)?Z?$", re.I)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +", re.I
)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]*([A-Za-z]{3,9})\.?,?[ -]*(\d{4}|\d{2})")
_MONTH_AHEAD = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_TO = re.compile(
    r"\s+(?:to|until|-|–|—)\s+|(?<=[\dthndrs])\s*[–—]\s*(?=\d)|"
    r"(?<=\d)-(?=\d+(?:st|nd|rd|th)? [A-Za-z])"
)
_MONTH_ALONE = re.compile(r"[A-Za-z]{3,9}[ -]+(\d{4}|\d{2})|\d{4}|[Qq]\d.*")
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")

UNKNOWN = {"", "-", "–", "?", "n/a", "na", "n/k", "nk", "not known", "unknown", "not recorded",
    "tbc", "not counted", "none recorded"}  # fmt: skip
_ABOUT = re.compile(
    r"^(?:about|approx(?:imately|\.)?|around|roughly|circa|c\.?|est(?:imated|\.)?|some|nearly|"
    r"almost|over|more than|at least|~|>)\s*(?=\d)|(?:ish|\+)$|\s*\(?(?:approx(?:imately|\.)?|"
    r"est(?:imated|\.)?|or so|or more)\)?$",
    re.I,
)
_PEOPLE = re.compile(r"\s*(?:people|persons?|attendees|residents|attended|present|pupils)$", re.I)
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to)\s*(\d+)")
YES = {"yes", "y", "true", "1", "x", "counted"}
NO = {"no", "n", "false", "0", "guessed", "estimate", "estimated"}


class Unread(Exception):
    """What a cell says can't be taken. The words say what is wrong and what to do."""


def read_days(text, *, order=DAY_FIRST):
    """(first day, last day or None, what was assumed or ""). Raises Unread."""
    text = " ".join(text.replace("\xa0", " ").split())
    if len(text) > LONGEST:
        raise Unread(f"“{text[:60]}…” is no date. Type it such as 14 March 2026")
    if first := _day(text, order):
        return first, None, _weekday_note(text, first)
    parts = _TO.split(text)
    if len(parts) == 2 and (last := _day(parts[1], order)):
        first = _day(parts[0], order) or _short_of(parts[0], last)
        if first:
            if last < first:
                raise Unread(f"“{text}” ends before it begins. Put the two days in order")
            return first, last if last > first else None, ""
    if _MONTH_ALONE.fullmatch(text):
        raise Unread(f"“{text}” names no day. Give one, such as 14 March 2026")
    if _SERIAL.fullmatch(text):
        raise Unread(
            f"“{text}” is a date as Excel counts it. Give the column the format Date in Excel, or "
            "type the day, such as 14 March 2026"
        )
    raise Unread(f"“{text[:60]}” can’t be read as a date. Type it such as 14 March 2026")


def order_in(texts):
    """(texts of figures that are right only with the day first, only with the month first, and
    either way): what tells in which order a file writes its dates."""
    day, month, either = 0, 0, 0
    for text in texts:
        if len(text) <= LONGEST and (match := FIGURES.fullmatch(_CLOCK.sub("", text))):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                day += 1
            elif second > 12 >= first:
                month += 1
            elif first != second:
                either += 1
    return day, month, either


def check_day(day, *, on):
    """Raises Unread for a day that can't be meant."""
    if day < EARLIEST:
        raise Unread(f"The date {spoken(day)} is before 1990. Check its year")
    if day > latest(on):
        raise Unread(
            f"The date {spoken(day)} is more than {YEARS_AHEAD} years ahead. Check its year"
        )


def read_reached(text):
    """(number or None where nobody knows, whether it was counted, what was assumed or "")."""
    text = " ".join(text.replace("\xa0", " ").split())
    if text.casefold() in UNKNOWN:
        return None, False, ""
    if len(text) > LONGEST:
        raise Unread(
            f"“{text[:60]}…” is no number of people. Enter one, such as 40, or leave it empty "
            "where nobody knows"
        )
    if text.startswith("-") and text[1:].strip().replace(",", "").isdecimal():
        raise Unread(f"“{text}” is less than nobody. Enter a number of people, or leave it empty")
    words = _PEOPLE.sub("", text).strip()
    if words.casefold() in ("none", "nobody", "nil", "zero"):
        return 0, True, ""
    if match := _RANGE.fullmatch(words):
        low, high = int(match[1]), int(match[2])
        if low >= high:
            raise Unread(f"“{text}” is no range of numbers. Enter one number of people")
        if low > MOST_REACHED:
            raise Unread(f"“{text}” is more than 10 million people. Check the number")
        return low, False, f"“{text}” is taken as at least {low:,}, not counted"
    guessed = words
    while (shorter := _ABOUT.sub("", guessed).strip()) != guessed:
        guessed = shorter
    number = _number(guessed)
    if number is None:
        raise Unread(
            f"“{text[:60]}” is no number of people. Enter one, such as 40 or “about 40”, or leave "
            "it empty where nobody knows"
        )
    if number > MOST_REACHED:
        raise Unread(f"{number:,} people are more than 10 million. Check the number")
    if guessed != words:
        return number, False, f"“{text}” is taken as {number:,}, not counted"
    return number, True, ""


def read_time(text):
    match = re.fullmatch(
        r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*([ap])?\.?(?:m\.?)?", text.strip(), re.I
    )
    words = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}
    if found := words.get(text.strip().casefold()):
        return found
    if match and (match[2] or match[3]):
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        if hour < 24 and minute < 60:
            return dt.time(hour, minute)
    raise Unread(f"“{text[:40]}” can’t be read as a time. Type it such as 14:30, or leave it empty")


def read_yes(text, called):
    word = text.strip().casefold()
    if word in YES or word in NO:
        return word in YES
    raise Unread(f"{called} must be yes or no, and is “{text[:40]}”")


def _number(text):
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,12}(\.0+)?", text):
        return int(text.replace(",", "").partition(".")[0])
    return None


def _day(text, order):
    text = _WEEKDAY.sub("", text.strip(), count=1)
    text = _CLOCK.sub("", text)
    try:
        if match := _ISO.fullmatch(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := FIGURES.fullmatch(text):
            day, month = (int(match[1]), int(match[2]))
            if order == MONTH_FIRST:
                day, month = month, day
            return dt.date(_year(match[3]), month, day)
        if match := _WORDS.fullmatch(text):
            return dt.date(_year(match[3]), month_number(match[2]), int(match[1]))
        if match := _MONTH_AHEAD.fullmatch(text):
            return dt.date(int(match[3]), month_number(match[1]), int(match[2]))
    except ValueError:
        return None
    return None


def _short_of(text, last):
    """ "14" of "14 to 16 March 2026", "30 March" of "30 March to 2 April 2026"."""
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?: ([A-Za-z]{3,9}))?", text.strip())
    if not match:
        return None
    try:
        month = month_number(match[2]) if match[2] else last.month
        return dt.date(last.year, month, int(match[1]))
    except ValueError:
        return None


def _year(text):
    return int(text) if len(text) == 4 else 2000 + int(text)


def _weekday_note(text, day):
    if match := _WEEKDAY.match(text):
        said = next(name for name in _WEEKDAYS if name.startswith(match[1].lower()[:3]))
        if said != _WEEKDAYS[day.weekday()]:
            own = _WEEKDAYS[day.weekday()].title()
            return f"“{text}” is a {own}: the date was taken, not the name of the day"
    return ""
