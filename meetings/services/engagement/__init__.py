"""What is done with the engagement log; every one writes the Event log."""

from .activities import (
    cancel_activity,
    confirm_activity,
    edit_activity,
    log_activities,
    log_activity,
    reinstate_activity,
    withdraw_activity,
)
from .methods import (
    create_method,
    edit_method,
    move_method,
    restore_method,
    withdraw_method,
)
from .programmes import create_programme, edit_programme, end_programme, plan_programme

__all__ = [
    "cancel_activity",
    "confirm_activity",
    "create_method",
    "create_programme",
    "edit_activity",
    "edit_method",
    "edit_programme",
    "end_programme",
    "log_activities",
    "log_activity",
    "move_method",
    "plan_programme",
    "reinstate_activity",
    "restore_method",
    "withdraw_activity",
    "withdraw_method",
]
