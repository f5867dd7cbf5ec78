"""Rows as CSV or as an Excel workbook. No cell of either can run as a formula."""

import csv
import datetime as dt
import io
import tempfile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from objectives.exporting.workbook_cells import Cells, Look
from objectives.importing.ours.cells import as_csv, writable

AT_ONCE = 500
_WIDEST, _USUAL = 44, 18


def csv_pieces(headings, rows):
    """UTF-8 with the mark by which Excel knows it, some hundred rows a piece."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([as_csv(writable(heading)) for heading in headings])
    for number, row in enumerate(rows, 1):
        writer.writerow([as_csv(writable(_text(value))) for value in row])
        if number % AT_ONCE == 0:
            yield _taken(out)
    yield _taken(out)


def workbook_file(title, headings, rows, *, wide=(), header=""):
    """An open file, which the disk holds once it is large. Days are days, numbers are numbers.
    `header` is what stands on each printed page, without one the title."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = title, "en-GB"
    sheet = book.create_sheet(title[:31])
    for index, heading in enumerate(headings, 1):
        width = _WIDEST if heading in wide else _USUAL
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = header or title
    cell = Cells(sheet)
    sheet.append([cell(heading, Look.HEAD) for heading in headings])
    for row in rows:
        sheet.append([_cell(cell, value) for value in row])
    # The answer that sends the file closes it.
    file = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024)  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file


def _cell(cell, value):
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else cell(value)


def _text(value):
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _taken(out):
    piece = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return piece
