"""Every change to the schedule and its meetings: verbs, the actor named, each one transaction."""

from .attendance import expect_attendance, record_attendance
from .forums import add_forum, add_forums, edit_forum, end_forum
from .meetings import cancel_meeting, edit_meeting, hold_meeting, plan_meeting, reinstate_meeting
from .schedule import (
    create_category,
    create_series,
    edit_category,
    edit_series,
    move_category,
    move_series,
    withdraw_series,
)

__all__ = [
    "add_forum",
    "add_forums",
    "cancel_meeting",
    "create_category",
    "create_series",
    "edit_category",
    "edit_forum",
    "edit_meeting",
    "edit_series",
    "end_forum",
    "expect_attendance",
    "hold_meeting",
    "move_category",
    "move_series",
    "plan_meeting",
    "record_attendance",
    "reinstate_meeting",
    "withdraw_series",
]
