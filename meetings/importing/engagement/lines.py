"""One row of a file as the activity that it would be, before its names are looked up."""

import datetime as dt
import re
from dataclasses import dataclass, field

from meetings.models import EngagementActivity

from .headings import HEADING
from .tables import FileRow
from .values import (
    UNKNOWN,
    Unread,
    check_day,
    read_days,
    read_reached,
    read_time,
    read_yes,
)

Status, Level = EngagementActivity.Status, EngagementActivity.Level
_STATES = {
    Status.DONE: ("done", "held", "complete", "completed", "delivered", "took place", "yes"),
    Status.PLANNED: ("planned", "booked", "upcoming", "scheduled", "to come", "no", "proposed"),
    Status.CANCELLED: ("cancelled", "canceled", "called off", "did not take place"),
}
_LEVELS = {
    Level.LOCAL: ("local", "neighbourhood", "district", "community"),
    Level.REGIONAL: ("regional", "region", "force wide", "forcewide", "county", "county wide"),
    Level.NATIONAL: ("national", "nationally", "uk", "england and wales"),
}
LONGEST = {
    name: EngagementActivity._meta.get_field(model_field).max_length
    for name, model_field in (
        ("title", "title"),
        ("place", "place"),
        ("heard", "heard"),
        ("came_of_it", "came_of_it"),
        ("private", "exempt_reason"),
    )
}
LONGEST["cancelled"] = 2000


@dataclass
class Line:
    """`values` are fields of the model; `problems` are empty where the row can be saved."""

    row: FileRow
    values: dict = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)
    """{name of a group: people reached}"""
    notes: list[str] = field(default_factory=list)
    """what was assumed"""
    problems: list[str] = field(default_factory=list)

    @property
    def held_on(self) -> dt.date | None:
        return self.values.get("held_on")


def read_line(row: FileRow, *, on, order) -> Line:
    """All that a row says but its names; `on` tells what is planned from what is done."""
    line = Line(row)
    for read in (_days, _words, _level, _status, _people, _time):
        try:
            read(line, row.cells, on, order)
        except Unread as problem:
            line.problems.append(f"{problem}.")
    return line


def _days(line, cells, on, order):
    text = cells.get("day", "")
    if text.casefold() in UNKNOWN:
        raise Unread("There is no date. Give the day, such as 14 March 2026")
    first, last, note = read_days(text, order=order)
    check_day(first, on=on)
    if given := cells.get("last_day"):
        last, _, _ = read_days(given, order=order)
        if last < first:
            raise Unread("The last day is before the first. Put the two days in order")
    if last is not None and last != first:
        check_day(last, on=on)
    line.values |= {"held_on": first, "ends_on": last if last != first else None}
    if note:
        line.notes.append(note)


def _words(line, cells, on, order):
    line.values |= {
        "title": " ".join(cells.get("title", "").split()),
        "place": " ".join(cells.get("place", "").split()),
        "heard": cells.get("heard", ""),
        "came_of_it": cells.get("came_of_it", ""),
        "exempt_reason": cells.get("private", ""),
    }
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            raise Unread(f"“{HEADING[name]}” is longer than {most:,} characters. Shorten it")


def _level(line, cells, on, order):
    given = cells.get("level", "")
    word = " ".join(re.sub(r"[-_]", " ", given.casefold()).split())
    level = _meant(word, _LEVELS) if word not in UNKNOWN else Level.LOCAL
    if level is None:
        raise Unread(f"The level must be local, regional or national, and is “{given[:40]}”")
    line.values["level"] = level


def _status(line, cells, on, order):
    """By the day where no column says it: done once its day has come."""
    given = cells.get("status", "")
    status = _meant(given.strip().casefold(), _STATES)
    if given and status is None:
        raise Unread(f"The state must be planned, done or cancelled, and is “{given[:40]}”")
    if planned := cells.get("was_planned"):
        line.values["was_planned"] = read_yes(planned, f"“{HEADING['was_planned']}”")
    if status == Status.CANCELLED:
        line.values["cancelled_reason"] = cells.get("cancelled", "")
        line.values.setdefault("was_planned", True)
    if line.held_on is None:
        return
    if status == Status.DONE and line.held_on > on:
        raise Unread(
            "The row says that it is done, and its day is yet to come. Put one of them right"
        )
    line.values["status"] = status or (Status.PLANNED if line.held_on > on else Status.DONE)


def _people(line, cells, on, order):
    number, counted, note = read_reached(cells.get("reached", ""))
    if (given := cells.get("counted")) and number is not None:
        counted = read_yes(given, "“Counted”")
    line.values |= {"reached": number, "reached_counted": counted}
    if note:
        line.notes.append(note)
    for part in re.split(r"[;\n]", cells.get("reach", "")):
        name, colon, number = part.rpartition(":")
        if part.strip() and not colon:
            raise Unread("“Reached by group” must be like “Young people: 25; Business: 10”")
        if part.strip():
            line.reach[" ".join(name.split())], _, _ = read_reached(number)


def _time(line, cells, on, order):
    text = cells.get("time", "")
    line.values["starts_at"] = None if text.casefold() in UNKNOWN else read_time(text)


def _meant(word, meanings):
    return next((key for key, words in meanings.items() if word in words), None)
