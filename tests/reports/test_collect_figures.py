"""What a paper counts: the printed number is the length of the list behind it, at every moment."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplans.cut_offs import usual_cut_off
from actionplans.periods import FinancialYear, HalfYear
from actionplans.quarters import Quarter
from objectives.current import derive
from objectives.models import UpdateRound
from objectives.services import close_round, create_objective, open_round, redate_action
from objectives.states import ShownState
from reports.document import ActionTable, Document
from reports.models import Report, ReportRevision
from reports.render.html import render_html
from tests.stakeholders.factories import PostFactory

from .plans import CUT_OFF, ENTERED, QUARTER, at, build_plan, reading
from .test_collect import blocks_of, paper_of
from .walking import position_counts, printed_figures, texts_with_runs

YEAR = FinancialYear(2025)
YEAR_CUT_OFF = at(2026, 4, 20, 17)


@pytest.fixture
def world(db):
    return build_plan()


@pytest.fixture
def busy(world):
    """Two dozen actions in every state, with a year of movement."""
    second = create_objective(
        plan=world.plan, by=None, number="2", title="Tell people what came of it", at=ENTERED
    )
    third = PostFactory(title="Head of Youth Work")
    steps = ("green", "amber", "red", "green", "complete", "closed")
    for n in range(24):
        action = world.add(
            f"Thing {n}",
            date(2025, 2 + n % 10, 20) if n % 4 else None,
            number=str(n),
            objective=second if n % 3 == 0 else None,
            posts=[third] if n % 5 == 0 else [world.post],
            when=at(2025, 6, 1) if n % 11 == 10 else ENTERED,
            exempt_reason="x" if n % 12 == 7 else "",
        )
        for quarter in range(n % 5):
            step = steps[(n + quarter) % 6]
            if step in ("complete", "closed"):
                say = {"status": step, "comment": "That is that."}
                world.say(action, at(2025, 1 + 3 * quarter, 9 + n % 15), rag="green", **say)
                break
            world.say(action, at(2025, 1 + 3 * quarter, 9 + n % 15), rag=step)
        action.refresh_from_db()
        if n % 6 == 1 and action.is_open:
            redate_action(
                action, by=None, reading=reading(date(2026, 1, 15)), reason="x", at=at(2025, 6, 20)
            )
    return world


def papers(world):
    yield paper_of(world)
    yield paper_of(world, private=True)
    yield paper_of(world, world.board, quarter=QUARTER.next(), cut_off=at(2025, 10, 14, 17))
    yield paper_of(world, quarter=YEAR, cut_off=YEAR_CUT_OFF)
    yield paper_of(world, quarter=HalfYear(2025, 1), cut_off=at(2025, 10, 14, 17))


def test_every_printed_figure_counts_its_list_and_every_list_is_printed(busy):
    for paper in papers(busy):
        printed = {key for number, key in printed_figures(paper) if number}
        for number, key in printed_figures(paper):
            assert bool(number) == bool(key), key
            assert not key or len(paper.figure(key).actions) == number, key
        assert printed == {figure.key for figure in paper.figures}
        assert len(printed) == len(paper.figures) > 30


def test_a_figure_lists_actions_that_were_in_its_state_at_its_moment(busy):
    checked = 0
    for paper in papers(busy):
        for figure in paper.figures:
            listed = [paper.actions[place] for place in figure.actions]
            assert list(figure.actions) == sorted(set(figure.actions))
            assert all(action.states[figure.moment] for action in listed), figure.key
            _, found, rest = figure.key.partition("state-")
            if found:
                state = rest.partition("-then-")[0].replace("-", "_")
                assert {action.states[figure.moment] for action in listed} == {state}
                checked += 1
            if figure.key.startswith("objective-"):
                place = int(figure.key.split("-")[1]) - 1
                assert {action.objective for action in listed} == {place}
    assert checked > 100


def test_the_states_at_each_moment_are_what_the_action_was_derived_as_then(busy):
    """Against the portal's own rule, given only the rows recorded by the moment."""
    paper = paper_of(busy, private=True)
    shown = {action.text: action for action in paper.actions}
    assert len(shown) == 24
    for action in busy.plan.actions.all():
        for place, moment in enumerate(paper.moments):
            assert shown[action.text].states[place] == state_then(action, moment.cut_off)


def state_then(action, moment):
    day = timezone.localdate(moment)
    deadlines = list(action.deadlines.filter(recorded_at__lte=moment))
    if not deadlines or day < action.plan.starts_on:
        return ""
    values = derive(
        action=action,
        plan=action.plan,
        deadlines=deadlines,
        updates=list(action.updates.filter(recorded_at__lte=moment).order_by("recorded_at")),
        date_asked=False,
    )
    for field, value in values.items():
        setattr(action, field, value)
    return action.shown_state(day)


def test_page_one_adds_up_from_the_appendix_at_every_moment(busy):
    for paper in papers(busy):
        counts = position_counts(paper)
        total = counts.pop(next(word for word in counts if word.startswith("All ")))
        listed = [
            place
            for block in blocks_of(paper, "appendix-a")
            if isinstance(block, ActionTable)
            for place in block.actions
        ]
        assert listed == list(range(len(paper.actions)))
        labels = [moment.label for moment in paper.moments]
        assert list(total) == labels[: len(total)]
        for place, label in enumerate(total):
            states = [paper.actions[n].states[place] for n in listed]
            for state in ShownState:
                assert counts.get(state.label, {}).get(label, 0) == states.count(state)
            assert total[label] == len([state for state in states if state])


def test_every_printed_figure_is_a_link_in_the_page(busy):
    """What moved, said in cells of a table, too."""
    for paper in papers(busy):
        linked = re.findall(r'href="actions/([^"/]+)/">(\d+)<', render_html(paper))

        expected = [(key, str(number)) for number, key in printed_figures(paper) if number]
        assert sorted(linked) == sorted(expected)


def test_a_sentence_and_its_stretches_say_the_same(busy):
    for paper in papers(busy):
        for text, runs in texts_with_runs(paper):
            assert not runs or "".join(run.text for run in runs) == text


def test_a_paper_with_figures_comes_back_from_json_as_it_was(busy):
    for paper in papers(busy):
        assert Document.from_json(paper.to_json()) == paper


def test_a_quarter_is_counted_with_the_three_before_where_there_was_a_plan(world):
    world.add("Do", number="1")

    paper = paper_of(world)

    assert [(m.label, m.cut_off) for m in paper.moments] == [
        ("Q1 2025/26", CUT_OFF),
        ("Q4 2024/25", usual_cut_off(Quarter(2024, 4))),
        ("Q3 2024/25", usual_cut_off(Quarter(2024, 3))),
        ("Q2 2024/25", usual_cut_off(Quarter(2024, 2))),
    ]
    # The plan began on 6 January 2025.
    assert paper.actions[0].states == ("not_reported", "not_reported", "not_reported", "")
    [labels] = {tuple(row) for row in position_counts(paper).values()}
    assert labels == ("Q1 2025/26", "Q4 2024/25", "Q3 2024/25")
    assert "no counts of Q2 2024/25" in paper.to_json()


def test_a_year_rolls_its_quarters_up(world):
    paper = paper_of(world, quarter=YEAR, cut_off=YEAR_CUT_OFF)

    labels = ["Q4 2025/26", "Q3 2025/26", "Q2 2025/26", "Q1 2025/26", "Q4 2024/25"]
    assert [moment.label for moment in paper.moments] == labels
    assert paper.title == "Joint engagement plan 2025: annual progress"


def test_half_a_year_counts_its_quarters_and_the_end_of_the_half_before(world):
    paper = paper_of(world, quarter=HalfYear(2025, 1), cut_off=at(2025, 10, 14, 17))

    labels = ["Q2 2025/26", "Q1 2025/26", "Q4 2024/25"]
    assert [moment.label for moment in paper.moments] == labels
    assert paper.title == "Joint engagement plan 2025: half-yearly progress"


def test_a_paper_before_its_time_counts_no_moment_that_has_not_come(world):
    year = paper_of(world, quarter=YEAR, cut_off=at(2025, 11, 26))
    quarter = paper_of(world, quarter=QUARTER.next(), cut_off=at(2025, 7, 5))

    assert [m.label for m in year.moments] == [
        "Q3 2025/26",
        "Q2 2025/26",
        "Q1 2025/26",
        "Q4 2024/25",
    ]
    assert [m.label for m in quarter.moments] == ["Q2 2025/26", "Q4 2024/25", "Q3 2024/25"]


def published(world, period, cut_off, **more):
    report = Report.objects.create(
        plan=world.plan,
        body=more.pop("body", world.panel),
        kind=Report.kind_of(period),
        period=str(period),
        slug=f"paper-{Report.objects.count()}",
        **more,
    )
    return ReportRevision.objects.create(
        report=report,
        number=1,
        status=ReportRevision.Status.PUBLISHED,
        cut_off=cut_off,
        requested_at=cut_off,
    )


def cut_offs(paper):
    return {moment.label: moment.cut_off for moment in paper.moments}


def test_a_former_quarter_is_counted_as_its_published_paper_for_the_body_was(world):
    world.add("Do", number="1")
    own, others, private = at(2025, 4, 3), at(2025, 4, 4), at(2025, 4, 5)
    published(world, QUARTER.previous(), others, body=world.board)
    published(world, QUARTER.previous(), private, private=True)
    close_round(
        open_round(world.plan, quarter=QUARTER.previous(), by=None, at=at(2025, 3, 20)),
        by=None,
        at=at(2025, 4, 2),
    )
    assert cut_offs(paper_of(world))["Q4 2024/25"] == at(2025, 4, 2)

    published(world, QUARTER.previous(), own)

    assert cut_offs(paper_of(world))["Q4 2024/25"] == own
    assert cut_offs(paper_of(world, world.board))["Q4 2024/25"] == others
    assert cut_offs(paper_of(world, private=True))["Q4 2024/25"] == private


def test_a_quarter_without_a_paper_of_its_own_has_that_of_the_year_that_it_ended(world):
    published(world, FinancialYear(2024), at(2025, 4, 9))
    assert cut_offs(paper_of(world))["Q4 2024/25"] == at(2025, 4, 9)

    published(world, QUARTER.previous(), at(2025, 4, 3))
    assert cut_offs(paper_of(world))["Q4 2024/25"] == at(2025, 4, 3)


def test_what_is_private_today_is_in_no_count_of_a_former_quarter(world):
    world.add("Open", number="1")
    secret = world.add("Sekret", number="2")
    before = position_counts(paper_of(world))["All public actions"]
    secret.exempt_reason = "x"
    secret.save()

    after = position_counts(paper_of(world))["All public actions"]

    assert set(before.values()) == {2}
    assert set(after.values()) == {1}


def queries(world, **how):
    with CaptureQueriesContext(connection) as found:
        paper_of(world, **how)
    return len(found)


def test_queries_grow_neither_with_actions_nor_with_moments(world):
    world.say(world.add("One", date(2025, 5, 1), number="1"), at(2025, 3, 3))
    few = queries(world)
    for number in range(2, 30):
        action = world.add("More", date(2025, 5, number % 27 + 1), number=str(number))
        world.say(action, at(2025, 3, 3))
        world.say(action, at(2025, 6, 3), "amber")
        UpdateRound.objects.get_or_create(
            plan=world.plan,
            quarter=str(Quarter(2024, number % 4 + 1)),
            defaults={
                "opened_at": ENTERED,
                "answers_by": date(2025, 4, 1),
                "closed_at": ENTERED + timedelta(days=number),
            },
        )

    assert queries(world) == few
    assert queries(world, quarter=YEAR, cut_off=YEAR_CUT_OFF) == few
    assert few < 30
