"""Text as rows: columns parted by tabs, commas, semicolons, strokes or by spaces alone."""

import io
from collections.abc import Iterator

from objectives.importing.doubts import DoubtCode

from .contents import MAX_ROWS, TEXT, Rows
from .decoding import decode
from .drawn import drawn_records
from .refusals import too_many
from .separated import separated_records, separator_of


def read_text(content: bytes, rows: Rows) -> str:
    """The kind of text it is: `csv`, or `text` for any other. Raises UnreadableFile."""
    text, doubts = decode(content)
    rows.doubts.extend(doubts)
    separator, skipped = separator_of(text)
    if separator == "\t":
        _take(separated_records(text, separator), rows)
        return "text"
    if separator:
        _take(separated_records(text, separator, first=skipped + 1), rows)
        return "csv"
    records, by_spaces = drawn_records(_lines(text))
    if by_spaces:
        assumed = "The columns are told apart by the spaces between them: check each row."
        rows.doubt(DoubtCode.COLUMNS_FROM_SPACES, f"line {by_spaces}", "", assumed)
    _take(records, rows)
    return "text"


def _lines(text: str) -> list[tuple[int, str]]:
    lines = []
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if line.strip():
            lines.append((number, line.rstrip("\n")))
        if len(lines) > MAX_ROWS:
            raise too_many("rows", MAX_ROWS)
    return lines


def _take(records: Iterator[tuple[int, list[str]]], rows: Rows) -> None:
    """A blank line ends a table, one of nothing but separators doesn't."""
    table, in_table = 0, False
    for number, cells in records:
        if len(cells) > 1:
            if not in_table and any(cell.strip() for cell in cells):
                table, in_table = table + 1, True
            rows.add(cells, f"line {number}", table)
        else:
            in_table = False
            if cells:
                rows.add(cells, f"line {number}", None, kind=TEXT)
