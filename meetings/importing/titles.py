"""The names of the schedule's tables: "MEETINGS SCHEDULE (2) COUNCILS", straight or garbled.

A heading that stood on its side in a document comes out line by line from the bottom up, with
letters torn and words broken. It is put together again, and whoever imports it is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from objectives.importing.reading import Row

_NUMBERED = re.compile(r"\(? ?(?P<number>\w{1,3}) ?\) ?(?P<title>\D.*)")
_SAYS_SO = "meetingsschedule"
_LIKE_ENOUGH = 0.75
LONGEST = 200


@dataclass(frozen=True)
class Title:
    """The name of a table, and how it came about."""

    text: str
    number: int | None
    source: str
    found: str
    """as it stands in the file"""
    restored: bool = False
    assumed: bool = False
    """a line like any other that stands above a table"""
    beneath: bool = False
    """it stands beneath its table, on a page that lies on its side"""


def titles_in(run: Sequence[Row], words: set[str]) -> tuple[list[Title], list[Row]]:
    """The names of tables in lines that stand between two tables, and the lines that are none.

    `words` are those of the file's cells, by which a torn word is recognised.
    """
    titles, rest = [], []
    for piece in _pieces(run):
        title = _title_of(piece, words)
        if title:
            titles.append(title)
        else:
            rest += piece
    return titles, rest


def plain_title(rest: Sequence[Row]) -> Title | None:
    """Where no line says so itself: the last one above a table, if it is short, is its name."""
    if not rest:
        return None
    last, text = rest[-1], text_of(rest[-1])
    if len(text) > LONGEST or text.endswith((".", ";", ",")) or len(_letters(text)) < 3:
        return None
    found = re.fullmatch(r"(?:\(?(\d{1,2})[.)] *)?(.+)", text)
    number = int(found[1]) if found[1] else None
    styled = last.level is not None or last.kind == "banner"
    return Title(found[2], number, last.source, text, assumed=not styled)


def text_of(row: Row) -> str:
    return " ".join(" ".join(cell.split()) for cell in row.cells if cell)


def as_title(text: str) -> str:
    """Words shouted in capitals are said in small letters; short names stay as they are."""
    text = " ".join(text.split()).strip(" :-–")
    if not text.isupper():
        return text
    return " ".join(
        word if index and len(word) <= 3 and word.isalpha() and not _is_small(word)
        else (word.capitalize() if index == 0 else word.lower())
        for index, word in enumerate(text.split())
    )  # fmt: skip


def _is_small(word):
    return word.casefold() in {"and", "of", "the", "for", "to", "in", "on", "a", "an", "or", "by"}


def _pieces(run):
    """Lines that stand together: a line of the file that is left blank parts them."""
    pieces, last = [], None
    for row in run:
        number = re.fullmatch(r"line (\d+)", row.source)
        here = int(number[1]) if number else None
        if pieces and here is not None and last is not None and here == last + 1:
            pieces[-1].append(row)
        else:
            pieces.append([row])
        last = here
    return pieces


def _title_of(piece, words):
    lines = [text_of(row) for row in piece]
    source = place_of(piece)
    best = None
    for restored, ordered in ((False, lines), (True, lines[::-1]), (True, _mirrored(lines))):
        if restored and ordered == lines:
            continue
        whole = " ".join(ordered)
        found = _after_its_number(whole)
        if not found:
            continue
        like, number, title = found
        if restored:
            title = _mended(title, words)
        if like >= _LIKE_ENOUGH and title and (best is None or like > best[0]):
            best = (like, Title(as_title(title), number, source, "\n".join(lines), restored))
    return best[1] if best else None


def _after_its_number(text):
    """(how much it is like "meetings schedule", the number, what follows it)."""
    for found in re.finditer(r"\( ?(?P<number>\w{1,3}) ?\)", text):
        before = _letters(text[: found.start()])
        like = SequenceMatcher(None, before, _SAYS_SO, autojunk=False).ratio()
        if like >= _LIKE_ENOUGH:
            number = int(found["number"]) if found["number"].isdecimal() else None
            return like, number, text[found.end() :].strip()
    return None


def _mirrored(lines):
    return [line[::-1].translate(str.maketrans("()", ")(")) for line in lines[::-1]]


def _mended(title, words):
    """Pieces of a torn word are joined where the file has that word somewhere else."""
    parts = title.split()
    mended = []
    for part in parts:
        before = mended[-1] if mended else ""
        tail = re.match(r"\w*", part)[0]
        whole = _joined(before, tail, words) if before[-1:].isalnum() and tail else ""
        if whole:
            mended[-1] = whole + part[len(tail) :]
        else:
            mended.append(part)
    return " ".join(mended)


def _joined(head, tail, words):
    """`COU` and `NCILS`; `CRIMINAI` and `L`, whose last letter is half of the next one."""
    start = re.search(r"\w*$", head)
    before, head = head[: start.start()], start[0]
    if head.casefold() in words and tail.casefold() in words:
        return ""
    for whole in (head + tail, head[:-1] + tail):
        if len(head) > 1 and whole.casefold() in words:
            return before + whole
    return ""


def _letters(text):
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def place_of(piece):
    first, last = piece[0].source, piece[-1].source
    return first if first == last else f"{first} to {last.removeprefix('line ')}"
