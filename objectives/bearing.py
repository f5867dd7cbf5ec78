"""What the rooms to the right know that bears on an action or an objective, as its evidence. A
module of the settings list ACTION_EVIDENCE has

- `of_action(action, person)`: a `Bearing`, or None,
- `of_objectives(keys, person)`: {objective's key: Bearing} in a fixed number of queries.
"""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Bearing:
    """`words` say how much there is, `url` is where it is read, `latest` are (words, url)."""

    heading: str
    words: str
    url: str
    latest: tuple[tuple[str, str], ...] = ()


def bearing_on_action(action, person):
    found = (module.of_action(action, person) for module in modules())
    return [bearing for bearing in found if bearing]


def bearing_on_objectives(keys, person):
    """{objective's key: [Bearing]}"""
    found = {}
    for module in modules():
        for key, bearing in module.of_objectives(keys, person).items():
            found.setdefault(key, []).append(bearing)
    return found


def modules():
    return [import_module(name) for name in settings.ACTION_EVIDENCE]
