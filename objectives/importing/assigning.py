"""The leads of every row, by one name for each post, and what was guessed about them."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from objectives.importing.asking import Answers, choices
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.lead_marks import nobodies_of, parts_of
from objectives.importing.lead_words import Key, key_of
from objectives.importing.leads import Piece, Vocabulary, may_name_several
from objectives.importing.posts import Posts

Line = tuple[str, str, str]
LONGEST_TITLE = 200
"""characters of a post's title; what is longer is prose, and no post is made of it"""

_OF_CELL = (
    DoubtCode.LEAD_BLANK,
    DoubtCode.LEADS_SPLIT,
    DoubtCode.LEADS_MAYBE_JOINT,
    DoubtCode.LEAD_TOO_LONG,
)
"""doubts to which the names of all leads of the cell may be answered"""
_ONE_OR_TWO = ("One post", "Two leads", "two")
_TWO_OR_ONE = ("Two leads", "One post", "one")


@dataclass(frozen=True)
class _Name:
    text: str
    rank: int


class _Cells:
    """The names in each cell, split once for all rows that have the same words."""

    def __init__(self, lines: list[Line], together: dict[Key, bool] | None = None):
        self.vocabulary = Vocabulary([text for _, _, text in lines], together)
        self._pieces: dict[str, list[tuple[list[Piece], int]]] = {}
        self.used = Counter(
            name.text for _, _, text in lines for name in self.names(text)
        )  # in the order first met

    def pieces(self, text: str) -> list[tuple[list[Piece], int]]:
        if text not in self._pieces:
            self._pieces[text] = [
                (self.vocabulary.split(words), rank) for words, rank in parts_of(text)
            ]
        return self._pieces[text]

    def names(self, text: str) -> list[_Name]:
        return [_Name(piece.text, rank) for pieces, rank in self.pieces(text) for piece in pieces]


def assign_leads(
    lines: list[Line], answers: Answers | None = None
) -> tuple[dict[str, tuple[str, ...]], list[Doubt]]:
    """The leads of each line, the accountable one first. A line is (key, source, lead text)."""
    answers = answers or Answers()
    cells = _Cells(lines)
    posts = Posts(cells.used, cells.vocabulary)
    doubts = list(_doubts(lines, cells, posts))
    corrected = [doubt for doubt in doubts if answers.correction(doubt)]
    if not corrected:
        return {key: _leads(cells.names(text), posts) for key, _, text in lines}, doubts
    # What is in doubt stays as it was read; the leads follow what was answered.
    named = {
        doubt.action_key: answers.correction(doubt).split("\n")
        for doubt in corrected
        if doubt.code in _OF_CELL
    }
    together = {
        key_of(tuple(doubt.text.split())): answers.correction(doubt) == "one"
        for doubt in corrected
        if doubt.code == DoubtCode.ORGANISATION_OR_POST
    }
    cells = _Cells(lines, together)
    posts = Posts(cells.used, cells.vocabulary)
    for doubt in corrected:
        if answers.correction(doubt) == "separate":
            posts.keep_apart(doubt.text)
        elif doubt.code == DoubtCode.SPELLING_SIMILAR and answers.correction(doubt) == "same":
            posts.join(*doubt.text.split(" / "))
    leads = {}
    for key, _, text in lines:
        names = cells.names(text)
        if key in named:
            names = [_Name(" ".join(name.split()), 1) for name in named[key] if name.strip()]
        leads[key] = _leads(names, posts)
    return leads, doubts


def _leads(names: list[_Name], posts: Posts) -> tuple[str, ...]:
    fitting = [name for name in names if len(name.text) <= LONGEST_TITLE]
    in_order = sorted(fitting, key=lambda name: name.rank)
    return tuple(dict.fromkeys(posts.name_of(name.text) for name in in_order))


def _doubts(lines: list[Line], cells: _Cells, posts: Posts) -> Iterator[Doubt]:
    told: set[object] = set()

    def once(topic: object) -> bool:
        """What is guessed about a name is asked once, at the first row that has it."""
        new = topic not in told
        told.add(topic)
        return new

    for key, source, text in lines:
        names = [name.text for name in cells.names(text)]
        if not names:
            yield Doubt(DoubtCode.LEAD_BLANK, source, text, "Left without a lead.", key)
        nobodies = nobodies_of(text) if names else []
        if len(names) > 1 or nobodies:
            leads = _leads(cells.names(text), posts)
            many = "lead" if len(leads) == 1 else "leads"
            assumed = f"Read as {len(leads)} {many}: {'; '.join(leads)}"
            if nobodies:
                assumed += f". No post was made of “{'”, “'.join(nobodies)}”."
            group = f"{DoubtCode.LEADS_SPLIT}:{' '.join(text.split()).casefold()[:200]}"
            yield Doubt(DoubtCode.LEADS_SPLIT, source, text, assumed, key, group)
        for guess, one, assumed in _organisation_guesses(text, cells):
            if once((guess, one)):
                options = choices(*_ONE_OR_TWO if one else _TWO_OR_ONE)
                code = DoubtCode.ORGANISATION_OR_POST
                group = f"{code}:{guess.casefold()}"
                yield Doubt(code, source, guess, assumed, key, group, options)
        for name in names:
            if len(name) > LONGEST_TITLE:
                assumed = "Kept as published, and no post was made of it."
                yield Doubt(DoubtCode.LEAD_TOO_LONG, source, name, assumed, key)
                continue
            if (alias := posts.alias_of(name)) and once(name):
                assumed = f"Taken as the same post as “{alias.name}”."
                group = f"{alias.code}:{name.casefold()}"
                yield Doubt(alias.code, source, name, assumed, key, group)
            if may_name_several(name) and once((name,)):
                assumed = "Taken as one post: the plan doesn't show where one name would end."
                group = f"{DoubtCode.LEADS_MAYBE_JOINT}:{name.casefold()}"
                yield Doubt(DoubtCode.LEADS_MAYBE_JOINT, source, name, assumed, key, group)
            if (other := posts.similar_to(name)) and once(frozenset({name, other})):
                assumed = f"Taken as two posts: “{other}” is spelt nearly the same."
                group = f"{DoubtCode.SPELLING_SIMILAR}:{name.casefold()}"
                both = f"{name} / {other}"
                yield Doubt(DoubtCode.SPELLING_SIMILAR, source, both, assumed, key, group)


def _organisation_guesses(text: str, cells: _Cells) -> Iterator[tuple[str, bool, str]]:
    guessed = cells.vocabulary.guessed
    for pieces, _ in cells.pieces(text):
        for piece in pieces:
            if guessed.get(piece.key):
                assumed = f"Taken as one post: the plan often puts “{piece.tokens[0]}” before it."
                yield piece.text, True, assumed
        for piece, following in itertools.pairwise(pieces):
            both = f"{piece.text} {following.text}"
            if guessed.get((*piece.key, *following.key)) is False:
                yield both, False, f"Taken as two leads: the plan has “{both}” only once."
