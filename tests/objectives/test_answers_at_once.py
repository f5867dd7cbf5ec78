"""Two people, or two presses of one, at the same moment: what SQLite can't promise."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from actionplans.quarters import Quarter
from objectives.models import ActionLead, NotMine, ProgressUpdate
from objectives.rounds import returns_of
from objectives.services import (
    AlreadyDecided,
    close_round,
    decide_not_mine,
    open_round,
    record_no_change,
    record_update,
    say_not_mine,
    send_back,
)
from stakeholders.editing import EditConflict
from tests.stakeholders.factories import PostFactory

from .plans import make_action, make_plan
from .test_access import post_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PATIENCE = 60


def in_threads(*verbs):
    """What each of the verbs returns, or what it raises."""
    results = [None] * len(verbs)

    def run(place, verb):
        try:
            results[place] = verb()
        except (ValidationError, EditConflict, AlreadyDecided) as problem:
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results


def at_once(*verbs):
    start = threading.Barrier(len(verbs))

    def after_the_others(verb):
        start.wait(PATIENCE)
        return verb()

    return in_threads(*(lambda verb=verb: after_the_others(verb) for verb in verbs))


@pytest.fixture
def action(coordinator, lead):
    plan = make_plan(coordinator, starts_on=timezone.localdate() - timedelta(days=400))
    action = make_action(plan, coordinator, deadline="Ongoing", posts=[post_of(lead)])
    say(action, lead, at=timezone.now() - timedelta(days=100))
    action.refresh_from_db()
    return action


@pytest.fixture
def round(action, coordinator):
    quarter = Quarter.containing(timezone.localdate())
    opened = timezone.now() - timedelta(minutes=5)
    return open_round(action.plan, quarter=quarter, by=coordinator, at=opened)


def say(action, by, **fields):
    words = {"status": "in_progress", "rag": "green", "comment": "The hall is booked"}
    return record_update(action=action, by=by, **(words | fields))


def test_no_change_pressed_twice_at_once_is_said_once(action, lead):
    seen = {action.pk: action.last_update_id}
    results = at_once(*[lambda: record_no_change([action], by=lead, seen=seen)] * 2)
    assert action.updates.count() == 2
    assert results[0] == results[1]


def test_of_two_leads_who_press_at_once_the_second_is_told(action, lead, other_lead):
    seen = {action.pk: action.last_update_id}
    results = at_once(
        lambda: record_no_change([action], by=lead, seen=seen),
        lambda: record_no_change([action], by=other_lead, seen=seen),
    )
    assert action.updates.count() == 2
    assert sum(isinstance(result, EditConflict) for result in results) == 1


def test_whose_it_is_is_decided_once(action, lead, coordinator):
    row = say_not_mine(action, by=lead, post=post_of(lead), reason="It went to the force")
    posts = [PostFactory(title="Rural Team"), PostFactory(title="Faith")]
    results = at_once(
        *(lambda post=post: decide_not_mine(row, by=coordinator, posts=[post]) for post in posts)
    )
    assert sum(isinstance(result, AlreadyDecided) for result in results) == 1
    assert ActionLead.objects.in_force().filter(action=action).count() == 1
    assert NotMine.objects.get().decision == "moved"


def test_said_twice_at_once_it_is_one_question(action, lead):
    def verb():
        return say_not_mine(action, by=lead, post=post_of(lead), reason="Not ours")

    first, second = at_once(verb, verb)
    assert first == second
    assert NotMine.objects.count() == 1


def test_an_answer_and_a_question_at_once_leave_one_story(action, round, lead, coordinator):
    """Whichever came first by the clock: the action waits where the question came last."""
    say(action, lead)
    at_once(
        lambda: say(action, lead, comment="And the caterer"),
        lambda: send_back(round, action=action, question="Which hall?", by=coordinator),
    )
    (row,) = returns_of([round])[round.pk]
    asked_at = round.sent_back.get().asked_at
    last = ProgressUpdate.objects.latest("recorded_at")
    assert row.question == "Which hall?"
    assert row.answered == (last.recorded_at > asked_at)


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0] > 0


def test_who_closes_a_round_waits_for_the_lead_who_is_saving(action, round, lead, coordinator):
    """Else the papers, built from what came by the close, would miss an update that bears an
    earlier moment and is written later."""
    saving, closing = threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            update = say(action, lead)
            saving.set()
            closing.wait(PATIENCE)
        return update

    def close():
        saving.wait(PATIENCE)
        threading.Thread(target=tell_when_it_waits, args=(closing,)).start()
        closed = close_round(round, by=coordinator)
        assert action.updates.count() == 2  # the update was there before the close
        return closed

    update, closed = in_threads(save, close)
    assert update.recorded_at < closed.closed_at
    (row,) = returns_of([closed])[closed.pk]
    assert row.answered


def tell_when_it_waits(closing):
    until = timezone.now() + timedelta(seconds=5)
    try:
        while not waits_for_a_lock() and timezone.now() < until:
            pass
    finally:
        connection.close()
        closing.set()


def test_who_saves_while_a_round_is_closed_comes_after_the_close(action, round, lead, coordinator):
    closing, saving = threading.Event(), threading.Event()

    def close():
        with transaction.atomic():
            closed = close_round(round, by=coordinator)
            closing.set()
            saving.wait(PATIENCE)
        return closed

    def save():
        closing.wait(PATIENCE)
        threading.Thread(target=tell_when_it_waits, args=(saving,)).start()
        return say(action, lead)

    closed, update = in_threads(close, save)
    assert update.recorded_at > closed.closed_at
    (row,) = returns_of([closed])[closed.pk]
    assert not row.answered
