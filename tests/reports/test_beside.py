"""Private beside public: what the public paper leaves out, and where it would have stood."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.services import create_objective, edit_action
from reports import building
from reports.beside import Count, side_by_side
from reports.models import Report, ReportRevision
from reports.services import request_report
from tests.world import build_people, sign_in

from .plans import CUT_OFF, ENTERED, QUARTER, build_plan


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.first = world.add("First hidden", None, number="1", exempt_reason="An inquiry")
    world.add("Open thing", date(2025, 5, 1), number="2")
    parent = world.add("Second hidden", date(2025, 5, 1), number="3", exempt_reason="Money")
    world.add("Part of it", None, number="3a", parent=parent)
    objective = create_objective(
        plan=world.plan, by=None, number="2", title="Hidden", exempt_reason="A person", at=ENTERED
    )
    world.add("Inside", None, number="1", objective=objective)
    world.draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.coordinator, at=CUT_OFF
    )
    return world


def page_of(world):
    return reverse("reports:report-beside", args=[world.draft.report.slug])


def test_each_row_that_is_left_out_has_its_reason_and_its_place(world):
    left_out = side_by_side(world.draft).left_out

    assert [(r.action.number, r.action.text, r.action.private_reason) for r in left_out] == [
        ("1.1", "First hidden", "An inquiry"),
        ("1.3", "Second hidden", "Money"),
        ("1.3a", "Part of it", "Money"),
        ("2.1", "Inside", "A person"),
    ]
    assert [row.place for row in left_out] == [
        "First of its objective",
        "After 1.2 Open thing",
        "After 1.2 Open thing",
        "The whole objective is left out",
    ]


def test_both_papers_are_counted(world):
    beside = side_by_side(world.draft)

    assert beside.total == Count("All actions", 1, 5)
    assert [(c.words, c.public, c.private) for c in beside.by_objective] == [
        ("1. Be easy to talk to", 1, 4),
        ("2. Hidden", 0, 1),
    ]
    assert sum(count.private for count in beside.by_state) == 5
    assert sum(count.public for count in beside.by_state) == 1
    assert Count("Overdue", 1, 2) in beside.by_state


def test_it_is_worked_out_now_and_nothing_of_it_is_stored(world, client):
    sign_in(client, world.coordinator)
    edit_action(world.first, by=None, changes={"exempt_reason": ""})

    page = client.get(page_of(world))

    assert page.context["beside"].total.left_out == 3
    assert Report.objects.count() == ReportRevision.objects.count() == 1
    world.draft.refresh_from_db()
    assert world.draft.document is None


def test_the_auditor_sees_it_and_no_member_does(world, client):
    assert "An inquiry" in sign_in(client, world.auditor).get(page_of(world)).content.decode()
    for role in ("panel_member", "lead", "outsider"):
        assert sign_in(client, getattr(world, role)).get(page_of(world)).status_code == 403


def test_where_nothing_is_left_out_it_says_so(world, client):
    world.plan.objectives.update(exempt_reason="")
    world.plan.actions.update(exempt_reason="")

    page = sign_in(client, world.coordinator).get(page_of(world))

    assert "Nothing is left out" in page.content.decode()


def test_the_queries_do_not_grow(world, client):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(world))
        return len(seen)

    sign_in(client, world.coordinator)
    queries()
    few = queries()
    for number in range(10, 18):
        world.add(f"Hidden {number}", None, number=str(number), exempt_reason="Money")

    assert queries() == few
