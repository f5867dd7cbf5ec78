"""The leads of every row, by one name for each post, and what was guessed about them."""

import itertools
from collections import Counter

from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.leads import (
    Vocabulary,
    chunks_of,
    may_name_several,
)
from objectives.importing.posts import Posts

Line = tuple[str, str, str]
LONGEST_TITLE = 200
"""characters of a post's title; what is longer is prose, and no post is made of it"""


def assign_leads(lines: list[Line]) -> tuple[dict[str, tuple[str, ...]], list[Doubt]]:
    """The leads of each line, the accountable one first. A line is (key, source, lead text)."""
    vocabulary = Vocabulary([text for _, _, text in lines])
    named = {key: _names_in(text, vocabulary) for key, _, text in lines}
    posts = Posts(Counter(name for names in named.values() for name in names), vocabulary)
    leads = {
        key: tuple(
            dict.fromkeys(posts.name_of(name) for name in names if len(name) <= LONGEST_TITLE)
        )
        for key, names in named.items()
    }
    return leads, _doubts(lines, named, leads, vocabulary, posts)


def _names_in(text: str, vocabulary: Vocabulary) -> list[str]:
    return [piece.text for chunk in chunks_of(text) for piece in vocabulary.split(chunk)]


def _doubts(lines, named, leads, vocabulary: Vocabulary, posts: Posts) -> list[Doubt]:
    doubts: list[Doubt] = []
    told: set[object] = set()

    def once(topic: object, *doubt) -> None:
        """What is guessed about a name is asked once, at the first row that has it."""
        if topic not in told:
            told.add(topic)
            doubts.append(Doubt(*doubt))

    for key, source, text in lines:
        if not named[key]:
            assumed = "Left without a lead."
            doubts.append(Doubt(DoubtCode.LEAD_BLANK, source, text, assumed, key))
        if len(named[key]) > 1:
            assumed = f"Read as {len(leads[key])} leads: {'; '.join(leads[key])}"
            doubts.append(Doubt(DoubtCode.LEADS_SPLIT, source, text, assumed, key))
        for guess in _organisation_guesses(text, vocabulary):
            once(guess, DoubtCode.ORGANISATION_OR_POST, source, *guess, key)
        for name in named[key]:
            if len(name) > LONGEST_TITLE:
                assumed = "Kept as published, and no post was made of it."
                doubts.append(Doubt(DoubtCode.LEAD_TOO_LONG, source, name, assumed, key))
                continue
            if alias := posts.alias_of(name):
                assumed = f"Taken as the same post as “{alias.name}”."
                once(name, alias.code, source, name, assumed, key)
            if may_name_several(name):
                assumed = "Taken as one post: the plan doesn't show where one name would end."
                once((name,), DoubtCode.LEADS_MAYBE_JOINT, source, name, assumed, key)
    return doubts


def _organisation_guesses(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    guesses = []
    for chunk in chunks_of(text):
        pieces = vocabulary.split(chunk)
        for piece in pieces:
            if vocabulary.guessed.get(piece.key):
                assumed = f"Taken as one post: the plan often puts “{piece.tokens[0]}” before it."
                guesses.append((piece.text, assumed))
        for piece, following in itertools.pairwise(pieces):
            both = f"{piece.text} {following.text}"
            if vocabulary.guessed.get((*piece.key, *following.key)) is False:
                assumed = f"Taken as two leads: the plan has “{both}” only once."
                guesses.append((both, assumed))
    return guesses
