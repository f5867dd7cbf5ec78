"""A paper as an Excel workbook: the position, every action, and what the figures count.

Every text is typed as text, so that no cell can run as a formula; dates are real dates.
"""

from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from objectives.exporting import workbook_cells
from objectives.exporting.workbook_cells import Cells, Look
from objectives.importing.ours.cells import writable
from reports.document import Document
from reports.tables import state_words

from .rows import headings_of, rows_of
from .versions import version_of
from .words import LONDON, facts, in_words, meeting_day
from .zipped import at_moment, zlib_version

_WIDTHS = {"Objective": 40, "What it requires": 52, "What happened": 52, "What is next": 44}
_WIDTHS |= {"Leads": 32, "Why private": 40, "What is said of the state": 32}


@cache
def template_version() -> str:
    here = Path(__file__)
    own = (here, here.with_name("rows.py"), here.with_name("zipped.py"))
    return version_of("workbook", (*own, Path(workbook_cells.__file__)))


@cache
def engine_version() -> str:
    return f"openpyxl {version('openpyxl')}, {zlib_version()}"


def render_workbook(document: Document) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = writable(document.title)
    book.properties.creator = writable(document.office_name)
    book.properties.language = document.language
    _position_sheet(book, document)
    _actions_sheet(book, document)
    _about_sheet(book, document)
    out = BytesIO()
    book.save(out)
    return at_moment(out.getvalue(), document.cut_off)


def _position_sheet(book: Workbook, document: Document) -> None:
    """Counts by state at each moment; an action that was not in the plan yet counts nowhere."""
    labels = [moment.label for moment in document.moments]
    sheet = _sheet(book, document, "Position", [26, *(16 for _ in labels)])
    cell = Cells(sheet)
    sheet.append([cell(heading, Look.HEAD) for heading in ("State", *labels)])
    words, columns = state_words(document), range(len(labels))
    seen = dict.fromkeys(state.code for state in document.states)
    seen |= dict.fromkeys(code for action in document.actions for code in action.states if code)
    totals = [0 for _ in labels]
    for code in seen:
        counts = [
            sum(action.states[place : place + 1] == (code,) for action in document.actions)
            for place in columns
        ]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        sheet.append([cell(words(code)), *(_number(cell, count) for count in counts)])
    every = "All public actions" if document.heading.public else "All actions"
    sheet.append([cell(every, Look.BOLD), *(_number(cell, n, Look.BOLD) for n in totals)])


def _actions_sheet(book: Workbook, document: Document) -> None:
    headings = headings_of(document)
    sheet = _sheet(book, document, "Actions", [_WIDTHS.get(h, 16) for h in headings])
    last = get_column_letter(len(headings))
    sheet.auto_filter.ref = f"A1:{last}{len(document.actions) + 1}"
    cell = Cells(sheet)
    sheet.append([cell(heading, Look.HEAD) for heading in headings])
    for row in rows_of(document):
        sheet.append([_number(cell, v) if isinstance(v, int) else cell(v) for v in row])


def _about_sheet(book: Workbook, document: Document) -> None:
    sheet = _sheet(book, document, "About", [28, 100])
    cell = Cells(sheet)
    cut_off = in_words(document.cut_off.astimezone(LONDON))
    lines = [
        ("Paper", document.title),
        ("Mark", document.mark),
        ("Office", document.office_name),
        ("Plan", document.plan_title),
        ("Body", document.heading.body_name),
        ("Meeting", meeting_day(document)),
        ("Period", document.period_label),
        ("Cut-off", cut_off),
        *facts(document),
        ("What is counted", "Every numbered action once, sub-actions too, as recorded by the "
         "cut-off. The state at an earlier cut-off is what was recorded by then."),
        ("Days moved", "From the date in force when delivery began; fewer than none is earlier."),
        *((state.word, state.meaning) for state in document.states),
    ]  # fmt: skip
    sheet.append([cell("About this file", Look.HEAD), cell("", Look.HEAD)])
    for about, words in lines:
        if words:
            sheet.append([cell(about, Look.BOLD), cell(words)])


def _sheet(book: Workbook, document: Document, title: str, widths):
    """On A4 across, its header row kept in sight and printed again on every page."""
    sheet = book.create_sheet(title)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    # Excel takes "&" in headers as the beginning of a code.
    mark = writable(document.mark).replace("&", "&&")
    if mark:
        sheet.oddHeader.center.text = mark
    sheet.oddFooter.center.text = f"{mark}  Page &P of &N".strip()
    return sheet


def _number(cell, value: int, look: Look = Look.PLAIN):
    made = cell(str(value), look)
    made.value = value
    return made
