"""Rows as a plan: which are headings, which a title, and what each column says."""

import datetime as dt

from actionplans.quarters import QuarterBasis
from objectives.deadlines import Certainty, DeadlineReading, read_deadline
from objectives.importing.assigning import assign_leads
from objectives.importing.building import PlanBuilder
from objectives.importing.columns import (
    ACTION,
    ACTIVITY,
    DEADLINE,
    LEAD,
    NUMBER,
    OBJECTIVE,
    PLAN_LOOKS_LIKE,
    Columns,
    mend_shift,
    recognise,
)
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import PlanDraft
from objectives.importing.items import number_follows, one_line, paragraphs, split_items
from objectives.importing.reading import FileContents, Row


class NotAPlan(Exception):
    """A file that was read and holds no plan. `code` is stable; `message` is for the user."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def interpret(
    contents: FileContents,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    quarters: str | None = None,
    bare_years: str = "calendar",
) -> PlanDraft:
    """Raises NotAPlan. `quarters` is None where nobody has said which quarters the plan counts."""
    basis = quarters or QuarterBasis.FINANCIAL.value
    counting = {
        "plan_starts_on": starts_on,
        "plan_ends_on": ends_on,
        "quarters": basis,
        "quarters_assumed": quarters is None,
        "bare_years": bare_years,
    }
    reader = _RowReader(title, PlanBuilder(starts_on), counting)
    for row in contents.rows:
        reader.take(row)
    reader.refuse_what_is_no_plan()
    objectives = reader.builder.objectives
    actions = [action for objective in objectives for action in objective.actions]
    leads, lead_doubts = assign_leads([(a.key, a.source, a.lead_text) for a in actions])
    doubts = [*contents.doubts, *reader.builder.doubts, *lead_doubts]
    return PlanDraft(
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        quarters=basis,
        quarters_assumed=quarters is None,
        published_title=reader.published_title,
        objectives=reader.builder.drafted(leads),
        doubts=_in_order(doubts, contents.rows),
    )


def _in_order(doubts: list[Doubt], rows: tuple[Row, ...]) -> tuple[Doubt, ...]:
    """As a reader of the file meets them; what is said of the whole file comes first."""
    place = {row.source: index for index, row in enumerate(rows)}
    return tuple(sorted(doubts, key=lambda doubt: place.get(doubt.source, -1)))


class _RowReader:
    def __init__(self, title: str, builder: PlanBuilder, counting: dict):
        self.title = title
        self.builder = builder
        self.counting = counting
        self.published_title = ""
        self.columns: Columns | None = None

    def take(self, row: Row) -> None:
        if columns := recognise(row.cells):
            self.columns, self.builder.page_broken = columns, True
        elif self.columns is None or (row.table is None and not self._is_banner(row)):
            self._take_text(row)
        else:
            self._take_row(row.source, self._in_columns(row))
            self.builder.page_broken = False

    def refuse_what_is_no_plan(self) -> None:
        if self.columns is None:
            reason = "No row of headings was found that names an action and its date or lead."
            raise NotAPlan("no_header", f"{reason} {PLAN_LOOKS_LIKE}")
        if not any(objective.actions for objective in self.builder.objectives):
            reason = "There is no action under the headings."
            raise NotAPlan("no_actions", f"{reason} {PLAN_LOOKS_LIKE}")

    def _is_banner(self, row: Row) -> bool:
        """A line on its own that carries the next objective's number."""
        found = split_items(row.cells[0], objective="").items
        last = self.builder.numbers.last or "0"
        return bool(found) and number_follows(found[0].number, last)

    def _take_text(self, row: Row) -> None:
        text = " ".join(one_line(cell) for cell in row.cells if cell)
        if self.columns is None and not self.published_title:
            self.published_title = text
            if text != self.title:
                assumed = f"Kept as the document's own title; the plan is called “{self.title}”."
                self.builder.doubt(DoubtCode.TITLE_LINE, row.source, text, assumed)
            return
        assumed = "Kept here and left out of the plan."
        self.builder.doubt(DoubtCode.TEXT_OUTSIDE_TABLE, row.source, text, assumed)

    def _in_columns(self, row: Row) -> tuple[str, ...]:
        """The row's cells, as many as there are headings, each in its column."""
        width = len(self.columns.headings)
        cells = (*row.cells, *[""] * (width - len(row.cells)))
        if extra := " | ".join(filter(None, cells[width:])):
            assumed = "Kept here and left out of the plan: no heading stands above it."
            self.builder.doubt(DoubtCode.EXTRA_CELL, row.source, extra, assumed)
        cells = cells[:width]
        moved = mend_shift(
            cells, self.columns, is_date=self._is_date, is_objective=self._is_objective
        )
        if moved:
            assumed = "Read one column to the right of where it stands."
            self.builder.doubt(DoubtCode.ROW_SHIFTED, row.source, " | ".join(cells), assumed)
            cells = moved
        for index in self.columns.unused():
            if cells[index]:
                heading = self.columns.headings[index]
                assumed = f"Kept here: the plan has no place for the column “{heading}”."
                self.builder.doubt(DoubtCode.COLUMN_NOT_USED, row.source, cells[index], assumed)
        return cells

    def _deadline(self, text: str) -> DeadlineReading:
        return read_deadline(one_line(text), **self.counting)

    def _is_date(self, text: str) -> bool:
        return self._deadline(text).certainty in (Certainty.CERTAIN, Certainty.ASSUMED)

    def _is_objective(self, cell: str) -> bool:
        """No number, or that of this objective or the next."""
        found = split_items(cell, objective="").items
        number, last = (found[0].number if found else ""), self.builder.numbers.last or "0"
        return not number or number == last or number_follows(number, last)

    def _take_row(self, source: str, cells: tuple[str, ...]) -> None:
        objective, activity, action, deadline, leads, number = (
            "\n".join(paragraphs(self.columns.cell(cells, role)))
            for role in (OBJECTIVE, ACTIVITY, ACTION, DEADLINE, LEAD, NUMBER)
        )
        builder = self.builder
        if objective:
            builder.add_objectives(source, objective)
        if not builder.objectives and (activity or action or deadline or leads):
            assumed = f"Put under one objective named after the plan, “{self.title}”."
            builder.doubt(DoubtCode.NO_OBJECTIVE, source, activity or action, assumed)
            builder.begin_unnamed_objective(source, self.title)
        if activity:
            builder.add_activities(source, activity)
        if number and action and not split_items(action, objective="").items[0].number:
            action = f"{number.rstrip('.')}. {action}"
        if action:
            builder.add_actions(source, action, self._deadline(deadline), leads)
        elif left := " | ".join(filter(None, (number, deadline, leads))):
            assumed = "Kept here and left out of the plan: the row names no action."
            builder.doubt(DoubtCode.ROW_WITHOUT_ACTION, source, left, assumed)
