"""A meeting dealt with on a phone, and what it asked for carried to the next one and closed."""

import datetime

import pytest
from django.utils import timezone

from meetings.models import FollowUp, Meeting
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.stakeholders.factories import PostFactory

from .steps import problems, sign_in_by_form

pytestmark = pytest.mark.journey


@pytest.fixture
def meeting(coordinator, lead):
    """Today's, of a line that two posts go to; the next one is on the calendar."""
    series = MeetingSeriesFactory(title="Rural crime forum", publishes=True)
    deputy = PostFactory(title="Deputy Commissioner")
    series.attending_posts.set([lead.holdings.get().post, deputy])
    forum = ForumFactory(series=series)
    today = timezone.localdate()
    MeetingFactory(forum=forum, held_on=today + datetime.timedelta(days=30))
    return MeetingFactory(forum=forum, held_on=today)


def test_from_the_agenda_to_an_action_that_is_done(new_page, check_page, coordinator, meeting):
    phone = new_page(width=390, height=844)
    here = f"/meetings/dates/{meeting.pk}/"
    sign_in_by_form(phone, coordinator, check_page, start=here)
    check_page(phone)
    write_the_agenda(phone, check_page)
    record_it(phone, check_page)
    minute_it(phone, check_page)
    ask_for_something(phone, check_page)
    close_it_at_the_next_one(phone, check_page, meeting)


def write_the_agenda(page, check_page):
    page.get_by_role("link", name="Add several items").click()
    check_page(page)
    page.get_by_label("The items").fill("Welcome\nFly-tipping")
    page.get_by_role("button", name="Add the items").click()
    page.get_by_role("heading", name="2. Fly-tipping").wait_for()
    check_page(page)


def record_it(page, check_page):
    page.get_by_role("button", name="Record the meeting").click()
    check_page(page)
    page.get_by_role("group", name="Head of Engagement").get_by_label("Attended").check()
    deputy = page.get_by_role("group", name="Deputy Commissioner")
    deputy.get_by_label("Sent apologies").check()
    page.get_by_label("Who went instead of Deputy").wait_for()
    page.get_by_label("How many members of the public").fill("12")
    page.get_by_role("button", name="Save").click()
    assert problems(page) == ["Say whether it took place"]
    check_page(page)
    page.get_by_label("Yes, it was held").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Who was there").wait_for()
    check_page(page)
    assert "Sent apologies" in page.inner_text(".portal-going")
    assert Meeting.objects.get(status="held").attendances.attended().count() == 1


def minute_it(page, check_page):
    page.get_by_role("button", name="Write the minutes").click()
    check_page(page)
    page.get_by_label("What was said?").fill("Everybody was made welcome.")
    page.get_by_role("button", name="Save, and on to the next item").click()
    page.get_by_role("heading", name="Fly-tipping").wait_for()
    check_page(page)
    page.get_by_label("What was said?").fill("Two farms were hit again.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Two farms were hit again.").first.wait_for()
    check_page(page)


def ask_for_something(page, check_page):
    page.get_by_role("link", name="Add an action from Fly-tipping").click()
    check_page(page)
    page.get_by_label("What has to be done?").fill("Ask the council for cameras")
    page.get_by_label("Who does it?").select_option(index=1)
    page.get_by_label("By when?").fill("next meeting")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("the next meeting on the calendar when this was written").first.wait_for()
    check_page(page)


def close_it_at_the_next_one(page, check_page, meeting):
    later = Meeting.objects.get(forum=meeting.forum, status="planned")
    page.goto(f"/meetings/dates/{later.pk}/")
    page.get_by_role("heading", name="Carried from earlier meetings").wait_for()
    check_page(page)
    page.get_by_role("link", name="Ask the council for cameras").click()
    check_page(page)
    page.get_by_role("button", name="Say how it is going").click()
    check_page(page)
    page.get_by_label("What has happened?").fill("Two cameras are up.")
    page.get_by_label("Yes, nothing is left to do").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Two cameras are up.").first.wait_for()
    check_page(page)
    assert not FollowUp.objects.open().exists()
    page.goto("/meetings/follow-ups/")
    check_page(page)
