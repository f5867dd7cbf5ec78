"""The moments at the end of a quarter, where nobody says otherwise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actionplans.cut_offs import last_usual_quarter, usual_answers_by, usual_cut_off
from actionplans.quarters import Quarter


def at(*moment):
    return datetime(*moment, tzinfo=ZoneInfo("Europe/London"))


def test_the_cut_off_is_five_o_clock_of_the_tenth_working_day_after_the_quarter():
    assert usual_cut_off(Quarter(2025, 1)) == at(2025, 7, 14, 17)
    # Good Friday and Easter Monday 2025 are no working days.
    assert usual_cut_off(Quarter(2024, 4)) == at(2025, 4, 14, 17)
    # The new year's bank holiday.
    assert usual_cut_off(Quarter(2025, 3)) == at(2026, 1, 15, 17)


def test_the_last_due_quarter_is_one_whose_cut_off_has_come():
    assert last_usual_quarter(at(2025, 7, 14, 16)) == Quarter(2024, 4)
    assert last_usual_quarter(at(2025, 7, 14, 17)) == Quarter(2025, 1)


@pytest.mark.parametrize(
    ("asked_on", "answers_by"),
    [
        (date(2025, 6, 16), date(2025, 7, 7)),
        (date(2025, 7, 4), date(2025, 7, 7)),
        (date(2025, 7, 8), date(2025, 7, 9)),
        (date(2025, 7, 14), date(2025, 7, 14)),
    ],
    ids=["as usual", "on the last days", "asked late", "on the day of the cut-off"],
)
def test_leads_answer_by_the_fifth_working_day_or_the_next_and_never_after_the_cut_off(
    asked_on, answers_by
):
    assert usual_answers_by(Quarter(2025, 1), asked_on=asked_on) == answers_by
