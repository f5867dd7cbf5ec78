"""Names in a file against what the portal knows: groups, methods, areas, posts."""

import difflib
import re
from dataclasses import dataclass, field
from functools import cached_property

from actionplans.models import Principle
from meetings.models import Consultation, EngagementMethod, KeyDecision, Programme
from stakeholders.finding import key_of as spelt
from stakeholders.models import Area, CommunityGroup, Organisation, Post

MOST_NAMES = 40
"""in one cell"""
_PARTS = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class Kind:
    """One kind of name, and what a page calls it."""

    key: str
    field: str
    """the column that has it"""
    model: type
    one: str
    many: bool = False
    """whether one cell may hold several"""
    may_make: bool = False
    """whether a new one may be made from its name alone"""
    needed: bool = False
    """whether an activity can be without one"""

    @property
    def longest(self):
        name = "name" if self.model in (Area, CommunityGroup, Organisation) else "title"
        return self.model._meta.get_field(name).max_length


KINDS = {
    kind.key: kind
    for kind in (
        Kind("method", "method", EngagementMethod, "method", may_make=True, needed=True),
        Kind("group", "groups", CommunityGroup, "group", many=True, may_make=True),
        Kind("area", "areas", Area, "area", many=True, may_make=True),
        Kind("organisation", "organisations", Organisation, "organisation", True, True),
        Kind("post", "posts", Post, "post", many=True),
        Kind("principle", "principle", Principle, "principle"),
        Kind("programme", "programme", Programme, "programme"),
        Kind("consultation", "consultation", Consultation, "consultation"),
        Kind("decision", "decision", KeyDecision, "decision"),
    )
}


@dataclass
class Names:
    """The names of one kind. `names` is {key: all that one goes by, as it is called first};
    `stands_for` is {key: key} of those that count for another."""

    kind: Kind
    names: dict[int, tuple[str, ...]]
    stands_for: dict[int, int] = field(default_factory=dict)

    @cached_property
    def by_spelling(self):
        """{spelling: keys}: more than one where a name alone doesn't tell."""
        found = {}
        for key, all_of_it in self.names.items():
            for name in filter(None, dict.fromkeys(map(spelt, all_of_it))):
                found.setdefault(name, set()).add(self.stands_for.get(key, key))
        return found

    def one(self, name):
        """The key of the only row of this name; None where there is none, or more than one."""
        keys = self.by_spelling.get(spelt(name), ())
        return next(iter(keys)) if len(keys) == 1 else None

    def may_make(self, name):
        """Whether a new one may be made of this name alone: nobody knows it, and it fits."""
        kind = self.kind
        fits = kind.may_make and name and len(name) <= kind.longest
        return bool(fits and spelt(name) not in self.by_spelling)

    def like(self, name, most=4):
        """Keys of those that may be meant, likeliest first."""
        wanted = spelt(name)
        keys = list(self.by_spelling.get(wanted, ()))
        close = difflib.get_close_matches(wanted, self.by_spelling, n=most, cutoff=0.6)
        words = {_stem(word) for word in wanted.split()} - _SMALL
        shared = [
            (len(words & {_stem(word) for word in other.split()}), other)
            for other in self.by_spelling
        ]
        shared = [other for count, other in sorted(shared, key=lambda p: (-p[0], p[1])) if count]
        for other in [*close, *shared]:
            keys += self.by_spelling[other]
        return list(dict.fromkeys(keys))[:most]

    def label(self, key):
        """The first of its names that leads back to this row."""
        names = self.names[key]
        return next((name for name in names if self.one(name) is not None), names[0])

    def listed(self, text):
        """The names in a cell: parted by semicolons or lines, else by commas; a name that is known
        may hold a comma itself."""
        if not self.kind.many:
            return [" ".join(text.split())]
        parts = [" ".join(part.split()) for part in _PARTS.split(text) if part.strip()]
        several, found = len(parts) > 1, []
        for part in parts:
            if spelt(part) in self.by_spelling or "," not in part:
                found.append(part)
                continue
            pieces = self._by_commas(part)
            known = all(spelt(piece) in self.by_spelling for piece in pieces)
            found += pieces if known or not several else [part]
        return [name for name in dict.fromkeys(found) if spelt(name)]

    def _by_commas(self, text):
        """The longest known names in it, and what lies between them."""
        parts = [part.strip() for part in text.split(",") if part.strip()][:MOST_NAMES]
        found, first = [], 0
        while first < len(parts):
            last = len(parts)
            while last > first + 1 and spelt(", ".join(parts[first:last])) not in self.by_spelling:
                last -= 1
            found.append(", ".join(parts[first:last]))
            first = last
        return found


_SMALL = {"and", "the", "of", "in", "for", "with", "group", "community", "people"}


def _stem(word):
    return word.removesuffix("s") if len(word) > 4 else word


def read_names(kind: Kind) -> Names:
    """What the portal knows of one kind, in one query."""
    if kind.key == "group":
        rows = list(CommunityGroup.objects.values_list("pk", "name", "merged_into"))
        merged = {pk: into for pk, _, into in rows if into}
        return Names(kind, {pk: (name,) for pk, name, _ in rows}, merged)
    return Names(kind, {pk: tuple(_called(kind, *names)) for pk, *names in _rows(kind)})


def _rows(kind):
    if kind.key == "post":
        return Post.objects.values_list("pk", "title", "organisation__name")
    if kind.key == "organisation":
        return Organisation.objects.values_list("pk", "name", "short_name")
    if kind.key == "area":
        return Area.objects.values_list("pk", "name")
    if kind.key == "principle":
        kept = Principle.objects.filter(withdrawn_at__isnull=True)
        return kept.values_list("pk", "title", "strategy__title")
    rows = kind.model.objects.all()
    if kind.key == "method":
        rows = rows.filter(withdrawn_at__isnull=True)
    return rows.values_list("pk", "title")


def _called(kind, name, more=""):
    """Posts and principles of one title are told apart by whose they are."""
    if not more:
        return [name]
    if kind.key == "organisation":
        return [name, more]
    return [name, f"{name}, {more}", f"{more} {name}"]
