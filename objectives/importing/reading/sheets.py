"""A sheet of a workbook as rows, whichever kind of Excel file it came from."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from objectives.importing.doubts import DoubtCode

from .contents import BANNER, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, ROW, Rows
from .numbers import EPOCH, Value, day_of_serial
from .refusals import too_many, too_much_inside

_MOST_MERGED = 2_000_000
"""cells"""

ListedSheet = tuple[str, bool, Callable[[], "Sheet"]]
"""a sheet's name, whether Excel hides it, and what reads it"""


@dataclass
class Sheet:
    """Rows are counted from 1, as Excel does, columns from 0."""

    name: str
    epoch: dt.datetime = EPOCH
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """first row, first column, last row, last column"""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[int, str]] = field(default_factory=list)
    """comments that hang on cells, with their row"""
    without_value: list[str] = field(default_factory=list)
    """names of cells whose formula was never worked out"""
    filled: int = 0

    def put(self, row: int, column: int, value: Value) -> None:
        """Raises UnreadableFile as soon as there is more than a plan can have."""
        if not value.text.strip():
            return
        if column >= MAX_COLUMNS:
            raise too_many("columns", MAX_COLUMNS)
        self.cells.setdefault(row, {})[column] = value
        self.filled += 1
        if len(self.cells) > MAX_ROWS:
            raise too_many("rows", MAX_ROWS)
        if self.filled > MAX_CELLS:
            raise too_many("cells", MAX_CELLS)

    def source(self, row: int) -> str:
        return f"sheet {self.name}, row {row}"


def take_sheets(sheets: Iterable[ListedSheet], rows: Rows) -> tuple[str, ...]:
    """The names of those that were read."""
    read = []
    for name, hidden, sheet in sheets:
        if hidden:
            assumed = (
                "Left out: Excel hides this sheet. If it belongs to the plan, show it in Excel, "
                "save the file and bring it in again."
            )
            rows.doubt(DoubtCode.SHEET_HIDDEN, f"sheet {name}", name, assumed)
            continue
        read.append(name)
        _take_sheet(sheet(), len(read), rows)
    return tuple(read)


def _take_sheet(sheet: Sheet, table: int, rows: Rows) -> None:
    """Columns that are empty left of the plan are left out."""
    if not sheet.cells:
        return
    _date_lost_formats(sheet, rows)
    columns = sorted({column for cells in sheet.cells.values() for column in cells})
    first, width = columns[0], columns[-1] - columns[0] + 1
    below = _merged_from_above(sheet, columns[-1])
    across = {(r1, c1): c2 - c1 + 1 for r1, c1, _, c2 in sheet.merges}
    for number in sorted(sheet.cells):
        cells = sheet.cells[number]
        texts = [""] * (max(cells) - first + 1)
        for column, value in cells.items():
            texts[column - first] = value.text
        only = next(iter(cells)) if len(cells) == 1 else -1
        is_banner = width > 1 and across.get((number, only), 0) * 3 >= width * 2
        rows.add(
            texts,
            sheet.source(number),
            table,
            kind=BANNER if is_banner else ROW,
            merged_from_above=frozenset(c - first for c in below.get(number, ()) if c >= first),
            dates=frozenset(c - first for c, value in cells.items() if value.is_date),
        )
    _tell(sheet, rows)


def _merged_from_above(sheet: Sheet, last: int) -> dict[int, set[int]]:
    """Only for rows and columns that hold something: a merge may cover a million rows."""
    used, below, size = sorted(sheet.cells), {}, 0
    for top, left, bottom, right in sheet.merges:
        if left not in sheet.cells.get(top, ()):
            continue
        columns = range(left, min(right, last) + 1)
        rows = used[bisect_right(used, top) : bisect_left(used, bottom + 1)]
        size += len(rows) * len(columns)
        if size > _MOST_MERGED:  # more than a sheet has: they lie over each other
            raise too_much_inside()
        for row in rows:
            below.setdefault(row, set()).update(columns)
    return below


def _date_lost_formats(sheet: Sheet, rows: Rows) -> None:
    """Numbers among dates that are dates themselves, shown as numbers by a lost format."""
    dated = {c for cells in sheet.cells.values() for c, value in cells.items() if value.is_date}
    for number, cells in sorted(sheet.cells.items()):
        for column in dated & cells.keys():
            value = cells[column]
            if value.serial is None:
                continue
            day = day_of_serial(value.serial, sheet.epoch)
            cells[column] = Value(day.isoformat(), is_date=True)
            assumed = (
                f"Taken as {day:%A} {day.day} {day:%B %Y}: Excel keeps dates as numbers, and this "
                "one shows as a number among the dates of its column."
            )
            rows.doubt(DoubtCode.DATE_FROM_NUMBER, sheet.source(number), value.text, assumed)


def _tell(sheet: Sheet, rows: Rows) -> None:
    place = f"sheet {sheet.name}"
    if hidden := sorted(sheet.hidden_rows & sheet.cells.keys()):
        assumed = "Read like the others, though Excel hides them: check that they belong."
        rows.doubt(DoubtCode.HIDDEN_READ, place, f"rows {_ranges(hidden)}", assumed)
    used = {column for cells in sheet.cells.values() for column in cells}
    if hidden := sorted(sheet.hidden_columns & used):
        listed = ", ".join(column_name(column) for column in hidden)
        assumed = "Read like the others, though Excel hides them: check that they belong."
        rows.doubt(DoubtCode.HIDDEN_READ, place, f"columns {listed}", assumed)
    for row, text in sheet.notes:
        assumed = "Kept here and left out of the plan: a comment that hangs on a cell."
        rows.doubt(DoubtCode.NOTE_LEFT_OUT, sheet.source(row), text, assumed)
    if sheet.without_value:
        listed = ", ".join(sheet.without_value[:10])
        more = len(sheet.without_value) - 10
        assumed = (
            "Read as empty: their formulas were never worked out. "
            "Open the file in Excel and save it, then bring it in again."
        )
        text = f"{listed} and {more} more" if more > 0 else listed
        rows.doubt(DoubtCode.FORMULA_WITHOUT_VALUE, place, text, assumed)


def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    name, index = "", index + 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_index(name: str) -> int:
    """`B7` is 1; -1 where there are no letters."""
    letters = re.match(r"[A-Za-z]{0,3}", name)[0].upper()
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _ranges(numbers: list[int]) -> str:
    """`5, 7 to 9`"""
    parts, start, last = [], numbers[0], numbers[0]
    for number in [*numbers[1:], None]:
        if number == last + 1:
            last = number
            continue
        parts.append(str(start) if start == last else f"{start} to {last}")
        start = last = number
    return ", ".join(parts)
