"""What a lead says beside an update: "no change", and "this is not mine"."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from objectives.models import NotMine, ProgressUpdate, SentBack, UpdateRound
from objectives.services import (
    AlreadyDecided,
    decide_not_mine,
    record_no_change,
    say_not_mine,
    set_leads,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.stakeholders.factories import PostFactory

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_services_updates import codes, last_event, say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
NOW = noon(TODAY)
LAST = TODAY - 90 * DAY


@pytest.fixture
def objective():
    return ObjectiveFactory(number="4")


@pytest.fixture
def action(lead, objective):
    """Green since 3 December 2025, and due in June."""
    action = ActionFactory(objective=objective, posts=[post_of(lead)])
    say(action, lead, next_step="Book the hall", at=noon(LAST))
    action.refresh_from_db()
    return action


# No change


def test_no_change_repeats_the_last_statement_in_words_of_its_own(action, lead):
    posts = {action.pk: post_of(lead)}
    (update,) = record_no_change([action], by=lead, posts=posts, at=NOW)
    assert update.comment == "No change since 3 December 2025."
    assert (update.status, update.rag, update.next_step) == (
        "in_progress",
        "green",
        "Book the hall",
    )
    assert (update.by, update.post, update.recorded_at) == (lead, post_of(lead), NOW)
    action.refresh_from_db()
    assert action.last_update == update
    assert action.next_update_due_on > TODAY
    assert last_event(action).verb == "update given"


def test_no_change_twice_over_counts_from_the_last_real_word(action, lead):
    record_no_change([action], by=lead, at=noon(TODAY - 40 * DAY))
    (update,) = record_no_change([action], by=lead, at=NOW)
    assert update.comment == "No change since 3 December 2025."


def test_words_that_only_begin_like_that_are_real_words(action, lead):
    say(action, lead, comment="No change since 3 May 2024. But the hall is gone.", at=noon(LAST))
    (update,) = record_no_change([action], by=lead, at=NOW)
    assert update.comment == "No change since 3 December 2025."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (None, "never_reported"),
        ({"rag": "amber", "next_step": "x"}, "not_green"),
        ({"rag": "red", "next_step": "x"}, "not_green"),
        ({"status": "not_started", "rag": ""}, "not_green"),
        ({"status": "not_started", "rag": "green"}, "not_green"),
        ({"status": "complete", "completed_on": LAST}, "not_green"),
        ({"status": "closed"}, "not_green"),
    ],
)
def test_no_change_is_refused_where_it_says_too_little(action, lead, objective, said, code):
    other = ActionFactory(objective=objective)
    if said:
        say(other, lead, at=noon(LAST), **said)
    updates, events = ProgressUpdate.objects.count(), Event.objects.count()
    with pytest.raises(ValidationError) as error:
        record_no_change([action, other], by=lead, at=NOW)
    assert error.value.code == code
    # All or none.
    assert (ProgressUpdate.objects.count(), Event.objects.count()) == (updates, events)


def test_no_change_is_refused_once_the_date_has_passed(lead):
    action = ActionFactory(deadline="3 March 2026")
    say(action, lead, at=noon(LAST))
    record_no_change([action], by=lead, at=NOW)
    with pytest.raises(ValidationError) as error:
        record_no_change([action], by=lead, at=noon(TODAY + DAY))
    assert error.value.code == "overdue"


def test_a_return_sent_back_with_a_question_needs_a_sentence(action, lead, coordinator):
    current = UpdateRound.objects.create(
        plan=action.plan, quarter="2025-Q4", opened_at=NOW, answers_by=TODAY + 9 * DAY
    )
    SentBack.objects.create(
        round=current, action=action, question="How many came?", by=coordinator, asked_at=NOW
    )
    with pytest.raises(ValidationError) as error:
        record_no_change([action], by=lead, at=NOW)
    assert error.value.code == "question_waits"
    say(action, lead, comment="Forty", at=NOW + DAY)
    record_no_change([action], by=lead, at=NOW + 2 * DAY)


def test_no_change_by_somebody_who_did_not_see_the_latest_word(action, lead, coordinator):
    seen = {action.pk: action.last_update_id}
    say(action, coordinator, comment="The hall burnt down", at=NOW)
    with pytest.raises(EditConflict) as conflict:
        record_no_change([action], by=lead, seen=seen, at=NOW)
    assert conflict.value.current == action
    assert action.updates.count() == 2


def test_no_change_pressed_twice_is_said_once(action, lead):
    seen = {action.pk: action.last_update_id}
    first = record_no_change([action], by=lead, seen=seen, at=NOW)
    again = record_no_change([action], by=lead, seen=seen, at=NOW)
    assert first == again
    assert action.updates.count() == 2


# This is not mine


@pytest.fixture
def question(action, lead):
    return say_not_mine(action, by=lead, post=post_of(lead), reason="The force does this", at=NOW)


def test_say_not_mine_waits_for_a_coordinator_and_is_in_the_log(question, action, lead):
    assert list(NotMine.objects.waiting()) == [question]
    event = last_event(action)
    assert (event.verb, event.actor) == ("said not to be theirs", lead)
    assert event.after["reason"] == "The force does this"
    assert event.after["post"]["id"] == post_of(lead).pk


def test_said_again_while_it_waits_it_is_the_same_question(question, action, lead):
    assert say_not_mine(action, by=lead, post=post_of(lead), reason="Again") == question
    assert NotMine.objects.count() == 1


def test_who_suggests_a_post_needs_no_reason(action, lead):
    row = say_not_mine(action, by=lead, post=post_of(lead), suggested_post=PostFactory())
    assert row.reason == ""


def test_say_not_mine_asks_for_a_reason_or_a_suggestion(action, lead):
    with pytest.raises(ValidationError) as error:
        say_not_mine(action, by=lead, post=post_of(lead), reason=" ")
    assert codes(error) == {"reason": ["reason_missing"]}


def test_nobody_suggests_a_lead_of_the_action(action, lead):
    with pytest.raises(ValidationError) as error:
        say_not_mine(action, by=lead, post=post_of(lead), suggested_post=post_of(lead))
    assert codes(error) == {"suggested_post": ["suggestion_same"]}


def test_say_not_mine_is_refused_for_another_post_and_for_what_is_over(action, lead):
    with pytest.raises(ValidationError) as error:
        say_not_mine(action, by=lead, post=PostFactory(), reason="x")
    assert error.value.code == "not_lead"
    say(action, lead, status="closed", rag="")
    with pytest.raises(ValidationError) as error:
        say_not_mine(action, by=lead, post=post_of(lead), reason="x")
    assert error.value.code == "not_open"


def test_decided_that_others_lead_it(question, action, coordinator):
    post = PostFactory()
    row = decide_not_mine(question, by=coordinator, posts=[post], at=NOW + DAY)
    assert row.decision == NotMine.Decision.MOVED
    assert (row.decided_by, row.decided_at) == (coordinator, NOW + DAY)
    assert [lead.post for lead in action.leads.in_force()] == [post]
    verbs = Event.objects.about(action).order_by("-pk").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["leads changed", "answered whose it is"]


def test_decided_that_it_stays(question, action, lead, coordinator):
    row = decide_not_mine(question, by=coordinator, note="The Board named you")
    assert row.decision == NotMine.Decision.STAYS
    assert [held.post for held in action.leads.in_force()] == [post_of(lead)]
    assert not NotMine.objects.waiting().exists()
    # Another time it is another question.
    assert say_not_mine(action, by=lead, post=post_of(lead), reason="Still not") != question


def test_a_decision_says_whose_it_is_or_why_it_stays(question, lead, coordinator):
    for answer, problems in (
        ({"note": " "}, {"note": ["note_missing"]}),
        ({"posts": []}, {"accountable": ["posts_missing"]}),
        ({"posts": [PostFactory(), post_of(lead)]}, {"accountable": ["still_leads"]}),
    ):
        with pytest.raises(ValidationError) as error:
            decide_not_mine(question, by=coordinator, **answer)
        assert codes(error) == problems
    assert list(NotMine.objects.waiting()) == [question]


def test_nothing_is_decided_twice(question, coordinator):
    decide_not_mine(question, by=coordinator, note="It stays")
    with pytest.raises(AlreadyDecided):
        decide_not_mine(question, by=coordinator, posts=[PostFactory()])


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_the_question_lapses_with_the_action(question, action, coordinator, status):
    say(action, coordinator, status=status, rag="", completed_on=TODAY)
    question.refresh_from_db()
    assert question.decision == NotMine.Decision.LAPSED
    assert last_event(action).verb == "question whose it is dropped"


def test_the_question_lapses_with_other_leads_but_not_with_one_more(question, action, lead):
    set_leads(action, by=None, posts=[PostFactory(), post_of(lead)])
    assert list(NotMine.objects.waiting()) == [question]
    set_leads(action, by=None, posts=[PostFactory()])
    question.refresh_from_db()
    assert question.decision == NotMine.Decision.LAPSED


def test_an_update_does_not_answer_whose_it_is(question, action, lead):
    say(action, lead)
    assert list(NotMine.objects.waiting()) == [question]
