"""Columns parted by a character: which one it is, and the records between.

A record may stand on several lines, where a cell in quotation marks holds line ends.
"""

import re
from collections import Counter
from collections.abc import Iterator

from .contents import MAX_CELL, MAX_COLUMNS
from .refusals import too_many

# Not splitlines(): a form feed or a line separator stands inside a cell.
LINE_END = r"\r\n|\r|\n"

_SAMPLE = 200
"""records looked at to find the separator"""
_SAMPLE_LETTERS = 200_000
_FEWEST = 3
"""columns: fewer make no plan, and two sentences with a comma each are no table"""


def separated_records(
    text: str, separator: str, first: int = 1, most: int | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; a blank line is a record without cells.

    A cell in quotation marks may hold the separator, line ends and doubled quotation marks
    (RFC 4180). What only begins with a quotation mark is text like any other: plans quote.
    """
    # Within quotation marks no tab is looked for: a table copied from Word has stray quotation
    # marks, and its rows must not run into each other.
    inside = '[^"\\t]' if separator == "\t" else '[^"]'
    quoted = re.compile(rf' *"((?:{inside}|"")*+)" *(?=[{separator}\r\n]|\Z)')
    plain = re.compile(rf"[^{separator}\r\n]*")
    end = re.compile(LINE_END)
    at, line = 0, 1
    while at < len(text) and most != 0:
        cells, begun = [], line
        while True:
            match = quoted.match(text, at, at + 2 * MAX_CELL + 4)
            if match and _is_quoting(match[1], separator):
                cell = end.sub("\n", match[1].replace('""', '"'))
                line += cell.count("\n")
            else:
                match = plain.match(text, at)
                cell = match[0]
            cells.append(cell)
            at = match.end()
            if not text.startswith(separator, at):
                break
            if len(cells) == MAX_COLUMNS and most is None:
                raise too_many("columns", MAX_COLUMNS)
            at += 1
        if match := end.match(text, at):
            at = match.end()
            line += 1
        if begun >= first:
            yield begun, cells if len(cells) > 1 or cells[0].strip() else []
            most = most and most - 1


def _is_quoting(cell: str, separator: str) -> bool:
    """In tab text Excel quotes only a cell that needs it; Word's own quotation marks stay."""
    return separator != "\t" or any(mark in cell for mark in ('""', "\n", "\r", ",", ";"))


def separator_of(text: str) -> tuple[str, int]:
    """The separator, or nothing where none parts columns, and how many lines to skip.

    Tabs part the columns of whatever line has them. Commas and semicolons stand in sentences
    too, so they count only where nearly every line has the same number of them.
    """
    if said := re.match(r"sep=([,;|\t])(?:\r\n|\r|\n)", text):
        return said[1], 1  # Excel's own hint, its first line
    if _is_drawn(text):
        return "", 0
    records = _records(text, "\t")
    with_tabs = sum(len(cells) > 1 for cells in records)
    if with_tabs * 2 >= len(records):
        return "\t", 0
    found = [(_evenness(text, mark), mark) for mark in ",;"]
    (share, width), mark = max(found)
    if share >= 0.7 and width >= _FEWEST:
        return mark, 0
    return ("\t", 0) if with_tabs else ("", 0)


def _records(text: str, separator: str) -> list[list[str]]:
    sample = separated_records(text[:_SAMPLE_LETTERS], separator, most=_SAMPLE)
    return [cells for _, cells in sample if cells]


def _evenness(text: str, mark: str) -> tuple[float, int]:
    """Which part of the records has the usual number of cells, and that number."""
    records = _records(text, mark)
    if len(records) < 2:
        return 0, 0
    widths = Counter(len(cells) for cells in records)
    width, count = widths.most_common(1)[0]
    if width < _FEWEST:
        return 0, 0
    return round(count / len(records), 2), width


def _is_drawn(text: str) -> bool:
    lines = [line for line in re.split(LINE_END, text[:_SAMPLE_LETTERS]) if line.strip()]
    return sum(line.count("|") >= 2 for line in lines) * 2 > len(lines)
