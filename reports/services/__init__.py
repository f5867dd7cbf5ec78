"""Every change to a paper, and to how a body wants its papers.

`asking` asks for a paper to be built, again or as a correction; `answering` says what is asked of
it before it goes out; `clearing` takes it through clearance; `publishing` gives it to its readers.
Building is in `reports.building`.
"""

from .answering import answer_questions, check_answers
from .asking import check_period, correct_report, request_report
from .clearing import clear, note_clearance, send_back, send_for_clearance, withdraw_clearance
from .publishing import publish, record_download

__all__ = [
    "answer_questions",
    "check_answers",
    "check_period",
    "clear",
    "correct_report",
    "note_clearance",
    "publish",
    "record_download",
    "request_report",
    "send_back",
    "send_for_clearance",
    "withdraw_clearance",
]
