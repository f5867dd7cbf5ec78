"""Asking for a paper takes nothing from one that is on its way already."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports import building
from reports.building import build_revision
from reports.services import correct_report, request_report
from tests.world import build_people, sign_in

from .clearing import cleared, published
from .plans import CUT_OFF, QUARTER, build_plan

LATER = CUT_OFF + timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.add("Open thing", date(2025, 5, 1), number="1")
    world.revision = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.coordinator, at=CUT_OFF
    )
    build_revision(world.revision.pk, at=CUT_OFF)
    return world


def correct(world, words="Objective 1 was wrongly told.", **more):
    return correct_report(
        world.revision.report, by=world.coordinator, correction=words, at=LATER, **more
    )


@pytest.mark.parametrize("page", ["report-request", "report-rebuild"])
def test_asking_for_a_paper_that_is_cleared_takes_no_clearance_away(client, world, page):
    """Two coordinators: one of them does not know, or has an old page open."""
    paper = cleared(world.revision, by=world.coordinator, at=CUT_OFF)
    slug = [] if page == "report-request" else [paper.report.slug]
    asked = {"plan": world.plan.pk, "body": world.panel.pk, "period": str(QUARTER)}

    answer = sign_in(client, world.coordinator).post(reverse(f"reports:{page}", args=slug), asked)

    assert answer.status_code == 422
    assert answer.context["form"].has_error("__all__", "in_clearance")
    paper.refresh_from_db()
    assert (paper.status, paper.build) == ("cleared", "built")
    assert set(paper.clearances.values_list("decision", flat=True)) == {"cleared"}


def test_a_second_correction_leaves_the_first_as_its_officers_cleared_it(client, world):
    published(world.revision, by=world.coordinator, at=CUT_OFF)
    first = cleared(correct(world), by=world.coordinator, at=LATER)

    page = sign_in(client, world.coordinator).post(
        reverse("reports:report-correct", args=[first.report.slug]),
        {"correction": "Something else.", "keep_cut_off": "no"},
    )

    assert page.status_code == 422
    assert page.context["form"].has_error("__all__", "not_published")
    first.refresh_from_db()
    assert (first.status, first.build, first.cut_off) == ("cleared", "built", CUT_OFF)
    assert set(first.clearances.values_list("decision", flat=True)) == {"cleared"}


def test_whoever_corrects_is_warned_not_to_name_what_has_become_private(client, world):
    paper = published(world.revision, by=world.coordinator, at=CUT_OFF)

    page = sign_in(client, world.coordinator).get(
        reverse("reports:report-correct", args=[paper.report.slug])
    )

    assert "say only that something was left out" in page.content.decode()


def test_the_same_correction_pressed_twice_is_one_revision(world):
    published(world.revision, by=world.coordinator, at=CUT_OFF)

    assert correct(world) == correct(world)

    assert world.revision.report.revisions.count() == 2


def test_words_for_another_correction_are_not_lost_in_one_that_is_being_built(world):
    published(world.revision, by=world.coordinator, at=CUT_OFF)
    correct(world)

    with pytest.raises(ValidationError) as refused:
        correct(world, "Something else.")

    assert refused.value.code == "not_published"


def test_a_paper_that_was_never_published_is_not_corrected(world):
    cleared(world.revision, by=world.coordinator, at=CUT_OFF)

    with pytest.raises(ValidationError) as refused:
        correct(world, keep_cut_off=False)

    assert refused.value.code == "not_published"
    world.revision.refresh_from_db()
    assert (world.revision.status, world.revision.correction) == ("cleared", "")
