"""Rows as a plan: which are headings, which a title, and what each column says."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from actionplans.quarters import QuarterBasis
from objectives.importing.asking import Answers, choices, finished
from objectives.importing.assigning import assign_leads
from objectives.importing.building import PlanBuilder
from objectives.importing.columns import PLAN_LOOKS_LIKE
from objectives.importing.dating import Dates
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import PlanDraft
from objectives.importing.drafting import objective_draft
from objectives.importing.ours import draft_of_ours
from objectives.importing.reading import FileContents, Row
from objectives.importing.references import Numbered, references_of
from objectives.importing.roles import NOTE
from objectives.importing.rows import RowReader
from objectives.importing.table import Table, TableDraft
from objectives.importing.tables import CELLS, HEADER, Tables
from objectives.importing.titles import Block, blocks_of, numbered, text_of
from objectives.states import OPEN_STATUSES, Status

# What is said of a whole row is shown beside its first action.
_OF_ROW = (
    DoubtCode.ROW_SHIFTED,
    DoubtCode.EXTRA_CELL,
    DoubtCode.SEVERAL_IN_CELL,
    DoubtCode.STATUS_ASSUMED,
    DoubtCode.STATUS_UNREADABLE,
)


class NotAPlan(Exception):
    """A file that was read and holds no plan. `code` is stable; `message` is for the user.

    `tables` are those that were found: with a mapping one of them may be a plan after all.
    """

    def __init__(self, code: str, message: str, tables: tuple[TableDraft, ...] = ()):
        super().__init__(message)
        self.code = code
        self.message = message
        self.tables = tables


def interpret(
    contents: FileContents,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    quarters: str | None = None,
    bare_years: str = "calendar",
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    answers: Mapping[str, Mapping] | None = None,
) -> PlanDraft:
    """Raises NotAPlan. `quarters` is None where nobody has said which quarters the plan counts.

    `mapping` says what columns are: {table's index: {column's index: role}}. `answers` are those
    to doubts: {key of a doubt or of a group: {"choice": ..., "value": ...}}. What is in doubt
    stays the same whatever is answered; the answers change what is made of it. A file that the
    portal exported is read as what it says it is: there is nothing in it to be judged.
    """
    counting = {
        "title": title,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "quarters": quarters,
        "bare_years": bare_years,
    }
    ours = None if mapping else draft_of_ours(contents, **counting)
    if ours is not None:
        return ours
    return _Interpreter(
        contents,
        **counting,
        mapping=mapping,
        answers=Answers(answers),
    ).draft()


class _Interpreter:
    def __init__(self, contents, *, title, mapping, answers: Answers, **counting):
        self.contents = contents
        self.title = title
        self.answers = answers
        self.dates = Dates(answers=answers, **counting)
        self.counting = counting
        self.builder = PlanBuilder(self.dates, answers)
        self.reader = RowReader(title, self.builder)
        self.published_title = ""
        self.doubts: list[Doubt] = []
        self.begun = False
        """whether a row of the plan's tables was read"""
        self.tables = Tables(
            contents.rows,
            is_date=self.dates.is_date,
            mapping=mapping,
            as_headed=self._as_headed,
        )

    def draft(self) -> PlanDraft:
        for table in self.tables.found:
            self._tell_columns(table)
        for block in blocks_of(self.tables.placed, self.tables.objective_column):
            self._take_block(block)
        self._refuse_what_is_no_plan()
        actions = self.builder.actions
        leads, lead_doubts = assign_leads(
            [(action.key, action.source, action.lead_text) for action in actions], self.answers
        )
        references, reference_doubts = references_of(self._numbered())
        mentions = {
            key: tuple(
                other for other, doubt in found.items() if self.answers.correction(doubt) != "no"
            )
            for key, found in references.items()
        }
        doubts = [
            *self.contents.doubts, *self.doubts, *self.builder.doubts,
            *self._open_parts(), *reference_doubts, *lead_doubts,
        ]  # fmt: skip
        return PlanDraft(
            title=self.title,
            starts_on=self.counting["starts_on"],
            ends_on=self.counting["ends_on"],
            quarters=self.dates.quarters or QuarterBasis.FINANCIAL.value,
            quarters_assumed=self.dates.quarters is None,
            published_title=self.published_title,
            objectives=tuple(
                objective_draft(objective, leads, mentions) for objective in self.builder.objectives
            ),
            doubts=finished(self._in_order(doubts), self.answers),
            tables=self._drafted_tables(),
        )

    def _take_block(self, block: Block) -> None:
        table = block.table
        used = table is not None and table.used and table.judged is not None
        names_objectives = used and self.tables.objective_column(table)
        for row in block.above:
            if row is not block.heading:
                self._take_text(row, table if used else None)
        if not used:
            if table is not None:
                self._tell_unused(table, [placed.row for placed in block.rows])
            return
        self._begin_objective(block)
        self.begun = True
        rows = [placed.row for placed in block.rows if placed.kind == CELLS]
        self.reader.begin(table, rows, names_objectives)
        for placed in block.rows:
            if placed.kind == HEADER:
                self.builder.page_broken = True
            elif placed.kind == CELLS:
                self.reader.take(placed.row)

    def _begin_objective(self, block: Block) -> None:
        builder = self.builder
        if block.heading is not None:
            source, text = block.heading.source, text_of(block.heading)
            if not block.certain:
                assumed = "Taken as an objective: the actions beneath it name none."
                options = choices("It is an objective", "It is none", "none")
                code = DoubtCode.HEADING_ASSUMED
                if builder.doubt(code, source, text, assumed, choices=options):
                    return
            builder.page_broken = False
            builder.add_objectives(source, text)
        elif block.named_by_sheet:
            source = block.rows[0].row.source
            last = builder.objectives[-1] if builder.objectives else None
            if last is None or last.title != block.sheet:
                assumed = "Taken as an objective: the sheet's name is all that names one."
                builder.doubt(DoubtCode.HEADING_ASSUMED, source, block.sheet, assumed)
                builder.begin_objective(source, block.sheet)

    def _take_text(self, row: Row, table: Table | None) -> None:
        text = text_of(row)
        before = not self.builder.objectives and not self.begun
        # A line with the next objective's number stands for a row of the table around it.
        if table is not None or not before:
            last = self.builder.numbers.last or "0"
            if numbered(text, last) and self.begun:
                self.builder.page_broken = False
                self.builder.add_objectives(row.source, text)
                return
        if before and not self.published_title:
            self.published_title = text
            if text != self.title:
                assumed = f"Kept as the document's own title; the plan is called “{self.title}”."
                self.builder.doubt(DoubtCode.TITLE_LINE, row.source, text, assumed)
            return
        assumed = "Kept here and left out of the plan."
        self.builder.doubt(DoubtCode.TEXT_OUTSIDE_TABLE, row.source, text, assumed)

    def _tell_unused(self, table: Table, rows: list[Row]) -> None:
        text = "\n".join(" | ".join(filter(None, row.cells)) for row in rows)
        assumed = f"Kept here and left out of the plan. {table.reason}"
        self.builder.doubt(DoubtCode.TABLE_NOT_USED, rows[0].source, text, assumed)

    def _tell_columns(self, table: Table) -> None:
        """What is to be said of a table's columns is said once, not at each of its rows."""
        if table.judged is None or not table.used:
            return
        columns = table.columns
        if table.judged.reasons or self._as_headed(table.source, table.headings):
            assumed = " ".join(table.judged.reasons) or "Taken as the columns are headed."
            self.doubts.append(_judged(table.source, table.headings, assumed))
        for index in sorted(columns.month_first):
            assumed = "Read with the month first: some of its dates make no sense otherwise."
            heading = columns.heading(index)
            doubt = Doubt(DoubtCode.MONTH_FIRST, table.source, heading, assumed)
            self.doubts.append(doubt)
            if self.answers.correction(doubt):
                table.month_first -= {index}
        for index in columns.all(NOTE):
            if any(index < len(row.cells) and row.cells[index] for row in table.rows):
                heading = columns.heading(index)
                assumed = f"Kept with each action as a note, under “{heading}”."
                self.doubts.append(Doubt(DoubtCode.COLUMN_NOT_USED, table.source, heading, assumed))

    def _as_headed(self, source: str, headings: tuple[str, ...]) -> bool:
        return bool(self.answers.correction(_judged(source, headings, "")))

    def _open_parts(self) -> list[Doubt]:
        """Complete actions with a part that is not (domain.md, status and RAG)."""
        waiting = {
            id(action.parent): action
            for action in self.builder.actions
            if action.parent and (action.status is None or action.status.status in OPEN_STATUSES)
        }
        assumed = "Kept as published: its part {} is not complete."
        return [
            Doubt(
                DoubtCode.COMPLETE_WITH_OPEN_PARTS, action.source, action.status.words,
                assumed.format(waiting[id(action)].number), action.key,
            )
            for action in self.builder.actions
            if id(action) in waiting and action.status and action.status.status == Status.COMPLETE
        ]  # fmt: skip

    def _numbered(self):
        for place, objective in enumerate(self.builder.objectives):
            for action in objective.actions:
                yield Numbered(
                    action.key, place, objective.number, action.number, action.text, action.source
                )

    def _in_order(self, doubts: list[Doubt]) -> list[Doubt]:
        """As a reader of the file meets them; what is said of the whole file comes first."""
        place = {row.source: index for index, row in enumerate(self.contents.rows)}
        at: dict[str, str] = {}
        for action in self.builder.actions:
            at.setdefault(action.source, action.key)
        doubts = [
            replace(doubt, action_key=at[doubt.source])
            if doubt.code in _OF_ROW and not doubt.action_key and doubt.source in at
            else doubt
            for doubt in doubts
        ]
        return sorted(doubts, key=lambda doubt: place.get(doubt.source, -1))

    def _drafted_tables(self) -> tuple[TableDraft, ...]:
        return tuple(table.drafted() for table in self.tables.found)

    def _refuse_what_is_no_plan(self) -> None:
        tables = self._drafted_tables()
        if not any(table.used for table in tables):
            reason = "No row of headings was found that names an action and its date or lead."
            kinds = {table.reason for table in tables if table.reason.startswith("It looks")}
            if len(kinds) == 1:
                reason = f"{kinds.pop()} {reason}"
            raise NotAPlan("no_header", f"{reason} {PLAN_LOOKS_LIKE}", tables)
        if not self.builder.actions:
            reason = "There is no action under the headings."
            raise NotAPlan("no_actions", f"{reason} {PLAN_LOOKS_LIKE}", tables)


def _judged(source: str, headings: tuple[str, ...], assumed: str) -> Doubt:
    text = " | ".join(filter(None, headings))
    return Doubt(DoubtCode.COLUMN_JUDGED, source, text, assumed)
