"""A table of the paper as Word's: its header row repeated, a square before each state's word."""

from objectives.exporting.paper_rows import SQUARES
from objectives.exporting.paper_table import Line, table_xml
from reports.document import Cell, Column, Table

_LETTER = 0.2
"""centimetres that a letter of 9.5 points takes, bold and with some air"""
_NARROWEST, _WIDEST = 1.2, 3.8


def body_table(table: Table, *, width: float, caption: str):
    """As an element of the document's body, so many centimetres wide."""
    return table_xml(
        [Line(column.title, bold=True, right=column.figures) for column in table.columns],
        (
            [_lines(cell, column, bold) for column, cell in zip(table.columns, row, strict=True)]
            for row, bold in _rows(table)
        ),
        widths=_widths(table, width),
        caption=caption,
    )


def _rows(table: Table):
    """Each row, and whether it is the one that adds up the others."""
    last = len(table.rows) - 1
    return ((row, table.total and place == last) for place, row in enumerate(table.rows))


def _lines(cell: Cell, column: Column, bold: bool) -> list[Line]:
    if cell.state:
        square = SQUARES.get(cell.state, "outline")
        lines = [Line(cell.text, bold=True, square=square)]
    else:
        lines = [Line(words, bold=bold, right=column.figures) for words in cell.text.splitlines()]
    return [*lines, *(Line(words, quiet=True) for words in cell.detail.splitlines())]


def _widths(table: Table, width: float) -> tuple[float, ...]:
    fixed = [_fixed(table, place, column) for place, column in enumerate(table.columns)]
    left = max(width - sum(filter(None, fixed)), 0)
    shares = sum(column.share for column, own in zip(table.columns, fixed, strict=True) if not own)
    return tuple(
        own or max(left * column.share / shares, _NARROWEST)
        for column, own in zip(table.columns, fixed, strict=True)
    )


def _fixed(table: Table, place: int, column: Column) -> float | None:
    """A column of figures is as wide as its title's longest word, one without a share as its
    words."""
    if column.figures:
        letters = max(map(len, column.title.split()), default=1)
        return max(letters * _LETTER + 0.25, _NARROWEST)
    if column.share:
        return None
    letters = max(len(row[place].text) + 2 * bool(row[place].state) for row in table.rows)
    return min(max(letters * _LETTER + 0.4, _NARROWEST), _WIDEST)
