"""Row by row: what each cell says about an objective, an activity or an action."""

import re
from dataclasses import replace

from objectives.deadlines import Certainty
from objectives.importing import roles as role
from objectives.importing import statuses
from objectives.importing.asking import choices
from objectives.importing.building import Given, PlanBuilder, says_objective
from objectives.importing.columns import Columns, mend_shift
from objectives.importing.doubts import DoubtCode
from objectives.importing.items import number_follows, one_line, paragraphs, split_items
from objectives.importing.reading import Row
from objectives.importing.roles import role_of
from objectives.importing.statuses import StatusDraft
from objectives.importing.table import Table
from objectives.importing.titles import numbered, text_of

# What a merged cell says is said of each of its rows.
_FILLED_DOWN = (role.DEADLINE, role.START, role.LEAD, role.STATUS, role.COMMENT, role.NOTE)
_STATUS_CHOICES = choices("Right", "Say how it stands", asks="status")


class RowReader:
    """Reads the rows of one table after another into the builder."""

    def __init__(self, title: str, builder: PlanBuilder):
        self.title = title
        self.builder = builder
        self.above: tuple[str, ...] = ()
        """the cells of the row above, with what they were merged with"""

    def begin(self, table: Table, rows: list[Row], names_objectives: bool) -> None:
        self.columns: Columns = table.columns
        self.month_first = table.month_first
        self.names_objectives = names_objectives
        single = [row for row in rows if sum(map(bool, row.cells)) == 1]
        self.banners_are_rows = bool(
            rows and not names_objectives and rows[0] in single[:1] and len(single) < len(rows)
        )
        self.above = ()

    def take(self, row: Row) -> None:
        banner = row.kind == "banner" or self._is_single_heading(row)
        if banner and not self._take_banner(row):
            return
        self._take_cells(row, self._in_columns(row))
        self.builder.page_broken = False

    def _is_single_heading(self, row: Row) -> bool:
        """One cell alone on its row, in a table that doesn't name its objectives otherwise."""
        if self.names_objectives or sum(map(bool, row.cells)) != 1 or row.merged_from_above:
            return False
        text = text_of(row)
        return says_objective(text) or (self.banners_are_rows and not text[:1].islower())

    def _take_banner(self, row: Row) -> bool:
        """Whether the row is none after all, by the coordinator's answer."""
        text, builder = text_of(row), self.builder
        if self.names_objectives and not numbered(text, builder.numbers.last):
            assumed = "Kept here and left out of the plan: its rows name their objectives."
            builder.doubt(DoubtCode.TEXT_OUTSIDE_TABLE, row.source, text, assumed)
            return False
        if row.kind != "banner" and not says_objective(text):
            assumed = "Taken as an objective: nothing else stands on its row."
            if builder.doubt(DoubtCode.HEADING_ASSUMED, row.source, text, assumed):
                return True
        builder.page_broken = False
        builder.add_objectives(row.source, text)
        return False

    def _in_columns(self, row: Row) -> tuple[str, ...]:
        """The row's cells, as many as there are headings, each in its column."""
        width = len(self.columns.headings)
        cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
        cells = tuple(
            self.above[index] if self._is_filled_down(index, row, cell) else cell
            for index, cell in enumerate(cells)
        )
        dates = self.builder.dates
        if not row.merged_from_above:
            moved = mend_shift(
                cells, self.columns, is_date=dates.is_date, is_objective=self._is_objective
            )
            if moved:
                assumed = "Read one column to the right of where it stands."
                text = " | ".join(cells)
                if not self.builder.doubt(DoubtCode.ROW_SHIFTED, row.source, text, assumed):
                    cells = moved
        self.above = cells
        return cells

    def _is_filled_down(self, index: int, row: Row, cell: str) -> bool:
        if cell or not self.above or self.columns.roles[index] not in _FILLED_DOWN:
            return False
        if index in row.merged_from_above:
            return True
        # A theme beside the objective is named on its first row alone, like that.
        note = self.columns.roles[index] == role.NOTE
        return note and role_of(one_line(self.columns.headings[index])) == role.OBJECTIVE

    def _is_objective(self, cell: str) -> bool:
        """No number, or that of this objective or the next."""
        found = split_items(cell, objective="").items
        number, last = (found[0].number if found else ""), self.builder.numbers.last or "0"
        return not number or number == last or number_follows(number, last)

    def _cell(self, cells: tuple[str, ...], name: str) -> str:
        """The texts of all columns of one role, in their order."""
        found = (cells[index] for index in self.columns.all(name))
        return "\n".join("\n".join(paragraphs(cell)) for cell in found if cell)

    def _take_cells(self, row: Row, cells: tuple[str, ...]) -> None:
        objective, activity, action = (self._cell(cells, name) for name in role.WHAT)
        builder, given = self.builder, self._given(row, cells)
        if objective:
            number = one_line(self._cell(cells, role.OBJECTIVE_NUMBER))
            builder.add_objectives(row.source, objective, number)
        elif builder.objectives:
            number = one_line(self._cell(cells, role.OBJECTIVE_NUMBER))
            if number.rstrip(".") not in ("", builder.objectives[-1].number):
                given.notes[self._heading(role.OBJECTIVE_NUMBER)] = number
        if not builder.objectives and (activity or action or not given.says_nothing):
            assumed = f"Put under one objective named after the plan, “{self.title}”."
            builder.doubt(DoubtCode.NO_OBJECTIVE, row.source, activity or action, assumed)
            builder.begin_objective(row.source, self.title)
        if activity:
            builder.add_activities(row.source, activity)
        if action:
            builder.add_actions(row.source, action, given)
        else:
            self._take_without_action(row, given)

    def _take_without_action(self, row: Row, given: Given) -> None:
        builder = self.builder
        left = [given.number, given.start, given.deadline, given.leads]
        left += [given.status.words, given.status.comment] if given.status else []
        left += given.notes.values()
        action = self.columns.index(role.ACTION)
        if not any(left):
            return
        if action in row.merged_from_above and builder.last_action:
            given = self._without_filled_down(row, given)
            builder.add_to_last(given)
            return
        text = " | ".join(filter(None, dict.fromkeys(left)))
        assumed = "Kept here and left out of the plan: the row names no action."
        belongs = builder.doubt(DoubtCode.ROW_WITHOUT_ACTION, row.source, text, assumed)
        if belongs and builder.last_action:
            builder.add_to_last(given)

    def _without_filled_down(self, row: Row, given: Given) -> Given:
        """The action above has these already: they were merged with its own."""
        merged = {self.columns.roles[index] for index in row.merged_from_above}
        notes = {self._heading_at(index) for index in row.merged_from_above}
        return replace(
            given,
            leads="" if role.LEAD in merged else given.leads,
            deadline="" if role.DEADLINE in merged else given.deadline,
            start="" if role.START in merged else given.start,
            notes={name: text for name, text in given.notes.items() if name not in notes},
        )

    def _given(self, row: Row, cells: tuple[str, ...]) -> Given:
        notes: dict[str, str] = {}
        for index in self.columns.all(role.NOTE):
            _add(notes, self._heading_at(index), "\n".join(paragraphs(cells[index])))
        for index, cell in enumerate(row.cells[len(cells) :], start=len(cells)):
            if cell:
                assumed = "Kept with its action as a note: no heading stands above it."
                self.builder.doubt(DoubtCode.EXTRA_CELL, row.source, cell, assumed)
                _add(notes, f"Column {index + 1}", cell)
        start = one_line(self._cell(cells, role.START))
        _add(notes, self._heading(role.START), start)
        deadline = self.columns.index(role.DEADLINE)
        given = Given(
            deadline=one_line(self._cell(cells, role.DEADLINE)),
            start=start,
            month_first=deadline in self.month_first and deadline not in row.dates,
            leads=self._cell(cells, role.LEAD),
            number=one_line(self._cell(cells, role.NUMBER)),
            notes=notes,
        )
        return replace(given, status=self._status(row, cells, given))

    def _status(self, row: Row, cells: tuple[str, ...], given: Given) -> StatusDraft | None:
        """The first update that status, RAG and comment make; what makes none is a note."""
        said = [cells[index] for index in self.columns.all(role.STATUS) if cells[index]]
        comments = self._cell(cells, role.COMMENT)
        draft, why = statuses.joined(said, [comments] if comments else [])
        builder = self.builder
        if draft is None and not said and self._date_says_status(given.deadline):
            draft, _ = statuses.joined([given.deadline], [comments] if comments else [])
            why = "it stands where its date would be"
        if draft is None:
            for index in (*self.columns.all(role.STATUS), *self.columns.all(role.COMMENT)):
                _add(given.notes, self._heading_at(index), "\n".join(paragraphs(cells[index])))
            if not said:
                return None
            words = "; ".join(map(one_line, said))
            assumed = "Kept with the action as a note: no status was recognised in it."
            answer = builder.doubt(DoubtCode.STATUS_UNREADABLE, row.source, words, assumed)
            found = statuses.status_named(answer) if answer else None
            if found is None:
                return None
            comment = "\n".join(filter(None, [*said, comments]))
            return StatusDraft(found.status or "in_progress", found.rag, comment, words)
        draft = replace(draft, completed_on=self._completed_on(cells, draft, given.notes))
        if not why:
            return draft
        assumed = f"Taken as {statuses.said(draft)}: {why}."
        group = f"{DoubtCode.STATUS_ASSUMED}:{draft.words.casefold()[:80]}"
        answer = builder.doubt(
            DoubtCode.STATUS_ASSUMED, row.source, draft.words, assumed,
            group=group, choices=_STATUS_CHOICES,
        )  # fmt: skip
        found = statuses.status_named(answer) if answer else None
        if found is None:
            return draft
        return replace(draft, status=found.status or draft.status, rag=found.rag)

    def _date_says_status(self, deadline: str) -> bool:
        if not deadline or not statuses.says_only_status(deadline):
            return False
        return self.builder.dates.plain(deadline).certainty == Certainty.UNREADABLE

    def _completed_on(self, cells, draft: StatusDraft, notes: dict[str, str]):
        """The day in a column of its own, or in the status's words: `Completed March 2010`."""
        published = one_line(self._cell(cells, role.COMPLETED))
        _add(notes, self._heading(role.COMPLETED), published)
        if draft.status != "complete":
            return None
        words = published or re.sub(r"^(?:in|on|by)\s+", "", draft.comment.split("\n")[0])
        return self.builder.dates.plain(words).due_on if words else None

    def _heading(self, name: str) -> str:
        index = self.columns.index(name)
        return self._heading_at(index) if index is not None else ""

    def _heading_at(self, index: int) -> str:
        return self.columns.heading(index)


def _add(notes: dict[str, str], heading: str, text: str) -> None:
    if text:
        notes[heading] = f"{notes[heading]}\n{text}" if heading in notes else text
