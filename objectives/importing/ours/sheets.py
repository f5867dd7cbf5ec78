"""The rows of an exported sheet (Excel or CSV), whatever columns were moved, hidden or dropped."""

import re
from dataclasses import dataclass

from objectives.importing.ours import columns
from objectives.importing.ours.cells import CUT, of_csv
from objectives.importing.reading import FileContents

_VERSION = re.compile(r"a([0-9]{0,18})-u([0-9]{0,18})-d([0-9]{0,18})", re.ASCII)


@dataclass(frozen=True)
class SheetRow:
    source: str
    cells: dict[str, str]
    """by heading; a column that was deleted is not there"""

    @property
    def key(self) -> str:
        """What the row is in the portal: `action-12`; empty for one that was added by hand."""
        return self.cells.get(columns.ROW, "").casefold()

    def said(self, heading: str) -> str | None:
        """The cell's text; None where the column is gone or the portal itself cut the text."""
        text = self.cells.get(heading)
        return None if text is None or text.endswith(CUT) else text

    def text(self, heading: str) -> str:
        return self.said(heading) or ""

    @property
    def notes(self) -> dict[str, str]:
        return {
            heading.removeprefix(columns.NOTE): text
            for heading, text in self.cells.items()
            if heading.startswith(columns.NOTE) and text
        }

    @property
    def version(self) -> "Version":
        return Version.read(self.text(columns.VERSION))


@dataclass(frozen=True)
class Version:
    """Which rows of the portal the file was made from, to tell what was edited in it since."""

    action: int | None = None
    update: int | None = None
    deadline: int | None = None

    def __str__(self) -> str:
        """`a3-u12-d45`: "3/12/45" would be a day of 1945 to Excel, once it opens a CSV file."""
        return "-".join(
            f"{mark}{part or ''}"
            for mark, part in (("a", self.action), ("u", self.update), ("d", self.deadline))
        )

    @classmethod
    def read(cls, text: str) -> "Version":
        found = _VERSION.fullmatch(text.strip())
        return cls(*(int(part) if part else None for part in found.groups())) if found else cls()


def sheet_rows(contents: FileContents) -> list[SheetRow] | None:
    """None where the file is no sheet that the portal made."""
    headings, table, rows = None, None, []
    plain = of_csv if contents.kind not in ("xlsx", "xls") else str
    for row in contents.rows:
        if headings is None:
            # Where the mark of UTF-8 is overlooked, the first quotation marks are taken as text.
            said = [cell.strip('"') for cell in row.cells]
            if set(said) >= columns.NEEDED:
                headings, table = said, row.table
        elif row.kind != "text" and (row.table == table or contents.kind == "csv"):
            cells = dict(
                zip(headings, (*map(plain, row.cells), *[""] * len(headings)), strict=False)
            )
            cells.pop("", None)
            rows.append(SheetRow(row.source, cells))
    return None if headings is None else rows
