"""The tables of a file: which rows belong to which, what their columns are, which are a plan's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from objectives.importing.columns import (
    is_all_headings,
    is_header,
    is_second_header,
)
from objectives.importing.items import one_line
from objectives.importing.judging import judge
from objectives.importing.reading import Row
from objectives.importing.roles import (
    ACTION,
    DEADLINE,
    LEAD,
    OBJECTIVE,
    ROLES,
    role_of,
    says_money,
    says_people,
    words_of,
)
from objectives.importing.table import Table

_TOP = 8
"""rows of a later table among which its header is looked for first"""
LEFT_OUT = "left_out"
"""in a mapping, the table's own key with any true value: none of its rows are the plan's"""

HEADER, CELLS, TEXT, OTHER_TABLE = "header", "cells", "text", "other table"


@dataclass(frozen=True)
class Placed:
    """A row and what it is: a header, cells of a table, text, or part of another table."""

    row: Row
    kind: str
    table: Table | None = None


class Tables:
    def __init__(
        self,
        rows: Sequence[Row],
        *,
        is_date: Callable[[str], bool],
        mapping: Mapping[str, Mapping[str, str]] | None = None,
        as_headed: Callable[[str, tuple[str, ...]], bool] = lambda source, headings: False,
    ):
        self._is_date = is_date
        self._mapping = mapping or {}
        self.found: list[Table] = []
        self._by_headings: dict[tuple[str, ...], Table] = {}
        self.placed = tuple(self._place(rows))
        for table in self.found:
            if table.headed:
                self._judge(table, as_headed(table.source, table.headings))

    def _place(self, rows: Sequence[Row]) -> Iterator[Placed]:
        current: Table | None = None
        for number, group in groupby(rows, key=lambda row: row.table):
            of_table = list(group)
            if number is None or all(row.kind == "text" for row in of_table):
                yield from (Placed(row, TEXT) for row in of_table)
                continue
            headers = self._headers(of_table, first=current is None)
            if not headers and current and self._continues(current, of_table):
                current.rows += of_table
                yield from (Placed(row, CELLS, current) for row in of_table)
                continue
            if not headers:
                table = self._unheaded(of_table)
                kind = CELLS if table.headed else OTHER_TABLE
                current = table if table.headed and table.used else current
                for row in of_table:
                    header = table.headed and row not in table.rows[:1] and row is of_table[0]
                    yield Placed(row, HEADER if header else kind, table)
                continue
            table = None
            for place, row in enumerate(of_table):
                if place in headers:
                    if (found := headers[place]) is not None:
                        table = current = self._named(found, row.source)
                    yield Placed(row, HEADER, table)
                elif table is None:
                    yield Placed(row, TEXT)
                else:
                    text = row.kind == "text"
                    if not text:
                        table.rows.append(row)
                    yield Placed(row, TEXT if text else CELLS, table)

    def _headers(self, rows: list[Row], *, first: bool) -> dict[int, tuple[str, ...] | None]:
        """{place of a header row: its headings}; None for the second row of one header."""
        found: dict[int, tuple[str, ...] | None] = {}
        inside: tuple[str, ...] | None = None
        for place, row in enumerate(rows):
            if place in found or row.kind != "row" or not is_header(row.cells):
                continue
            # Further down a row that is no header may have a heading's words in it.
            expected = inside is None and (first or place < _TOP)
            known = _plain(row.cells) in self._by_headings
            if not (expected or known or is_all_headings(row.cells)):
                continue
            inside = row.cells
            found[place] = row.cells
            below = rows[place + 1] if place + 1 < len(rows) else None
            if below is not None and is_second_header(below.cells, row.cells):
                width = max(len(row.cells), len(below.cells))
                above, under = (
                    (*cells, *[""] * (width - len(cells))) for cells in (row.cells, below.cells)
                )
                found[place] = tuple(
                    f"{over} {sub}".strip() if sub else own
                    for over, own, sub in zip(_spread(above), above, under, strict=True)
                )
                found[place + 1] = None
        return found

    def _named(self, headings: tuple[str, ...], source: str) -> Table:
        key = _plain(headings)
        if key not in self._by_headings:
            table = Table(str(len(self.found)), source, headings, headed=True)
            self._by_headings[key] = table
            self.found.append(table)
        return self._by_headings[key]

    def _unheaded(self, rows: list[Row]) -> Table:
        """A table whose columns nobody named; with a mapping it is read all the same."""
        first = rows[0]
        table = Table(str(len(self.found)), first.source, first.cells, headed=False)
        table.rows = rows
        self.found.append(table)
        chosen = self._chosen(table)
        if ACTION in chosen.values():
            table.headed = True
            if self._first_is_header(first, chosen):
                table.rows = rows[1:]
            else:
                table.headings = tuple(f"Column {n + 1}" for n in range(_width(rows)))
        else:
            table.used, table.reason = False, _why_not(first.cells)
        return table

    def _first_is_header(self, row: Row, chosen: dict[int, str]) -> bool:
        dated = [i for i, role in chosen.items() if role == DEADLINE and i < len(row.cells)]
        dated = any(self._is_date(row.cells[index]) for index in dated)
        return not dated and all(len(cell) <= 60 for cell in row.cells)

    def _continues(self, table: Table, rows: list[Row]) -> bool:
        """Whether a page's break parts these rows from their headings; keys stand there too.
        Another sheet goes on only where it has dates there: lists to choose from have none."""
        same_sheet = _sheet(rows[0].source) == _sheet(table.source)
        width = len(table.headings)
        if max(_filled_width(row.cells) for row in rows) > width:
            return False
        if says_people(rows[0].cells) or says_money(rows[0].cells):
            return False
        roles = [role_of(one_line(heading)) for heading in table.headings]
        deadline = roles.index(DEADLINE) if DEADLINE in roles else None
        if _width(rows) < width:
            fits = self._fits_though_narrow(rows, deadline, roles)
            return fits and (same_sheet or deadline is not None)
        if deadline is None or not any(_has(row, deadline) for row in rows):
            return same_sheet
        dates = [row.cells[deadline] for row in rows if _has(row, deadline)]
        mostly = sum(map(self._is_date, dates)) * 3 >= len(dates)
        return mostly or (same_sheet and len(dates) < 3)

    def _fits_though_narrow(self, rows: list[Row], deadline: int | None, roles: list[str]) -> bool:
        """With fewer columns than the table before only what plainly goes on belongs to it."""
        if len(rows) == 1 and sum(map(bool, rows[0].cells)) == 1:
            return rows[0].cells[-1][:1].islower()  # the rest of a sentence
        if deadline is not None:
            return any(_has(row, deadline) and self._is_date(row.cells[deadline]) for row in rows)
        lead = roles.index(LEAD) if LEAD in roles else None
        return lead is not None and any(_has(row, lead) for row in rows)

    def _chosen(self, table: Table) -> dict[int, str]:
        chosen = self._mapping.get(table.index) or {}
        return {
            int(column): role
            for column, role in chosen.items()
            if str(column).isdigit() and role in ROLES
        }

    def _judge(self, table: Table, as_headed: bool) -> None:
        rows = [row.cells for row in table.rows if row.kind == "row"]
        table.judged = judge(
            table.headings,
            rows,
            is_date=self._is_date,
            mapping=self._chosen(table),
            as_headed=as_headed,
        )
        table.month_first = table.columns.month_first
        if (self._mapping.get(table.index) or {}).get(LEFT_OUT):
            table.used, table.reason = False, "It was left out."
        elif ACTION not in table.columns.roles:
            table.used, table.reason = False, "No column says what is to be done."

    def objective_column(self, table: Table) -> bool:
        """Whether the table names its objectives itself."""
        index = table.columns.index(OBJECTIVE)
        return index is not None and any(_has(row, index) for row in table.rows)


def _plain(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words_of(one_line(heading)) for heading in headings)


def _spread(headings: tuple[str, ...]) -> list[str]:
    """A heading over several columns stands in the first of them."""
    spread, last = [], ""
    for heading in headings:
        last = one_line(heading) or last
        spread.append(last)
    return spread


def _sheet(source: str) -> str:
    """Of a workbook each table is a sheet; of a document all are one."""
    return source.rpartition(", row ")[0] if source.startswith("sheet ") else ""


def _has(row: Row, index: int) -> bool:
    return index < len(row.cells) and bool(row.cells[index])


def _width(rows: list[Row]) -> int:
    return max(len(row.cells) for row in rows)


def _filled_width(cells: tuple[str, ...]) -> int:
    return max((index for index, cell in enumerate(cells, start=1) if cell), default=0)


def _why_not(headings: tuple[str, ...]) -> str:
    if says_money(headings):
        return "It looks like an invoice or a list of prices."
    if says_people(headings):
        return "It looks like a list of people."
    return "No row of headings was found that names an action and its date or lead."
