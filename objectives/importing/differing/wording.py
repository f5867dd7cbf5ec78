"""How alike two texts are, and what differs between them word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"

Words = tuple[tuple[str, str], ...]
"""(`same`, `removed` or `added`, the text), in reading order"""


def spelt(text: str) -> str:
    """One spelling for what a reader takes as the same: case, spaces, quotes, the last full stop.

    >>> spelt("Listen “well”. ") == spelt('listen  "well"')
    True
    """
    return " ".join(text.translate(_PLAIN).casefold().split()).rstrip(".;,: ")


def same_words(before: str, after: str) -> bool:
    """Whether two texts differ in nothing but their white space, which an office retypes."""
    return before == after or before.split() == after.split()


def word_changes(before: str, after: str) -> Words:
    """The two texts side by side: what stayed, what went, what came.

    What is the same or came stands in the words of `after`, so that joining all but the removed
    gives it back.
    """
    old, new = _pieces(before), _pieces(after)
    matcher = SequenceMatcher(None, [p.strip() for p in old], [p.strip() for p in new], False)
    found: list[tuple[str, str]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            found.append((SAME, "".join(new[c:d])))
            continue
        if a < b:
            found.append((REMOVED, "".join(old[a:b])))
        if c < d:
            found.append((ADDED, "".join(new[c:d])))
    return tuple(found)


class Wording:
    """A text made ready to be compared with many others."""

    __slots__ = ("counts", "words")

    def __init__(self, text: str):
        self.words = re.findall(r"\w+", text.translate(_PLAIN).casefold())
        self.counts = Counter(self.words)

    def likeness(self, other: "Wording") -> float:
        """From 0 to 1: the share of words that both have in the same order.

        A text that only grew ("increase engagement" became "increase the variety of channels of
        engagement") is like the one that it grew from, though most of its words are new.
        """
        shorter = min(len(self.words), len(other.words))
        if not shorter or self.may_be(other) < _FLOOR:
            return 0.0
        matcher = SequenceMatcher(None, self.words, other.words, False)
        shared = sum(block.size for block in matcher.get_matching_blocks())
        ratio = 2 * shared / (len(self.words) + len(other.words))
        grown = 0.8 * shared / shorter if shorter >= _ENOUGH else 0.0
        return max(ratio, grown)

    def may_be(self, other: "Wording") -> float:
        """No likeness is higher than this, and it costs little."""
        shared = (self.counts & other.counts).total()
        shorter = min(len(self.words), len(other.words))
        ratio = 2 * shared / (len(self.words) + len(other.words))
        return max(ratio, 0.8 * shared / shorter if shorter >= _ENOUGH else 0.0)


_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})
_FLOOR = 0.4
_ENOUGH = 4
"""words: fewer are found in any text"""


def _pieces(text: str) -> list[str]:
    """Words, each with the space after it."""
    return re.findall(r"\s*\S+\s*", text)
