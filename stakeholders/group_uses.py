"""What happened with a community, which the rooms to the right know.

A module of the settings list GROUP_USES has `uses_of(group, person)`: a `Use` for each kind of
thing, also where there is none of it; and `figures_of(groups, person, on)`: {key: `Figures`} of
those of the groups with which something happened, read at once. What happened with a group that
was merged into one of these counts for it, and nothing counts that `person` may not see.
"""

from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Use:
    words: str
    count: int
    url: str = ""
    last_on: date | None = None


@dataclass(frozen=True)
class Figures:
    in_a_year: int
    """activities done in the twelve months up to the day"""
    last_on: date | None
    """the day of the last one, however long ago"""


def uses_of(group, person):
    return [use for module in _modules() for use in module.uses_of(group, person)]


def figures_of(groups, person, on):
    found = {}
    for module in _modules():
        found |= module.figures_of(groups, person, on)
    return found


def _modules():
    return [import_module(name) for name in settings.GROUP_USES]
