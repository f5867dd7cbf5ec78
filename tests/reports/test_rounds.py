"""Papers of a quarter that had an update round: what counts as no update, and the cut-off."""

from datetime import date, timedelta

import pytest

from objectives.models import ProgressUpdate, UpdateRound
from objectives.services import close_round, open_round, send_back
from reports import building
from reports.building import build_revision
from reports.due import request_due_reports
from reports.models import ReportRevision
from reports.services import correct_report, request_report
from tests.objectives.plans import make_action, make_plan

from .plans import CUT_OFF, QUARTER, at, build_plan, reading
from .test_collect import after, everything, full_rows, paper_of

OPENED = at(2025, 6, 16)
CLOSED = at(2025, 7, 8, 12)


@pytest.fixture
def world(db):
    return build_plan()


@pytest.fixture(autouse=True)
def _nobody_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


def open_for(world, when=OPENED):
    return open_round(world.plan, quarter=QUARTER, by=None, at=when)


def missing(paper):
    return [row[0].text for row in after(paper, "No update received in the update round")]


def test_what_nobody_answered_in_the_round_is_named_whatever_its_interval(world):
    """With and without an earlier update; what has not begun owes none; done or closed, neither."""
    ongoing = reading(ongoing=True)
    silent = world.add("Silent", reading=ongoing, number="1")
    world.say(silent, at(2025, 6, 10))
    world.add("Never reported", reading=ongoing, number="2")
    world.say(world.add("Answered", reading=ongoing, number="3"), at(2025, 6, 20))
    world.say(world.add("Done", date(2025, 9, 1), number="4"), at(2025, 6, 20), status="complete")
    later = reading(date(2026, 3, 1), starts_on=date(2025, 9, 1))
    world.add("Not begun", reading=later, number="5")
    world.say(world.add("Done before", number="6"), at(2025, 6, 1), status="complete")
    late = world.add("Answered after the close", reading=ongoing, number="7")
    by_file = world.add("Brought in by a file", reading=ongoing, number="8")
    open_for(world)
    world.say(late, CLOSED + timedelta(hours=1))
    world.say(by_file, at(2025, 6, 20), kind=ProgressUpdate.Kind.IMPORTED)

    paper = paper_of(world, cut_off=CLOSED)

    assert missing(paper) == ["1.1", "1.2", "1.7", "1.8"]
    words = "No update received in the update round, from 16 June 2025 to the cut-off: 4 actions."
    assert words in everything(paper)
    rows = full_rows(paper)
    assert rows["1.1"][4].detail == "no update received"
    assert rows["1.2"][5].text == "No update received"


def test_without_a_round_as_ever(world):
    action = world.add("Silent, and nothing due", reading=reading(ongoing=True), number="1")
    world.say(action, at(2025, 6, 10))
    UpdateRound.objects.create(  # another quarter's
        plan=world.plan, quarter="2025-Q2", opened_at=OPENED, answers_by=date(2025, 10, 7)
    )

    assert after(paper_of(world), "Every update that was due has been received.") == []


def test_all_answered_is_said(world):
    action = world.add("Answered", number="1")
    open_for(world)
    world.say(action, at(2025, 6, 20))

    paper = paper_of(world, cut_off=CLOSED)

    assert after(paper, "asked for in the update round has been received.") == []


def test_what_was_sent_back_and_not_answered_again_did_give_an_update(world):
    action = world.add("Answered", number="1")
    round = open_for(world)
    world.say(action, at(2025, 6, 20))
    send_back(round, action=action, question="Which hall?", by=None, at=at(2025, 6, 21))

    assert "No update received in" not in everything(paper_of(world, cut_off=CLOSED))


def test_an_action_that_came_in_mid_round_was_asked_too(world):
    world.say(world.add("Old", number="1"), at(2025, 6, 1))
    open_for(world)
    world.add("New", reading=reading(ongoing=True), number="2", when=at(2025, 6, 20))

    assert missing(paper_of(world, cut_off=CLOSED)) == ["1.1", "1.2"]


def test_a_paper_says_the_same_whatever_happened_after_its_cut_off(world):
    """The round is read as at the cut-off, not as it stands when the paper is built."""
    action = world.add("Silent", reading=reading(ongoing=True), number="1")
    before = everything(paper_of(world, cut_off=OPENED - timedelta(hours=1)))
    round = open_for(world)
    during = everything(paper_of(world, cut_off=at(2025, 7, 1)))
    world.say(action, at(2025, 7, 2))
    close_round(round, by=None, at=CLOSED)
    world.say(action, at(2025, 7, 20), "red")

    assert everything(paper_of(world, cut_off=OPENED - timedelta(hours=1))) == before
    assert everything(paper_of(world, cut_off=at(2025, 7, 1))) == during
    assert before != during


def ask(world, **changes):
    how = {"plan": world.plan, "body": world.panel, "period": QUARTER, "by": None}
    return request_report(**(how | changes))


def test_the_close_of_the_round_is_the_cut_off(world):
    world.add("Open thing", number="1")
    round = open_for(world)
    assert ask(world, at=at(2025, 7, 1)).cut_off == at(2025, 7, 1)
    ReportRevision.objects.all().delete()
    close_round(round, by=None, at=CLOSED)

    assert ask(world, at=at(2025, 7, 20)).cut_off == CLOSED


def test_the_next_quarters_paper_measures_from_the_close(world):
    world.add("Open thing", number="1")
    close_round(open_for(world), by=None, at=CLOSED)

    paper = paper_of(world, quarter=QUARTER.next(), cut_off=at(2025, 10, 14, 17))

    assert "No action was completed since 8 July 2025." in everything(paper)


def test_a_correction_with_its_cut_off_keeps_that_of_the_round(world):
    world.add("Open thing", number="1")
    close_round(open_for(world), by=None, at=CLOSED)
    revision = ask(world, at=at(2025, 7, 9))
    build_revision(revision.pk)
    ReportRevision.objects.update(status=ReportRevision.Status.PUBLISHED)
    revision.refresh_from_db()

    corrected = correct_report(
        revision.report, by=None, correction="A slip of the pen", at=at(2025, 8, 1)
    )

    assert corrected.cut_off == CLOSED


def test_the_papers_are_asked_for_from_the_close_on(world):
    world.add("Open thing", number="1")
    round = open_for(world)
    the_quarter_before = request_due_reports(CLOSED)
    assert {revision.report.period for revision in the_quarter_before} == {"2024-Q4"}
    for revision in the_quarter_before:
        build_revision(revision.pk)
    close_round(round, by=None, at=CLOSED)

    assert request_due_reports(CLOSED - timedelta(hours=1)) == []
    asked = request_due_reports(CLOSED + timedelta(minutes=10))

    assert {(r.report.body, r.report.period, r.cut_off) for r in asked} == {
        (world.panel, "2025-Q1", CLOSED),
        (world.board, "2025-Q1", CLOSED),
    }
    for revision in asked:
        build_revision(revision.pk)
    for later in (CLOSED + timedelta(hours=1), CUT_OFF, CUT_OFF + timedelta(days=3)):
        assert request_due_reports(later) == []


def test_another_plans_close_asks_for_nothing_here(world):
    world.add("Open thing", number="1")
    other = make_plan(None, starts_on=date(2025, 1, 6))
    make_action(other, None)
    close_round(open_round(other, quarter=QUARTER, by=None, at=OPENED), by=None, at=CLOSED)

    asked = request_due_reports(CLOSED + timedelta(minutes=10))
    asked = [revision for revision in asked if revision.report.period == str(QUARTER)]

    assert {revision.report.plan for revision in asked} == {other}


def test_a_draft_from_before_the_close_is_built_again_then(world):
    world.add("Open thing", number="1")
    round = open_for(world)
    draft = ask(world, at=at(2025, 7, 1))
    build_revision(draft.pk)
    close_round(round, by=None, at=CLOSED)

    assert draft in request_due_reports(CLOSED)
    draft.refresh_from_db()
    assert (draft.build, draft.cut_off) == ("waiting", CLOSED)
