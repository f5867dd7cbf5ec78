"""How a measure is read: its periods, what somebody typed, the way to its target, where it stands,
and what was known of it at a moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from objectives.measures import (
    chart_of,
    doubt_about,
    figure,
    followed,
    measure_standings,
    period_words,
    periods,
    read_figure,
    readings_owed,
    refuse_impossible,
    standing_of,
)
from objectives.models import Measure
from objectives.services import (
    correct_reading,
    edit_measure,
    give_reading,
    set_targets,
    withdraw_measure,
)

from .followed_factories import MeasureFactory
from .plans import noon

MARCH, JUNE, SEPTEMBER, DECEMBER = (
    date(2026, 3, 31),
    date(2026, 6, 30),
    date(2026, 9, 30),
    date(2026, 12, 31),
)
NEXT_MARCH = date(2027, 3, 31)
DAY = timedelta(days=1)


def a_measure(**fields):
    given = {"title": "Confidence", "unit": "percent", "decimals": 1, "first_on": MARCH}
    return Measure(**given | {"every_months": 3} | fields)


@pytest.mark.parametrize(
    ("first_on", "every", "until", "ends", "words"),
    [
        (MARCH, 3, DECEMBER, [MARCH, JUNE, SEPTEMBER, DECEMBER], "October to December 2026"),
        (MARCH, 3, JUNE - DAY, [MARCH], "January to March 2026"),
        (date(2026, 1, 31), 1, MARCH, [date(2026, 1, 31), date(2026, 2, 28), MARCH], "March 2026"),
        (MARCH, 12, NEXT_MARCH, [MARCH, NEXT_MARCH], "April 2026 to March 2027"),
        (date(2026, 2, 15), 1, MARCH, [date(2026, 2, 15), date(2026, 3, 15)], None),
        (MARCH, 3, MARCH - DAY, [], None),
    ],
)
def test_a_period_ends_so_many_months_after_the_one_before(first_on, every, until, ends, words):
    measure = a_measure(first_on=first_on, every_months=every)
    assert periods(measure, until) == ends
    if words:
        assert period_words(measure, ends[-1]) == words


def test_a_period_within_a_month_is_named_by_its_days():
    measure = a_measure(first_on=date(2026, 3, 15), every_months=1)
    assert period_words(measure, date(2026, 3, 15)) == "16 February 2026 to 15 March 2026"


@pytest.mark.parametrize(
    ("typed", "unit", "decimals", "read"),
    [
        ("61.5", "percent", 1, "61.5"),
        ("61,5", "percent", 1, "61.5"),
        (" 61.5 %", "percent", 1, "61.5"),
        ("61.5 per cent", "percent", 1, "61.5"),
        ("61.50", "percent", 1, "61.5"),
        ("£1,200", "pounds", 0, "1200"),
        ("-£1,200.50", "pounds", 2, "-1200.5"),
        ("1,234,567", "number", 0, "1234567"),
        ("1.2k", "number", 0, "1200"),
        ("1.5m", "pounds", 0, "1500000"),
        ("12 days", "days", 0, "12"),
        ("\u22123", "score", 0, "-3"),
    ],
)
def test_a_figure_is_read_as_people_type_it(typed, unit, decimals, read):
    assert read_figure(typed, a_measure(unit=unit, decimals=decimals)) == Decimal(read)


@pytest.mark.parametrize(
    ("typed", "unit", "decimals", "code"),
    [
        ("", "percent", 1, "required"),
        ("about 60", "percent", 1, "not_a_figure"),
        ("6 in 10", "percent", 1, "not_a_figure"),
        ("NaN", "percent", 1, "not_a_figure"),
        ("1e5", "number", 0, "not_a_figure"),
        ("1.234.567", "number", 0, "not_a_figure"),
        ("1,2345", "number", 0, "not_a_figure"),
        ("٦١", "percent", 0, "not_a_figure"),
        ("61%", "pounds", 0, "wrong_unit"),
        ("£61", "percent", 0, "wrong_unit"),
        ("61 days", "percent", 0, "wrong_unit"),
        ("61.54", "percent", 1, "too_precise"),
        ("61.5", "number", 0, "too_precise"),
        ("123456789012", "number", 0, "too_long"),
    ],
)
def test_what_can_not_be_read_for_certain_is_refused(typed, unit, decimals, code):
    with pytest.raises(ValidationError) as refused:
        read_figure(typed, a_measure(unit=unit, decimals=decimals))
    assert refused.value.code == code


def test_a_share_of_one_is_asked_about_also_where_it_is_too_exact():
    with pytest.raises(ValidationError) as refused:
        read_figure("0.61", a_measure())
    assert "Is 0.61 meant as 61 per cent?" in refused.value.message


@pytest.mark.parametrize(
    ("value", "unit", "usual", "code", "instead"),
    [
        ("0.61", "percent", [60, 62], "as_share", 61),
        ("0.61", "percent", [], "as_share", 61),
        ("0.6", "percent", ["0.5", "0.7"], None, None),
        ("6150", "percent", [61], "above_whole", Decimal("61.5")),
        ("140", "percent", [130, 150], None, None),
        ("61", "percent", [60], None, None),
        ("20", "percent", [60, 61], "far_off", None),
        ("35", "percent", [60], None, None),
        ("1640", "number", [410], None, None),
        # What is usual is told by the last four.
        ("500", "number", [9, 9, 9, 9, 9, 400, 410, 400, 410], None, None),
        ("5000", "number", [400, 410], "far_off", None),
        ("40", "number", [400, 410], "far_off", None),
        ("-400", "number", [400], "far_off", None),
        ("500", "number", [400, 410], None, None),
        ("3", "number", [1], None, None),
        ("7", "number", [0], None, None),
        ("7", "number", [], None, None),
    ],
)
def test_a_figure_that_can_hardly_be_meant_is_asked_about(value, unit, usual, code, instead):
    usual = [Decimal(each) for each in usual]
    doubt = doubt_about(Decimal(value), a_measure(unit=unit, decimals=2), usual)
    assert (doubt and doubt.code) == code
    if code:
        assert doubt.instead == instead


def test_the_lowest_and_the_highest_that_can_be_are_taken():
    measure = a_measure(least=Decimal(0), most=Decimal(100))
    for value in (0, 100):
        refuse_impossible(Decimal(value), measure)
    for value, code in ((-1, "too_low"), (101, "too_high")):
        with pytest.raises(ValidationError) as refused:
            refuse_impossible(Decimal(value), measure)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        ("61.5", "percent", 1, "61.5%"),
        ("61", "percent", 0, "61%"),
        ("0.05", "percent", 1, "0.1%"),
        ("1200", "pounds", 0, "£1,200"),
        ("-1200", "pounds", 0, "-£1,200"),
        ("1", "days", 0, "1 day"),
        ("12", "days", 0, "12 days"),
        ("-0.04", "number", 1, "0.0"),
    ],
)
def test_a_figure_is_said_with_its_unit(value, unit, decimals, words):
    assert figure(Decimal(value), a_measure(unit=unit, decimals=decimals)) == words


@pytest.fixture
def measure(db):
    return MeasureFactory(title="Confidence", tolerance=Decimal(1))


@pytest.mark.parametrize(
    ("better", "value", "state", "words"),
    [
        ("higher", "61.5", "off_trajectory", "2.5 points below the trajectory to 70.0% by"),
        ("higher", "63.0", "on_trajectory", "1.0 points below the trajectory to 70.0% by"),
        ("higher", "64.0", "on_trajectory", "on the trajectory to 70.0% by March 2027."),
        ("higher", "69.0", "on_trajectory", "5.0 points above the trajectory to 70.0% by"),
        ("lower", "69.0", "off_trajectory", "5.0 points above the trajectory to 70.0% by"),
        ("lower", "65.0", "on_trajectory", "which is close enough"),
        ("lower", "55.0", "on_trajectory", "9.0 points below the trajectory to 70.0% by"),
    ],
)
def test_a_measure_stands_to_its_trajectory(measure, better, value, state, words):
    """From 58 in March 2025 straight to 70 in March 2027: half-way, in March 2026, it is 64."""
    edit_measure(
        measure, by=None, changes={"better": better, "first_on": date(2025, 3, 31)}, at=noon(MARCH)
    )
    measure.refresh_from_db()
    give_reading(measure, by=None, on=date(2025, 3, 31), value=Decimal(58), at=noon(MARCH + DAY))
    give_reading(measure, by=None, on=MARCH, value=Decimal(value), at=noon(MARCH + DAY))
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70)}, at=noon(MARCH + DAY))
    [known] = followed([measure], at=noon(MARCH + 2 * DAY))
    standing = standing_of(known, at=noon(MARCH + 2 * DAY))
    assert standing.code == state
    assert standing.expected == 64
    assert standing.sentence.startswith(f"{value}% in March 2026: ")
    assert words in standing.sentence


def stand(measure, at):
    [known] = followed([measure], at=noon(at))
    return standing_of(known, at=noon(at))


def test_without_a_reading_or_a_target_it_says_so(measure):
    assert stand(measure, JUNE).code == "no_reading"
    give_reading(measure, by=None, on=MARCH, value=Decimal("61.5"), at=noon(JUNE))
    assert stand(measure, JUNE).code == "no_target"
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70)}, at=noon(JUNE))
    assert stand(measure, JUNE).code == "on_trajectory"
    assert "the first reading" in stand(measure, JUNE).sentence


def test_after_its_last_day_a_target_goes_on_to_hold(measure):
    give_reading(measure, by=None, on=MARCH, value=Decimal("61.5"), at=noon(JUNE))
    set_targets(measure, by=None, targets={JUNE: Decimal(70)}, at=noon(JUNE))
    give_reading(measure, by=None, on=SEPTEMBER, value=Decimal(70), at=noon(DECEMBER))
    assert "the target of 70.0% by June 2026 is met" in stand(measure, DECEMBER).sentence
    correct_reading(
        measure.readings.last(), by=None, value=Decimal(66), reason="Weighted", at=noon(DECEMBER)
    )
    assert stand(measure, DECEMBER).is_off
    assert "4.0 points below the target" in stand(measure, DECEMBER).sentence


def test_several_targets_are_a_trajectory_in_pieces(measure):
    give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(JUNE))
    targets = {SEPTEMBER: Decimal(62), NEXT_MARCH: Decimal(70), date(2025, 3, 31): Decimal(50)}
    set_targets(measure, by=None, targets=targets, at=noon(JUNE))
    [known] = followed([measure], at=noon(JUNE))
    assert known.trajectory() == [(MARCH, 60), (SEPTEMBER, 62), (NEXT_MARCH, 70)]
    assert known.expected(SEPTEMBER) == 62
    assert 60 < known.expected(JUNE) < 62
    assert 65 < known.expected(DECEMBER) < 67
    assert known.expected(date(2026, 1, 1)) is None
    assert known.expected(date(2030, 1, 1)) == 70


@pytest.mark.parametrize(
    ("targets", "beside", "words"),
    [
        ({}, None, "no target is set"),
        ({NEXT_MARCH: 70}, None, "the first reading, on the way to 70.0% by March 2027"),
        ({MARCH: 65}, 65, "5.0 points below the target of 65.0% by March 2026"),
        ({MARCH: 65, NEXT_MARCH: 70}, 65, "5.0 points below the target of 65.0% by March 2026"),
        ({date(2025, 3, 31): 60}, 60, "the target of 60.0% by March 2025 is met"),
    ],
)
def test_a_trajectory_begins_with_the_first_reading_unless_a_target_holds_by_then(
    measure, targets, beside, words
):
    give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(JUNE))
    targets = {on: Decimal(value) for on, value in targets.items()}
    set_targets(measure, by=None, targets=targets, at=noon(JUNE))
    standing = stand(measure, JUNE)
    assert standing.followed.beside(standing.latest) == beside
    assert standing.sentence == f"60.0% in March 2026: {words}."


def test_at_a_cut_off_a_measure_reads_as_it_was_known_then(measure):
    """Readings corrected, a target changed half-way, words changed, and the measure withdrawn."""
    plan = measure.plan
    give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(date(2026, 4, 20)))
    give_reading(measure, by=None, on=JUNE, value=Decimal(61), at=noon(date(2026, 7, 20)))
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(80)}, at=noon(date(2026, 4, 21)))
    cut_off = noon(date(2026, 8, 1))
    correct_reading(
        measure.readings.get(on=JUNE),
        by=None,
        value=Decimal(66),
        reason="A ward was left out",
        at=noon(date(2026, 8, 2)),
    )
    set_targets(
        measure,
        by=None,
        targets={NEXT_MARCH: Decimal(62)},
        reason="The survey changed",
        at=noon(date(2026, 8, 3)),
    )
    changes = {"title": "Trust", "tolerance": Decimal(50)}
    edit_measure(measure, by=None, changes=changes, at=noon(date(2026, 8, 4)))
    withdraw_measure(measure, by=None, reason="No survey", at=noon(date(2026, 8, 5)))
    [then] = measure_standings(plan, at=cut_off)
    assert (then.measure.title, then.latest.value, then.code) == (
        "Confidence",
        61,
        "off_trajectory",
    )
    assert "80.0% by March 2027" in then.sentence
    [later] = measure_standings(plan, at=noon(date(2026, 8, 4)))
    assert (later.measure.title, later.latest.value, later.code) == ("Trust", 66, "on_trajectory")
    assert measure_standings(plan, at=noon(date(2026, 8, 6))) == []
    assert measure_standings(plan, at=noon(date(2026, 3, 1))) == []


def test_a_target_that_was_taken_back_is_none(measure):
    give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(JUNE))
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(80)}, at=noon(JUNE))
    set_targets(measure, by=None, targets={NEXT_MARCH: None}, reason="Too far", at=noon(JUNE + DAY))
    assert stand(measure, JUNE).followed.targets
    assert stand(measure, JUNE + DAY).code == "no_target"


def test_a_reading_is_late_the_day_after_it_should_be_known(measure, django_assert_num_queries):
    """31 March and 30 days: known by 30 April."""
    due = MARCH + timedelta(days=measure.ready_days)
    assert stand(measure, due).late == ()
    assert stand(measure, due + DAY).late == (MARCH,)
    assert stand(measure, due + DAY).late_words == "the reading for March 2026 is 1 day late"
    assert "2 readings are late" in stand(measure, date(2026, 8, 30)).late_words
    others = [MeasureFactory(plan=measure.plan) for _ in range(5)]
    with django_assert_num_queries(1):
        owed = readings_owed([measure, *others], due)
    assert [(each.on, each.late_words(due)) for each in owed[measure.pk]] == [(MARCH, "due today")]
    assert readings_owed([measure], due - DAY) == {}


def test_standings_cost_the_same_for_any_number(measure, django_assert_num_queries):
    for each in [measure, *(MeasureFactory(plan=measure.plan) for _ in range(6))]:
        give_reading(each, by=None, on=MARCH, value=Decimal(60), at=noon(JUNE))
    with django_assert_num_queries(4):
        assert len(measure_standings(measure.plan, at=noon(DECEMBER))) == 7


def test_a_chart_has_every_reading_and_the_way_to_the_target(measure):
    assert chart_of(stand(measure, JUNE)) is None
    give_reading(measure, by=None, on=MARCH, value=Decimal(60), at=noon(JUNE))
    lone = chart_of(stand(measure, JUNE))
    assert [point.words for point in lone.points] == ["60.0%"]
    give_reading(measure, by=None, on=JUNE, value=Decimal(65), at=noon(SEPTEMBER))
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70)}, at=noon(SEPTEMBER))
    chart = chart_of(stand(measure, SEPTEMBER))
    assert [(point.words, point.period) for point in chart.points] == [
        ("60.0%", "January to March 2026"),
        ("65.0%", "April to June 2026"),
    ]
    assert [point.words for point in chart.trajectory] == ["60.0%", "70.0%"]
    first, last = chart.points
    assert first.x < last.x < chart.trajectory[-1].x
    assert first.y > last.y > chart.trajectory[-1].y
    assert (chart.first, chart.last) == ("March 2026", "March 2027")
