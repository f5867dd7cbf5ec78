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
from .heard import (
    assign_issue,
    close_untold,
    edit_issue,
    hear_issue,
    reopen_issue,
    respond_to_issue,
    tell_people,
    withdraw_issue,
)
from .heard_public import publish_issue, unpublish_issue
from .heard_sources import add_source, merge_issue, remove_source
from .methods import create_method, edit_method, move_method, restore_method, withdraw_method
from .programmes import create_programme, edit_programme, end_programme, plan_programme

__all__ = [
    "add_source",
    "assign_issue",
    "cancel_activity",
    "close_untold",
    "confirm_activity",
    "create_method",
    "create_programme",
    "edit_activity",
    "edit_issue",
    "edit_method",
    "edit_programme",
    "end_programme",
    "hear_issue",
    "log_activities",
    "log_activity",
    "merge_issue",
    "move_method",
    "plan_programme",
    "publish_issue",
    "reinstate_activity",
    "remove_source",
    "reopen_issue",
    "respond_to_issue",
    "restore_method",
    "tell_people",
    "unpublish_issue",
    "withdraw_activity",
    "withdraw_issue",
    "withdraw_method",
]
