"""Document in, bytes out. The compiling itself happens in a child process (see worker.py)."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTLibError

from reports.document import Document

from .characters import Printable, covered, in_words
from .layout import layout
from .versions import version_of

TEMPLATE = Path(__file__).with_name("paper.typ")
WORKER = Path(__file__).with_name("worker.py")
FILLED_BY = ("pdf.py", "layout.py", "characters.py", "worker.py")
FAMILY = "Source Sans 3"
TIMEOUT_SECONDS = 5 * 60


class RenderError(Exception):
    """The paper could not be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`replaced_characters` are the ones no font had, in words, with how often each stood."""

    bytes: bytes
    replaced_characters: tuple[tuple[str, int], ...]


@cache
def template_version() -> str:
    return version_of("paper", (TEMPLATE, *map(TEMPLATE.with_name, FILLED_BY)))


@cache
def engine_version() -> str:
    return f"typst {version('typst')}"


def render_pdf(
    document: Document,
    *,
    fonts_dir: Path | None = None,
    timeout: float = TIMEOUT_SECONDS,
) -> RenderedPdf:
    """A PDF/UA-1 and PDF/A-2a file. The same document gives the same bytes.

    Raises RenderError when the fonts are not there, the compiler refuses or takes too long.
    """
    fonts_dir = Path(fonts_dir or settings.PAPER_FONTS_DIR)
    printable = Printable(_drawable(fonts_dir))
    order = {
        "template": str(TEMPLATE),
        "fonts_dir": str(fonts_dir),
        "family": FAMILY,
        "timestamp": int(document.cut_off.timestamp()),
    }
    data = _every_text(layout(document), printable)
    return RenderedPdf(
        # Two lines of JSON: the worker passes the second on as it is, unread.
        bytes=_compile(f"{json.dumps(order)}\n{json.dumps(data)}", timeout),
        replaced_characters=tuple((in_words(c), n) for c, n in printable.replaced.most_common()),
    )


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


def _compile(order: str, timeout: float) -> bytes:
    try:
        done = subprocess.run(
            # By its path, not as a module: that would load this package and Django with it.
            [sys.executable, "-I", str(WORKER)],
            input=order.encode(),
            check=False,
            capture_output=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        raise RenderError(
            f"The paper took longer than {timeout:g} seconds to draw and was stopped. "
            f"Build it again when the machine is less busy."
        ) from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    if done.returncode < 0:
        raise RenderError(
            f"Drawing the paper was ended by signal {-done.returncode}, most likely because the "
            f"machine ran out of memory. Build it again."
        )
    reason = done.stderr.decode(errors="replace").strip().splitlines()
    raise RenderError(
        f"The paper could not be drawn: {reason[-1] if reason else 'no reason given'}"
    )
