"""Turns a Document into files. Reads no table: its tests need no database.

One module for each format, each with `render(document)` or the like, and its `template_version()`
and `engine_version()`: the same two draw the same bytes from the same document.
"""

from dataclasses import dataclass

from reports.document import Document

from . import pdf
from .pdf import RenderError

__all__ = ["RenderError", "Rendered", "RenderedFile", "render_files"]


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
    """All formats of a paper. Raises RenderError, whose message says why and what to do."""
    paper = pdf.render_pdf(document)
    return Rendered(
        files=(RenderedFile("pdf", paper.bytes, pdf.template_version(), pdf.engine_version()),),
        replaced_characters=paper.replaced_characters,
    )
