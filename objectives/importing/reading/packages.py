"""The zip file that a Word document or an Excel workbook is, opened with suspicion.

Only the parts that are read are unpacked, and none beyond what the limits allow: neither what a
part says of its size nor what it is decides alone. Macros, pictures and embedded files are never
opened, and nothing outside the file is.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .refusals import UnreadableFile, damaged, encrypted, other_kind, too_much_inside, unsafe

MAX_PARTS = 10_000
MAX_UNPACKED = 300 * 1024 * 1024
"""bytes, all parts together as they say of themselves"""
MAX_PART = 150 * 1024 * 1024
"""bytes of one part that is read"""

_KINDS = [
    (b"wordprocessingml", "docx"),
    (b"ms-word.document.macroEnabled", "docx"),
    (b"ms-word.template.macroEnabled", "docx"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled", "xlsx"),
    (b"ms-excel.template.macroEnabled", "xlsx"),
    (b"ms-excel.sheet.binary", "an Excel binary workbook (.xlsb)"),
    (b"presentationml", "a PowerPoint presentation"),
]
# What zipfile raises over bytes that are no zip; RuntimeError is NotImplementedError's kind too.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
# Nothing is fetched and no entity is put in; a document type is refused before it comes here.
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@dataclass(frozen=True)
class Relation:
    kind: str
    """the last word of its type: `worksheet`, `styles`"""
    target: str
    """the part it leads to"""


class Package:
    """Raises UnreadableFile where the file is damaged, unsafe or of another kind."""

    def __init__(self, content: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            parts = self._zip.infolist()
        except _DAMAGE as error:
            raise damaged(_called(content)) from error
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise too_much_inside()
        # Names are looked up whatever their case, as Office does.
        self._parts = {part.filename.lstrip("/").casefold(): part for part in parts}
        if len(self._parts) < len(parts):
            raise unsafe("holds two parts of the same name")
        if any(part.flag_bits & 0x1 for part in parts):
            raise encrypted()
        self.main = self._main_part()
        self.kind = self._kind()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._parts)

    def bytes_of(self, name: str) -> bytes:
        """One part, unpacked. What is longer than it says comes out damaged, never whole."""
        part = self._parts.get(name.casefold())
        if part is None:
            raise damaged(f"the part {name}")
        if part.file_size > MAX_PART:
            raise too_much_inside()
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise unsafe("is packed in an unusual way")
        try:
            with self._zip.open(part) as stream:
                data = stream.read(MAX_PART + 1)
        except _DAMAGE as error:
            raise damaged(f"the part {name}") from error
        if len(data) != part.file_size:
            raise damaged(f"the part {name}")
        return data

    def tree(self, name: str) -> etree._Element:
        data = self._without_document_type(name)
        try:
            root = etree.fromstring(data, etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _unparsed(name, error) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise unsafe("holds a document type of its own")
        return root

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these names as they end, each forgotten after use."""
        data = self._without_document_type(name)
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(io.BytesIO(data), tag=wanted, **_SAFE):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _unparsed(name, error) from error

    def relations(self, name: str) -> dict[str, Relation]:
        """Those within the file: a link to anywhere else is never followed."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self:
            return {}
        return {
            each.get("Id", ""): Relation(
                each.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:],
            )
            for each in self.tree(listed).iterchildren("{*}Relationship")
            if each.get("TargetMode") != "External"
        }

    def related(self, name: str, kind: str) -> str | None:
        """The first part of that kind that this one leads to."""
        for relation in self.relations(name).values():
            if relation.kind == kind and relation.target in self:
                return relation.target
        return None

    def _without_document_type(self, name: str) -> bytes:
        """No Office program writes one, and it is where external entities and "laughs" live."""
        data = self.bytes_of(name)
        marks = [mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in _WRITTEN_IN]
        if any(mark in data for mark in marks):
            raise unsafe("holds a document type of its own")
        return data

    def _main_part(self) -> str:
        if "[Content_Types].xml" not in self:
            raise other_kind(self._other_zip())
        return self.related("", "officeDocument") or ""

    def _kind(self) -> str:
        """docx or xlsx, by what the file says its main part is."""
        if not self.main:
            raise damaged("its main part")
        types = self.bytes_of("[Content_Types].xml")
        pattern = rb'<(?:\w+:)?Override\b[^<>]*"/?%s"[^<>]*>' % re.escape(self.main.encode())
        said = re.search(pattern, types, re.IGNORECASE)
        for mark, kind in _KINDS:
            if mark in (said[0] if said else types):
                if kind in ("docx", "xlsx"):
                    return kind
                raise other_kind(kind)
        raise other_kind("an Office file of another kind")

    def _other_zip(self) -> str:
        if "mimetype" in self:
            said = self.bytes_of("mimetype")
            if b"spreadsheet" in said:
                return "an OpenDocument spreadsheet"
            if b"opendocument.text" in said:
                return "an OpenDocument text"
        if any(name.endswith(".iwa") for name in self._parts):
            return "a Pages or Numbers document"
        return "a zip file"


def _unparsed(name: str, error: Exception) -> UnreadableFile:
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
        return too_much_inside()
    return damaged(f"the part {name}")


def _called(content: bytes) -> str:
    """What a file that can't even be opened seems to have been."""
    if b"word/" in content:
        return "a Word document"
    return "an Excel workbook" if b"xl/" in content else "a zip file"


_WRITTEN_IN = ("utf-8", "utf-16-le", "utf-16-be")
