"""A lead's own work: what is overdue, due, needs an update, in that order; for others too."""

import datetime

import pytest
import time_machine

from actionplans.services import withdraw_plan
from objectives.models import Action
from objectives.services import edit_action
from tests.stakeholders.factories import (
    AbsenceFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
    UserFactory,
)
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_plan_pages import queries, text_of
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
ADDRESS = "/my-work/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def objective():
    return ObjectiveFactory(number="4")


def own(lead, objective, *, due=None, next_update=None, **fields):
    """An action of the lead's, reported on, due and to be updated on the given days."""
    action = ActionFactory(objective=objective, posts=[post_of(lead)], **fields)
    say(action, lead, at=noon(TODAY - 30 * DAY))
    changes = {"due_on": due, "next_update_due_on": next_update or TODAY + 60 * DAY}
    Action.objects.filter(pk=action.pk).update(**changes)
    return action


def parts(response):
    return {
        part.code: [row.action.number for row in part.rows] for part in response.context["parts"]
    }


def test_my_work_is_in_order_of_urgency(client, lead, objective):
    own(lead, objective, number="later", due=TODAY + 50 * DAY)
    own(lead, objective, number="ongoing")
    own(lead, objective, number="silent", next_update=TODAY - DAY)
    own(lead, objective, number="longer silent", next_update=TODAY - 9 * DAY)
    own(lead, objective, number="soon", due=TODAY + 14 * DAY, next_update=TODAY)
    own(lead, objective, number="today", due=TODAY)
    own(lead, objective, number="late", due=TODAY - DAY, next_update=TODAY)
    own(lead, objective, number="later still", due=TODAY - 40 * DAY)
    done = own(lead, objective, number="done")
    say(done, lead, status="complete", rag="", completed_on=TODAY)
    response = sign_in(client, lead).get(ADDRESS)
    assert parts(response) == {
        "overdue": ["later still", "late"],
        "due_soon": ["today", "soon"],
        "update_due": ["longer silent", "silent"],
        "rest": ["later", "ongoing"],
    }
    assert response.context["open_count"] == 8
    assert response.context["finished"] == 1
    assert response.context["first"].number == "later still"
    assert "Start with 4.later still" in text_of(response)


def test_my_work_holds_nothing_of_other_leads_or_withdrawn_plans(
    client, coordinator, lead, other_lead, objective
):
    own(other_lead, objective)
    gone = own(lead, ObjectiveFactory())
    withdraw_plan(gone.plan, by=coordinator, reason="Replaced")
    response = sign_in(client, lead).get(ADDRESS)
    assert parts(response) == {}
    assert "Your posts lead no open actions." in text_of(response)


def test_a_deputy_is_told_for_whom(client, lead, other_lead, objective):
    AbsenceFactory(person=other_lead, deputy=lead, ends_on=datetime.date(2026, 3, 13))
    own(other_lead, objective, number="2")
    own(lead, objective, number="1")
    response = sign_in(client, lead).get(ADDRESS)
    assert parts(response) == {"rest": ["2", "1"]}
    page = text_of(response)
    assert "Safer Communities (for Otto Other until 13 March 2026)" in page
    assert "Safer Communities, for Otto Other" in page


def test_what_another_lead_reported_complete_waits_for_confirmation(
    client, lead, other_lead, objective
):
    action = ActionFactory(objective=objective, posts=[post_of(lead), post_of(other_lead)])
    edit_action(action, by=None, changes={"needs_confirmation": True})
    say(action, other_lead, status="complete", rag="", completed_on=TODAY)
    assert list(parts(sign_in(client, lead).get(ADDRESS))) == ["to_confirm"]
    assert parts(sign_in(client, other_lead).get(ADDRESS)) == {}


def test_who_holds_no_post_is_told_how_work_gets_here(client, coordinator):
    page = text_of(sign_in(client, coordinator).get(ADDRESS))
    assert "You hold no post that could lead an action." in page


def test_my_work_asks_as_many_queries_for_twice_the_actions(
    django_assert_max_num_queries, client, lead, objective
):
    desk = sign_in(client, lead)
    own(lead, objective)
    own(lead, objective, due=TODAY - DAY)
    before = queries(django_assert_max_num_queries, desk, ADDRESS)
    for n in range(4):
        second = ObjectiveFactory()
        own(lead, second, due=TODAY - n * DAY)
        post = PostHoldingFactory(person=lead).post
        ActionFactory(objective=second, posts=[post, PostFactory()])
    assert queries(django_assert_max_num_queries, desk, ADDRESS) == before


def test_a_person_without_an_end_to_their_absence_is_named(client, lead, objective):
    deputy = PersonFactory()
    UserFactory(person=deputy)
    AbsenceFactory(person=lead, deputy=deputy, ends_on=None)
    own(lead, objective)
    page = text_of(sign_in(client, deputy).get(ADDRESS))
    assert "Head of Engagement (for Lena Lead)." in page
