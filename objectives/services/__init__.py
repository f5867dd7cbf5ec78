"""Every change to what a plan is made of: verbs, with the actor named, each one transaction."""

from objectives.importing.saving import import_plan

from .amending import apply_amendment, apply_difference, start_amendment
from .amendment import DateChanges
from .approving import approve_plan, freeze_baseline
from .exporting import download_measures, download_plan, download_readings, download_risks
from .importing import (
    answer_doubts,
    change_import,
    discard_import,
    map_columns,
    save_import,
    start_import,
    undo_import,
)
from .leads import set_leads
from .measures import create_measure, edit_measure, set_targets, withdraw_measure
from .no_change import record_no_change
from .not_mine import AlreadyDecided, decide_not_mine, say_not_mine
from .plans import change_plan, change_reminder_rules, read_for
from .purposes import set_duties, set_themes
from .readings import correct_reading, give_reading
from .redating import (
    AlreadyAnswered,
    answer_date_request,
    ask_for_new_date,
    correct_deadline,
    publish_deadline,
    redate_action,
)
from .return_forms import download_return_form
from .risks import close_risk, create_risk, edit_risk, reopen_risk, review_risk
from .rounds import change_round, chase, close_round, open_round, send_back
from .settling import settle_doubts
from .structure import (
    create_action,
    create_activity,
    create_objective,
    edit_action,
    edit_activity,
    edit_objective,
    move,
    withdraw_activity,
    withdraw_objective,
)
from .updates import confirm_completion, record_update

__all__ = [
    "AlreadyAnswered",
    "AlreadyDecided",
    "DateChanges",
    "answer_date_request",
    "answer_doubts",
    "apply_amendment",
    "apply_difference",
    "approve_plan",
    "ask_for_new_date",
    "change_import",
    "change_plan",
    "change_reminder_rules",
    "change_round",
    "chase",
    "close_risk",
    "close_round",
    "confirm_completion",
    "correct_deadline",
    "correct_reading",
    "create_action",
    "create_activity",
    "create_measure",
    "create_objective",
    "create_risk",
    "decide_not_mine",
    "discard_import",
    "download_measures",
    "download_plan",
    "download_readings",
    "download_return_form",
    "download_risks",
    "edit_action",
    "edit_activity",
    "edit_measure",
    "edit_objective",
    "edit_risk",
    "freeze_baseline",
    "give_reading",
    "import_plan",
    "map_columns",
    "move",
    "open_round",
    "publish_deadline",
    "read_for",
    "record_no_change",
    "record_update",
    "redate_action",
    "reopen_risk",
    "review_risk",
    "save_import",
    "say_not_mine",
    "send_back",
    "set_duties",
    "set_leads",
    "set_targets",
    "set_themes",
    "settle_doubts",
    "start_amendment",
    "start_import",
    "undo_import",
    "withdraw_activity",
    "withdraw_measure",
    "withdraw_objective",
]
