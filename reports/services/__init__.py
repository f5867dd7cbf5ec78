"""Every change to a paper, and to how a body wants its papers.

`asking` asks for a paper to be built, again or as a correction; `answering` says what is asked of
it before it goes out; `clearing` takes it through clearance; `publishing` gives it to its readers.
`narrating` is what the coordinator writes in it, `parts` which parts a plan has in its papers.
`forms` and `form_lists` say how a body wants its papers. `asking` asks for a paper to be built,
again or as a correction; `answering` says what is asked of it before it goes out; `clearing` takes
it through clearance; `publishing` gives it to its readers.
Building is in `reports.building`.
it before it goes out; `clearing` takes it through clearance; `publishing` gives it to its readers,
and `delivering` tells them so and notes who had it. Building is in `reports.building`.
"""

from .answering import answer_questions, check_answers
from .asking import check_period, correct_report, request_report
from .clearing import clear, note_clearance, send_back, send_for_clearance, withdraw_clearance
from .narrating import check_writable, tidy, write_narrative
from .parts import move_part, reset_parts, show_part
from .form_lists import (
    add_clearer,
    add_exemption,
    add_recipient,
    edit_exemption,
    edit_recipient,
    fill_schedule_12a,
    move_clearer,
    move_exemption,
    remove_clearer,
    remove_exemption,
    remove_recipient,
)
from .forms import (
    add_section,
    edit_section,
    move_section,
    remove_section,
    reset_form,
    start_form,
from .clearing import (
    clear,
    note_clearance,
    send_back,
    send_for_clearance,
    stamp_again,
    withdraw_clearance,
)
from .publishing import publish, record_download
from .delivering import record_download, record_reading, send_paper, tell_readers
from .publishing import publish

__all__ = [
    "add_clearer",
    "add_exemption",
    "add_recipient",
    "add_section",
    "answer_questions",
    "check_answers",
    "check_period",
    "check_writable",
    "clear",
    "correct_report",
    "move_part",
    "edit_exemption",
    "edit_recipient",
    "edit_section",
    "fill_schedule_12a",
    "move_clearer",
    "move_exemption",
    "move_section",
    "note_clearance",
    "publish",
    "record_download",
    "remove_clearer",
    "remove_exemption",
    "remove_recipient",
    "remove_section",
    "record_reading",
    "request_report",
    "reset_parts",
    "send_back",
    "send_for_clearance",
    "show_part",
    "tidy",
    "reset_form",
    "send_back",
    "send_for_clearance",
    "start_form",
    "stamp_again",
    "send_paper",
    "tell_readers",
    "withdraw_clearance",
    "write_narrative",
]
