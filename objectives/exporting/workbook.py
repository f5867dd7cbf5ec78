"""A plan as an Excel workbook: what is edited in it can be uploaded again.

Every text is typed as text, so that no cell can run as a formula; dates are real dates, with the
published words in a column of their own.
"""

import io

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from objectives.exporting.collecting import PlanExport, Said
from objectives.exporting.rows import headings_of, rows_of
from objectives.exporting.workbook_cells import DAY, TEXT, Cells, Look
from objectives.importing.ours import columns
from objectives.importing.ours.cells import writable
from objectives.presenting import KEY
from stakeholders.dates import spoken

_WIDTHS = {
    columns.ROW: 13,
    columns.OBJECTIVE: 34,
    columns.ACTIVITY: 34,
    columns.TEXT: 52,
    columns.DATE: 22,
    columns.LEAD: 32,
    columns.COMMENT: 44,
    columns.NEXT_STEP: 44,
    columns.REASON: 30,
    columns.PRIVATE: 24,
    columns.LEAD_TEXT: 32,
}
_EDITED = frozenset(
    {
        *(columns.STATUS, columns.RAG, columns.COMPLETED, columns.COMMENT, columns.NEXT_STEP),
        *(columns.DATE, columns.START, columns.DUE, columns.ONGOING, columns.REASON),
    }
)
"""columns that are made to be edited and uploaded: their headings stand out"""
_KEYS = frozenset({columns.ROW, columns.PARENT, columns.VERSION})
_DAYS = frozenset({columns.START, columns.DUE, columns.COMPLETED, columns.SAID})
_HEADER_ROW = 2
_MOST_UPDATES = 9_000
"""rows of the second sheet: the import reads 20,000 rows of a workbook"""

_UPDATES = (
    *("Action", "Objective and number", "What it requires", "Reported", "By", "Post"),
    *("Status", "RAG", "Completed on", "What happened", "What is next", "As published"),
)
_UPDATE_WIDTHS = (13, 12, 44, 18, 24, 28, 14, 10, 18, 50, 50, 30)


def write(export: PlanExport) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = writable(export.title)
    book.properties.creator = writable(export.office)
    book.properties.language = "en-GB"
    _plan_sheet(book, export)
    _updates_sheet(book, export)
    _help_sheet(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plan_sheet(book: Workbook, export: PlanExport) -> None:
    sheet = book.create_sheet("Plan")
    headings = headings_of(export)
    _widths(sheet, [_WIDTHS.get(heading, 14) for heading in headings])
    rows = list(rows_of(export))
    _set_up(sheet, export, last=_HEADER_ROW + len(rows), width=len(headings), freeze="A3")
    for column, words in ((columns.STATUS, columns.STATUS_WORDS), (columns.RAG, columns.RAG_WORDS)):
        sheet.data_validations.append(_choice(column, words.values(), last=len(rows)))
    cell = Cells(sheet)
    sheet.append([cell(_heading(export), Look.BOLD)])
    sheet.append([cell(h, Look.HEAD_EDITED if h in _EDITED else Look.HEAD) for h in headings])
    for index, heading in enumerate(headings, 1):
        # What is typed beneath stays as it is typed: Excel makes a day of "March 2027".
        column = sheet.column_dimensions[get_column_letter(index)]
        column.number_format = DAY if heading in _DAYS else TEXT
    plain = [(h, Look.QUIET if h in _KEYS else Look.PLAIN) for h in headings]
    section = [(heading, Look.SECTION) for heading in headings]
    for row in rows:
        is_section = columns.TEXT not in row and columns.ACTIVITY not in row
        looks = section if is_section else plain
        sheet.append([cell(row.get(heading, ""), look) for heading, look in looks])


def _updates_sheet(book: Workbook, export: PlanExport) -> None:
    sheet = book.create_sheet("Updates")
    _widths(sheet, _UPDATE_WIDTHS)
    said = export.said[::-1][:_MOST_UPDATES]
    _set_up(sheet, export, last=_HEADER_ROW + len(said), width=len(_UPDATES), freeze="A3")
    left = len(export.said) - len(said)
    more = f" The {left:,} oldest updates are left out; the JSON file has them." if left else ""
    note = f"Every progress update, newest first. Nothing is read from this sheet.{more}"
    cell = Cells(sheet)
    sheet.append([cell(note, Look.BOLD)])
    sheet.append([cell(heading, Look.HEAD) for heading in _UPDATES])
    texts = {action.key: action.text for action in export.draft.actions}
    for each in said:
        sheet.append([cell(value) for value in _of_update(each, texts)])


def _of_update(said: Said, texts: dict[str, str]) -> list:
    return [
        said.action,
        said.label,
        texts[said.action],
        said.day,
        said.by,
        said.post,
        str(columns.STATUS_WORDS[said.status]),
        columns.RAG_WORDS.get(said.rag, ""),
        said.completed_on or "",
        said.comment,
        said.next_step,
        said.published_words,
    ]


def _help_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("How to use it")
    _widths(sheet, [22, 100])
    lines = [
        ("Edit and upload", "Change cells in the sheet “Plan”, save the file, and upload it on the "
         "plan's page. You see every change before it is made."),
        ("How it stands", "Change Status, RAG, Completed on, What happened, What is next. Amber and"
         " red need What is next; complete needs Completed on and what was done."),
        ("Dates", "Change Due, or the words under Date. Say why under “Reason for a new date”: the "
         "date then counts as moved. Without a reason you are asked."),
        ("Rows", "Leave the columns Row, Part of and Version as they are: the portal finds rows by "
         "them. A new action is a new row with Row left empty."),
        ("Formulas", "The portal reads no formulas. Type the text or the date itself."),
        *((state.label, words) for state, words in KEY),
    ]  # fmt: skip
    cell = Cells(sheet)
    for about, words in lines:
        sheet.append([cell(str(about), Look.BOLD), cell(words)])


def _set_up(sheet, export: PlanExport, *, last: int, width: int, freeze: str) -> None:
    sheet.freeze_panes = freeze
    end = get_column_letter(width)
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{end}{max(last, _HEADER_ROW)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    mark = _plain_header(export.mark)
    if mark:
        sheet.oddHeader.center.text = mark
    sheet.oddFooter.center.text = f"{mark}  Page &P of &N".strip()


def _plain_header(text: str) -> str:
    """Excel takes "&" in headers as the beginning of a code."""
    return text.replace("&", "&&")


def _heading(export: PlanExport) -> str:
    mark = f"{export.mark} · " if export.mark else ""
    part = "" if export.whole else " · what you may see of it"
    return f"{mark}{export.title} · downloaded on {spoken(export.on)}{part}"


def _choice(column: str, words, *, last: int) -> DataValidation:
    listed = ",".join(map(str, words))
    letter = get_column_letter(columns.HEADINGS.index(column) + 1)
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.showErrorMessage = True
    choice.errorTitle, choice.error = column, f"Choose one of: {listed.replace(',', ', ')}"
    # Two hundred new rows may be typed beneath the last one.
    choice.add(f"{letter}{_HEADER_ROW + 1}:{letter}{_HEADER_ROW + last + 200}")
    return choice


def _widths(sheet, widths) -> None:
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
