"""What is kept beside an action for speed is what its rows say, whatever happened to it."""

import datetime

import pytest

from objectives.current import drift
from objectives.services import confirm_completion, record_update
from stakeholders.models import Event

from .plans import TODAY, make_action, make_plan, noon

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator)


@pytest.fixture
def action(plan, coordinator):
    return make_action(plan, coordinator, deadline="30 June 2026")


def say(action, by, day=TODAY, status="in_progress", rag="green", **more):
    words = {"comment": "It goes on", "next_step": "Go on"} | more
    return record_update(action=action, by=by, status=status, rag=rag, at=noon(day), **words)


def kept(action):
    action.refresh_from_db()
    assert drift(action) == {}
    return action


def test_an_update_is_kept_beside_its_action(action, coordinator):
    update = say(action, coordinator, rag="amber")
    assert kept(action).last_update == update
    assert (action.status, action.rag) == ("in_progress", "amber")
    assert action.next_update_due_on == datetime.date(2026, 6, 3)
    assert action.due_on == datetime.date(2026, 6, 30)


def test_an_update_that_is_entered_late_does_not_replace_a_newer_one(action, coordinator):
    newer = say(action, coordinator, rag="red")
    say(action, coordinator, day=TODAY - 10 * DAY)
    assert kept(action).last_update == newer
    assert action.rag == "red"


def test_of_two_updates_at_the_same_moment_the_later_row_counts(action, coordinator):
    say(action, coordinator, rag="red")
    second = say(action, coordinator, rag="green")
    assert kept(action).last_update == second


@pytest.mark.parametrize(
    ("deadline", "own", "plans", "due"),
    [
        ("Ongoing", "", "quarterly", (2026, 6, 3)),
        ("Ongoing", "", "annually", (2027, 3, 3)),
        ("Monthly", "", "quarterly", (2026, 4, 3)),
        ("Monthly", "weekly", "quarterly", (2026, 3, 10)),
        ("Ongoing", "fortnightly", "quarterly", (2026, 3, 17)),
        ("Monthly from June 2026", "", "quarterly", (2026, 7, 1)),
        ("Q2 2026/27", "", "quarterly", (2026, 10, 1)),
    ],
    ids=["the plan's", "a plan's own", "the deadline's words", "the action's before the words",
         "the action's", "not before it has started", "nor before its quarter"],
)  # fmt: skip
def test_when_the_next_update_is_due(coordinator, deadline, own, plans, due):
    plan = make_plan(coordinator, review_interval=plans)
    action = make_action(plan, coordinator, deadline=deadline, review_interval=own)
    say(action, coordinator)
    assert kept(action).next_update_due_on == datetime.date(*due)


def test_before_any_update_it_is_counted_from_the_start(coordinator):
    plan = make_plan(coordinator)
    assert make_action(plan, coordinator).next_update_due_on == datetime.date(2025, 7, 1)
    later = make_action(plan, coordinator, deadline="2026 and beyond")
    assert later.next_update_due_on == datetime.date(2026, 4, 1)


def test_an_update_of_the_small_hours_belongs_to_the_london_day(action, coordinator):
    """Half past midnight in British Summer Time is the day before in UTC."""
    at = datetime.datetime(2026, 4, 30, 23, 30, tzinfo=datetime.UTC)
    record_update(action=action, by=coordinator, status="in_progress", rag="green", at=at)
    assert kept(action).next_update_due_on == datetime.date(2026, 8, 1)


def test_a_completed_action_owes_no_update(action, coordinator):
    say(action, coordinator, status="complete", rag="", completed_on=TODAY)
    assert kept(action).next_update_due_on is None
    assert action.completed_on == TODAY


def test_an_action_that_needs_a_second_person_is_unconfirmed_until_then(plan, coordinator, lead):
    action = make_action(plan, coordinator, needs_confirmation=True)
    say(action, lead, status="complete", rag="", completed_on=TODAY)
    assert kept(action).unconfirmed
    confirm_completion(action, by=coordinator, at=noon(TODAY + DAY))
    assert not kept(action).unconfirmed
    assert Event.objects.about(action).filter(verb="completion confirmed").exists()


def test_a_new_date_asked_for_with_an_update_is_kept_too(action, lead):
    say(action, lead, new_date=datetime.date(2026, 9, 30), new_date_reason="The hall is shut")
    assert kept(action).new_date_asked
    assert action.due_on == datetime.date(2026, 6, 30)


def test_saving_an_update_takes_the_same_queries_however_long_the_history(
    action, coordinator, django_assert_max_num_queries
):
    # Two for the locked action and what belongs to it, one that holds an open round.
    with django_assert_max_num_queries(8) as first:
        say(action, coordinator, day=TODAY - 40 * DAY)
    for days in range(30, 1, -1):
        say(action, coordinator, day=TODAY - days * DAY)
    with django_assert_max_num_queries(len(first)):
        say(action, coordinator)
