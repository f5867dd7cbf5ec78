"""One post for each name: spellings, abbreviations, and names without their organisation."""

import re
from collections import Counter
from dataclasses import dataclass

from objectives.importing.doubts import DoubtCode
from objectives.importing.leads import (
    CONNECTORS,
    ORGANISATIONS,
    Key,
    Vocabulary,
    has_title,
    is_abbreviation,
    key_of,
)


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
        self._same: dict[Key, tuple[str, Key]] = {}
        for key in self._spellings:
            if target := self._full_name(key):
                self._same[key] = (DoubtCode.ABBREVIATION, target)
            elif target := self._with_organisation(key):
                self._same[key] = (DoubtCode.SPELLING_VARIANT, target)

    def name_of(self, text: str) -> str:
        key = key_of(tuple(text.split()))
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


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key if word not in CONNECTORS and re.match(r"\w", word))
