"""What a lead cell says beside names: which are listed one by one, and who is accountable."""

import functools
import re
from collections.abc import Iterator

from objectives.importing.lead_words import (
    COMPLETE_TITLES,
    CONNECTORS,
    GENERIC,
    ORGANISATIONS,
    TITLES,
    is_abbreviation,
    key_of,
    names_nobody,
)

ACCOUNTABLE, LEADS, SUPPORTS = 0, 1, 2
"""ranks: in whose order the posts of a row lead it"""

_ACCOUNTABLE = r"(?:overall |joint )?(?:lead|accountable|responsible|owner)(?: officer)?"
_SUPPORT = r"(?:support(?:ed|ing)?(?: by)?|assist(?:ed|ing)(?: by)?|contributors?|consulted|with)"
# A mark in brackets ends a name; a word with a colon begins one.
_AFTER = re.compile(
    rf"\s*[\[(]\s*(?:({_ACCOUNTABLE})|{_SUPPORT})\s*[\])]\s*(?:[,;&]|and\b)?", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?:(?<=^)|(?<=[\s,;.]))(?:({_ACCOUNTABLE})|{_SUPPORT})\s*:\s*", re.I)
_AMONG = re.compile(r"^\s*(?:(?:together )?with|supported by|and|&)\s+", re.IGNORECASE)
"""what stands between a marked name and the next"""
_SEPARATORS = re.compile(r"[\n/;]|(?:^|(?<=\s))[•▪●‣·](?=\s)|\s\+\s")
_LONGEST_LIST = 600
"""characters; what is longer is prose and no list of posts"""
_TEAMS = GENERIC - TITLES - {"assistant", "deputy", "senior"}
_JOINS = re.compile(r"\s+(?:and|&)\s+")


@functools.lru_cache(maxsize=20_000)
def parts_of(cell: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    """The parts that separators, marks and plain lists show, as words, each with its rank."""
    if names_nobody(cell):
        return ()
    return tuple((words, rank) for words, rank, nobody in _each_part(cell) if not nobody)


def nobodies_of(cell: str) -> list[str]:
    """The parts of a cell beside its leads that name nobody: `TBC` in "Web Team / TBC"."""
    return [" ".join(words) for words, _, nobody in _each_part(cell) if nobody]


def _each_part(cell: str) -> Iterator[tuple[tuple[str, ...], int, bool]]:
    for part in _SEPARATORS.split(cell):
        for text, rank in _marked(part):
            for name in _listed(text):
                words = tuple(_AMONG.sub("", name).split())
                key = key_of(words)
                if set(key) - {"and"} and any(map(str.isalnum, "".join(key))):
                    yield words, rank, names_nobody(" ".join(key))


def _marked(text: str) -> list[tuple[str, int]]:
    if ":" not in text and "(" not in text and "[" not in text:
        return [(text, LEADS)]
    found: list[tuple[str, int]] = []
    rank, place = LEADS, 0
    for match in sorted(
        [*_BEFORE.finditer(text), *_AFTER.finditer(text)], key=lambda match: match.start()
    ):
        if match.start() < place:
            continue
        before = text[place : match.start()]
        said = ACCOUNTABLE if match[1] else SUPPORTS
        if match.re is _AFTER:
            found += _all_but_last(before, rank, said)
            rank = LEADS
        else:
            found.append((before, rank))
            rank = said
        place = match.end()
    found.append((text[place:], rank))
    return [(each, of_rank) for each, of_rank in found if each.strip(" ,.&")]


def _all_but_last(text: str, rank: int, said: int) -> list[tuple[str, int]]:
    """Of a list before a mark only the last name is marked: `Web Team, Head of Press (lead)`."""
    names = _listed(text)
    return [*((name, rank) for name in names[:-1]), *((name, said) for name in names[-1:])]


def _listed(text: str) -> list[str]:
    """Names between commas, "and" or "&", where each part is plainly a name of its own.

    "Equality, Diversity and Human Rights Unit" is one, and so is "Head of Engagement & Comms":
    what has no title and is no team can't stand alone.
    """
    plain = "," not in text and " and " not in text and "&" not in text
    if plain or len(text) > _LONGEST_LIST:
        return [text]
    parts: list[str] = []
    for part in _parted(text, ","):
        parts += _at_joins(part)
    if len(parts) < 2:
        return [text]
    parts = [re.sub(r"^(?:and|&)\s+", "", part.strip()) for part in parts]
    if not all(map(_names_itself, parts)):
        return _at_joins(text)
    # "Chief Executive, NB" says whose chief executive it is.
    if len(parts) == 2 and is_abbreviation(parts[1]) and not is_abbreviation(parts[0]):
        return [text]
    return parts


def _parted(text: str, mark: str) -> list[str]:
    """Parted where no bracket is open."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _at_joins(text: str) -> list[str]:
    """Parted at "and" or "&" where a post ends before it and another begins after it."""
    parts, start = [], 0
    for match in _JOINS.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        following = _JOINS.split(right)[0].split(",")[0]
        if left.count("(") <= left.count(")") and _stand_apart(left, following):
            parts.append(left)
            start = match.end()
    return [*parts, text[start:]]


def _stand_apart(left: str, following: str) -> bool:
    """Whether one post, team or body ends before "and" and another one begins after it."""
    if _has_title(left) and _names_itself(left) and _begins_post(following):
        return True
    before, after = key_of(tuple(left.split())), key_of(tuple(following.split()))
    if len(after) < 2 or not before:
        return False
    if len(before) == 1:  # "PCC & Chief Constable", and "IT & Digital Lead" is one
        return is_abbreviation(left) and after[0] in TITLES
    # "Web Team & Press Office"; a title's own subject may go on with "and": "Head of Web and ..."
    teams = before[-1] in _TEAMS and after[-1] in _TEAMS
    return teams and not _has_title(left) and not _has_title(following)


def _begins_post(text: str) -> bool:
    """`Head of Press`, `Youth Officer`, `NB`: not the rest of a title with more posts after it."""
    words = text.split()
    key = key_of(tuple(words))
    if not key:
        return False
    if len(words) == 1:
        return is_abbreviation(words[0])
    opens = key[0] in TITLES or key[0] in ("deputy", "assistant", "senior")
    return opens or (len(key) <= 4 and key[-1] in TITLES and not set(key[:-1]) & TITLES)


def _has_title(text: str) -> bool:
    return any(word in TITLES for word in key_of(tuple(text.split())))


def _names_itself(text: str) -> bool:
    """A post with its subject, a team, an organisation or its short name."""
    words = tuple(text.split())
    key = key_of(words)
    if not key or len(key) > 8 or words[0].casefold() in CONNECTORS:
        return False
    if words[-1].casefold() in CONNECTORS:
        return False
    if len(words) == 1 and is_abbreviation(words[0]):
        return True
    if any(word in TITLES for word in key):
        # "Assistant Director, Communities": the title goes on after the comma.
        return key[-1] in COMPLETE_TITLES or not all(word in GENERIC for word in key)
    return len(key) > 1 and key[-1] in GENERIC | ORGANISATIONS
