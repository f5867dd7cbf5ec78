"""An exported workbook, edited as somebody edits it in Excel."""

import io

from openpyxl import load_workbook

from objectives.exporting import export_plan
from objectives.importing.ours.columns import ROW


class Edited:
    """`Edited(plan).set("action-3", "Status", "Complete").bytes`."""

    def __init__(self, plan, person=None):
        self.book = load_workbook(io.BytesIO(export_plan(plan, "xlsx", person=person)))
        self.sheet = self.book["Plan"]
        self.headings = [cell.value for cell in self.sheet[2]]

    def row(self, key):
        column = self.headings.index(ROW)
        return next(row for row in self.sheet.iter_rows(min_row=3) if row[column].value == key)

    def set(self, action, heading, value):
        key = action if isinstance(action, str) else f"action-{action.pk}"
        self.row(key)[self.headings.index(heading)].value = value
        return self

    def add(self, **cells):
        """A row beneath the last; the names are headings, with "_" for a space or full stop."""
        row = self.sheet.max_row + 1
        for name, value in cells.items():
            heading = next(h for h in self.headings if _name(h) == name)
            self.sheet.cell(row, self.headings.index(heading) + 1).value = value
        return self

    @property
    def bytes(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def _name(heading):
    return heading.casefold().replace(".", "").replace(" ", "_")
