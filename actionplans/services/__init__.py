"""Every change to a plan itself. What it is made of is changed in `objectives.services`."""

from .endorsing import (
    add_amendment,
    edit_endorsement,
    finish_amendment,
    record_approval,
    record_endorsement,
)
from .plans import create_plan, create_strategy, edit_plan, edit_strategy, set_owners, withdraw_plan
from .purposes import (
    create_duty,
    create_principle,
    create_theme,
    edit_duty,
    edit_principle,
    edit_theme,
    move_principle,
    restore_principle,
    withdraw_principle,
)
from .reminders import (
    pause_reminders,
    resume_reminders,
    set_reminder_numbers,
    turn_off_reminders,
    turn_on_reminders,
)
from .stages import close_plan, start_delivery

__all__ = [
    "add_amendment",
    "close_plan",
    "create_duty",
    "create_plan",
    "create_principle",
    "create_strategy",
    "create_theme",
    "edit_duty",
    "edit_endorsement",
    "edit_plan",
    "edit_principle",
    "edit_strategy",
    "edit_theme",
    "finish_amendment",
    "move_principle",
    "pause_reminders",
    "record_approval",
    "record_endorsement",
    "restore_principle",
    "resume_reminders",
    "set_owners",
    "set_reminder_numbers",
    "start_delivery",
    "turn_off_reminders",
    "turn_on_reminders",
    "withdraw_plan",
    "withdraw_principle",
]
