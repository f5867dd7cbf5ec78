"""A Word table as rows whose cells stand in their columns.

A Word table has no columns, only a grid that every dragged border makes finer. The columns are
those of the usual row; other rows' cells go where they lie under most of.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from .word_numbering import value, whole
from .word_text import local, unwrapped


@dataclass
class Cell:
    start: int
    span: int
    text: str = ""
    label_only: bool = False
    """nothing but a number that Word wrote itself"""
    goes_on: bool = False
    """merged with the cell above it"""


@dataclass
class TableRow:
    number: int
    """counted from 1, as a reader of the page does"""
    cells: list[Cell]
    indented: bool = False


@dataclass(frozen=True)
class PlacedRow:
    number: int
    texts: list[str]
    merged_from_above: frozenset[int]
    is_banner: bool


def rows_of(table) -> list:
    """Without the rows whose deletion was tracked."""
    rows = (row for row in unwrapped(table) if local(row) == "tr")
    return [row for row in rows if row.find("{*}trPr/{*}del") is None]


def deleted_rows(table) -> int:
    """How many rows are left out because their deletion was tracked."""
    return sum(local(row) == "tr" for row in unwrapped(table)) - len(rows_of(table))


def cells_of(row) -> list:
    return [cell for cell in unwrapped(row) if local(cell) == "tc"]


def read_rows(table, read_cell: Callable[[object, int], tuple[str, bool]]) -> list[TableRow]:
    """`read_cell` takes a cell and its row's number, gives its text and whether that is a label."""
    rows, open_merges = [], set()
    for number, element in enumerate(rows_of(table), start=1):
        start = whole(value(element.find("{*}trPr/{*}gridBefore")))
        row = TableRow(number, [], indented=start > 0)
        merges = set()
        for tc in cells_of(element):
            span = min(max(whole(value(tc.find("{*}tcPr/{*}gridSpan")), 1), 1), 1_000)
            across, down = (tc.find(f"{{*}}tcPr/{{*}}{name}") for name in ("hMerge", "vMerge"))
            if across is not None and value(across) != "restart" and row.cells:
                row.cells[-1].span += span
                start += span
                continue
            cell = Cell(start, span)
            if down is not None:
                merges.add(start)
                # At the top of a table that a page break cut off, there is nothing to go on from.
                cell.goes_on = value(down) != "restart" and start in open_merges
            if not cell.goes_on:
                cell.text, cell.label_only = read_cell(tc, number)
            row.cells.append(cell)
            start += span
        open_merges = merges
        if all(cell.label_only for cell in row.cells if cell.text):
            continue  # a row that nobody has filled in yet
        rows.append(row)
    return rows


def placed(rows: list[TableRow], edges: list[int]) -> list[PlacedRow]:
    """`edges` are where the grid's columns begin and end, in whatever unit."""
    columns = _usual_columns(rows)
    return [_placed(row, columns, edges) for row in rows]


def _usual_columns(rows: list[TableRow]) -> list[Cell]:
    candidates = [row for row in rows if len(row.cells) > 1 and not row.indented] or rows
    counts = Counter(len(row.cells) for row in candidates)
    width = max(counts, key=lambda count: (counts[count], count), default=0)
    return next((row.cells for row in candidates if len(row.cells) == width), [])


def _placed(row: TableRow, columns: list[Cell], edges: list[int]) -> PlacedRow:
    in_order = len(row.cells) == len(columns) and not row.indented
    texts, merged = [""] * len(columns), set()
    widest = 0
    for index, cell in enumerate(row.cells):
        first, count = (index, 1) if in_order else _under(cell, columns, edges)
        if cell.goes_on:
            merged.update(range(first, first + count))
        if cell.text:
            texts[first] = "\n".join(filter(None, (texts[first], cell.text)))
            widest = max(widest, count)
    alone = sum(bool(text) for text in texts) == 1 and not merged
    is_banner = alone and len(columns) > 1 and widest * 3 >= len(columns) * 2
    return PlacedRow(row.number, texts, frozenset(merged), is_banner)


def _under(cell: Cell, columns: list[Cell], edges: list[int]) -> tuple[int, int]:
    """The first column that the cell lies under, and how many."""
    overlaps = [
        max(0, min(end, column_end) - max(begin, column_begin)) / max(column_end - column_begin, 1)
        for begin, end in [_reach(cell, edges)]
        for column_begin, column_end in (_reach(column, edges) for column in columns)
    ]
    covered = [index for index, overlap in enumerate(overlaps) if overlap >= 0.5]
    if covered:
        return covered[0], len(covered)
    return overlaps.index(max(overlaps)), 1


def _reach(cell: Cell, edges: list[int]) -> tuple[int, int]:
    def edge(place: int) -> int:
        last = len(edges) - 1
        return edges[place] if place <= last else edges[last] + (place - last)

    return edge(cell.start), edge(cell.start + cell.span)


def edges_of(table) -> list[int]:
    """From the widths of the table's grid; a grid without widths counts each column as one."""
    edges = [0]
    for column in table.iterfind("{*}tblGrid/{*}gridCol"):
        edges.append(edges[-1] + (whole(value(column, "w")) or 1))
    return edges
