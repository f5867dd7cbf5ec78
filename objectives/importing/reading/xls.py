"""Old Excel workbooks (.xls), and what else an old Office file may be."""

import io
from collections.abc import Iterator
from functools import partial

import xlrd

from objectives.importing.doubts import DoubtCode

from .contents import Rows
from .numbers import EPOCH, EPOCH_1904, Value, shown, typed
from .refusals import UnreadableFile, damaged, encrypted, other_kind
from .sheets import ListedSheet, Sheet, column_name, take_sheets

_STREAMS = [
    ("EncryptedPackage", encrypted),
    ("WordDocument", lambda: other_kind("an old Word document (.doc)")),
    ("PowerPoint Document", lambda: other_kind("an old PowerPoint presentation")),
    ("__properties_version1.0", lambda: other_kind("an e-mail saved by Outlook")),
]


def read_xls(content: bytes, rows: Rows) -> tuple[str, ...]:
    """The names of the sheets that were read. Raises UnreadableFile."""
    if not any(_names_stream(content, name) for name in ("Workbook", "Book")):
        for name, refusal in _STREAMS:
            if _names_stream(content, name):
                raise refusal()
    if _names_stream(content, "_VBA_PROJECT_CUR"):
        assumed = "Left alone: macros are never read and never run."
        rows.doubt(DoubtCode.MACROS_LEFT_OUT, "file", "", assumed)
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        return take_sheets(_sheets(book), rows)
    except (UnreadableFile, MemoryError):
        raise
    except xlrd.XLRDError as error:
        raise encrypted() if "encrypted" in str(error) else damaged("the workbook") from error
    except Exception as error:  # a damaged file makes xlrd stumble anywhere, and it says nothing
        raise damaged("the workbook") from error


def _names_stream(content: bytes, name: str) -> bool:
    """Whether the file's directory has that stream; the same word in a text is another matter.

    An entry begins at a multiple of 128 bytes with a name of 64, and says how long that is
    ([MS-CFB] 2.6.1).
    """
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little")
    at = content.find(entry)
    while at >= 0 and at % 128:
        at = content.find(entry, at + 1)
    return at >= 0


def _sheets(book: xlrd.Book) -> Iterator[ListedSheet]:
    for index, name in enumerate(book.sheet_names()):
        hidden = book._sheet_visibility[index] != 0
        yield " ".join(name.split()), hidden, partial(_sheet, book, index)


def _sheet(book: xlrd.Book, index: int) -> Sheet:
    found = book.sheet_by_index(index)
    epoch = EPOCH_1904 if book.datemode else EPOCH
    sheet = Sheet(" ".join(found.name.split()), epoch)
    for row in range(found.nrows):
        for column in range(found.row_len(row)):
            if value := _value(book, found.cell(row, column), epoch):
                sheet.put(row + 1, column, value)
    sheet.merges = [
        (top + 1, left, bottom, right - 1) for top, bottom, left, right in found.merged_cells
    ]
    sheet.hidden_rows = {row + 1 for row, info in found.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in found.colinfo_map.items() if info.hidden}
    sheet.notes = [
        (row + 1, f"{column_name(column)}{row + 1}: {' '.join(note.text.split())}")
        for (row, column), note in sorted(found.cell_note_map.items())
    ]
    book.unload_sheet(index)
    return sheet


def _value(book: xlrd.Book, cell, epoch) -> Value | None:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return typed(cell.value)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        style = book.xf_list[cell.xf_index]
        return shown(cell.value, book.format_map[style.format_key].format_str, epoch)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Value("TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Value(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return None
