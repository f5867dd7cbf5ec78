"""One post for each name: spellings, abbreviations, and names without their organisation."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from objectives.importing.doubts import DoubtCode
from objectives.importing.lead_words import (
    CONNECTORS,
    ORGANISATIONS,
    Key,
    has_title,
    is_abbreviation,
    key_of,
)
from objectives.importing.leads import Vocabulary

_SHORTEST_SLIP = 5
"""letters: of shorter words one letter makes another word"""
_LONGEST_WORD = 40
_MOST_COMPARED = 50
"""names that differ in the same word: more of them are a list, not slips"""


@dataclass(frozen=True)
class Alias:
    code: str
    name: str
    """the one name that the post goes by"""


class Posts:
    """Which name each spelling goes by; `aliases` says which were taken as one, and why."""

    def __init__(self, used: Counter, vocabulary: Vocabulary):
        """`used`: how often each spelling names a lead, in the order first met."""
        self._spellings: dict[Key, Counter] = {}
        for text, count in used.items():
            self._spellings.setdefault(key_of(tuple(text.split())), Counter())[text] += count
        self._vocabulary = vocabulary
        self._by_initials: dict[str, list[Key]] = {}
        self._by_brackets: dict[str, list[Key]] = {}
        self._by_title: dict[Key, list[Key]] = {}
        for key in self._spellings:
            if len(key) > 1:
                self._by_initials.setdefault(_initials(key), []).append(key)
                self._by_brackets.setdefault(key[-1], []).append(key)
                self._by_title.setdefault(key[1:], []).append(key)
        self._apart: set[str] = set()
        self._same: dict[Key, tuple[str, Key]] = {}
        for key in self._spellings:
            if target := self._full_name(key):
                self._same[key] = (DoubtCode.ABBREVIATION, target)
            elif target := self._with_organisation(key):
                self._same[key] = (DoubtCode.SPELLING_VARIANT, target)
        self._nearly = self._nearly_the_same()

    def keep_apart(self, text: str) -> None:
        """This spelling is a post of its own after all."""
        self._apart.add(text)

    def join(self, text: str, other: str) -> None:
        """Two names that are one post after all, by the name that stands more often."""
        keys = [key_of(tuple(each.split())) for each in (other, text)]
        if keys[0] != keys[1] and all(key in self._spellings for key in keys):
            counts = [self._spellings[key].total() for key in keys]
            kept, given_up = keys if counts[0] >= counts[1] else reversed(keys)
            self._same[given_up] = (DoubtCode.SPELLING_SIMILAR, kept)

    def name_of(self, text: str) -> str:
        if text in self._apart:
            return text
        key = key_of(tuple(text.split()))
        if key not in self._spellings:  # a name that the coordinator gave
            self._spellings[key] = Counter({text: 1})
        seen = set()
        while key in self._same and key not in seen:
            seen.add(key)
            key = self._same[key][1]
        return self._spellings[key].most_common(1)[0][0]

    def alias_of(self, text: str) -> Alias | None:
        """What this spelling was taken as, where that is another than itself."""
        name = self.name_of(text)
        if name == text:
            return None
        code, _ = self._same.get(key_of(tuple(text.split())), (DoubtCode.SPELLING_VARIANT, None))
        return Alias(code, name)

    def similar_to(self, text: str) -> str:
        """Another post whose name differs in one word by a letter or two; empty for none."""
        other = self._nearly.get(key_of(tuple(text.split())))
        return self.name_of(" ".join(other)) if other else ""

    def _nearly_the_same(self) -> dict[Key, Key]:
        """{a name: the one, met before it, of which it may be a slip of the pen}."""
        found: dict[Key, Key] = {}
        by_others: dict[tuple, list[Key]] = {}
        for key in self._spellings:
            if key in self._same:
                continue
            for place, word in enumerate(key):
                if not _SHORTEST_SLIP <= len(word) <= _LONGEST_WORD:
                    continue
                others = by_others.setdefault((place, key[:place], key[place + 1 :]), [])
                near = (other for other in others[:_MOST_COMPARED] if _near(other[place], word))
                if other := next(near, None):
                    found.setdefault(key, other)
                others.append(key)
        return found

    def _full_name(self, key: Key) -> Key | None:
        """`EDU` is `Equality and Diversity Unit (EDU)`; `PA` is `Police Authority`."""
        if len(key) != 1 or not is_abbreviation(next(iter(self._spellings[key]))):
            return None
        found = self._by_brackets.get(f"({key[0]})") or self._by_initials.get(key[0], [])
        return found[0] if len(found) == 1 else None

    def _with_organisation(self, key: Key) -> Key | None:
        """A title without its organisation is the one post that has it, if there is just one."""
        if not has_title(key):
            return None
        found = [
            other
            for other in self._by_title.get(key, [])
            if other[0] in ORGANISATIONS or (other[0],) in self._vocabulary.alone
        ]
        return found[0] if len(found) == 1 else None


def _near(one: str, other: str) -> bool:
    """`comunications` and `communications`, not `northern` and `southern`."""
    return one != other and SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.85


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key if word not in CONNECTORS and re.match(r"\w", word))
