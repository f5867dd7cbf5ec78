"""A lead officer answers for two actions on a phone, in a corridor; with and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from objectives.models import DateRequest, ProgressUpdate
from stakeholders.models import Event
from tests.objectives.plans import make_action, make_plan

from .steps import fill_in_date, fill_in_sign_in, heading, problems

pytestmark = pytest.mark.journey


@pytest.fixture
def late_actions(coordinator, lead):
    """Two of the lead's actions that are overdue, the longest first."""
    today = timezone.localdate()
    plan = make_plan(coordinator, starts_on=today - timedelta(days=200))
    post = lead.holdings.get().post

    def late(days, **words):
        due_on = today - timedelta(days=days)
        deadline = f"{due_on.day} {due_on:%B %Y}"
        return make_action(plan, coordinator, deadline=deadline, posts=[post], **words)

    return [
        late(12, number="1", text="Map the ways in which people reach us"),
        late(5, number="2", text="Publish the yearly calendar of surgeries"),
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_lead_updates_two_actions(new_page, check_page, lead, late_actions, javascript):
    phone = new_page(width=390, height=844, javascript=javascript)
    phone.goto("/")
    check_page(phone)
    fill_in_sign_in(phone, lead.email, "")
    assert len(problems(phone)) == 1
    check_page(phone)
    fill_in_sign_in(phone, lead.email)
    phone.get_by_role("button", name="Answer now").wait_for()
    check_page(phone)
    phone.get_by_role("button", name="Answer now").click()
    check_page(phone)
    assert heading(phone) == "My work"
    phone.get_by_role("button", name="Start with 1.1").click()
    check_page(phone)
    assert heading(phone) == "Update action 1.1"

    say_that_it_is_at_risk(phone, check_page)
    first = ProgressUpdate.objects.get(action=late_actions[0])
    assert (first.rag, first.by) == ("amber", lead)
    assert Event.objects.filter(actor=lead, object_id=late_actions[0].pk).exists()

    phone.get_by_role("button", name="Next action: 1.2").click()
    check_page(phone)
    assert heading(phone) == "Update action 1.2"
    ask_for_a_new_date(phone, check_page)
    asked = DateRequest.objects.get()
    assert (asked.action, asked.by) == (late_actions[1], lead)
    # Until it is accepted the action stays as late as it is.
    late_actions[1].refresh_from_db()
    assert late_actions[1].days_overdue(timezone.localdate()) == 5


def say_that_it_is_at_risk(phone, check_page):
    """Amber asks what is being done about it; what was typed stays."""
    phone.get_by_label("At risk").check()
    phone.get_by_label("What has happened").fill("Two of five channels are mapped.")
    phone.get_by_role("button", name="Save").click()
    assert len(problems(phone)) == 1
    check_page(phone)
    assert phone.get_by_label("At risk").is_checked()
    assert "Two of five" in phone.get_by_label("What has happened").input_value()
    phone.get_by_label("What is next?").fill("A second person helps from Monday.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved.").wait_for()
    check_page(phone)
    assert phone.get_by_text("A second person helps from Monday.").first.is_visible()


def ask_for_a_new_date(phone, check_page):
    phone.get_by_label("On track").check()
    phone.get_by_label("What has happened").fill("The dates are agreed.")
    phone.get_by_label("Ask for a new date").check()
    fill_in_date(phone, "New date you ask for", (31, 2, 2027))
    phone.get_by_role("button", name="Save").click()
    assert problems(phone)
    check_page(phone)
    later = timezone.localdate() + timedelta(days=30)
    fill_in_date(phone, "New date you ask for", (later.day, later.month, later.year))
    phone.get_by_label("Why is a new date needed?").fill("The printer delivers late.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved.").wait_for()
    check_page(phone)
    assert phone.get_by_text("A new date is asked for").is_visible()
    assert phone.get_by_text("Nothing else waits for an answer from you.").is_visible()
