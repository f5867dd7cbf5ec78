"""What meetings remind of, and its ladder: those of every other room (objectives.reminders)."""

from objectives.reminders.things import (
    AGAIN,
    DUE_SOON,
    RULES,
    SILENT,
    TOLD,
    TOLD_AFTER,
    Thing,
    ladder,
)

__all__ = ["AGAIN", "DUE_SOON", "RULES", "SILENT", "TOLD", "TOLD_AFTER", "Thing", "ladder"]
