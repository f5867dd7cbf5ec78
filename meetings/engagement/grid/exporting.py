"""The figures of the grid as a file: a line for each group and column that has any, and for each
group what is missing."""

import csv
import io

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from objectives.exporting.workbook_cells import Cells, Look
from objectives.importing.ours.cells import as_csv, writable
from stakeholders.dates import spoken

FORMATS = {"xlsx": "Excel", "csv": "CSV"}
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
ALL, EACH_ONCE = "All", "All activities, each counted once"
FIGURES = (
    "Done",
    "Done as planned",
    "Still planned",
    "Planned but not done",
    "Aimed for by now",
    "People reached, where known",
    "Done with people reached not known",
)
_WIDTHS = (34, 16, 28, 56, *[14] * len(FIGURES))


def head(grid):
    by = "Method" if grid.by == "method" else "Quarter"
    return ("Group", "Priority", by, "What is missing", *FIGURES)


def lines(grid):
    """Tuples of texts, numbers, and None where nothing is known or aimed for."""
    for row in grid.rows:
        about = (row.name, "Yes" if row.priority else "")
        yield (*about, ALL, row.gap_words, *_figures(row.total))
        yield from _cells(grid, about, row.cells)
    about = (EACH_ONCE, "")
    yield (*about, ALL, "", *_figures(grid.total))
    yield from _cells(grid, about, grid.totals)


def _cells(grid, about, cells):
    for column, cell in zip(grid.columns, cells, strict=True):
        if not cell.is_empty or cell.aim:
            yield (*about, column.title, "", *_figures(cell))


def _figures(cell):
    # Where none of them was counted, nobody knows how many it was: no nought.
    known = cell.reached if cell.done > cell.reached_unknown else None
    counts = (cell.done, cell.as_planned, cell.planned_ahead, cell.not_done)
    return (*counts, cell.aim, known, cell.reached_unknown)


def write(grid, format):
    return {"csv": _csv, "xlsx": _workbook}[format](grid)


def file_name(format, on):
    return f"engagement-grid-{on.isoformat()}.{format}"


def _csv(grid):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head(grid))
    for line in lines(grid):
        writer.writerow(
            as_csv(writable(cell)) if isinstance(cell, str) else "" if cell is None else cell
            for cell in line
        )
    return out.getvalue().encode("utf-8-sig")


def _workbook(grid):
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = "Engagement grid", "en-GB"
    sheet = book.create_sheet("Grid")
    for index, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = (
        f"Engagement grid, {spoken(grid.starts_on)} to {spoken(grid.ends_on)}, "
        f"as on {spoken(grid.on)}"
    )
    cell = Cells(sheet)
    sheet.append([cell(words, Look.HEAD) for words in head(grid)])
    for line in lines(grid):
        look = Look.BOLD if line[2] == ALL else Look.PLAIN
        sheet.append([cell(one, look) if isinstance(one, str) else one for one in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
