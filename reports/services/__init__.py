"""Every change to a paper, and to how a body wants its papers.

`asking` asks for a paper to be built, again or as a correction; `answering` says what is asked of
it before it goes out; `clearing` takes it through clearance; `publishing` gives it to its readers.
`narrating` is what the coordinator writes in it, `parts` which parts a plan has in its papers.
Building is in `reports.building`.
"""

from .answering import answer_questions, check_answers
from .asking import check_period, correct_report, request_report
from .clearing import clear, note_clearance, send_back, send_for_clearance, withdraw_clearance
from .narrating import check_writable, tidy, write_narrative
from .parts import move_part, reset_parts, show_part
from .publishing import publish, record_download

__all__ = [
    "answer_questions",
    "check_answers",
    "check_period",
    "check_writable",
    "clear",
    "correct_report",
    "move_part",
    "note_clearance",
    "publish",
    "record_download",
    "request_report",
    "reset_parts",
    "send_back",
    "send_for_clearance",
    "show_part",
    "tidy",
    "withdraw_clearance",
    "write_narrative",
]
