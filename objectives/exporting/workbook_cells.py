"""Cells of a workbook, each typed as what it is; how each kind looks is worked out once."""

import datetime as dt
from enum import Enum

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from objectives.importing.ours.cells import may_run, writable

DAY, TEXT = "d mmmm yyyy", "@"
_WHITE = Font(bold=True, color="FFFFFF")
_TOP = Alignment(vertical="top", wrap_text=True)
_LINE = Border(bottom=Side(style="thin", color="B1B4B6"))


class Look(Enum):
    """(font, fill)"""

    PLAIN = (None, None)
    BOLD = (Font(bold=True), None)
    QUIET = (Font(color="505A5F", size=9), None)
    HEAD = (_WHITE, PatternFill("solid", fgColor="16294D"))
    HEAD_EDITED = (_WHITE, PatternFill("solid", fgColor="083D29"))
    SECTION = (Font(bold=True), PatternFill("solid", fgColor="E8ECF2"))


class Cells:
    """The cells of one sheet. Giving each its look by itself takes most of the export's time."""

    def __init__(self, sheet):
        self.sheet = sheet
        self._styles: dict[tuple, object] = {}

    def __call__(self, value: str | dt.date, look: Look = Look.PLAIN):
        """None, an empty cell, where there is nothing to show."""
        if isinstance(value, dt.date):
            cell = WriteOnlyCell(self.sheet, value)
            cell._style = self._style(look, DAY, quoted=False)
            return cell
        text = writable(value)
        if not text and look.value[1] is None:
            return None
        cell = WriteOnlyCell(self.sheet)
        if text:
            cell.value = text
            # A text whatever it begins with, and kept so when somebody edits the cell in Excel.
            cell.data_type = "s"
        cell._style = self._style(look, TEXT, quoted=may_run(text))
        return cell

    def _style(self, look: Look, number_format: str, *, quoted: bool):
        key = (look, number_format, quoted)
        if key not in self._styles:
            cell = WriteOnlyCell(self.sheet)
            font, fill = look.value
            cell.alignment, cell.border, cell.number_format = _TOP, _LINE, number_format
            if font:
                cell.font = font
            if fill:
                cell.fill = fill
            if quoted:
                cell.quotePrefix = True
            self._styles[key] = cell._style
        return self._styles[key]
