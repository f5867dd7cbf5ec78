"""The parts of a paper on measures and risks: as they were given by the cut-off."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.models import Measure, Risk
from objectives.services import close_risk, edit_risk, review_risk
from reports.document import Document, LineChart
from reports.render import render_files
from tests.objectives.followed_factories import (
    MeasureFactory,
    MeasureTargetFactory,
    ReadingFactory,
    RiskFactory,
    RiskReviewFactory,
)
from tests.stakeholders.factories import PersonFactory, PostFactory

from .parts import paper, part_called
from .plans import ENTERED, at, build_plan
from .reading_files import texts_of
from .reading_pdf import assert_valid

GIVEN, LATER = at(2025, 4, 20), at(2025, 8, 1)
SECRET = "Zqxgeheim"
MEASURES, RISKS = "Measures, off their trajectory first", "Risks, the highest first"


@pytest.fixture
def world(db):
    return build_plan()


def measure(world, title, *values, target=None, **fields):
    """Readings of the quarters to March 2025 and so on, each given a month after; `target` is for
    March 2026."""
    made = MeasureFactory(
        plan=world.plan, title=title, first_on=date(2025, 3, 31), created_at=ENTERED, **fields
    )
    for value, day in zip(values, (date(2025, 3, 31), date(2025, 6, 30)), strict=False):
        given = GIVEN if day.month == 3 else at(2025, 7, 10)
        ReadingFactory(measure=made, on=day, value=Decimal(value), recorded_at=given)
    if target:
        day = date(2026, 3, 31)
        MeasureTargetFactory(measure=made, on=day, value=Decimal(target), recorded_at=ENTERED)
    return made


def risk(world, title, likelihood=3, impact=4, *, when=ENTERED, **fields):
    scores = {"likelihood": likelihood, "impact": impact, "review_on": date(2025, 7, 1)} | fields
    made = RiskFactory(plan=world.plan, title=title, created_at=when, **scores)
    given = {name: scores[name] for name in ("likelihood", "impact", "review_on")}
    RiskReviewFactory(risk=made, reviewed_on=when.date(), recorded_at=when, **given)
    return made


def chart_of(document):
    return [b for s in document.sections for b in s.blocks if isinstance(b, LineChart)]


def test_nothing_stands_there_where_the_plan_has_none(world):
    MeasureFactory(), RiskFactory()
    document = paper(world)
    assert part_called("Measures", document) is None
    assert part_called("Risks", document) is None


def test_measures_off_their_trajectory_stand_first_each_with_its_line(world):
    measure(world, "No figure")
    measure(world, "Going well", "61.5", "66", target="70")
    measure(world, "Confidence", "61.5", "60", target="70")

    document = paper(world)
    said, tables = part_called("Measures", document)

    assert [row[:2] for row in tables[MEASURES]] == [
        ["Confidence", "Off trajectory"],
        ["No figure", "No reading yet"],
        ["Going well", "On trajectory"],
    ]
    assert said[0].startswith("Of 3 measures 1 is off the trajectory, 1 is on the trajectory and")
    assert "1 has a reading that is late." in said[0]
    off, well = chart_of(document)
    assert [point.words for point in off.lines[0].points] == ["61.5%", "60.0%"]
    assert [line.dashed for line in off.lines] == [False, True]
    assert (off.low.words, off.high.words) == ("60.0%", "70.0%")
    assert [[cell.text for cell in row][:2] for row in off.table.rows] == [
        ["April to June 2025", "60.0%"],
        ["January to March 2025", "61.5%"],
    ]
    assert well.caption == "Going well"


def test_readings_count_as_they_were_known_by_the_cut_off(world):
    made = measure(world, "Confidence", "61.5", "60", target="70")
    before = part_called("Measures", paper(world)), chart_of(paper(world))

    ReadingFactory(measure=made, on=date(2025, 6, 30), value=Decimal(69), recorded_at=LATER)
    ReadingFactory(measure=made, on=date(2025, 9, 30), value=Decimal(69), recorded_at=LATER)
    MeasureTargetFactory(measure=made, on=date(2025, 6, 30), value=Decimal(50), recorded_at=LATER)

    assert (part_called("Measures", paper(world)), chart_of(paper(world))) == before
    [chart] = chart_of(paper(world, cut_off=at(2025, 8, 2)))
    assert [cell.detail for cell in chart.table.rows[1]][-1] == "Corrected"


def test_a_late_reading_says_so(world):
    late = measure(world, "Late", target="70")
    ReadingFactory(measure=late, on=date(2025, 3, 31), recorded_at=at(2025, 5, 30), note="At last")

    [chart] = chart_of(paper(world))

    note = chart.table.rows[0][-1]
    assert (note.text, note.detail) == ("At last", "Given 30 days late")


def test_risks_stand_by_score_with_their_movement_and_what_lowers_them(world):
    action = world.add("Ask the schools", date(2025, 5, 1), number="3")
    hidden = world.add("Zqxplan", number="7", exempt_reason=SECRET)
    post = PostFactory(title="Head of Engagement")
    rising = risk(world, "Few answer", 3, 3, owner_post=post)
    rising.actions.set([action, hidden])
    review_risk(
        rising, by=None, likelihood=5, impact=4, review_on=date(2025, 10, 1), words="!", at=GIVEN
    )
    risk(world, "No hall", 3, 4, response="Ask early")
    risk(world, "New one", 1, 1, when=GIVEN)
    closed = risk(world, "Gone")
    close_risk(closed, by=None, reason="Over", at=GIVEN)

    document = paper(world)
    said, tables = part_called("Risks", document)

    assert tables[RISKS] == [
        ["Few answer", "20 of 25, very high", f"{action.label} Ask the schools: overdue",
         "Head of Engagement"],
        ["No hall", "12 of 25, high", "Ask early", "Nobody yet"],
        ["New one", "1 of 25, low", "Nothing yet", "Nobody yet"],
    ]  # fmt: skip
    text = document.to_json()
    assert "up from 9" in text
    assert "review due 1 July 2025, 13 days late" in text
    assert "Since 14 April 2025 1 has risen and 1 was closed. The review of 2 is late." in said[0]
    assert "zqx" not in text.lower()


def test_what_is_said_of_a_risk_later_changes_nothing_in_the_same_paper(world):
    one, other = risk(world, "Few answer"), risk(world, "No hall")
    before = part_called("Risks", paper(world))

    scores = {"likelihood": 5, "impact": 5, "review_on": date(2026, 1, 1)}
    review_risk(one, by=None, words="Worse", **scores, at=LATER)
    edit_risk(Risk.objects.get(pk=one.pk), by=None, changes={"title": "New"}, at=LATER)
    close_risk(other, by=None, reason="Over", at=LATER)

    assert part_called("Risks", paper(world)) == before
    assert part_called("Risks", paper(world, cut_off=at(2025, 8, 2))) != before


def test_exempt_ones_leave_no_trace_in_a_public_paper(world):
    measure(world, "Confidence", "61.5", "60", target="70")
    risk(world, "Few answer")
    clean = [part_called(title, paper(world)) for title in ("Measures", "Risks")]
    owner = PostFactory(title="Zqxamt")
    hidden = {"exempt_reason": SECRET, "owner_post": owner}
    measure(world, "Zqxmass", "11", "12", target="13", source="Zqxquelle", **hidden)
    risk(world, "Zqxrisiko", 5, 5, cause="Zqxgrund", effect="Zqxfolge", **hidden)

    document = paper(world)
    found = [part_called(title, document) for title in ("Measures", "Risks")]

    assert "zqx" not in document.to_json().lower()
    assert [(said[:-1], tables) for said, tables in found] == clean
    private = paper(world, private=True).to_json()
    for word in ("Zqxmass", "Zqxrisiko", SECRET):
        assert word in private


def test_the_parts_are_drawn_in_every_form_and_name_nobody(world):
    made = measure(world, "Confidence", "61.5", "60", target="70")
    by = PersonFactory(name="Zqxname")
    Measure.objects.get(pk=made.pk).readings.update(by=by)
    risk(world, "Few answer")

    files = render_files(Document.from_json(paper(world).to_json())).files

    texts = texts_of(files)
    for kind in ("pdf", "html", "docx"):
        assert "Off trajectory" in texts[kind], kind
        assert "Few answer" in texts[kind], kind
    assert not [kind for kind, text in texts.items() if "Zqxname" in text]
    assert_valid(next(file.bytes for file in files if file.kind == "pdf"))


def test_the_parts_take_the_same_queries_for_any_number(world):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            paper(world)
        return len(queries)

    def add():
        measure(world, "Confidence", "61.5", "60", target="70", owner_post=PostFactory())
        risk(world, "Few answer", owner_post=PostFactory()).actions.add(world.add("Do"))

    add()
    before = counted()
    for _ in range(3):
        add()
    assert counted() == before
