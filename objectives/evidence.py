"""Files that show what an update says: which are taken, and how they are kept and called.

A file from outside is never opened here, only looked at: what it begins with and which parts it
names say whether it is what its name says. It is handed out as a download, never shown.
"""

import hashlib
import re
import unicodedata
import uuid
from contextlib import contextmanager
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction

from .importing.reading import UnreadableFile
from .importing.reading.decoding import decode
from .importing.reading.kinds import OLE, ZIP, refuse_other_kinds
from .models import EvidenceFile

MAX_BYTES = 10 * 1024 * 1024
# How each kind is called on the network, by the end of the file's name.
TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SAME = {"jpeg": "jpg", "csv": "txt"}
KINDS = "a PDF, Word, Excel or OpenDocument file, a picture (PNG or JPEG), text or CSV"
LONGEST_NAME = 200
SAMPLE = 100_000
"""bytes of a text that are looked at"""
# What no file system or mail program takes in a name, and what would make a path of it.
_UNSAFE = re.compile(r'[<>:"/\\|?*]')


def name_of(upload):
    """What the sender called it, as it is shown and offered for saving: one line, no path."""
    name = PurePath(str(upload.name).replace("\\", "/")).name
    # Also what turns the letters around it, so that an .exe can't read as a .pdf.
    seen = "".join(each for each in name if unicodedata.category(each)[0] != "C")
    name = " ".join(_UNSAFE.sub("_", seen).split()).lstrip(". ")
    stem, dot, end = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end) - 1]}{dot}{end}" if dot else name[:LONGEST_NAME]


def end_of(name):
    return name.rpartition(".")[2].lower()


def type_of(name):
    return TYPES.get(end_of(name), "application/octet-stream")


def problem_with(upload):
    """A ValidationError where a file is not taken, else None."""
    if upload.size > MAX_BYTES:
        return ValidationError(
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MB. Save it smaller, without "
            "pictures for example, or say in words where it is kept",
            code="evidence_too_large",
        )
    if not upload.size:
        return ValidationError("The file is empty. Choose another", code="evidence_empty")
    end = end_of(name_of(upload))
    if end not in TYPES:
        return ValidationError(
            f"The file must be {KINDS}. Save it as one of these, a PDF for example",
            code="evidence_kind",
        )
    content = read(upload)
    if b"vbaProject.bin" in content or "_VBA_PROJECT".encode("utf-16-le") in content:
        return ValidationError(
            "The file holds macros. Save it without them, as a PDF for example",
            code="evidence_macros",
        )
    if kind_of(content) != SAME.get(end, end):
        return ValidationError(
            f"What is in the file is not what its name says ({end}), or it is damaged or has a "
            "password. Open it in the program that made it and save it anew",
            code="evidence_not_as_named",
        )
    return None


def read(upload):
    """The whole file, which is small enough; it can be read again afterwards."""
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    upload.seek(0)
    return content


def kind_of(content):
    """The end of a name that fits what is in a file; "" where none does."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(ZIP):
        return _packed(content)
    if content.startswith(OLE):
        return _old_office(content)
    try:
        refuse_other_kinds(content)
        decode(_beginning(content))
    except UnreadableFile:
        return ""
    return "txt"


def _beginning(content):
    """Enough to tell text from anything else, up to the end of a line."""
    if b"\0" in content or len(content) <= SAMPLE:
        return content[:SAMPLE]
    return content[:SAMPLE].rpartition(b"\n")[0] or content


def _packed(content):
    """OpenDocument names its kind first of all; an Office file has the parts of its kind."""
    if content[30:38] == b"mimetype":
        said = content[38:120]
        for end in ("odt", "ods", "odp"):
            if said.startswith(TYPES[end].encode()):
                return end
    elif b"[Content_Types].xml" in content:
        for part, end in ((b"word/document", "docx"), (b"xl/workbook", "xlsx")):
            if part in content:
                return end
    return ""


def _old_office(content):
    """By the stream that holds the document: what has a password has none of these in the open."""
    for stream, end in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream.encode("utf-16-le") in content:
            return end
    return ""


def digest_of(upload):
    return hashlib.sha256(read(upload)).hexdigest()


@contextmanager
def keeping_files():
    """A transaction, and what stores files in it: they are removed where it fails.

    `keep(row, upload)` saves a row that has the fields of a file kept as it came.
    """
    stored = []

    def keep(row, upload):
        row.name = name_of(upload)
        row.size = upload.size
        row.sha256 = digest_of(upload)
        # Where it lies says nothing of what it is called, nor can it be guessed.
        row.file.save(f"{uuid.uuid4().hex}.{end_of(row.name)}", upload, save=False)
        stored.append(row.file)
        row.save()
        return row

    try:
        with transaction.atomic():
            yield keep
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise


@contextmanager
def with_files():
    """`keeping_files` for what came with an update."""
    with keeping_files() as keep:

        def store(upload, *, update):
            row = EvidenceFile(update=update, by=update.by, added_at=update.recorded_at)
            return keep(row, upload)

        yield store
