"""A file as rows and cells, each with the line that it stood on.

Nothing here knows what a plan is: Word tables and Excel sheets become the same rows.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from objectives.importing.decoding import MAX_BYTES, UnreadableFile, decode, too_large
from objectives.importing.doubts import Doubt, DoubtCode

MAX_ROWS = 20_000
MAX_CELL = 20_000
"""characters"""

__all__ = ["FileContents", "Row", "UnreadableFile", "read_bytes", "read_path", "read_stream"]


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    source: str
    """where it stood, as a user would look for it: `line 12`"""
    table: int | None
    """which table it belongs to; None for a line of text outside every table"""


@dataclass(frozen=True)
class FileContents:
    name: str
    sha256: str
    content: bytes
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]


def read_path(path: Path) -> FileContents:
    """Raises OSError where the file can't be opened, UnreadableFile where it can't be read."""
    with path.open("rb") as stream:
        return read_stream(stream, name=path.name)


def read_stream(stream: BinaryIO, *, name: str) -> FileContents:
    """No more than the limit is ever taken into memory."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large()
    return read_bytes(content, name=name)


def read_bytes(content: bytes, *, name: str) -> FileContents:
    text, doubts = decode(content)
    # Not splitlines(): a form feed or a line separator stands inside a cell.
    lines = re.split(r"\r\n|\r|\n", text)
    rows, table, in_table = [], 0, False
    for number, line in enumerate(lines, start=1):
        source = f"line {number}"
        line, left_out = _without_control_characters(line)
        if left_out:
            assumed = f"{left_out} left out: they can't be seen and belong to no word."
            doubts.append(Doubt(DoubtCode.CONTROL_CHARACTERS, source, "", assumed))
        if not line.strip():
            in_table = in_table and "\t" in line
            continue
        if "\t" in line:
            table += not in_table
            in_table = True
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if any(len(cell) > MAX_CELL for cell in cells):
            raise UnreadableFile(
                "cell_too_long",
                f"The text on {source} is longer than {MAX_CELL:,} characters, and no cell of a "
                "plan is. Check that it is the right file.",
            )
        rows.append(Row(cells, source, table if "\t" in line else None))
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(
            "too_many_rows",
            f"The file has {len(rows):,} rows, and at most {MAX_ROWS:,} are read. "
            "Check that it is the right file.",
        )
    sha256 = hashlib.sha256(content).hexdigest()
    return FileContents(name, sha256, content, tuple(rows), tuple(doubts))


def _without_control_characters(line: str) -> tuple[str, int]:
    return re.subn(r"[\x01-\x08\x0b-\x1f\x7f-\x9f\ufeff]", " ", line)
