"""Somebody new: entered by an administrator, invited by e-mail, signed in, locked out, let in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stakeholders.models import Person
from tests.objectives.plans import make_action, make_plan
from tests.stakeholders.factories import PostFactory

from .steps import fill_in_date, fill_in_sign_in, heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey

EMAIL = "nora@northmoor.example"
CHOSEN = "seven slow herons"


@pytest.fixture
def post(coordinator):
    """A post that leads an action, and that nobody holds."""
    post = PostFactory(title="Rural Engagement Officer")
    plan = make_plan(coordinator, starts_on=timezone.localdate() - timedelta(days=200))
    make_action(plan, coordinator, text="Visit every parish", number="1", posts=[post])
    return post


def test_from_nobody_to_somebody_at_work(
    page, new_page, check_page, smtp_sink, administrator, post
):
    sign_in_by_form(page, administrator, check_page)
    check_page(page)
    page.get_by_role("link", name="People", exact=True).first.click()
    check_page(page)
    add_a_person(page, check_page)
    give_them_the_post(page, check_page, post)
    invite_them(page, check_page)

    message = smtp_sink.to(EMAIL)[0]
    link = re.search(r"http://\S+/invitation/\S+", smtp_sink.text(message))[0]
    assert link in smtp_sink.html(message)
    phone = new_page(width=390, height=844)
    choose_a_password(phone, check_page, link)
    see_their_work(phone, check_page)

    stranger = new_page()
    assert stranger.goto(link).status == 410
    check_page(stranger)
    guess_the_password(stranger, check_page)
    let_them_try_again(page, check_page)
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_text("You are signed out.").wait_for()
    check_page(phone)
    fill_in_sign_in(phone, EMAIL, CHOSEN)
    phone.get_by_role("button", name="Sign out").wait_for()
    check_page(phone)


def add_a_person(page, check_page):
    page.get_by_role("button", name="Add a person").click()
    check_page(page)
    page.get_by_label("E-mail address").fill("nora at northmoor")
    page.get_by_role("button", name="Add this person").click()
    assert len(problems(page)) == 2
    check_page(page)
    page.get_by_label("Name").fill("Nora Newcomer")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_role("button", name="Add this person").click()
    page.get_by_text("Nora Newcomer is added.").wait_for()
    check_page(page)


def give_them_the_post(page, check_page, post):
    page.get_by_role("link", name="Appoint to a post").click()
    check_page(page)
    fill_in_date(page, "First day", ("", "", ""))
    page.get_by_role("button", name="Appoint").click()
    assert problems(page)
    check_page(page)
    option = page.locator("option").filter(has_text="Rural Engagement Officer")
    page.get_by_label("Which post?").select_option(value=option.get_attribute("value"))
    day = timezone.localdate() - timedelta(days=1)
    fill_in_date(page, "First day", (day.day, day.month, day.year))
    page.get_by_role("button", name="Appoint").click()
    page.get_by_text("is appointed to").wait_for()
    check_page(page)
    assert Person.objects.get(email=EMAIL).holdings.get().post == post


def invite_them(page, check_page):
    page.get_by_role("button", name="Invite to sign in").click()
    check_page(page)
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text(f"The invitation is sent to {EMAIL}.").wait_for()
    check_page(page)


def choose_a_password(phone, check_page, link):
    phone.goto(link)
    check_page(phone)
    for weak in ("short", "483920174839", "nora@northmoor"):
        phone.get_by_label("New password", exact=True).fill(weak)
        phone.get_by_role("button", name="Save and sign in").click()
        assert problems(phone), weak
        check_page(phone)
    phone.get_by_label("New password", exact=True).fill(CHOSEN)
    phone.get_by_role("button", name="Save and sign in").click()
    phone.get_by_text("you are signed in").wait_for()
    check_page(phone)


def see_their_work(phone, check_page):
    phone.goto("/my-work/")
    check_page(phone)
    assert heading(phone) == "My work"
    assert phone.get_by_role("link", name="Visit every parish").is_visible()


def guess_the_password(stranger, check_page):
    """Five wrong tries lock sign-in from there, even for the right password; the page says why."""
    stranger.goto("/sign-in/")
    check_page(stranger)
    for attempt in range(5):
        fill_in_sign_in(stranger, EMAIL, f"guess number {attempt}")
        if attempt < 4:
            assert problems(stranger)
            check_page(stranger)
    assert "locked" in heading(stranger)
    check_page(stranger)
    stranger.goto("/sign-in/")
    check_page(stranger)
    fill_in_sign_in(stranger, EMAIL, CHOSEN)
    assert "locked" in heading(stranger)
    check_page(stranger)


def let_them_try_again(page, check_page):
    page.reload()
    check_page(page)
    page.get_by_role("link", name="Let them try again now").click()
    check_page(page)
    page.get_by_role("button", name="Let them try again").click()
    page.get_by_text("can try to sign in again").wait_for()
    check_page(page)
