"""Measures: made, changed, given targets and readings, each in the Event log."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from objectives.models import MeasureTarget, Reading
from objectives.services import (
    correct_reading,
    create_measure,
    edit_measure,
    give_reading,
    set_targets,
    withdraw_measure,
)
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory

from .factories import ObjectiveFactory
from .followed_factories import MeasureFactory
from .plans import noon

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
NEXT_MARCH = date(2027, 3, 31)
AT = noon(date(2026, 7, 14))


@pytest.fixture
def measure(db):
    return MeasureFactory(title="Confidence")


def refused(work, *args, **kwargs):
    """The codes of what a service objects to."""
    with pytest.raises(ValidationError) as objection:
        work(*args, **{"by": None, "at": AT} | kwargs)
    error = objection.value
    errors = error.error_dict.values() if hasattr(error, "error_dict") else [[error]]
    return {each.code for some in errors for each in some}


def logged(verb):
    return Event.objects.get(verb=verb)


def test_a_measure_serves_objectives_of_its_plan(coordinator):
    plan = ActionPlanFactory()
    objective, elsewhere = ObjectiveFactory(plan=plan), ObjectiveFactory()
    fields = {"title": "Confidence", "definition": "x", "source": "y", "unit": "percent"}
    fields |= {"first_on": MARCH, "least": Decimal(0), "most": Decimal(100)}
    measure = create_measure(plan, by=coordinator, objectives=[objective], at=AT, **fields)
    assert list(measure.objectives.all()) == [objective]
    # A button pressed twice makes one.
    again = {"objectives": [objective], "at": AT}
    assert create_measure(plan, by=coordinator, **again, **fields) == measure
    event = logged("measure created")
    assert (event.actor, event.plan_id, event.after["title"]) == (
        coordinator,
        plan.pk,
        "Confidence",
    )
    assert create_measure(plan, by=None, at=AT, **fields).position == 1
    assert refused(create_measure, plan, objectives=[elsewhere], **fields) == {
        "objective_elsewhere"
    }
    assert refused(create_measure, plan, **fields | {"most": Decimal(0)}) == {"least_above_most"}
    below = fields | {"tolerance": Decimal(-1)}
    assert refused(create_measure, plan, **below) == {"tolerance_negative"}
    late = fields | {"ready_days": 2**31}
    assert refused(create_measure, plan, **late) == {"ready_too_late"}
    assert refused(create_measure, plan, every_months=0, **fields) == {"every_months_missing"}


def test_what_has_readings_keeps_its_unit_and_its_periods(measure, coordinator):
    edit_measure(measure, by=coordinator, changes={"unit": "number"}, at=AT)
    assert logged("measure edited").after == {"unit": "number"}
    give_reading(measure, by=None, on=MARCH, value=Decimal(61), at=AT)
    assert refused(edit_measure, measure, changes={"unit": "percent"}) == {"unit_fixed"}
    assert refused(edit_measure, measure, changes={"first_on": JUNE}) == {"periods_fixed"}
    monthly = edit_measure(measure, by=None, changes={"every_months": 1}, at=AT)
    assert monthly.every_months == 1
    objective = ObjectiveFactory(plan=measure.plan)
    changed = edit_measure(measure, by=None, changes={}, objectives=[objective], at=AT)
    assert list(changed.objectives.all()) == [objective]
    assert refused(edit_measure, measure, changes={}, objectives=[ObjectiveFactory()]) == {
        "objective_elsewhere"
    }


def test_a_withdrawn_measure_takes_nothing_more(measure, coordinator):
    reading = give_reading(measure, by=None, on=MARCH, value=Decimal(61), at=AT)
    withdraw_measure(measure, by=coordinator, reason="The survey ended", at=AT)
    assert logged("measure withdrawn").after["withdrawn_reason"] == "The survey ended"
    gone = {"measure_withdrawn"}
    assert refused(withdraw_measure, measure, reason="Again") == gone
    assert refused(edit_measure, measure, changes={"title": "x"}) == gone
    assert refused(set_targets, measure, targets={NEXT_MARCH: Decimal(70)}) == gone
    assert refused(give_reading, measure, on=JUNE, value=Decimal(61)) == gone
    assert refused(correct_reading, reading, value=Decimal(62), reason="x") == gone


def test_a_target_is_replaced_with_a_reason_and_kept(measure, coordinator):
    set_targets(measure, by=coordinator, targets={NEXT_MARCH: Decimal(70)}, at=AT)
    assert logged("measure targets set").after == {"2027-03-31": "70"}
    assert refused(set_targets, measure, targets={NEXT_MARCH: Decimal(65)}) == {"reason_missing"}
    assert refused(set_targets, measure, targets={NEXT_MARCH: None}) == {"reason_missing"}
    assert refused(set_targets, measure, targets={JUNE: Decimal(700)}) == {"too_high"}
    assert set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70)}, at=AT) == []
    later = AT + timedelta(days=1)
    set_targets(
        measure, by=None, targets={NEXT_MARCH: Decimal(65)}, reason="Too far away", at=later
    )
    values = MeasureTarget.objects.filter(measure=measure).values_list("value", "reason")
    assert list(values) == [(70, ""), (65, "Too far away")]
    # One for another day is no change of it, and needs no reason.
    set_targets(measure, by=None, targets={JUNE: Decimal(62)}, at=later)


def test_a_reading_is_of_a_period_that_is_over(measure, lead):
    post = lead.holdings.get().post
    reading = give_reading(
        measure, by=lead, on=MARCH, value=Decimal("61.5"), note=" Wave 3 ", post=post, at=AT
    )
    assert (reading.note, reading.post, reading.recorded_at) == ("Wave 3", post, AT)
    event = logged("reading given")
    assert event.after == {"on": "2026-03-31", "value": "61.5", "note": "Wave 3"}
    assert event.object_id == measure.pk
    value = {"value": Decimal(61)}
    assert refused(give_reading, measure, on=date(2026, 5, 14), **value) == {"no_period"}
    assert refused(give_reading, measure, on=date(2025, 12, 31), **value) == {"no_period"}
    assert refused(give_reading, measure, on=date(2026, 9, 30), **value) == {"reading_ahead"}
    assert refused(give_reading, measure, on=MARCH, **value) == {"reading_given"}
    again = give_reading(
        measure, by=lead, on=MARCH, value=Decimal("61.50"), note="Wave 3", post=post, at=AT
    )
    assert again == reading
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0.6", "in_doubt"),
        ("6150", "too_high"),
        ("-1", "too_low"),
        ("61.55", "too_precise"),
        ("12", "in_doubt"),
        ("NaN", "too_long"),
    ],
)
def test_a_figure_in_the_wrong_unit_is_not_taken(measure, value, code):
    give_reading(measure, by=None, on=MARCH, value=Decimal("61.5"), at=AT)
    assert refused(give_reading, measure, on=JUNE, value=Decimal(value)) == {code}
    if code == "in_doubt":
        given = give_reading(measure, by=None, on=JUNE, value=Decimal(value), sure=True, at=AT)
        assert given.value == Decimal(value)
    else:
        # What can't be isn't taken from somebody who is sure either.
        assert refused(give_reading, measure, on=JUNE, value=Decimal(value), sure=True) == {code}


def test_a_reading_is_corrected_with_a_reason_and_kept(measure, coordinator):
    first = give_reading(measure, by=None, on=MARCH, value=Decimal("61.5"), at=AT)
    assert refused(correct_reading, first, value=Decimal(62), reason=" ") == {"reason_missing"}
    assert refused(correct_reading, first, value=Decimal("0.6"), reason="x") == {"in_doubt"}
    second = correct_reading(
        first, by=coordinator, value=Decimal(62), reason="A ward was left out", at=AT
    )
    assert [row.value for row in measure.readings.all()] == [Decimal("61.5"), 62]
    event = logged("reading corrected")
    assert (event.before["value"], event.after["value"]) == ("61.5", "62")
    # Nothing is different: nothing is said. Asked of the earlier one, the later one is meant.
    assert correct_reading(first, by=None, value=Decimal(62), reason="", at=AT) == second
    # What takes its place is not held to be far from it.
    assert correct_reading(second, by=None, value=Decimal(30), reason="Half", at=AT).value == 30


def test_a_year_late_is_a_reading_too(measure):
    late = give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(date(2027, 4, 1)))
    assert late.on == MARCH
