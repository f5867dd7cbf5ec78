"""Turns a Document into files. Reads no table: its tests need no database.

One module for each format, each with its `template_version()` and `engine_version()`: the same two
draw the same bytes from the same document.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reports.document import MINUTES, Document

from . import csv_file, html, pdf, word, workbook
from .html import render_html
from .pdf import RenderError, ready_to_draw

__all__ = [
    "FORMATS",
    "RenderError",
    "Rendered",
    "RenderedFile",
    "ready_to_draw",
    "render_file",
    "render_files",
    "render_html",
]


@dataclass(frozen=True, slots=True)
class Format:
    draw: Callable[[Document], bytes]
    template_version: Callable[[], str]
    engine_version: Callable[[], str]


FORMATS = {
    "pdf": Format(
        lambda document: pdf.render_pdf(document).bytes, pdf.template_version, pdf.engine_version
    ),
    "html": Format(
        lambda document: html.render_html(document).encode(),
        html.template_version,
        html.engine_version,
    ),
    "docx": Format(word.render_word, word.template_version, word.engine_version),
    "csv": Format(csv_file.render_csv, csv_file.template_version, csv_file.engine_version),
    "xlsx": Format(workbook.render_workbook, workbook.template_version, workbook.engine_version),
}


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """`kind` is one of ReportFile.Kind: it is the file's extension too."""

    kind: str
    bytes: bytes
    template_version: str
    engine_version: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """`replaced_characters` are those no font had, in words, with how often each stood."""

    files: tuple[RenderedFile, ...]
    replaced_characters: tuple[tuple[str, int], ...]


def render_files(document: Document) -> Rendered:
    """A paper in all its formats. Raises RenderError, whose message says why and what to do."""
    with pdf.Drawing(document) as drawing:
        # The PDF comes last, from a process of its own: the others are drawn meanwhile.
        others = [render_file(document, kind) for kind in kinds_of(document) if kind != "pdf"]
        paper = drawing.result()
    return Rendered(
        files=(_file("pdf", paper.bytes), *others),
        replaced_characters=paper.replaced_characters,
    )


def kinds_of(document: Document) -> tuple[str, ...]:
    """Its forms: minutes list no actions of a plan, so there is no table of them to have."""
    return ("pdf", "html", "docx") if document.form == MINUTES else tuple(FORMATS)


def render_file(document: Document, kind: str) -> RenderedFile:
    return _file(kind, FORMATS[kind].draw(document))


def _file(kind: str, content: bytes) -> RenderedFile:
    drawn = FORMATS[kind]
    return RenderedFile(kind, content, drawn.template_version(), drawn.engine_version())
