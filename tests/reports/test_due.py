"""The papers that are asked for by themselves at a quarter's cut-off, and those that are not."""

from datetime import date, timedelta

import pytest

from actionplans.cut_offs import usual_cut_off
from actionplans.models import ActionPlan
from actionplans.services import close_plan
from objectives.models import Deadline
from reports import building
from reports.building import build_revision
from reports.due import request_due_reports
from reports.services import request_report
from stakeholders.services import dissolve_body

from .clearing import cleared
from .plans import CUT_OFF, QUARTER, at, build_plan

LATER = CUT_OFF + timedelta(hours=1)


@pytest.fixture
def world(db):
    world = build_plan()
    world.add("Open thing", date(2025, 5, 1), number="1")
    return world


@pytest.fixture(autouse=True)
def _nobody_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


def test_due_reports_are_asked_for_once_for_each_body(world):
    asked = request_due_reports(CUT_OFF)

    assert {(r.report.body.name, r.report.period) for r in asked} == {
        ("Northmoor Board", "2025-Q1"),
        ("Northmoor Panel", "2025-Q1"),
    }
    assert request_due_reports(CUT_OFF + timedelta(hours=1)) == []
    for revision in asked:
        build_revision(revision.pk)
    assert request_due_reports(CUT_OFF + timedelta(hours=2)) == []


def test_a_draft_from_before_the_cut_off_is_built_again_when_it_comes(world):
    draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, at=at(2025, 7, 1)
    )
    build_revision(draft.pk)

    asked = request_due_reports(CUT_OFF)

    assert draft in asked
    draft.refresh_from_db()
    assert (draft.build, draft.cut_off) == ("waiting", CUT_OFF)


def test_what_its_officers_have_before_the_cut_off_is_not_taken_from_them(world):
    """A meeting may want its paper before the quarter's own cut-off."""
    early = at(2025, 7, 1)
    paper = request_report(plan=world.plan, body=world.panel, period=QUARTER, by=None, at=early)
    build_revision(paper.pk, at=early)
    paper = cleared(paper, by=None, at=early)

    assert paper not in request_due_reports(CUT_OFF)

    paper.refresh_from_db()
    assert (paper.status, paper.build) == ("cleared", "built")
    assert set(paper.clearances.values_list("decision", flat=True)) == {"cleared"}


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2025, 3, 31)},
        {"starts_on": date(2025, 7, 1)},
        {"withdrawn_at": at(2025, 7, 1)},
    ],
)
def test_no_paper_is_due_on_a_plan_that_was_withdrawn_or_lies_outside(world, changes):
    ActionPlan.objects.update(**changes)

    assert request_due_reports(CUT_OFF) == []


def test_no_paper_is_due_on_a_plan_that_was_brought_in_after_the_cut_off(world):
    """Whoever imports an old plan finds no papers on quarters that nobody could report on."""
    Deadline.objects.update(recorded_at=LATER)

    assert request_due_reports(LATER + timedelta(hours=1)) == []
    assert len(request_due_reports(usual_cut_off(QUARTER.next()))) == 2


def test_a_plan_has_its_last_paper_in_the_quarter_in_which_it_closed(world):
    ActionPlan.objects.update(stage="in_delivery")
    world.plan.refresh_from_db()
    close_plan(world.plan, by=None, reason="All done", at=at(2025, 6, 30))

    assert len(request_due_reports(CUT_OFF)) == 2
    assert request_due_reports(usual_cut_off(QUARTER.next())) == []


def test_no_paper_is_due_for_a_body_that_was_dissolved(world):
    dissolve_body(world.board, by=None, dissolved_on=date(2025, 6, 30))

    assert [r.report.body for r in request_due_reports(CUT_OFF)] == [world.panel]
