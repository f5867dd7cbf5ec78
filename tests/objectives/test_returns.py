"""How each lead's return stands: answered, partly, not, vacant; late; with what was said."""

from datetime import date, timedelta

import pytest

from objectives.models import SentBack, UpdateRound
from objectives.returns import ReturnState, position_of, tell
from objectives.rounds import count_of
from objectives.services import record_update, set_leads
from tests.stakeholders.factories import AbsenceFactory, PostFactory, PostHoldingFactory

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

OPENED = date(2026, 2, 20)
ANSWERS_BY = date(2026, 2, 27)
IN_TIME, TOO_LATE = noon(ANSWERS_BY), noon(ANSWERS_BY + timedelta(days=1))


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator)


@pytest.fixture
def round(plan):
    return UpdateRound.objects.create(
        plan=plan, quarter="2025-Q4", opened_at=noon(OPENED), answers_by=ANSWERS_BY
    )


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


def say(action, at=IN_TIME, comment="It goes on"):
    return record_update(
        action=action, by=None, status="in_progress", rag="green", comment=comment, at=at
    )


def only(round, on=TODAY):
    (found,) = position_of(round, on=on).returns
    return found


@pytest.mark.parametrize(
    ("held", "answered", "state"),
    [
        (True, 0, ReturnState.NOT_ANSWERED),
        (True, 1, ReturnState.PARTLY),
        (True, 2, ReturnState.ANSWERED),
        (False, 0, ReturnState.VACANT),
        (False, 1, ReturnState.VACANT),
        (False, 2, ReturnState.ANSWERED),
    ],
)
def test_a_return_is_answered_when_all_of_its_actions_are(
    plan, round, coordinator, post, held, answered, state
):
    leads = [post if held else PostFactory()]
    actions = [make_action(plan, coordinator, posts=leads, number=str(n)) for n in range(2)]
    for action in actions[:answered]:
        say(action)

    found = only(round)

    assert (found.state, found.answered, found.asked) == (state, answered, 2)
    assert count_of(round).answered == (state == ReturnState.ANSWERED)


def test_those_to_be_asked_again_stand_first(plan, round, coordinator, post):
    vacant, done = PostFactory(title="A vacant post"), PostHoldingFactory().post
    make_action(plan, coordinator, posts=[vacant])
    say(make_action(plan, coordinator, posts=[done]))
    make_action(plan, coordinator, posts=[post, vacant])
    unled = make_action(plan, coordinator, posts=[])

    position = position_of(round, on=TODAY)

    assert [one.post for one in position.returns] == [post, vacant, done]
    assert [row.action_id for row in position.unled.rows] == [unled.pk]
    assert str(position.count) == "1 of 3 leads has answered"
    assert position.waiting == 3


@pytest.mark.parametrize(
    ("moments", "late"),
    [([IN_TIME], 0), ([TOO_LATE], 1), ([IN_TIME, TOO_LATE], 0), ([TOO_LATE, TOO_LATE], 1)],
    ids=["in time", "late", "answered in time, more said later", "late and more"],
)
def test_an_answer_after_its_day_is_late(plan, round, coordinator, post, moments, late):
    action = make_action(plan, coordinator, posts=[post])
    for place, at in enumerate(moments):
        say(action, at + timedelta(minutes=place))

    found = only(round)

    assert found.late == late
    (told,) = tell(round, [found])[0].told
    assert [said.late for said in told.said][-1] == bool(late)
    assert sum(said.late for said in told.said) == late


def test_what_is_asked_back_is_not_held_against_a_lead_who_answered_in_time(
    plan, round, coordinator, post
):
    action = make_action(plan, coordinator, posts=[post])
    say(action)
    SentBack.objects.create(round=round, action=action, question="Which?", asked_at=TOO_LATE)
    assert (only(round).state, only(round).sent_back) == (ReturnState.NOT_ANSWERED, 1)

    say(action, TOO_LATE + timedelta(hours=1))

    assert (only(round).state, only(round).sent_back, only(round).late) == ("answered", 0, 0)


def test_days_late_are_counted_while_the_round_is_open(plan, round, coordinator, post):
    make_action(plan, coordinator, posts=[post])
    assert position_of(round, on=ANSWERS_BY).late_by == 0
    assert position_of(round, on=ANSWERS_BY + timedelta(days=3)).late_by == 3
    round.closed_at = noon(TODAY)
    assert position_of(round, on=TODAY).late_by == 0


def test_who_is_away_is_shown_with_who_answers_instead(plan, round, coordinator, lead, post):
    absence = AbsenceFactory(person=lead)
    make_action(plan, coordinator, posts=[post])

    (holder,) = only(round).seat.holders

    assert (holder.person, holder.deputy) == (lead, absence.deputy)


def test_what_was_told_is_that_of_the_round(plan, round, coordinator, post):
    action = make_action(plan, coordinator, posts=[post])
    say(action, noon(OPENED - timedelta(days=1)), "Before")
    say(action, noon(OPENED + timedelta(days=1)), "First")
    say(action, noon(OPENED + timedelta(days=2)), "Second")
    round.closed_at = noon(OPENED + timedelta(days=3))
    say(action, noon(OPENED + timedelta(days=4)), "After")

    (told,) = tell(round, [only(round)])[0].told

    assert [(said.update.comment, said.code, said.word) for said in told.said] == [
        ("Second", "on_track", "On track"),
        ("First", "on_track", "On track"),
    ]


def test_an_action_moved_mid_round_is_in_the_return_of_its_new_lead(plan, round, coordinator, post):
    action = make_action(plan, coordinator, posts=[post])
    other = PostHoldingFactory().post
    set_leads(action, by=coordinator, posts=[other])

    assert only(round).post == other


def test_fifty_leads_take_as_many_queries_as_five(
    plan, round, coordinator, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            action = make_action(plan, coordinator, posts=[PostHoldingFactory().post])
            say(action)

    def read():
        tell(round, position_of(round, on=TODAY).returns)

    add(5)
    with django_assert_num_queries(11):
        read()
    add(45)
    with django_assert_num_queries(11):
        read()
