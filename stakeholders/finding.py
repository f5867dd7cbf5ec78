"""A row by the name that somebody typed or that a file holds.

Case, accents, punctuation and "and" or "&" don't tell two names apart. What is not found is never
guessed: names that look like it are offered instead.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from .models import Area, CommunityGroup, Organisation, Post

MOST_SUGGESTIONS = 3
LOOKS_LIKE = 0.6
"""of 1 for the same words, as difflib counts: lower offers what nobody meant"""
NEARLY_THE_SAME = 0.85


@dataclass(frozen=True)
class Found:
    row: object | None
    suggestions: tuple = ()
    """rows that may have been meant, the likeliest first, where none was found"""


class Names:
    """(name, row) pairs, read once to find many names; a row may go by several."""

    def __init__(self, pairs):
        self._rows = {}
        self._found = {}
        for name, row in pairs:
            if (key := key_of(name)) and row not in self._rows.setdefault(key, []):
                self._rows[key].append(row)

    def find(self, words):
        key = key_of(words)
        if key not in self._found:
            self._found[key] = self._look_for(key)
        return self._found[key]

    def like(self, words, cutoff=NEARLY_THE_SAME):
        """Rows whose names look like it, the likeliest first."""
        near = get_close_matches(key_of(words), self._keys, n=MOST_SUGGESTIONS, cutoff=cutoff)
        rows = (row for key in near for row in self._rows[key])
        return tuple(dict.fromkeys(rows))[:MOST_SUGGESTIONS]

    @cached_property
    def _keys(self):
        return list(self._rows)

    def _look_for(self, key):
        same = self._rows.get(key, ())
        if len(same) == 1:
            return Found(same[0])
        return Found(None, tuple(same) or self.like(key, LOOKS_LIKE))


def key_of(words):
    """ "Lesbian, gay & bi people" as "lesbian gay and bi people"."""
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ").casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # An apostrophe joins ("women's" is "womens"), all else parts.
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’`]", "", letters)).split())


def group_names(groups=None):
    """Communities; one that was merged into another gives the one that it counts for. `groups`
    are read with their `merged_into`."""
    if groups is None:
        groups = CommunityGroup.objects.select_related("merged_into")
    return Names((group.name, group.merged_into or group) for group in groups)


def area_names(areas=None):
    rows = Area.objects.all() if areas is None else areas
    return Names((area.name, area) for area in rows)


def organisation_names(organisations=None):
    rows = Organisation.objects.all() if organisations is None else organisations
    return Names((name, row) for row in rows for name in (row.name, row.short_name))


def post_names(posts=None):
    """A post by its title, and with its organisation before or after it. `posts` are read with
    their organisations."""
    rows = Post.objects.select_related("organisation") if posts is None else posts
    return Names((name, post) for post in rows for name in _names_of_post(post))


def _names_of_post(post):
    if post.organisation is None:
        return [post.title]
    names = (post.organisation.name, post.organisation.short_name)
    with_it = [pair for name in names if name for pair in _both_ways(post.title, name)]
    return [post.title, *with_it]


def _both_ways(title, organisation):
    return f"{organisation} {title}", f"{title} {organisation}"
