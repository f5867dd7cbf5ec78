"""Two people change the same action at once: the second sees it, and loses nothing of theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from objectives.models import ProgressUpdate
from stakeholders.access import COORDINATOR
from tests.objectives.plans import make_action, make_plan
from tests.world import build_person

from .steps import heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey


@pytest.fixture
def action(coordinator, lead):
    today = timezone.localdate()
    plan = make_plan(coordinator, starts_on=today - timedelta(days=100))
    return make_action(
        plan,
        coordinator,
        text="Map the ways in which people reach us",
        number="1",
        posts=[lead.holdings.get().post],
    )


def test_two_people_update_the_same_action(page, phone, check_page, coordinator, lead, action):
    address = f"/actions/{action.pk}/update/"
    for window, person in ((page, coordinator), (phone, lead)):
        sign_in_by_form(window, person, check_page, start=address)
        check_page(window)

    page.get_by_label("On track").check()
    page.get_by_label("What has happened").fill("The office says: all is mapped.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your update is saved.").wait_for()
    check_page(page)

    # The lead forgets to say how it is going, and then learns of the other one's update.
    phone.get_by_label("What has happened").fill("The team says: the east is missing.")
    phone.get_by_role("button", name="Save").click()
    assert problems(phone)
    check_page(phone)
    phone.get_by_label("At risk").check()
    phone.get_by_label("What is next?").fill("A visit on Friday.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Nothing you typed is lost").first.wait_for()
    check_page(phone)
    shown = phone.get_by_role("table", name="What is different").inner_text()
    assert "The office says: all is mapped." in shown
    assert "The team says: the east is missing." in shown
    assert phone.get_by_label("At risk").is_checked()
    assert phone.get_by_label("What is next?").input_value() == "A visit on Friday."
    assert ProgressUpdate.objects.count() == 1

    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved.").wait_for()
    check_page(phone)
    assert [update.by for update in ProgressUpdate.objects.order_by("pk")] == [coordinator, lead]


def test_two_people_change_an_actions_words(page, phone, check_page, coordinator, action):
    other = build_person("Carl Colleague", COORDINATOR)
    address = f"/actions/{action.pk}/edit/"
    for window, person in ((page, coordinator), (phone, other)):
        sign_in_by_form(window, person, check_page, start=address)
        check_page(window)

    words_of(page).fill("Map every way in which people reach us")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Map every way").wait_for()
    check_page(page)

    words_of(phone).fill("")
    phone.get_by_role("button", name="Save").click()
    assert problems(phone)
    check_page(phone)
    words_of(phone).fill("Map and publish the ways in which people reach us")
    phone.get_by_label("Number").fill("1.1.i")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Nothing you typed is lost").first.wait_for()
    check_page(phone)
    shown = phone.get_by_role("table", name="What is different").inner_text()
    assert "Map every way in which people reach us" in shown
    assert words_of(phone).input_value() == "Map and publish the ways in which people reach us"
    assert phone.get_by_label("Number").input_value() == "1.1.i"
    action.refresh_from_db()
    assert action.text == "Map every way in which people reach us"

    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("heading", name="Map and publish").wait_for()
    check_page(phone)
    action.refresh_from_db()
    assert action.text == "Map and publish the ways in which people reach us"
    assert heading(phone)


def words_of(window):
    return window.locator("textarea[name=text]")
