"""The posts named in a plan's lead cells, and which of them lead each row.

Joint leads are often run together with nothing but a space between them. Where one name ends
is learned from the plan itself: from the names that fill a cell alone, and then from what is
left over beside them. Organisations are known by their short names in capitals.
"""

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from objectives.importing.lead_marks import parts_of
from objectives.importing.lead_words import (
    CONNECTORS,
    GENERIC,
    TITLES,
    Key,
    has_title,
    is_abbreviation,
    key_of,
)

_LONGEST_NAME = 12
_LONGEST_LIST = 60
"""words; what is longer is prose and no list of posts"""


@dataclass(frozen=True)
class Piece:
    tokens: tuple[str, ...]
    known: bool

    @property
    def key(self) -> Key:
        return key_of(self.tokens)

    @property
    def text(self) -> str:
        return " ".join(self.tokens).strip(" ,;:")


def chunks_of(cell: str) -> list[tuple[str, ...]]:
    """The parts of a cell between line breaks, strokes and semicolons, as words."""
    return [words for words, _ in parts_of(cell)]


class Vocabulary:
    """Every name of the plan's lead cells, learned from the shortest cells to the longest."""

    def __init__(self, cells: list[str], together: Mapping[Key, bool] | None = None):
        """`together`: whether an organisation and a title are one post, where somebody said so."""
        self._said = together or {}
        chunks = [chunk for cell in cells for chunk in chunks_of(cell)]
        self.alone = {key_of(chunk) for chunk in chunks}
        self.names: set[Key] = set()
        self.together = _counted_after_abbreviations(cells)
        self.guessed: dict[Key, bool] = {}
        """an organisation's short name before a title: whether they were read as one post"""
        in_order = sorted(set(chunks), key=lambda chunk: (len(chunk), chunk))
        for _ in range(3):
            before = set(self.names)
            for chunk in in_order:
                self._learn(chunk)
            if self.names == before:
                break

    def _learn(self, chunk: tuple[str, ...]) -> None:
        key = key_of(chunk)
        pieces = self.split(chunk, learning=key)
        if len(pieces) > 1:
            self.names.discard(key)
        self.names.update(piece.key for piece in pieces)

    def split(self, chunk: tuple[str, ...], learning: Key = ()) -> list[Piece]:
        """The names in a run of words; one piece where nothing in it is known elsewhere."""
        if len(chunk) > _LONGEST_LIST:
            return [Piece(chunk, False)]
        pieces = self._attached(self._cut(chunk, learning))
        unknown = [piece for piece in pieces if not piece.known]
        lonely_word = any(
            piece.known and len(piece.tokens) == 1 and not is_abbreviation(piece.tokens[0])
            for piece in pieces
        )
        nameless = any(all(word in GENERIC for word in piece.key) for piece in unknown)
        if len(pieces) > 1 and (nameless or (lonely_word and unknown)):
            return [Piece(chunk, False)]
        return pieces

    def _cut(self, chunk: tuple[str, ...], learning: Key) -> list[Piece]:
        pieces: list[Piece] = []
        rest: list[str] = []
        index = 0
        while index < len(chunk):
            length = self._known_at(chunk, index, learning) if _may_cut(chunk, index) else 0
            if not length:
                rest.append(chunk[index])
                index += 1
                continue
            if rest:
                pieces.append(Piece(tuple(rest), False))
                rest = []
            pieces.append(Piece(chunk[index : index + length], True))
            index += length
            if self._joins_known(chunk, index, learning):
                index += 1
        if rest:
            pieces.append(Piece(tuple(rest), False))
        return pieces

    def _known_at(self, chunk, index, learning) -> int:
        """How many words from here make the longest name that is known; 0 for none."""
        for length in range(min(len(chunk) - index, _LONGEST_NAME), 0, -1):
            end = index + length
            key = key_of(chunk[index:end])
            if key in self.names and key != learning:
                joined = self._joins_known(chunk, end, learning)
                listed = chunk[end - 1].endswith(",") and self._starts_name(chunk, end, learning)
                if joined or listed or _may_cut(chunk, end):
                    return length
        return 0

    def _joins_known(self, chunk, index, learning) -> bool:
        """`and` or `&` between two names that are both known."""
        joins = index < len(chunk) - 1 and chunk[index] in ("&", "and", "+")
        return joins and self._starts_name(chunk, index + 1, learning)

    def _starts_name(self, chunk, index, learning) -> bool:
        return any(
            (key := key_of(chunk[index:end])) in self.names
            and key != learning
            and _may_cut(chunk, end)
            for end in range(index + 1, min(len(chunk), index + _LONGEST_NAME) + 1)
        )

    def _attached(self, pieces: list[Piece]) -> list[Piece]:
        """An organisation's name goes with the title after it, where the plan shows so.

        A word that never leads by itself can only say whose post it is ("Force Head of ...").
        A short name that does lead by itself belongs to the title if the plan puts the two
        together again and again; where it does so but once, both are kept as leads.
        """
        result: list[Piece] = []
        for piece in pieces:
            before = result[-1] if result else None
            if before and len(before.tokens) == 1 and has_title(piece.key):
                both = Piece((*before.tokens, *piece.tokens), True)
                if before.known and is_abbreviation(before.tokens[0]):
                    often = self._said.get(both.key, self.together[both.key] > 1)
                    self.guessed[both.key] = often
                    if often:
                        result[-1] = both
                        continue
                elif not before.known and before.tokens[0][:1].isupper():
                    result[-1] = both
                    continue
            result.append(piece)
        return result


def _may_cut(chunk: tuple[str, ...], index: int) -> bool:
    """Whether a name may end before this word: not beside "of" or "&", nor inside brackets."""
    if index in (0, len(chunk)):
        return True
    before, after = chunk[index - 1], chunk[index]
    if before.casefold() in CONNECTORS or after.casefold() in CONNECTORS:
        return False
    opened = " ".join(chunk[:index])
    return (
        not before.endswith(",")
        and not after.startswith("(")
        and opened.count("(") <= opened.count(")")
    )


def _counted_after_abbreviations(cells: list[str]) -> Counter:
    """In how many rows each run of words stands that begins with a short name in capitals."""
    counts: Counter = Counter()
    for cell in cells:
        runs = set()
        for chunk in chunks_of(cell):
            if len(chunk) > _LONGEST_LIST:
                continue
            for start, token in enumerate(chunk):
                if is_abbreviation(token):
                    ends = range(start + 2, min(len(chunk), start + _LONGEST_NAME) + 1)
                    runs.update(key_of(chunk[start:end]) for end in ends)
        counts.update(runs)
    return counts


def may_name_several(name: str) -> bool:
    """A name with "&" after a title ("Youth Lead & Neighbourhoods"), with two titles, or prose.

    A comma may stand inside one name: "Equality, Diversity and Human Rights Unit" ends like one.
    """
    key = key_of(tuple(name.split()))
    ends = [word for word in key if not word.startswith("(")]
    listed = "," in name and not ("and" in key and ends and ends[-1] in GENERIC)
    heads = [
        index for index, word in enumerate(key[:-1]) if key[index + 1] == "of" and word in TITLES
    ]
    after_title = any(
        word in TITLES and following == "and" for word, following in itertools.pairwise(key)
    )
    before_title = any(
        joins == "and" and title in TITLES and of == "of"
        for joins, title, of in zip(key, key[1:], key[2:], strict=False)
    )
    return after_title or before_title or listed or len(heads) > 1 or len(key) > _LONGEST_NAME
