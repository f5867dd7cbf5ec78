"""Text as rows: columns parted by tabs, commas, semicolons, strokes or by spaces alone."""

import re
from collections.abc import Iterator

from objectives.importing.doubts import DoubtCode

from .contents import TEXT, Rows
from .decoding import decode
from .drawn import drawn_records
from .separated import LINE_END, separated_records, separator_of


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
    lines = [(n, line) for n, line in enumerate(re.split(LINE_END, text), start=1) if line.strip()]
    records, by_spaces = drawn_records(lines)
    if by_spaces:
        assumed = "The columns are told apart by the spaces between them: check each row."
        rows.doubt(DoubtCode.COLUMNS_FROM_SPACES, f"line {by_spaces}", "", assumed)
    _take(records, rows)
    return "text"


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
