"""The process that draws: started before there is anything to draw, ended when it has drawn.

Starting it and loading the compiler takes about as long as drawing a small paper does, so it may
get ready while the paper is still collected.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

WORKER = Path(__file__).with_name("worker.py")


class Child:
    def __init__(self, fonts_dir: Path):
        self.fonts_dir = fonts_dir
        # By its path, not as a module: that would load this package and Django with it. Its own
        # folder is kept from the path: there is an html.py in it.
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(WORKER), str(fonts_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def give(self, order: bytes) -> None:
        """It reads all of its order before it writes a byte, so neither waits for the other."""
        with suppress(BrokenPipeError):
            self.process.stdin.write(order)
            self.process.stdin.close()
        self.process.stdin = None

    def take(self, timeout: float) -> tuple[int, bytes, bytes]:
        """(exit code, what it wrote, what it complained of); subprocess.TimeoutExpired."""
        written, complaint = self.process.communicate(timeout=timeout)
        return self.process.returncode, written, complaint

    def end(self) -> None:
        """One that is still drawing has nobody left to draw for."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()


_ready: ContextVar[Child | None] = ContextVar("ready", default=None)


@contextmanager
def at_hand(fonts_dir: Path) -> Iterator[None]:
    """Within it, the first paper that is drawn with these fonts finds its process ready."""
    child = Child(fonts_dir)
    token = _ready.set(child)
    try:
        yield
    finally:
        _ready.reset(token)
        child.end()


def a_child(fonts_dir: Path) -> Child:
    """The one at hand, or a new one; whoever gets it ends it."""
    child = _ready.get()
    if child is None or child.fonts_dir != fonts_dir:
        return Child(fonts_dir)
    _ready.set(None)
    return child
