"""Reading in a process of its own, so that a file made to do harm ends that and nothing else."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from .contents import FileContents
from .refusals import MAX_BYTES, SAVE_AGAIN, UnreadableFile, too_large, too_much_inside

SECONDS = 60
MEMORY = 1024 * 1024 * 1024
"""bytes of address space"""

logger = logging.getLogger(__name__)


def read_in_child(
    content: bytes, name: str, *, seconds: float = SECONDS, memory: int = MEMORY
) -> FileContents:
    """As `read_bytes`, within bounds of time and memory. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise too_large()
    root = str(Path(__file__).resolve().parents[3])
    order = json.dumps({"name": name, "seconds": int(seconds) + 1, "memory": memory})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "objectives.importing.reading.worker"],
            input=b"%s\n%s" % (order.encode(), content),
            check=False,
            capture_output=True,
            timeout=seconds,
            cwd=root,
            env={**os.environ, "PYTHONPATH": root},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            "too_slow",
            f"The file could not be read within {seconds:g} seconds, and a table takes few. "
            "Check that it is the right file, or copy its table alone into a new one.",
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = None
    if answer is None:
        words = done.stderr.decode(errors="replace")
        logger.error("Reading a file ended with %s: %s", done.returncode, words[-2000:])
        # What runs out of memory below Python is ended without a word.
        if done.returncode < 0 or "MemoryError" in words:
            raise too_much_inside()
        raise UnreadableFile("unreadable", f"The file could not be read. {SAVE_AGAIN}")
    if refused := answer.get("refused"):
        raise UnreadableFile(refused["code"], refused["message"])
    return FileContents.from_json(answer, content=content)
