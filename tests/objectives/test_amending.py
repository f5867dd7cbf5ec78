"""The office's own file once more: what is answered already, and what is ticked at first."""

import datetime as dt

import pytest

from objectives.amending import amendment_of
from objectives.importing.background import read_draft
from objectives.importing.reviewing import review
from objectives.models import ImportDraft
from objectives.services import answer_doubts, map_columns, save_import, start_amendment

from .drafts import make_draft

pytestmark = pytest.mark.django_db

TODAY = dt.date(2025, 5, 1)
HEADINGS = "Objective\tAction\tDate\tLead\n"
FIRST = "1. Listen\t1. Map the ways in\tTBC\t\n"
SECOND = "1. Listen\t2. Ask again\tMay 2025\tHead of Hearing\n"
THIRD = "2. Answer\t1. Say what was done\tJune 2025\tHead of Hearing\n"
FILE = HEADINGS + FIRST + SECOND + THIRD


@pytest.fixture
def plan(coordinator):
    """Made from FILE by somebody who gave the first action a date and a lead."""
    draft = make_draft(coordinator, content=FILE.encode())
    for code, value in (("deadline_unreadable", "30 June 2026"), ("lead_blank", "Head of Maps")):
        doubt = next(d for d in review(draft, on=TODAY).doubts if d.code == code)
        answer_doubts(draft, by=coordinator, key=doubt.key, choice="correct", value=value)
    draft.refresh_from_db()
    return save_import(draft, by=coordinator).plan


def amended(plan, by, text):
    draft = start_amendment(plan, by=by, name="plan.txt", content=text.encode())
    read_draft(draft.pk)
    return amendment_of(ImportDraft.objects.get(pk=draft.pk), on=TODAY)


def test_what_was_answered_about_the_file_is_not_undone_by_it(plan, coordinator):
    assert amended(plan, coordinator, FILE).nothing_to_tick


def test_columns_mean_what_they_were_said_to_mean_in_the_earlier_file(coordinator):
    draft = make_draft(coordinator, content=FILE.encode())
    map_columns(draft, by=coordinator, table="0", columns={3: "note"})
    draft.refresh_from_db()
    plan = save_import(draft, by=coordinator).plan
    assert amended(plan, coordinator, FILE).nothing_to_tick
    # Under other headings nothing is known of them.
    headed = FILE.replace("Lead", "Lead officer", 1)
    changed = {entry.field for entry, _ in amended(plan, coordinator, headed).changed}
    assert "leads" in changed


def test_what_the_file_leaves_as_it_was_is_not_ticked_at_first(plan, coordinator):
    """The row has moved, so that it is not known as the one that was answered."""
    found = amended(plan, coordinator, HEADINGS + SECOND.replace("May", "July") + FIRST + THIRD)
    quiet = {(entry.field, entry.label) for entry, reason in found.changed if reason}
    assert quiet == {("leads", "1.1")}
    assert found.ticked_at_first == {
        entry.key for entry, reason in found.changed if entry.field == "deadline" and not reason
    }
    assert len(found.ticked_at_first) == 1


def test_numbers_that_follow_an_order_are_ticked_with_it(plan, coordinator):
    text = HEADINGS + THIRD.replace("2. Answer", "1. Answer")
    text += (FIRST + SECOND).replace("1. Listen", "2. Listen")
    found = amended(plan, coordinator, text)
    assert {entry.what for entry in found.difference.moved} == {"objective"}
    numbers = [entry for entry, _ in found.changed if entry.field == "number"]
    assert len(numbers) == 2
    assert not found.ticked_at_first & {entry.key for entry in numbers}


def test_numbers_that_the_file_leaves_out_stay(plan, coordinator):
    text = FILE.replace("2. Answer", "Answer").replace("1. Listen", "Listen")
    found = amended(plan, coordinator, text)
    assert [entry.field for entry, _ in found.changed][:1] == ["number"]
    assert not found.ticked_at_first
