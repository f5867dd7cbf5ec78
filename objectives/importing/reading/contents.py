"""What every kind of file becomes: rows of cells, each with the place where it stood.

Nothing here knows what a plan is: Word tables, Excel sheets and text give the same rows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from objectives.importing.doubts import Doubt, DoubtCode

from .refusals import UnreadableFile, empty, too_many

MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
MAX_CELLS = 500_000
"""those with something in them"""
MAX_CELL = 20_000
"""characters"""
MAX_TEXT = 30_000_000
"""characters in all cells together"""

ROW, TEXT, BANNER = "row", "text", "banner"

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    """paragraphs and lines within a cell are parted by a newline"""
    source: str
    """where it stood, as a user would look for it: `line 12`, `table 2, row 5`"""
    table: int | None
    """which table it belongs to; None for a line of text outside every table"""
    kind: str = ROW
    """`text` stands outside every table; a `banner` is one cell over the whole width of one"""
    level: int | None = None
    """1 to 9 where the text has a Word heading's style"""
    merged_from_above: frozenset[int] = _NONE
    """columns whose cell began in a row above: empty here, and meant as the same"""
    dates: frozenset[int] = _NONE
    """columns that held a real date, written here as 2026-03-31"""

    def as_json(self) -> dict:
        """Without what is as usual: a plan has thousands of rows."""
        data = {"cells": list(self.cells), "source": self.source, "table": self.table}
        if self.kind != ROW:
            data["kind"] = self.kind
        if self.level is not None:
            data["level"] = self.level
        if self.merged_from_above:
            data["merged_from_above"] = sorted(self.merged_from_above)
        if self.dates:
            data["dates"] = sorted(self.dates)
        return data

    @classmethod
    def from_json(cls, data: dict) -> "Row":
        return cls(
            cells=tuple(data["cells"]),
            source=data["source"],
            table=data["table"],
            kind=data.get("kind", ROW),
            level=data.get("level"),
            merged_from_above=frozenset(data.get("merged_from_above", ())),
            dates=frozenset(data.get("dates", ())),
        )


@dataclass(frozen=True)
class FileContents:
    name: str
    sha256: str
    content: bytes
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]
    kind: str = "text"
    """text, csv, docx, xlsx or xls: what the file is, whatever its name says"""
    sheets: tuple[str, ...] = ()
    """the names of a workbook's sheets that were read"""

    def as_json(self) -> dict:
        """All but the bytes, so that a file need not be read twice."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "kind": self.kind,
            "sheets": list(self.sheets),
            "rows": [row.as_json() for row in self.rows],
            "doubts": [
                {"code": str(d.code), "source": d.source, "text": d.text, "assumed": d.assumed}
                for d in self.doubts
            ],
        }

    @classmethod
    def from_json(cls, data: dict, *, content: bytes) -> "FileContents":
        return cls(
            name=data["name"],
            sha256=data["sha256"],
            content=content,
            rows=tuple(Row.from_json(row) for row in data["rows"]),
            doubts=tuple(
                Doubt(DoubtCode(each["code"]), each["source"], each["text"], each["assumed"])
                for each in data["doubts"]
            ),
            kind=data["kind"],
            sheets=tuple(data["sheets"]),
        )


@dataclass
class Rows:
    """Rows as a reader finds them: cleaned, counted against the limits, empty ones left out."""

    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    filled: int = 0
    letters: int = 0

    def add(self, cells: Iterable[str], source: str, table: int | None, **more) -> None:
        """Raises UnreadableFile as soon as there is more of anything than a plan can have."""
        row = Row(self._cleaned(cells, source), source, table, **more)
        filled = [cell for cell in row.cells if cell]
        if not filled:
            return
        if any(len(cell) > MAX_CELL for cell in filled):
            raise _cell_too_long(source)
        self.rows.append(row)
        self.filled += len(filled)
        self.letters += sum(map(len, filled))
        if len(self.rows) > MAX_ROWS:
            raise too_many("rows", MAX_ROWS)
        if len(row.cells) > MAX_COLUMNS:
            raise too_many("columns", MAX_COLUMNS)
        if self.filled > MAX_CELLS:
            raise too_many("cells", MAX_CELLS)
        if self.letters > MAX_TEXT:
            raise too_many("letters", MAX_TEXT)

    def doubt(self, code: str, source: str, text: str, assumed: str) -> None:
        self.doubts.append(Doubt(code, source, text, assumed))

    def contents(self, content: bytes, *, name: str, sha256: str, **more) -> FileContents:
        if not self.rows:
            raise empty()
        return FileContents(name, sha256, content, tuple(self.rows), tuple(self.doubts), **more)

    def _cleaned(self, cells: Iterable[str], source: str) -> tuple[str, ...]:
        cleaned, left_out = [], 0
        for cell in cells:
            text, count = _UNSEEN.subn(" ", cell) if cell else ("", 0)
            cleaned.append(text.strip())
            left_out += count
        if left_out:
            assumed = f"{left_out} left out: they can't be seen and belong to no word."
            self.doubt(DoubtCode.CONTROL_CHARACTERS, source, "", assumed)
        return tuple(cleaned)


def _cell_too_long(source: str) -> UnreadableFile:
    return UnreadableFile(
        "cell_too_long",
        f"The text on {source} is longer than {MAX_CELL:,} characters, too long to be one cell "
        "of a table. Check that it is the right file.",
    )
