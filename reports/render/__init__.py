"""Turns a Document into a PDF. Reads no table: its tests need no database."""

from .pdf import (
    RenderedPaper,
    RenderError,
    engine_version,
    render_pdf,
    template_version,
)

__all__ = [
    "RenderError",
    "RenderedPaper",
    "engine_version",
    "render_pdf",
    "template_version",
]
