"""Reminders: *deciding* who is owed what today, and *sending* each person one digest of it.

What is owed is said by the rooms to the right, through the settings list REMINDER_SOURCES; this
room keeps the ledger and the promise: nobody twice, nobody forgotten (domain.md, design.md).
"""

from .deciding import decide, not_had, work_out
from .explaining import explain
from .pressing import not_pressed, press, send_pressed, sending_day, sweep
from .sending import Run, run

__all__ = [
    "Run",
    "decide",
    "explain",
    "not_had",
    "not_pressed",
    "press",
    "run",
    "send_pressed",
    "sending_day",
    "sweep",
    "work_out",
]
