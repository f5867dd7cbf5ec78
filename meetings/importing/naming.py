"""Whom the words of a schedule's cells name: posts, several meetings in one cell, persons."""

import itertools
import re

from objectives.importing.lead_words import CONNECTORS, GENERIC, ORGANISATIONS

_IN_TURN = re.compile(r"\b(?:in rotation|in turn|alternat\w+|by rota(?:tion)?)\b", re.IGNORECASE)
_ONLY = re.compile(r" ?\([A-Z]{2,5}\)|,? (?:for|by|as|if|when|where|on)\b.*")
"""when a post attends, whose it is, or who holds it: no part of its name"""
_HEADS = {
    *("treasurer", "officer", "officers", "executive", "constable", "manager", "director"),
    *("commissioner", "ambassador", "ambassadors", "coordinator", "co-ordinator", "chair"),
    *("superintendent", "inspector", "secretary", "clerk", "adviser", "advisor", "member"),
}
"""words with which the name of a post ends, unless "of" or "for" follows"""
_GOES_ON = {"of", "for", "to", "with"}
_KINDS_OF_MEETING = {
    *("forum", "group", "board", "panel", "committee", "network", "federation", "assoc"),
    *("association", "union", "council", "partnership", "iag"),
}
_CIVIL = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Dame|Rev)\b\.? [A-Z]")
_INITIALS = re.compile(r"\(([A-Z]{2,3})\)")
_NO_NAMES = {
    *("area", "board", "borough", "business", "chair", "chaired", "city", "committee", "contact"),
    *("community", "communities", "constable", "councils", "councillor", "county", "courts"),
    *("crime", "criminal", "democratic", "deputy", "district", "each", "elected", "federation"),
    *("finance", "fire", "forum", "forums", "group", "health", "host", "independent", "joint"),
    *("justice", "leader", "leaders", "local", "member", "members", "national", "network", "nhs"),
    *("neighbourhood", "panel", "parish", "partner", "partners", "partnership", "policy"),
    *("portfolio", "prison", "probation", "public", "research", "resident", "safer", "safety"),
    *("secretariat", "strategic", "stronger", "support", "town", "trust", "united", "various"),
    *("vice", "victim", "victims", "voluntary", "volunteer", "volunteers"),
    *("watch", "west", "north", "south", "east"),
    *("youth", "custody", "visitors", "association", "head", "early", "intervention", "services"),
    *("rural", "equality", "cohesion", "people", "young", "citizens", "policing", "ambassador"),
}  # fmt: skip


def posts_in(cell: str) -> list[str]:
    """The posts of an attendance cell, each in the cell's own words.

    `PCC / DPCC in rotation` stays one: any one of them attends (`each_of` gives the two).
    """
    found: list[str] = []
    for part in re.split(r"[;\n]|,(?! ?for )", cell):
        turn = _IN_TURN.search(part)
        strokes = re.split(r"/", _IN_TURN.sub(" ", part))
        if turn:
            strokes = [piece for stroke in strokes for piece in _parted(stroke)]
        pieces = [posts for piece in strokes if (posts := _cut(piece))]
        if turn and len(pieces) > 1:
            middle = [post for posts in pieces[1:-1] for post in posts]
            together = [pieces[0][-1], *middle, pieces[-1][0]]
            joined = f"{' / '.join(together)} {turn[0]}"
            pieces = [pieces[0][:-1], [joined], pieces[-1][1:]]
        found += [post for posts in pieces for post in posts]
    return list(dict.fromkeys(found))


def each_of(entry: str) -> list[str]:
    """The posts of one entry: two of `PCC / DPCC in rotation`, without `by invitation`."""
    plain = _ONLY.sub("", _IN_TURN.sub("", entry))
    return [piece.strip(" ,") for piece in plain.split("/") if piece.strip(" ,")]


def _parted(words):
    """`Commissioner and Deputy Commissioner`, but not `Policy and Support Officer`."""
    return re.split(r"(?<=[a-z]) (?:and|or) (?=\w)", words) if _ends_first(words) else [words]


def _ends_first(words):
    before = re.split(r" (?:and|or) ", words)[0].split()
    return bool(before) and (is_short(before[-1]) or _plain(before[-1]) in _HEADS)


def _cut(words: str) -> list[str]:
    """`DPCC Treasurer Deputy Treasurer` is three: a short name stands alone, a title ends one."""
    posts: list[str] = []
    name: list[str] = []
    tokens = words.split()
    for token, following in itertools.zip_longest(tokens, tokens[1:], fillvalue=""):
        if not name and token in ("and", "&", "or", "+"):
            continue
        goes_on = following.casefold() in _GOES_ON
        if is_short(token) and not goes_on:
            posts += [" ".join(name)] if name else []
            posts.append(token)
            name = []
            continue
        name.append(token)
        in_brackets = token.startswith("(") and token.endswith(")")
        ends = (_plain(token) in _HEADS and not goes_on and not following.startswith("(")) or (
            in_brackets and len(name) > 1
        )
        if ends:
            posts.append(" ".join(name))
            name = []
    rest = " ".join(name)
    if rest and posts and rest[:1].islower():
        posts[-1] = f"{posts[-1]} {rest}"  # `Commissioner by invitation`
    elif rest:
        posts.append(rest)
    return [post.strip(" ,;") for post in posts if post.strip(" ,;")]


def _plain(token):
    return token.casefold().strip(".,;")


def is_short(token: str) -> bool:
    """`PCC`, `CEx`, `C.EX`: letters that stand for a post's name."""
    letters = token.strip(",;").replace(".", "")
    capitals = sum(letter.isupper() for letter in letters)
    return 2 <= len(letters) <= 5 and letters.isalpha() and letters[0].isupper() and capitals > 1


def names_several(name: str) -> list[str]:
    """The meetings that one cell may name; one where nothing shows that there are more."""
    if "\n" in name:
        return [line.strip() for line in name.split("\n") if line.strip()]
    if name.casefold().startswith("meeting"):
        return [name]
    if " / " in name and "council" not in name.casefold():
        return [piece.strip() for piece in name.split(" / ")]
    pieces, open_ = [], []
    for token in name.split():
        open_.append(token)
        if _is_kind(token) and len(open_) > 1:
            pieces.append(" ".join(open_))
            open_ = []
    if open_ and pieces:
        pieces[-1] = " ".join([pieces[-1], *open_])
    return pieces if len(pieces) > 1 else [name]


def _is_kind(token):
    word = token.casefold().strip(".,")
    return word in _KINDS_OF_MEETING or word.removesuffix("s") in _KINDS_OF_MEETING


def person_in(cell: str, known: set[str]) -> str:
    """Words that look like a person's name; empty for none. `known` are words of the file's
    meetings and posts, which are nobody's name."""
    if found := _CIVIL.search(cell):
        rest = cell[found.start() :].split()
        return " ".join(rest[:3])
    if found := _INITIALS.search(cell):
        before = cell[: found.start()].split()
        named = before and before[-1].casefold() in _HEADS
        if named and found[1] != "OPCC":
            return found[0]
    tokens = re.findall(r"[^\W\d_][\w'’-]*|\S", cell)
    for first, second in itertools.pairwise(tokens):
        if _may_be_name(first, known) and _may_be_name(second, known):
            return f"{first} {second}"
    return ""


def _may_be_name(word, known):
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    named = re.fullmatch(r"[A-Z][a-z]+(?:['’-][A-Za-z]+)?", word) is not None
    common = known | _NO_NAMES | GENERIC | ORGANISATIONS | CONNECTORS | _HEADS
    return named and len(plain) > 1 and plain not in common
