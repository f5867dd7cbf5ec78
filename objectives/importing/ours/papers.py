"""An exported Word paper as objectives: the office's own table, one for each objective."""

from dataclasses import replace

from objectives.deadlines import Certainty, DeadlineReading
from objectives.importing.doubts import Doubt
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft
from objectives.importing.ours import layout
from objectives.importing.ours.dates import GIVEN, Reader
from objectives.importing.ours.states import latest_of, status_of
from objectives.importing.reading import FileContents, Row

OBJECTIVE, ACTIVITY, TEXT, DATE, LEAD, STATE, LATEST = range(7)
NO_LEAD, NO_ACTION = "No lead", "No actions yet."


def is_paper(contents: FileContents) -> bool:
    return contents.kind == "docx" and any(_is_header(row) for row in contents.rows)


def objectives_of(
    contents: FileContents, read: Reader
) -> tuple[tuple[ObjectiveDraft, ...], list[Doubt]]:
    found: list[_Objective] = []
    tables: set[int] = set()
    private = None
    for row in contents.rows:
        if _is_header(row):
            tables.add(row.table)
        elif row.table is None:
            private = _private(row.cells[0].split("\n")) or (None if row.level else private)
        elif row.table in tables:
            cells = (*row.cells, *[""] * len(layout.HEADINGS))
            if cells[OBJECTIVE] or not found:
                found.append(_Objective(row.source, *_titled(cells[OBJECTIVE]), private))
                private = None
            found[-1].take(row, cells, read)
    return tuple(objective.drafted(f"o{index}") for index, objective in enumerate(found, 1)), []


def _is_header(row: Row) -> bool:
    return row.cells[: len(layout.HEADINGS)] == layout.HEADINGS


def _titled(cell: str) -> tuple[str, str]:
    number, title = layout.read_numbered(cell)
    return number, " ".join(title.split())


def _private(lines: list[str]) -> str | None:
    """The reason for keeping a row private, where one is printed; else there is no word on it."""
    for line in lines:
        if line.startswith(layout.PRIVATE):
            return line.removeprefix(layout.PRIVATE)
    return None


class _Objective:
    def __init__(self, source: str, number: str, title: str, private: str | None):
        self.source, self.number, self.title, self.private = source, number, title, private
        self.activities: list[ActivityDraft] = []
        self.actions: list[ActionDraft] = []
        self._parent: ActionDraft | None = None

    def take(self, row: Row, cells: tuple[str, ...], read: Reader) -> None:
        if cells[ACTIVITY]:
            self.activities.append(ActivityDraft(*layout.read_numbered(cells[ACTIVITY])))
        if not cells[TEXT] or cells[TEXT] == NO_ACTION:
            return
        above = self._parent.number if self._parent else None
        is_part, number, text = layout.read_action(cells[TEXT], above)
        leads = tuple(
            dict.fromkeys(" ".join(name.split()) for name in cells[LEAD].split("\n") if name)
        )
        latest = latest_of(cells[LATEST])
        action = ActionDraft(
            key=f"{self.number or self.source}.{number}~{len(self.actions) + 1}",
            parent_key=self._parent.key if is_part and self._parent else None,
            number=number,
            text=text,
            deadline=_deadline(cells[DATE], read),
            lead_text="" if leads == (NO_LEAD,) else cells[LEAD],
            leads=() if leads == (NO_LEAD,) else leads,
            source=row.source,
            exempt_reason=_private(cells[STATE].split("\n")),
            notes=latest.notes,
            status=status_of(cells[STATE], latest),
        )
        self.actions.append(action)
        if action.parent_key is None:
            self._parent = action

    def drafted(self, key: str) -> ObjectiveDraft:
        return ObjectiveDraft(
            number=self.number,
            title=self.title,
            activities=tuple(self.activities),
            actions=tuple(
                replace(action, key=f"{key}-{action.key}") for action in self._keyed(key)
            ),
            source=self.source,
            exempt_reason=self.private,
        )

    def _keyed(self, key: str) -> list[ActionDraft]:
        return [
            replace(action, parent_key=f"{key}-{action.parent_key}")
            if action.parent_key
            else action
            for action in self.actions
        ]


def _deadline(cell: str, read: Reader) -> DeadlineReading:
    """The published words, and the dates in brackets beneath them where those add something."""
    words, _, last = cell.rpartition("\n")
    given = layout.read_dates_beneath(last)
    if given is None:
        return read(cell)
    reading = read(words)
    if all(getattr(reading, name) == value for name, value in given.items()):
        return reading
    certainty = Certainty.CERTAIN if any(given.values()) else reading.certainty
    return replace(reading, **given, certainty=str(certainty), note=GIVEN)
