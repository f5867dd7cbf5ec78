"""All the words in a paper's files, the hidden ones too: what a reader with tools would find."""

import csv
import html
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO, StringIO

import pikepdf
import pypdfium2
from lxml import etree

from reports.packing import unpack


def texts_of(files: Iterable) -> dict[str, str]:
    """{kind: text} of files that have a `kind` and `bytes` (rendered) or `content` (stored)."""
    return {
        file.kind: text_of(
            file.kind, getattr(file, "bytes", None) or unpack(file.kind, file.content)
        )
        for file in files
    }


def text_of(kind: str, content: bytes) -> str:
    return READERS[kind](content)


def pdf_text(content: bytes) -> str:
    """The pages as they are read; then every string and every plain stream of the file."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    hidden = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for number in range(1, len(pdf.objects) + 1):
            with suppress(pikepdf.PdfError, IndexError):
                hidden += _strings(pdf.get_object((number, 0)))
        hidden += _strings(pdf.trailer)
    # Title, outline, structure, alternative texts are among the strings, XMP among the streams.
    return "\n".join([*map(_joined, pages), *hidden])


def _joined(page: str) -> str:
    """A word that was broken at a line's end is one word; so is what a line's end parted."""
    return " ".join(page.replace("\ufffe", "").replace("\u200b", "").split())


def _strings(node, depth: int = 0) -> list[str]:
    if depth > 60:
        return []
    if isinstance(node, pikepdf.Stream):
        found = _strings_of(node.stream_dict if hasattr(node, "stream_dict") else node, depth)
        if str(node.get("/Type", "")) == "/Metadata":
            found.append(node.read_bytes().decode("utf-8", "replace"))
        return found
    if isinstance(node, pikepdf.Dictionary):
        return _strings_of(node, depth)
    if isinstance(node, pikepdf.Array):
        return [text for item in node for text in _direct(item, depth)]
    return [str(node)] if isinstance(node, pikepdf.String) else []


def _strings_of(node, depth: int) -> list[str]:
    return [text for key in node.keys() for text in _direct(node[key], depth)]  # noqa: SIM118


def _direct(item, depth: int) -> list[str]:
    # What is an object of its own is read by its own number.
    if getattr(item, "is_indirect", False) and not isinstance(item, pikepdf.String):
        return []
    return _strings(item, depth + 1)


def zipped_text(content: bytes) -> str:
    """Every part of a Word or Excel file: its XML's texts and attributes, and its names."""
    found = []
    with zipfile.ZipFile(BytesIO(content)) as file:
        found.append(file.comment.decode("utf-8", "replace"))
        for info in file.infolist():
            found += [info.filename, info.comment.decode("utf-8", "replace")]
            if info.filename.endswith((".xml", ".rels")):
                root = etree.fromstring(file.read(info))
                found.append(_xml_text(root))
                found += [value for node in root.iter() for value in node.attrib.values()]
            else:
                found.append(file.read(info).decode("utf-8", "replace"))
    return "\n".join(found)


def _xml_text(root) -> str:
    """A line for each paragraph or cell: the stretches of a sentence are put together again."""
    lines, ends = [], {"p", "si", "is", "c", "row"}
    for _event, node in etree.iterwalk(root, events=("end",)):
        if not isinstance(node.tag, str):
            lines.append(node.text or "")
            continue
        if node.text:
            lines.append(node.text)
        if etree.QName(node).localname in ends:
            lines.append("\n")
        if node.tail and node.tail.strip():
            lines.append(node.tail)
    return "".join(lines)


def html_text(content: bytes) -> str:
    """Attributes and comments too."""
    source = content.decode()
    within = re.sub(r"<[^>]*>", " ", source)
    inside = " ".join(re.findall(r"<([^>]*)>", source))
    return html.unescape("\n".join(" ".join(part.split()) for part in (within, inside)))


def csv_text(content: bytes) -> str:
    """As a spreadsheet shows it: a quotation mark within a cell stands twice in the file."""
    rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    return "\n".join(cell for row in rows for cell in row)


READERS = {
    "pdf": pdf_text,
    "html": html_text,
    "docx": zipped_text,
    "xlsx": zipped_text,
    "csv": csv_text,
}
