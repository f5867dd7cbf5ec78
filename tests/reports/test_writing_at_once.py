"""Two coordinators at the same moment: what SQLite can't promise."""

from datetime import date

import pytest

from reports.collect.parts import all_parts, parts_of
from reports.services import move_part, request_report, show_part, write_narrative
from stakeholders.editing import EditConflict
from tests.objectives.test_answers_at_once import at_once
from tests.world import build_people

from .plans import CUT_OFF, QUARTER, build_plan

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    world = build_plan(build_people())
    world.add("Map the ways in", date(2025, 5, 1), number="1")
    ask = {"plan": world.plan, "body": world.panel, "by": world.coordinator, "queue": False}
    world.report = request_report(period=QUARTER, at=CUT_OFF, **ask).report
    return world


@pytest.mark.parametrize("before", [0, 1])
def test_of_two_who_write_in_one_place_at_once_one_is_told(world, before):
    def write(text, version=before):
        return write_narrative(
            world.report, key="position", text=text, by=world.coordinator, version=version
        )

    if before:
        write("Before.", 0)

    results = at_once(lambda: write("One."), lambda: write("Two."))

    (conflict,) = [found for found in results if isinstance(found, EditConflict)]
    (saved,) = [found for found in results if not isinstance(found, EditConflict)]
    narrative = world.report.narratives.get()
    assert (narrative.text, narrative.version) == (saved.text, before + 1)
    assert conflict.current.text == saved.text


def test_two_changes_of_a_plans_parts_at_once_are_both_kept(world):
    first, second, *_ = all_parts()

    results = at_once(
        lambda: move_part(world.plan, key=first, up=False, by=world.coordinator),
        lambda: show_part(world.plan, key=second, shown=False, by=world.coordinator),
    )

    assert results == [True, True]
    kept = [(part.KEY, shown) for part, shown in parts_of(world.plan)]
    assert kept[:2] == [(second, False), (first, True)]
