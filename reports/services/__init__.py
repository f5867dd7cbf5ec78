"""Every change to a paper, and to how a body wants its papers.

`forms` and `form_lists` say how a body wants its papers, `parts` which parts a plan's papers have.
`asking` asks for a paper to be built, again or as a correction; `narrating` is what the coordinator
writes in it; `answering` says what is asked of it before it goes out, `fitting` whether the
answers fit; `clearing` takes it through clearance; `publishing` gives it to its readers;
`delivering` tells them so and notes who had it. `minutes` is how those of a meeting differ.
Building is in `reports.building`.
"""

from .answering import (
    answer_questions,
)
from .asking import (
    ask_for,
    correct_report,
    request_report,
)
from .clearing import (
    clear,
    note_clearance,
    send_back,
    send_for_clearance,
    stamp_again,
    withdraw_clearance,
)
from .delivering import (
    record_download,
    record_reading,
    send_paper,
    tell_readers,
)
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
)
from .minutes import (
    approve_minutes,
    request_minutes,
)
from .narrating import (
    tidy,
    write_narrative,
)
from .parts import (
    move_part,
    reset_parts,
    show_part,
)
from .publishing import (
    publish,
)

__all__ = [
    "add_clearer",
    "add_exemption",
    "add_recipient",
    "add_section",
    "answer_questions",
    "approve_minutes",
    "ask_for",
    "clear",
    "correct_report",
    "edit_exemption",
    "edit_recipient",
    "edit_section",
    "fill_schedule_12a",
    "move_clearer",
    "move_exemption",
    "move_part",
    "move_section",
    "note_clearance",
    "publish",
    "record_download",
    "record_reading",
    "remove_clearer",
    "remove_exemption",
    "remove_recipient",
    "remove_section",
    "request_minutes",
    "request_report",
    "reset_form",
    "reset_parts",
    "send_back",
    "send_for_clearance",
    "send_paper",
    "show_part",
    "stamp_again",
    "start_form",
    "tell_readers",
    "tidy",
    "withdraw_clearance",
    "write_narrative",
]
