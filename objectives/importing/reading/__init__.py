"""A file as rows and cells, whatever kind it is: Word, Excel, or text of every usual form.

Which kind it is follows from what is in it, never from its name. A file from outside is read in
a child process (`read_in_child`); `read_bytes` is what happens there.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

from .child import read_in_child
from .contents import BANNER, ROW, TEXT, FileContents, Row, Rows
from .kinds import OLE, ZIP, looks_like_json, refuse_other_kinds
from .packages import Package
from .refusals import MAX_BYTES, UnreadableFile, too_large
from .text import read_text
from .word import read_docx
from .xls import read_xls
from .xlsx import read_xlsx

__all__ = [
    "BANNER",
    "MAX_BYTES",
    "ROW",
    "TEXT",
    "FileContents",
    "Row",
    "UnreadableFile",
    "read_bytes",
    "read_in_child",
    "read_path",
    "read_stream",
]


def read_path(path: Path) -> FileContents:
    """Raises OSError where the file can't be opened, UnreadableFile where it can't be read."""
    with path.open("rb") as stream:
        return read_stream(stream, name=path.name)


def read_stream(stream: BinaryIO, *, name: str) -> FileContents:
    """No more than the limit is ever taken into memory; an Office file goes to a child process."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large()
    if content.startswith((ZIP, OLE)):
        return read_in_child(content, name)
    return read_bytes(content, name=name)


def read_bytes(content: bytes, *, name: str) -> FileContents:
    """Raises UnreadableFile; a file from outside is better read by `read_in_child`."""
    if len(content) > MAX_BYTES:
        raise too_large()
    rows, sheets = Rows(), ()
    if content.startswith(ZIP):
        package = Package(content)
        kind = package.kind
        if kind == "docx":
            read_docx(package, rows)
        else:
            sheets = read_xlsx(package, rows)
    elif content.startswith(OLE):
        kind = "xls"
        sheets = read_xls(content, rows)
    elif looks_like_json(content):
        # The portal's own form: it has fields where the others have rows.
        sha256 = hashlib.sha256(content).hexdigest()
        return FileContents(name, sha256, content, (), (), kind="json")
    else:
        refuse_other_kinds(content)
        kind = read_text(content, rows)
    sha256 = hashlib.sha256(content).hexdigest()
    return rows.contents(content, name=name, sha256=sha256, kind=kind, sheets=sheets)
