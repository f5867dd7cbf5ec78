"""The office's own file, amended: held against the plan that the first version became."""

import datetime as dt
from pathlib import Path

import pytest

from objectives.importing.differing.amended import difference_from
from objectives.importing.interpreting import interpret
from objectives.importing.reading import read_bytes, read_path
from objectives.services import (
    apply_difference,
    import_plan,
    read_for,
    record_update,
    redate_action,
    set_leads,
)
from tests.stakeholders.factories import PostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FILE = Path(__file__).parents[1] / "files" / "lookalike_plan.txt"
STARTS = dt.date(2024, 4, 1)


@pytest.fixture
def plan(coordinator):
    contents = read_path(FILE)
    draft = interpret(contents, title="Listening plan", starts_on=STARTS)
    return import_plan(contents=contents, draft=draft, by=coordinator).plan


def held_against(plan, *changes):
    """The difference that the file makes with each (before, after) of `changes` done in it."""
    text = FILE.read_text()
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    return difference_from(plan, read_bytes(text.encode(), name="amended.txt"))[0]


def test_the_same_file_differs_in_nothing(plan):
    found = held_against(plan)
    assert found.is_empty
    assert found.unchanged == {"objective": 4, "activity": 13, "action": 30}


def test_what_happened_to_the_plan_in_the_portal_is_no_difference(plan, coordinator):
    """Other leads, a new date, an update, an action that was closed: the document never knew."""
    first, second, third = plan.actions.filter(parent=None)[:3]
    set_leads(first, by=coordinator, posts=[PostFactory(title="Somebody else")])
    reading = read_for(plan, "30 June 2027")
    redate_action(second, by=coordinator, reading=reading, reason="Floods")
    record_update(action=third, by=coordinator, status="closed", comment="Superseded")
    assert held_against(plan).is_empty


def test_what_words_were_settled_to_mean_is_no_difference(coordinator):
    """A doubt that was answered when the plan was imported: the document has only the words."""
    contents = read_path(FILE)
    draft = interpret(contents, title="Listening plan", starts_on=STARTS)
    doubt = draft.doubts_of("deadline_assumed")[0]
    answers = {doubt.key: {"choice": "correct", "value": "30 June 2027"}}
    draft = interpret(contents, title="Listening plan", starts_on=STARTS, answers=answers)
    plan = import_plan(contents=contents, draft=draft, by=coordinator).plan
    action = plan.actions.get(deadline__text=doubt.text, due_on=dt.date(2027, 6, 30))
    assert held_against(plan).is_empty
    # Other words are another date, whatever the old ones were settled to mean.
    line = next(line for line in FILE.read_text().splitlines() if action.text in line)
    assert doubt.text in line
    found = held_against(plan, (line, line.replace(doubt.text, "May 2027")))
    assert [change.key for change in found.changed] == [f"change:action-{action.pk}:deadline"]


def test_each_amendment_of_the_file_is_one_difference(plan, coordinator):
    found = held_against(
        plan,
        ("2. Listen together, not twice", "2. Listen together and never twice"),
        ("1. Keep one calendar of surveys with councils", "1. Keep one calendar with councils"),
        ("May 2024\tCB Head of Outreach & Media/ Chief Clerk", "June 2024\tChief Clerk"),
    )
    assert [(entry.field, entry.before, entry.after) for entry in found.entries] == [
        ("title", "Listen together, not twice", "Listen together and never twice"),
        (
            "text",
            "Keep one calendar of surveys with councils",
            "Keep one calendar with councils",
        ),
        ("deadline", "May 2024", "June 2024"),
        ("leads", "CB Head of Outreach & Media; Chief Clerk", "Chief Clerk"),
    ]
    apply_difference(plan, found, ticked=found.keys, by=coordinator, reason="Amended")
    action = plan.actions.get(deadline__text="June 2024")
    assert [lead.post.title for lead in action.leads.in_force()] == ["Chief Clerk"]
    assert action.lead_text == "Chief Clerk"


def test_a_line_that_went_is_a_row_that_went(plan):
    line = next(line for line in FILE.read_text().split("\n") if "Swap good ideas" in line)
    found = held_against(plan, (line + "\n", ""))
    assert [(type(e).__name__, e.text) for e in found.entries] == [
        ("Removed", "Swap good ideas with two other areas")
    ]
