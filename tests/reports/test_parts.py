"""The parts of a plan's papers: their order, what is left out, and the page to choose both."""

from datetime import date

import pytest
from django.urls import reverse

from reports.collect import collect
from reports.collect.parts import all_parts, parts_of
from reports.document import Subheading
from reports.models import PlanPart
from reports.services import move_part, reset_parts, show_part
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory
from tests.world import sign_in

from .plans import CUT_OFF, QUARTER, build_plan

USUAL = list(all_parts())
NOTHING_TO_SAY = ("quarters", "meetings", "engagement", "heard", "measures", "risks")


@pytest.fixture
def plan(db):
    return ActionPlanFactory(title="Joint plan", slug="joint-plan")


@pytest.fixture
def page(client, plan, coordinator):
    sign_in(client, coordinator)
    return lambda: client.get(reverse("reports:plan-parts", args=[plan.slug]))


def order(plan):
    return [part.KEY for part, _ in parts_of(plan)]


def left_out(plan):
    return [part.KEY for part, shown in parts_of(plan) if not shown]


def press(client, plan, name, key, **data):
    return client.post(reverse(f"reports:{name}", args=[plan.slug, key]), data)


def test_a_part_moves_one_place_and_stops_at_the_ends(plan, coordinator):
    assert move_part(plan, key=USUAL[1], up=True, by=coordinator)
    assert order(plan) == [USUAL[1], USUAL[0], *USUAL[2:]]
    assert not move_part(plan, key=USUAL[1], up=True, by=coordinator)
    assert move_part(plan, key=USUAL[1], up=False, by=coordinator)
    assert order(plan) == USUAL
    assert not move_part(plan, key=USUAL[-1], up=False, by=coordinator)


def test_each_change_is_in_the_log_with_the_parts_in_words(plan, coordinator):
    show_part(plan, key=USUAL[1], shown=False, by=coordinator)

    event = Event.objects.about(plan).get(verb="parts of papers changed")
    titles = [part.TITLE for part in all_parts().values()]
    assert event.before == {"in its papers": titles, "left out of them": []}
    assert event.after == {
        "in its papers": [titles[0], *titles[2:]],
        "left out of them": [titles[1]],
    }
    assert (event.actor, event.plan_id) == (coordinator, plan.pk)


def test_a_part_that_is_left_out_keeps_its_place(plan, coordinator):
    assert show_part(plan, key=USUAL[0], shown=False, by=coordinator)
    assert not show_part(plan, key=USUAL[0], shown=False, by=coordinator)
    assert (order(plan), left_out(plan)) == (USUAL, [USUAL[0]])

    move_part(plan, key=USUAL[0], up=False, by=coordinator)
    assert left_out(plan) == [USUAL[0]]
    show_part(plan, key=USUAL[0], shown=True, by=coordinator)
    assert left_out(plan) == []
    assert Event.objects.about(plan).count() == 3


def test_as_usual_undoes_every_choice(plan, coordinator):
    move_part(plan, key=USUAL[0], up=False, by=coordinator)
    show_part(plan, key=USUAL[2], shown=False, by=coordinator)

    assert reset_parts(plan, by=coordinator)

    assert (order(plan), left_out(plan)) == (USUAL, [])
    assert not PlanPart.objects.exists()
    assert not reset_parts(plan, by=coordinator)
    assert Event.objects.about(plan).filter(verb="parts of papers changed").count() == 3


def test_a_row_of_a_part_that_the_portal_no_longer_has_does_no_harm(plan, coordinator, page):
    PlanPart.objects.create(plan=plan, key="weather", position=0)

    assert order(plan) == USUAL
    move_part(plan, key=USUAL[0], up=False, by=coordinator)
    assert order(plan) == [USUAL[1], USUAL[0], *USUAL[2:]]
    assert page().status_code == 200


def test_another_plans_papers_stay_as_they_are(plan, coordinator):
    other = ActionPlanFactory(slug="other-plan")
    show_part(plan, key=USUAL[0], shown=False, by=coordinator)
    assert left_out(other) == []


def test_the_page_says_of_each_part_what_it_prints_and_whether_it_is_in(page, plan, coordinator):
    show_part(plan, key=USUAL[0], shown=False, by=coordinator)

    context = page().context

    assert [(part["key"], part["shown"]) for part in context["parts"]] == [
        (key, key != USUAL[0]) for key in USUAL
    ]
    assert all(part["about"].endswith(".") for part in context["parts"])
    assert not context["as_usual"]


def test_a_press_moves_a_part_and_leads_back_to_it(client, page, plan):
    answer = press(client, plan, "plan-part-move", USUAL[0], direction="down")

    assert answer.url == f"/reports/plans/joint-plan/parts/#part-{USUAL[0]}"
    assert order(plan)[1] == USUAL[0]
    press(client, plan, "plan-part-move", USUAL[0], direction="up")
    assert order(plan) == USUAL


def test_a_press_leaves_a_part_out_and_puts_it_back(client, page, plan):
    press(client, plan, "plan-part-show", USUAL[3], shown="no")
    assert left_out(plan) == [USUAL[3]]
    press(client, plan, "plan-part-show", USUAL[3], shown="yes")
    assert left_out(plan) == []


def test_one_press_puts_all_back_as_usual(client, page, plan):
    press(client, plan, "plan-part-show", USUAL[0], shown="no")
    client.post(reverse("reports:plan-parts-reset", args=[plan.slug]))
    assert page().context["as_usual"]


def test_a_part_that_nobody_knows_is_not_found(client, page, plan):
    assert press(client, plan, "plan-part-move", "weather").status_code == 404


def test_an_auditor_reads_the_parts_and_gets_no_buttons(client, plan, auditor):
    answer = sign_in(client, auditor).get(reverse("reports:plan-parts", args=[plan.slug]))
    assert answer.status_code == 200
    assert b"Leave out" not in answer.content


def test_papers_print_the_parts_as_the_plan_has_them(db, coordinator):
    world = build_plan()
    world.add("Map the ways in", date(2025, 5, 1), number="1")
    show_part(world.plan, key=USUAL[1], shown=False, by=coordinator)
    move_part(world.plan, key=USUAL[3], up=True, by=coordinator)

    paper = collect(world.plan, world.panel, QUARTER, CUT_OFF)

    printed = [
        block.text
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Subheading)
    ]
    titles = {part.TITLE for part in all_parts().values()}
    assert [text for text in printed if text in titles] == [
        # A quarter's own paper has nothing to say quarter by quarter, nor of what the office has
        # none of.
        part.TITLE
        for part, shown in parts_of(world.plan)
        if shown and part.KEY not in NOTHING_TO_SAY
    ]
    assert all_parts()[USUAL[1]].TITLE not in printed
