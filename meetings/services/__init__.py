"""Every change to the schedule and its meetings: verbs, the actor named, each one transaction."""

from .attendance import expect_attendance, expect_attendances, record_attendance
from .business import (
    add_decision,
    add_item,
    add_items,
    edit_decision,
    edit_item,
    minute_item,
    move_item,
    withdraw_decision,
    withdraw_item,
)
from .calendars import make_feed, stop_feed
from .commitments import accept_proposals, edit_commitment, end_commitment, make_commitment
from .follow_ups import (
    add_follow_up,
    close_follow_up,
    edit_follow_up,
    note_follow_up,
    reopen_follow_up,
    take_into_plan,
    withdraw_follow_up,
)
from .forums import add_forum, add_forums, edit_forum, end_forum
from .going import say_going, send_apologies
from .importing import (
    answer_schedule_doubts,
    discard_schedule_import,
    import_schedule,
    save_schedule_import,
    start_schedule_import,
)
from .meetings import cancel_meeting, edit_meeting, hold_meeting, plan_meeting, reinstate_meeting
from .papers import add_paper, edit_paper, withdraw_paper
from .planning import RowsRefused, cancel_several, plan_meetings
from .publication import mark_published, not_needed, unpublish
from .recommendations import (
    add_recommendation,
    edit_recommendation,
    recommendation_into_plan,
    respond,
    withdraw_recommendation,
)
from .recording import Said, record_meeting
from .reminders import turn_off_meeting_reminders, turn_on_meeting_reminders
from .report_backs import edit_report_back, report_back
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
    "RowsRefused",
    "Said",
    "accept_proposals",
    "add_decision",
    "add_follow_up",
    "add_forum",
    "add_forums",
    "add_item",
    "add_items",
    "add_paper",
    "add_recommendation",
    "answer_schedule_doubts",
    "cancel_meeting",
    "cancel_several",
    "close_follow_up",
    "create_category",
    "create_series",
    "discard_schedule_import",
    "edit_category",
    "edit_commitment",
    "edit_decision",
    "edit_follow_up",
    "edit_forum",
    "edit_item",
    "edit_meeting",
    "edit_paper",
    "edit_recommendation",
    "edit_report_back",
    "edit_series",
    "end_commitment",
    "end_forum",
    "expect_attendance",
    "expect_attendances",
    "hold_meeting",
    "import_schedule",
    "make_commitment",
    "make_feed",
    "mark_published",
    "minute_item",
    "move_category",
    "move_item",
    "move_series",
    "not_needed",
    "note_follow_up",
    "plan_meeting",
    "plan_meetings",
    "recommendation_into_plan",
    "record_attendance",
    "record_meeting",
    "reinstate_meeting",
    "reopen_follow_up",
    "report_back",
    "respond",
    "save_schedule_import",
    "say_going",
    "send_apologies",
    "start_schedule_import",
    "stop_feed",
    "take_into_plan",
    "turn_off_meeting_reminders",
    "turn_on_meeting_reminders",
    "unpublish",
    "withdraw_decision",
    "withdraw_follow_up",
    "withdraw_item",
    "withdraw_paper",
    "withdraw_recommendation",
    "withdraw_series",
]
