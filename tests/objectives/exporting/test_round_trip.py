"""Exported and imported again, nothing differs: every format, with all that a file may lose."""

import dataclasses
import datetime as dt

import pytest

from objectives.exporting import FORMATS, export_plan
from objectives.importing.differing import difference, draft_of
from objectives.importing.ours import draft_of_ours, is_ours
from objectives.importing.reading import read_bytes
from tests.objectives.plans import noon

from .nasty import nasty_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
AT = noon(dt.date(2026, 3, 3))


@pytest.fixture
def plan(coordinator):
    return nasty_plan(coordinator)


def again(plan, format, person=None):
    contents = read_bytes(export_plan(plan, format, person=person, at=AT), name=f"plan.{format}")
    assert is_ours(contents)
    return draft_of_ours(
        contents,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        quarters="financial",
    )


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_differs(plan, format):
    found = difference(draft_of(plan), again(plan, format))
    assert [(e.key, e) for e in found.entries] == []
    assert found.unchanged == {"objective": 3, "activity": 4, "action": 20}


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_the_draft_is_the_same_to_the_letter(plan, format):
    before, after = draft_of(plan), again(plan, format)
    for old, new in zip(before.objectives, after.objectives, strict=True):
        assert dataclasses.replace(new, actions=(), source="") == dataclasses.replace(
            old, actions=(), source=""
        )
    for old, new in zip(before.actions, after.actions, strict=True):
        same = {"source": "", "deadline": old.deadline}
        assert dataclasses.replace(new, **same) == dataclasses.replace(old, **same)
        assert (new.deadline.text, new.deadline.due_on) == (old.deadline.text, old.deadline.due_on)


@pytest.mark.parametrize("format", FORMATS)
def test_a_lead_gets_the_rows_that_they_may_see(plan, lead, format):
    draft = again(plan, format, person=lead)
    assert "Names an informant" not in str(draft)
    assert len(draft.objectives) == 2
    assert len(draft.actions) == 8
    found = difference(draft_of(plan, lead), draft)
    assert found.is_empty
