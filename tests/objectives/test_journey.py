"""In a real browser: a lead's update from a phone, a conflict of two, and filters that stay."""

import datetime

import pytest
from django.utils import timezone

from objectives.models import ProgressUpdate
from objectives.services import record_update
from tests.world import sign_in

from .factories import ActionFactory, ActivityFactory, ObjectiveFactory
from .test_access import post_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def objective():
    objective = ObjectiveFactory(plan__slug="joint-plan", plan__title="Joint plan", number="4")
    ActivityFactory(objective=objective)
    return objective


@pytest.fixture
def action(lead, objective):
    return ActionFactory(
        objective=objective, number="2", deadline="March 2026", posts=[post_of(lead)]
    )


def save(page):
    page.get_by_role("button", name="Save").click()


def test_a_lead_answers_for_all_of_their_actions_from_a_phone(
    phone, lead, objective, action, check_page
):
    ActionFactory(objective=objective, number="3", deadline="May 2026", posts=[post_of(lead)])
    sign_in(phone, lead)
    phone.goto("/my-work/")
    check_page(phone)
    phone.get_by_role("button", name="Start with 4.2").click()
    check_page(phone)
    assert not phone.get_by_label("Why is a new date needed?").is_visible()

    save(phone)
    phone.get_by_role("heading", name="There is a problem").wait_for()
    check_page(phone)

    phone.get_by_label("At risk").check()
    phone.get_by_label("What has happened?").fill("Two of six forums answered.")
    save(phone)
    phone.get_by_role("link", name="Say what is being done about it").click()
    phone.keyboard.type("Telephone the other four.")
    phone.get_by_label("Ask for a new date").check()
    day = timezone.localdate() + datetime.timedelta(days=90)
    for part in ("day", "month", "year"):
        phone.locator(f"[name=new_date_{part}]").fill(str(getattr(day, part)))
    phone.get_by_label("Why is a new date needed?").fill("The hall is not free.")
    save(phone)
    phone.get_by_text("Your update is saved").wait_for()
    check_page(phone)
    assert phone.get_by_text("Two of six forums answered.").first.is_visible()

    phone.get_by_role("button", name="Next action: 4.3").click()
    phone.get_by_label("Complete").check()
    assert phone.get_by_text("Day it was completed").is_visible()
    check_page(phone)
    update = ProgressUpdate.objects.get()
    assert (update.rag, update.next_step) == ("amber", "Telephone the other four.")
    assert action.date_requests.get().due_on == day


def test_two_give_an_update_at_once_and_the_second_loses_nothing(
    page, lead, coordinator, action, check_page
):
    sign_in(page, lead)
    page.goto(f"/actions/{action.pk}/update/")
    page.get_by_label("On track").check()
    page.get_by_label("What has happened?").fill("All six forums answered.")
    record_update(
        action=action, by=coordinator, status="in_progress", rag="red",
        comment="The northern forums heard nothing.", next_step="Telephone them.",
    )  # fmt: skip
    save(page)
    table = page.get_by_role("table", name="What is different")
    table.wait_for()
    check_page(page)
    assert "The northern forums heard nothing." in table.inner_text()
    assert page.get_by_label("What has happened since").input_value() == "All six forums answered."
    save(page)
    page.get_by_text("Your update is saved").wait_for()
    assert list(action.updates.order_by("pk").values_list("rag", flat=True)) == ["red", "green"]


def test_an_update_is_given_without_javascript(new_page, lead, action):
    page = sign_in(new_page(javascript=False), lead)
    page.goto(f"/actions/{action.pk}/update/")
    page.get_by_label("Complete").check()
    for part, value in (("day", "1"), ("month", "March"), ("year", "2026")):
        page.locator(f"[name=completed_on_{part}]").fill(value)
    page.get_by_label("What has happened?").fill("The map is on the website.")
    save(page)
    assert page.get_by_text("Your update is saved").is_visible()
    assert action.updates.get().completed_on == datetime.date(2026, 3, 1)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_plan_is_filtered_without_a_reload(
    new_page, coordinator, objective, action, check_page, width
):
    ActionFactory(objective=objective, number="3", text="Print a leaflet", deadline="Ongoing")
    page = sign_in(new_page(width=width), coordinator)
    page.goto("/plans/")
    check_page(page)
    page.goto("/plans/joint-plan/")
    check_page(page)
    if width < 640:
        page.get_by_text("Filter these actions").click()
    page.evaluate("window.notReloaded = true")
    page.get_by_label("Words or number").fill("leaflet")
    page.get_by_role("button", name="Show actions").click()
    page.get_by_text("1 of 2 actions").wait_for()
    assert page.evaluate("window.notReloaded")
    assert "text=leaflet" in page.url
    assert page.locator("#results tbody tr").count() == 1
    check_page(page)
    page.reload()
    page.get_by_text("1 of 2 actions").wait_for()
    page.get_by_role("link", name="Clear all filters").click()
    page.get_by_text("2 actions", exact=True).wait_for()
    page.get_by_role("link", name="Print a leaflet").click()
    page.get_by_role("heading", name="Print a leaflet").wait_for()
    check_page(page)
