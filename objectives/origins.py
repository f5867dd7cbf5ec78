"""Where an action arose, which the rooms to the right know. A module of the settings list
ACTION_ORIGINS has `origins_of(action, person)`: an `Origin` for each place that `person` may open.
"""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Origin:
    words: str
    url: str


def origins_of(action, person):
    for name in settings.ACTION_ORIGINS:
        yield from import_module(name).origins_of(action, person)
