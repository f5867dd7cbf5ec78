"""Document in, bytes out. The compiling itself happens in a child process (see worker.py)."""

import json
import subprocess
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTLibError

from reports.document import Document

from .characters import Printable, covered, in_words
from .child import a_child, at_hand
from .layout import layout
from .versions import version_of

TEMPLATE = Path(__file__).with_name("paper.typ")
FILLED_BY = ("pdf.py", "layout.py", "lines.py", "characters.py", "worker.py")
FAMILY = "Source Sans 3"
TIMEOUT_SECONDS = 5 * 60


class RenderError(Exception):
    """The paper could not be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`replaced_characters` are the ones no font had, in words, with how often each stood."""

    bytes: bytes
    replaced_characters: tuple[tuple[str, int], ...]


def template_version() -> str:
    """The fonts have a say in the bytes too."""
    return _version_with(_font_files(Path(settings.PAPER_FONTS_DIR)))


@cache
def _version_with(font_files: tuple[tuple[Path, int], ...]) -> str:
    fonts = (path for path, _changed in font_files)
    return version_of("paper", (TEMPLATE, *map(TEMPLATE.with_name, FILLED_BY), *fonts))


@cache
def engine_version() -> str:
    return f"typst {version('typst')}"


def render_pdf(document: Document, **options) -> RenderedPdf:
    """A PDF/UA-1 and PDF/A-2a file. The same document gives the same bytes.

    Raises RenderError when the fonts are not there, the compiler refuses or takes too long.
    """
    with Drawing(document, **options) as drawing:
        return drawing.result()


class Drawing:
    """A paper that a child process draws while this one does something else."""

    def __init__(
        self,
        document: Document,
        *,
        fonts_dir: Path | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ):
        self.fonts_dir = Path(fonts_dir or settings.PAPER_FONTS_DIR)
        self.timeout = timeout
        self.printable = Printable(_drawable(self.fonts_dir))
        order = {
            "template": str(TEMPLATE),
            "family": FAMILY,
            "timestamp": int(document.cut_off.timestamp()),
        }
        data = _every_text(layout(document), self.printable)
        # Two lines of JSON: the worker passes the second on as it is, unread.
        self.order = f"{json.dumps(order)}\n{json.dumps(data)}".encode()

    def __enter__(self):
        self.child = a_child(self.fonts_dir)
        self.child.give(self.order)
        return self

    def __exit__(self, *_):
        self.child.end()

    def result(self) -> RenderedPdf:
        try:
            code, pdf, complaint = self.child.take(self.timeout)
        except subprocess.TimeoutExpired:
            raise RenderError(
                f"The paper took longer than {self.timeout:g} seconds to draw and was stopped. "
                f"Build it again when the machine is less busy."
            ) from None
        if code < 0:
            raise RenderError(
                f"Drawing the paper was ended by signal {-code}, most likely because the machine "
                f"ran out of memory. Build it again."
            )
        if code or not pdf.startswith(b"%PDF-"):
            reason = complaint.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise RenderError(f"The paper could not be drawn: {reason[-1]}")
        replaced = self.printable.replaced.most_common()
        return RenderedPdf(pdf, tuple((in_words(c), n) for c, n in replaced))


def ready_to_draw() -> AbstractContextManager:
    """Around collecting and drawing: the compiler gets ready while the paper is collected."""
    return at_hand(Path(settings.PAPER_FONTS_DIR))


def _drawable(fonts_dir: Path) -> frozenset[int]:
    try:
        return covered(_font_files(fonts_dir))
    except TTLibError as error:
        raise RenderError(
            f"A font in {fonts_dir} can't be read ({error}). Run `make assets`, "
            f"which installs them afresh."
        ) from error


def _font_files(folder: Path) -> tuple[tuple[Path, int], ...]:
    files = sorted(p for p in folder.glob("*") if p.suffix.lower() in (".ttf", ".otf"))
    if not files:
        raise RenderError(
            f"The paper's fonts are not in {folder}. Run `make assets`, which installs them, "
            f"or set PAPER_FONTS_DIR to the folder that has them."
        )
    return tuple((path, path.stat().st_mtime_ns) for path in files)


def _every_text(value, printable):
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        # The address of a link is not printed: a mark for breaking it would make it another one.
        return {
            key: item if key == "link" else _every_text(item, printable)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_every_text(item, printable) for item in value]
    return value
