"""Counts of engagement for partners: no name of a person, no place, no title, no word of what was
heard ever comes near it, for none of these is read."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from actionplans.quarters import Quarter, financial_year_label
from meetings.engagement.grid.counting import reached_by_group
from meetings.models import ActivityGroup, EngagementActivity, EngagementMethod
from stakeholders.models import Area, CommunityGroup

Status = EngagementActivity.Status
PARTS = {"group": "Group", "method": "Method", "quarter": "Quarter", "area": "Area"}
COUNTS = ("Done", "Planned, not yet held", "People reached", "Done, people reached not known")
FEW = 5
FEWER = f"fewer than {FEW}"
HIDDEN = "not shown"
NO_GROUP, NO_AREA = "No group", "No area"


@dataclass(frozen=True)
class Choices:
    first: dt.date
    last: dt.date
    parts: tuple[str, ...]
    """by what it is counted, in the order of PARTS"""
    small: bool = True
    """whether few people are shown as fewer than five"""
    private: bool = False
    """whether private activities count too; never their words"""


@dataclass
class Line:
    done: int = 0
    planned: int = 0
    reached: int = 0
    known: int = 0
    """done, with a number of people"""

    @property
    def unknown(self):
        return self.done - self.known


@dataclass(frozen=True)
class Shared:
    choices: Choices
    lines: list[tuple[tuple[str, ...], Line]]
    whole: Line
    """each activity once, though it may stand in several lines"""

    @property
    def headings(self):
        return (*(PARTS[part] for part in self.choices.parts), *COUNTS)

    @cached_property
    def few(self):
        """Whether the whole would tell of few people: those that a line hides, or those that are in
        no line because their number can't be divided, which are the whole less its lines."""
        told = sum(line.reached for _, line in self.lines)
        few = 0 < self.whole.reached - told < FEW or any(_is_few(line) for _, line in self.lines)
        return self.choices.small and few

    @cached_property
    def rows(self):
        """Exactly what a file holds."""
        return [(*names, *self._counts(line)) for names, line in self.lines]

    @property
    def total(self):
        """Beside lines that hide a number the whole would give it away."""
        line = self.whole
        people = HIDDEN if self.few else self._people(line)
        return line.done, line.planned, people, line.unknown

    @property
    def closing_row(self):
        """The last row of a file."""
        first = "All, each activity once"
        return (first, *[""] * (len(self.choices.parts) - 1), *self.total)

    def _counts(self, line):
        return line.done, line.planned, self._people(line), line.unknown

    def _people(self, line):
        if not line.known:
            return "not known" if line.done else ""
        return FEWER if self.choices.small and _is_few(line) else line.reached


def share(choices: Choices) -> Shared:
    """A fixed number of queries, whatever the log holds."""
    names = _names()
    links = _links() if "group" in choices.parts else {}
    areas = _areas() if "area" in choices.parts else {}
    lines, whole = defaultdict(Line), Line()
    for pk, day, status, method, reached in _activities(choices):
        split = {
            "group": reached_by_group(links.get(pk), reached),
            "area": areas.get(pk) or [None],
            "method": [method],
            "quarter": [Quarter.containing(day)],
        }
        _add(whole, status, reached)
        keys = [()]
        for part in choices.parts:
            keys = [(*key, value) for key in keys for value in split[part]]
        for key in keys:
            _add(lines[key], status, _reached_of(key, choices.parts, split, reached))
    ordered = sorted(lines.items(), key=lambda pair: _place(pair[0], choices.parts, names))
    named = [(_named(key, choices.parts, names), line) for key, line in ordered]
    return Shared(choices, named, whole)


def _activities(choices):
    rows = EngagementActivity.objects.in_force().exclude(status=Status.CANCELLED)
    rows = rows.filter(held_on__range=(choices.first, choices.last))
    if not choices.private:
        rows = rows.filter(exempt_reason="")
    return rows.order_by().values_list("pk", "held_on", "status", "method", "reached").iterator()


def _reached_of(key, parts, split, reached):
    """Of one line's part of an activity. A number that was told for several groups or areas
    together can't be divided: then it is not known."""
    if "area" in parts and len(split["area"]) > 1:
        return None
    if "group" not in parts:
        return reached
    return split["group"][key[parts.index("group")]]


def _add(line, status, reached):
    if status == Status.PLANNED:
        line.planned += 1
        return
    line.done += 1
    if reached is not None:
        line.known += 1
        line.reached += reached


def _is_few(line):
    return line.known > 0 and 0 < line.reached < FEW


def _links():
    """{activity: [what `reached_by_group` takes]}"""
    found = defaultdict(list)
    rows = ActivityGroup.objects.order_by("pk").values_list(
        "activity", "group", "group__merged_into", "reached"
    )
    for activity, *link in rows.iterator():
        found[activity].append(link)
    return found


def _areas():
    found = defaultdict(list)
    rows = EngagementActivity.areas.through.objects.values_list("engagementactivity", "area")
    for activity, area in rows.iterator():
        found[activity].append(area)
    return found


def _names():
    """{part: {key: (place in the order, name)}}"""
    rows = {
        "group": CommunityGroup.objects.values_list("pk", "name"),
        "method": EngagementMethod.objects.values_list("pk", "title"),
        "area": Area.objects.values_list("pk", "name"),
    }
    return {
        part: {pk: (place, name) for place, (pk, name) in enumerate(own)}
        for part, own in rows.items()
    }


def _place(key, parts, names):
    last = 1_000_000
    return [
        (value.year * 4 + value.number)
        if part == "quarter"
        else names[part].get(value, (last, ""))[0]
        for part, value in zip(parts, key, strict=True)
    ]


def _named(key, parts, names):
    return tuple(_name(part, value, names) for part, value in zip(parts, key, strict=True))


def _name(part, value, names):
    if part == "quarter":
        return f"Quarter {value.number} of {financial_year_label(value.year)}"
    if value is None:
        return NO_GROUP if part == "group" else NO_AREA
    return names[part][value][1]
