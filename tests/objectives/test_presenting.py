"""The words for an action's state and date: one place says them for page, e-mail and paper."""

import datetime

import pytest

from objectives.models import Action, Deadline
from objectives.presenting import KEY, count_words, date_words, done_words, slip_words, state_words
from objectives.states import ShownState

from .plans import TODAY, noon

DAY = datetime.timedelta(days=1)
REPORTED = noon(datetime.date(2025, 12, 3))


def action(*, deadline="", certainty="certain", **fields):
    """An action as it stands, without a database."""
    known = {"status": "in_progress", "rag": "green", "reported_at": REPORTED}
    row = Action(**(known | fields))
    row.deadline = Deadline(text=deadline, due_on=row.due_on, certainty=certainty)
    return row


def words(**fields):
    return str(state_words(action(**fields), TODAY))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "On track"),
        ({"rag": "red"}, "Off track"),
        ({"due_on": TODAY - 12 * DAY}, "Overdue (stated on track, 12 days late)"),
        ({"due_on": TODAY - DAY, "rag": "amber"}, "Overdue (stated at risk, 1 day late)"),
        (
            {"due_on": TODAY - DAY, "next_update_due_on": TODAY},
            "Overdue (stated on track on 3 December 2025, 1 day late, update due)",
        ),
        (
            {"due_on": TODAY - DAY, "reported_at": None, "rag": "", "status": "not_started"},
            "Overdue (never reported, 1 day late)",
        ),
        (
            {"due_on": TODAY - DAY, "rag": "", "status": "not_started"},
            "Overdue (stated not started, 1 day late)",
        ),
        ({"due_on": TODAY - DAY, "rag": ""}, "Overdue (no colour stated, 1 day late)"),
        (
            {"next_update_due_on": TODAY},
            "On track (Green, last said 3 December 2025, update due)",
        ),
        ({"next_update_due_on": TODAY + DAY}, "On track"),
        ({"new_date_asked": True}, "On track (new date asked for)"),
        (
            {"status": "complete", "rag": "", "completed_on": TODAY, "new_date_asked": True},
            "Complete (on 3 March 2026)",
        ),
        ({"status": "complete", "rag": "", "unconfirmed": True}, "Complete (unconfirmed)"),
        ({"status": "closed", "rag": "", "due_on": TODAY - DAY}, "Closed"),
    ],
)
def test_the_state_keeps_the_leads_own_word_beside_it(fields, expected):
    assert words(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "published", "notes"),
    [
        ({"deadline": "Ongoing"}, "Ongoing", ()),
        ({"deadline": ""}, "No date given", ()),
        ({"deadline": "TBC", "certainty": "unreadable"}, "TBC", ("no date could be read",)),
        (
            {"deadline": "March 2026", "due_on": datetime.date(2026, 3, 31)},
            "March 2026",
            ("due 31 March 2026",),
        ),
        (
            {"deadline": "2026", "due_on": datetime.date(2026, 12, 31), "certainty": "assumed"},
            "2026",
            ("due 31 December 2026, assumed",),
        ),
        ({"deadline": "31 March 2026", "due_on": datetime.date(2026, 3, 31)}, "31 March 2026", ()),
        (
            {"deadline": "By Tuesday 31 March 2026.", "due_on": datetime.date(2026, 3, 31)},
            "By Tuesday 31 March 2026.",
            (),
        ),
        (
            {"deadline": "March 2026", "due_on": datetime.date(2026, 3, 31), "status": "complete"},
            "March 2026",
            (),
        ),
    ],
)
def test_the_published_date_stands_first_and_the_understood_one_where_it_adds(
    fields, published, notes
):
    found = date_words(action(**fields), TODAY)
    assert (found.published, found.notes) == (published, notes)


@pytest.mark.parametrize(
    ("slips", "due_on", "expected"),
    [
        (0, TODAY, ""),
        (1, TODAY + DAY, "moved once, 1 day later than first due"),
        (2, TODAY + 45 * DAY, "moved twice, 45 days later than first due"),
        (3, TODAY - 2 * DAY, "moved 3 times, 2 days earlier than first due"),
        (1, None, "moved once"),
    ],
)
def test_a_slip_is_counted_against_the_first_due_date(slips, due_on, expected):
    assert slip_words(action(slips=slips, due_on=due_on, first_due_on=TODAY)) == expected


def test_an_objective_says_how_it_stands_in_one_line():
    counts = dict.fromkeys(ShownState, 0)
    assert count_words(counts) == "no actions yet"
    counts |= {ShownState.ON_TRACK: 7, ShownState.OVERDUE: 2, ShownState.COMPLETE: 3}
    assert count_words(counts) == "7 of 12 on track · 2 overdue · 3 complete"


def test_a_parent_says_how_far_its_parts_are():
    assert done_words(2, 3) == "2 of 3 done"
    assert done_words(0, 0) == ""


def test_the_key_explains_every_state():
    assert {state for state, _ in KEY} == set(ShownState)
