"""A file's rows under the headings that stand above them, wherever in the sheet that is."""

import json
from dataclasses import dataclass

from objectives.importing.ours.cells import of_csv
from objectives.importing.reading import ROW, FileContents

from .headings import COLUMNS, columns_of, is_heading

NO_HEADINGS = (
    "No row with headings was found. The log needs a row above the others that says what each "
    "column is: at least “Date”, and “Title” or “Method”. Add it and bring the file in again."
)
NOT_OURS = (
    "This JSON file is not an engagement log that the portal exported. Bring the log in as Excel, "
    "CSV or pasted rows."
)


class NotALog(Exception):
    """There is no log in the file. `message` is for the user."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class FileRow:
    source: str
    """where it stood: `sheet Log, row 12`"""
    cells: dict[str, str]
    """{field: text}, of the columns that the log knows and that say something"""
    dates: frozenset[str] = frozenset()
    """fields whose cell held a real date"""
    raw: tuple[str, ...] = ()
    """all cells as they stood"""
    table: int | None = None


@dataclass(frozen=True)
class FileTable:
    rows: tuple[FileRow, ...]
    headings: tuple[str, ...]
    """of the first table: what a list of wrong rows is given again"""
    unknown: tuple[str, ...] = ()
    """headings that nothing is read from"""


def table_of(contents: FileContents) -> FileTable:
    """Raises NotALog."""
    if contents.kind == "json":
        return _of_json(contents.content)
    rows, headings, unknown = [], (), []
    columns, above, width = None, {}, 0
    for row in contents.rows:
        cells = tuple(of_csv(cell) for cell in row.cells) if contents.kind == "csv" else row.cells
        if row.kind == ROW and is_heading(cells):
            columns, above, width = columns_of(cells), {}, len(cells)
            headings = headings or cells
            unknown += [text for i, text in enumerate(cells) if text and i not in columns]
        elif row.kind == ROW and columns is not None:
            raw = _filled(cells, row.merged_from_above, above)
            above = dict(enumerate(raw))
            found = {c.field: raw[i] for i, c in columns.items() if i < len(raw) and raw[i]}
            dates = {columns[i].field for i in row.dates if i in columns}
            rows.append(FileRow(row.source, found, frozenset(dates), raw[:width], row.table))
    if columns is None:
        raise NotALog(NO_HEADINGS)
    if not rows:
        raise NotALog("There are headings and no rows under them. Check that it is the right file.")
    return FileTable(tuple(rows), headings, tuple(dict.fromkeys(unknown)))


def _filled(cells, merged, above):
    """With what stands in a merged cell's first row, which is meant for all of its rows."""
    if not merged:
        return cells
    width = max([len(cells), *(index + 1 for index in merged)])
    cells = [*cells, *[""] * (width - len(cells))]
    for index in merged:
        cells[index] = cells[index] or above.get(index, "")
    return tuple(cells)


def _of_json(content):
    """The portal's own form: lists are its names, and everything else is text or a number."""
    try:
        given = json.loads(content)
        activities = given["engagement"]
        rows = []
        for number, each in enumerate(activities, 1):
            cells = {c.field: _text(each[c.field]) for c in COLUMNS if c.field in each}
            cells = {field: text for field, text in cells.items() if text}
            raw = tuple(cells.get(column.field, "") for column in COLUMNS)
            rows.append(FileRow(f"activity {number}", cells, frozenset(), raw, 1))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotALog(NOT_OURS) from None
    if not rows:
        raise NotALog("The file holds no activities. Check that it is the right file.")
    return FileTable(tuple(rows), tuple(column.heading for column in COLUMNS))


def _text(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {number}" for name, number in value.items())
    return "" if value is None else str(value).replace("\x00", "").strip()
