"""Keeps what the paper's fonts can draw, and says what they can't.

PDF/UA forbids text without a glyph, so one emoji in somebody's comment would otherwise stop the
whole paper. It prints as an empty square instead, and the coordinator is told.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

REPLACEMENT = "□"
# A word that no line of a page could hold (an address pasted without spaces) may break anywhere.
# Shorter ones stay clean: a break mark would be copied along with an e-mail address.
UNBROKEN = re.compile(r"[^\s/?&–—-]{46,}")
BREAK = "\u200b"
# Line separators that people paste from other programs.
NEW_LINES = {
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\v": "\n",
    "\f": "\n",
}


@lru_cache(maxsize=8)
def covered(font_files: tuple[tuple[Path, int], ...]) -> frozenset[int]:
    """Code points that one of the fonts has. The key holds each file's time of change."""
    points = set()
    for path, _changed in font_files:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            points.update(font.getBestCmap() or ())
    return frozenset(points)


class Printable:
    """Called with a text, gives the text as it can be printed; `replaced` counts what was not."""

    def __init__(self, points: frozenset[int]):
        self.points = points
        self.replaced: Counter[str] = Counter()
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        text = self._drawable(text)
        return UNBROKEN.sub(_breakable, text) if len(text) > 45 else text

    def _drawable(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        for line_end, new_line in NEW_LINES.items():
            text = text.replace(line_end, new_line)
        # Composed letters: an "e" and a loose accent print as the one letter that fonts have.
        return "".join(map(self._printed, unicodedata.normalize("NFC", text)))

    def _printed(self, character: str) -> str:
        if (printed := self._known.get(character)) is None:
            printed = self._known[character] = self._decide(character)
        if printed == REPLACEMENT and character != REPLACEMENT:
            self.replaced[character] += 1
        return printed

    def _decide(self, character: str) -> str:
        category = unicodedata.category(character)
        if character == "\n":
            return character
        if category == "Zs" or character == "\t":
            return character if ord(character) in self.points and character != "\t" else " "
        # Controls, and the invisible marks that join, direct or vary: never a glyph of their own.
        if category in ("Cc", "Cf") or unicodedata.name(character, "").startswith("VARIATION SEL"):
            return ""
        return character if ord(character) in self.points else REPLACEMENT


def _breakable(word: re.Match) -> str:
    letters = word.group()
    return BREAK.join(letters[i : i + 12] for i in range(0, len(letters), 12))


def in_words(character: str) -> str:
    """ "U+1F600 grinning face", for a message to the coordinator."""
    name = unicodedata.name(character, "no name").lower()
    return f"U+{ord(character):04X} {name}"
