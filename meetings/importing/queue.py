"""What the page of an imported file shows: the schedule as it would be, each doubt beside its
line."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator

from objectives.queueing import PAGE, Question, question_of

from .draft import SeriesDraft
from .reviewing import ScheduleReview


@dataclass(frozen=True)
class Entry:
    """A line of the page: a meeting with its doubts, or doubts that belong to none."""

    line: SeriesDraft | None
    questions: list[Question]
    state: str = ""
    """what becomes of it: `new`, `same`, `kept` or `updated`"""

    @property
    def category(self) -> str:
        return self.line.category if self.line else ""


@dataclass
class Section:
    """One table of the schedule on the page; no title for what is said of the whole file."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def entries_of(found: ScheduleReview) -> list[Entry]:
    """What is said of the file first, then table by table."""
    lines = found.schedule.series if found.schedule else ()
    keys = {line.key for line in lines}
    of_line: dict[str, list[Question]] = {}
    rest: list[Question] = []
    for doubt in found.doubts:
        place = of_line.setdefault(doubt.action_key, []) if doubt.action_key in keys else rest
        place.append(question_of(doubt))
    entries = [Entry(None, [question]) for question in rest]
    tables: dict[str, list[Entry]] = {}
    for line in lines:
        entry = Entry(line, of_line.get(line.key, []), _state(found, line))
        tables.setdefault(line.category, []).append(entry)
    return entries + [entry for of_table in tables.values() for entry in of_table]


def _state(found, line):
    compared = found.compared
    for state in ("same", "kept", "updated"):
        if line.key in getattr(compared, state):
            return state
    return "new"


def page_of(entries: list[Entry], number) -> tuple:
    """The page asked for, or the nearest there is, and its sections."""
    page = Paginator(entries, PAGE).get_page(number)
    sections: list[Section] = []
    for entry in page.object_list:
        if not sections or sections[-1].title != entry.category:
            sections.append(Section(entry.category))
        sections[-1].entries.append(entry)
    return page, sections
