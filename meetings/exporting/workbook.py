"""The schedule as an Excel workbook. Every text is typed as text: no cell can run as a formula."""

import io

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from objectives.exporting.workbook_cells import Cells, Look
from objectives.importing.ours.cells import writable
from stakeholders.dates import spoken

from .collecting import TITLE, WHOLE, ScheduleExport

# In points; Excel has no higher row.
LINE, HIGHEST = 15, 409
_WIDTHS = (26, 34, 30, 20, 30, 28, 44, 18, 20)


def write(export: ScheduleExport) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = TITLE, "en-GB"
    book.properties.creator = writable(export.office)
    sheet = book.create_sheet("Schedule")
    for index, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _set_up(sheet, export)
    cell = Cells(sheet)
    sheet.append([cell(heading, Look.HEAD) for heading in WHOLE])
    for number, row in enumerate(export.rows, 2):
        sheet.row_dimensions[number].height = _height(row.whole)
        looks = [Look.QUIET, Look.BOLD, *[Look.PLAIN] * (len(WHOLE) - 2)]
        sheet.append([cell(text, look) for text, look in zip(row.whole, looks, strict=True)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _height(texts) -> int:
    """Enough for the longest text, wrapped: not every program fits a row to its text by itself."""
    lines = 1
    for text, width in zip(texts, _WIDTHS, strict=True):
        parts = text.split("\n")
        lines = max(lines, sum(1 + len(part) // (width - 4) for part in parts))
    return min(LINE * lines + 3, HIGHEST)


def _set_up(sheet, export: ScheduleExport) -> None:
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(WHOLE))}{len(export.rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    # Excel takes "&" in headers as the beginning of a code.
    office = writable(export.office).replace("&", "&&")
    sheet.oddHeader.left.text = f"{TITLE} · {office} · {spoken(export.on)}"
    sheet.oddFooter.center.text = "Page &P of &N"
