"""What a round asked, of whom, and what came: read from rows alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from objectives.models import ProgressUpdate, SentBack, UpdateRound
from objectives.rounds import asking, count_of, waiting_for
from objectives.services import (
    confirm_completion,
    create_action,
    read_for,
    record_update,
    set_leads,
)

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

OPENED = date(2026, 2, 20)
BEFORE = noon(OPENED - timedelta(days=1))
IN_THE_ROUND = noon(OPENED + timedelta(days=1))


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator)


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def other_post(other_lead):
    return other_lead.holdings.get().post


@pytest.fixture
def add(plan, coordinator, post):
    def add(**fields):
        return make_action(plan, coordinator, **({"posts": [post]} | fields))

    return add


def open_row(plan, day=OPENED, quarter="2025-Q4"):
    """As the service leaves it; the service itself is tested in test_services_rounds."""
    return UpdateRound.objects.create(
        plan=plan, quarter=quarter, opened_at=noon(day), answers_by=day + timedelta(days=40)
    )


def say(action, at=IN_THE_ROUND, status="in_progress", **fields):
    words = {"rag": "green", "comment": "It goes on", "next_step": "Go on"}
    if status == "complete":
        words |= {"completed_on": at.date()}
    return record_update(action=action, by=None, status=status, at=at, **(words | fields))


def send_back(round, action, at, question="Which hall?"):
    return SentBack.objects.create(round=round, action=action, question=question, asked_at=at)


def waits(*plans, on=TODAY):
    """{action: (round, the day it was asked, the question)}"""
    return {
        action: (round, timezone.localdate(at), question)
        for action, (round, at, question) in asking(plans, on).items()
    }


def test_every_open_action_is_asked_from_the_day_of_the_opening(plan, add):
    actions = [add(number="1"), add(number="2", posts=[])]
    round = open_row(plan)

    assert waits(plan) == {action.pk: (round.pk, OPENED, "") for action in actions}


def test_nothing_is_asked_without_an_open_round_or_before_its_day(plan, add):
    add()
    assert waits(plan) == {}
    round = open_row(plan)
    assert waits(plan, on=OPENED - timedelta(days=1)) == {}
    round.closed_at = noon(TODAY)
    round.save()
    assert waits(plan) == {}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ([], True),
        ([(BEFORE, "in_progress")], True),
        ([(IN_THE_ROUND, "in_progress")], False),
        ([(noon(OPENED), "in_progress")], False),
        ([(IN_THE_ROUND, "complete")], False),
        ([(BEFORE, "complete")], None),
        ([(BEFORE, "closed")], None),
        ([(BEFORE, "complete"), (IN_THE_ROUND, "in_progress")], False),
    ],
    ids=[
        *("never reported", "reported before", "answered", "at the same moment", "completed"),
        *("complete before", "closed before", "reopened"),
    ],
)
def test_an_update_since_the_opening_answers(plan, add, given, asked):
    action = add()
    for at, status in given:
        say(action, at, status)
    round = open_row(plan)

    assert (action.pk in waits(plan)) == bool(asked)
    assert (waiting_for(round) != {}) == bool(asked)


def test_what_a_file_brought_in_answers_for_nobody(plan, add):
    action = add()
    open_row(plan)
    say(action, kind=ProgressUpdate.Kind.IMPORTED)

    assert action.pk in waits(plan)


def test_a_second_persons_word_makes_no_old_completion_part_of_the_round(plan, add, lead):
    action = add(needs_confirmation=True)
    record_update(
        action=action,
        by=lead,
        status="complete",
        comment="Done",
        completed_on=BEFORE.date(),
        at=BEFORE,
    )
    round = open_row(plan)
    confirm_completion(action, by=None, at=IN_THE_ROUND)

    assert waits(plan) == waiting_for(round) == {}
    assert count_of(round).leads == 0


def test_an_action_that_came_in_mid_round_is_asked_from_that_day(plan, add, coordinator, post):
    add(number="1")
    round = open_row(plan)
    came = OPENED + timedelta(days=5)
    late = make_late(plan, coordinator, post, came)

    assert waits(plan)[late.pk] == (round.pk, came, "")


def make_late(plan, by, post, came):
    return create_action(
        objective=plan.objectives.get(),
        by=by,
        text="Came later",
        reading=read_for(plan, "2027"),
        posts=[post],
        at=noon(came),
    )


def test_what_was_sent_back_waits_again_with_its_question_until_it_is_answered(plan, add):
    action = add()
    round = open_row(plan)
    say(action)
    asked = OPENED + timedelta(days=3)
    send_back(round, action, noon(asked), "Which hall?")
    assert waits(plan) == {action.pk: (round.pk, asked, "Which hall?")}

    send_back(round, action, noon(asked + timedelta(days=1)), "And when?")
    assert waits(plan) == {action.pk: (round.pk, asked + timedelta(days=1), "And when?")}

    say(action, noon(asked + timedelta(days=2)))
    assert waits(plan) == {}


def test_a_completed_action_that_was_sent_back_waits_too(plan, add):
    action = add()
    round = open_row(plan)
    say(action, status="complete")
    send_back(round, action, noon(OPENED + timedelta(days=3)))

    assert action.pk in waits(plan)


def test_any_ones_update_answers_for_all_leads(plan, add, post, other_post):
    action = add(posts=[post, other_post])
    round = open_row(plan)
    assert waiting_for(round) == {post.pk: [action.pk], other_post.pk: [action.pk]}

    say(action)

    assert waiting_for(round) == {}


def test_what_waits_goes_with_the_action_to_another_post(plan, add, post, other_post, coordinator):
    action, unled = add(number="1"), add(number="2", posts=[])
    round = open_row(plan)
    set_leads(action, by=coordinator, posts=[other_post], at=IN_THE_ROUND)

    assert waiting_for(round) == {other_post.pk: [action.pk], None: [unled.pk]}


def test_a_closed_round_is_read_as_it_stood_at_its_close(plan, add, post, other_post, coordinator):
    answered, silent = add(number="1"), add(number="2")
    round = open_row(plan)
    say(answered)
    round.closed_at = noon(OPENED + timedelta(days=10))
    round.save()
    after = noon(OPENED + timedelta(days=12))
    say(silent, after, "complete")
    set_leads(silent, by=coordinator, posts=[other_post], at=after)
    make_late(plan, coordinator, post, after.date())

    assert waiting_for(round) == {post.pk: [silent.pk]}


def test_plans_are_told_apart(plan, add, coordinator, post):
    action = add()
    other = make_plan(coordinator)
    other_action = make_action(other, coordinator, posts=[post])
    first, second = open_row(plan), open_row(other, OPENED + timedelta(days=4))
    say(other_action)  # before the other plan's round opened: it answers nothing there

    assert waits(plan, other) == {
        action.pk: (first.pk, OPENED, ""),
        other_action.pk: (second.pk, OPENED + timedelta(days=4), ""),
    }


def test_it_asks_as_many_queries_for_many_plans_and_actions(
    plan, add, coordinator, post, django_assert_num_queries
):
    plans = [plan, *(make_plan(coordinator) for _ in range(3))]
    for one in plans:
        for number in range(5):
            make_action(one, coordinator, posts=[post], number=str(number))
        open_row(one)

    with django_assert_num_queries(5):
        assert len(asking(plans, TODAY)) == 20
