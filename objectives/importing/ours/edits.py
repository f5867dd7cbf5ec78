"""What was edited in an exported sheet about how actions stand: updates, for somebody to apply."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from objectives.importing.differing import LivingPlan
from objectives.importing.differing.wording import same_words
from objectives.importing.ours import columns
from objectives.importing.ours.cells import writable
from objectives.importing.ours.dates import Reader, read_day
from objectives.importing.ours.formulas import formulas_in
from objectives.importing.ours.sheets import SheetRow, sheet_rows
from objectives.importing.reading import FileContents
from objectives.models import Action, ProgressUpdate
from objectives.services.updates import check_update
from objectives.states import OPEN_STATUSES, Status

_STATED = (columns.STATUS, columns.RAG, columns.COMPLETED, columns.COMMENT, columns.NEXT_STEP)


@dataclass(frozen=True)
class ProposedUpdate:
    """An update as the edited row would give it."""

    key: str
    action: Action
    source: str
    status: str
    rag: str
    comment: str
    next_step: str
    completed_on: dt.date | None
    seen: int | None
    """the key of the update that the file showed as the latest"""

    @property
    def fields(self) -> dict:
        names = ("status", "rag", "comment", "next_step", "completed_on")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class RowProblem:
    """Why an edited row can't be taken, in words that say what to do."""

    source: str
    label: str
    message: str


@dataclass
class BulkEdits:
    updates: list[ProposedUpdate] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    """by the action's key: why its date is a new one"""
    stale: set[str] = field(default_factory=set)
    """keys of rows that were changed in the portal since the file was downloaded"""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(update.key for update in self.updates)


def read_bulk_edits(
    contents: FileContents, living: LivingPlan, *, read: Reader, on: dt.date
) -> BulkEdits:
    """Empty where the file is no sheet of the portal's. `on` is the day on which it is applied."""
    rows = sheet_rows(contents)
    if rows is None:
        return BulkEdits()
    return _EditReader(living, read, on, formulas_in(contents, rows)).take(rows)


class _EditReader:
    def __init__(self, living: LivingPlan, read: Reader, on: dt.date, formulas):
        self.living, self.read, self.on, self.formulas = living, read, on, formulas
        self.edits = BulkEdits()

    def take(self, rows: list[SheetRow]) -> BulkEdits:
        named = [row for row in rows if row.key]
        counts = Counter(row.key for row in named)
        known = self.living.objectives | self.living.activities | self.living.actions
        self.bases = self._bases(named)
        proposed = []
        for row in rows:
            if cells := self.formulas.get(row.source):
                self._refuse(row, f"{', '.join(cells)}: a formula. Type what it should say.")
        for row in named:
            if row.key not in known:
                self._refuse(row, "There is no such row in this plan, or it was withdrawn.")
            elif counts[row.key] > 1:
                self._refuse(row, "The sheet has this row twice. Empty the cell “Row” of one.")
            elif row.key in self.living.actions:
                update = self._update(row, self.living.actions[row.key])
                proposed += [(row, update)] if update else []
        self._check(proposed)
        return self.edits

    def _bases(self, rows: list[SheetRow]) -> dict[int, ProgressUpdate]:
        """The updates that the file was made from: they never change."""
        keys = {row.version.update for row in rows} - {None}
        actions = [action.pk for action in self.living.actions.values()]
        found = ProgressUpdate.objects.filter(action__in=actions)
        return {update.pk: update for update in found if update.pk in keys} if keys else {}

    def _refuse(self, row: SheetRow, message: str) -> None:
        action = self.living.actions.get(row.key)
        label = action.label if action else row.text(columns.NUMBER)
        self.edits.problems.append(RowProblem(row.source, label, message))

    def _update(self, row: SheetRow, action: Action) -> ProposedUpdate | None:
        version = row.version
        if version.action is not None and version.action != action.version:
            self.edits.stale.add(row.key)
        if reason := row.text(columns.REASON):
            self.edits.reasons[row.key] = reason
        base = self.bases.get(version.update) if version.update else None
        shown = _shown(base)
        edited = {
            heading
            for heading in _STATED
            if row.said(heading) is not None and not self._same(row, heading, shown)
        }
        if not edited or row.source in self.formulas:
            return None
        if version.update != action.last_update_id:
            self._refuse(
                row,
                "Somebody has given an update since this file was downloaded. "
                "Look at it, and give yours on the action's page.",
            )
            return None
        return self._proposed(row, action, base, edited)

    def _same(self, row: SheetRow, heading: str, shown: dict[str, str]) -> bool:
        said = row.text(heading)
        if heading == columns.COMPLETED:
            day = read_day(said, self.read) if said else None
            return (day.isoformat() if day else said) == shown[heading]
        return same_words(said.casefold(), shown[heading].casefold())

    def _proposed(self, row, action, base, edited: set[str]) -> ProposedUpdate | None:
        status = columns.read_word(row.text(columns.STATUS), columns.STATUS_WORDS)
        rag_words = row.text(columns.RAG)
        rag = columns.read_word(rag_words, columns.RAG_WORDS) if rag_words else ""
        done = row.text(columns.COMPLETED)
        completed_on = read_day(done, self.read) if done else None
        problem = _problem(row, status, rag, completed_on)
        if problem:
            self._refuse(row, problem)
            return None
        if base is None and status == Status.NOT_STARTED and rag:
            status = Status.IN_PROGRESS  # a colour says that it is under way
        is_open = status in OPEN_STATUSES
        return ProposedUpdate(
            key=f"update:{row.key}",
            action=action,
            source=row.source,
            status=status,
            rag=rag if is_open else "",
            # What happened is news or nothing; what is next stays so until something else is.
            comment=row.text(columns.COMMENT) if columns.COMMENT in edited else "",
            next_step=row.text(columns.NEXT_STEP) if is_open else "",
            completed_on=completed_on if status == Status.COMPLETE else None,
            seen=row.version.update,
        )

    def _check(self, proposed: list[tuple[SheetRow, ProposedUpdate]]) -> None:
        """Each whole by itself; a parent may be completed together with its parts."""
        ending = {u.action.pk for _, u in proposed if u.status not in OPEN_STATUSES}
        for row, update in proposed:
            problems = self._problems(update, ending)
            for message in problems:
                self._refuse(row, message)
            if not problems:
                self.edits.updates.append(update)

    def _problems(self, update: ProposedUpdate, ending: set[int]) -> list[str]:
        try:
            check_update(update.action, **update.fields, today=self.on)
        except ValidationError as problem:
            return [
                error.message
                for errors in problem.error_dict.values()
                for error in errors
                if error.code != "sub_actions_open" or self._leaves_open(update.action, ending)
            ]
        return []

    def _leaves_open(self, action: Action, ending: set[int]) -> bool:
        return bool(set(action.sub_actions.open().values_list("pk", flat=True)) - ending)


def _shown(update: ProgressUpdate | None) -> dict[str, str]:
    """The cells as they were when the file was downloaded."""
    if update is None:
        nothing = dict.fromkeys(_STATED, "")
        return nothing | {columns.STATUS: str(columns.STATUS_WORDS[Status.NOT_STARTED])}
    return {
        columns.STATUS: str(columns.STATUS_WORDS[update.status]),
        columns.RAG: columns.RAG_WORDS.get(update.rag, ""),
        columns.COMPLETED: update.completed_on.isoformat() if update.completed_on else "",
        columns.COMMENT: writable(update.comment),
        columns.NEXT_STEP: writable(update.next_step),
    }


def _problem(row: SheetRow, status, rag, completed_on) -> str:
    if status is None:
        listed = ", ".join(map(str, columns.STATUS_WORDS.values()))
        return f"“{row.text(columns.STATUS)}” is no status. Write one of: {listed}."
    if rag is None:
        listed = ", ".join(columns.RAG_WORDS.values())
        return f"“{row.text(columns.RAG)}” is no colour. Write one of: {listed}, or nothing."
    if row.text(columns.COMPLETED) and completed_on is None:
        said = row.text(columns.COMPLETED)
        return f"“{said}” is no day. Write the day of completion as 31 March 2027."
    return ""
