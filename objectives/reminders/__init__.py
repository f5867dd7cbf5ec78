"""What is owed to whom about actions: a source of reminders (stakeholders.reminding.sources).

`rules` says when a reminder becomes owed, `recipients` to whom, `owing` puts the two together for
every open action, `lines` writes them down, `explaining` says why somebody hears nothing.
"""

from .explaining import accounts
from .lines import describe
from .naming import name_items, plan_names
from .owing import owed, owed_for, round_requests
from .reading import SOURCE

__all__ = [
    "SOURCE",
    "accounts",
    "describe",
    "name_items",
    "owed",
    "owed_for",
    "plan_names",
    "round_requests",
]
