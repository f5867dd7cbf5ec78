"""A coordinator puts thirty forums on the schedule and plans a meeting: desk and phone."""

import datetime

import pytest
from django.utils import timezone

from meetings.models import Forum, Meeting
from tests.meetings.factories import ForumFactory, MeetingCategoryFactory, MeetingSeriesFactory
from tests.stakeholders.factories import OfficeFactory
from tests.world import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def type_date(window, name, day):
    for part in ("day", "month", "year"):
        window.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def test_thirty_forums_and_a_meeting(page, coordinator, check_page):
    OfficeFactory()
    MeetingCategoryFactory(title="Councils")
    sign_in(page, coordinator)
    page.goto("/meetings/")
    check_page(page)
    page.click("text=Add a meeting")
    page.click("text=Save")
    page.wait_for_selector(".govuk-error-summary")
    check_page(page)
    page.select_option("[name=category]", label="Councils")
    page.fill("[name=title]", "Local forums")
    page.fill("[name=frequency_text]", "Quarterly x 30")
    page.click("text=Save")
    assert page.input_value("[name=total]") == "30"
    page.fill("[name=names]", "Arlebury\nStonebeck")
    check_page(page)
    page.click("text=Add the forums")
    page.wait_for_selector("text=The forums are added")
    check_page(page)
    assert Forum.objects.count() == 30

    page.click(".portal-title >> text=Plan a meeting")
    page.select_option("[name=forum]", label="Local forums: Stonebeck")
    type_date(page, "held_on", timezone.localdate() + datetime.timedelta(days=20))
    page.fill("[name=starts_at]", "7pm")
    page.fill("[name=ends_at]", "6pm")
    page.click("text=Save the meeting")
    assert "The end must be later than the start" in page.inner_text(".govuk-error-summary")
    check_page(page)
    page.fill("[name=ends_at]", "8.30pm")
    page.click("text=Save the meeting")
    page.wait_for_selector("text=The meeting is on the calendar")
    assert "7pm to 8:30pm" in page.inner_text("main")
    check_page(page)

    page.click("text=Cancel the meeting")
    page.fill("[name=reason]", "The hall is flooded")
    check_page(page)
    page.click("button >> text=Cancel the meeting")
    page.wait_for_selector("text=The meeting is cancelled.")
    assert Meeting.objects.get().cancelled_reason == "The hall is flooded"
    page.goto("/meetings/dates/")
    assert "The hall is flooded" in page.inner_text("main")
    check_page(page)


def test_the_schedule_is_filtered_without_leaving_the_page_and_without_a_script(
    phone, new_page, auditor, check_page
):
    OfficeFactory()
    for title in ("Joint Audit Committee", "Leaders of the councils"):
        ForumFactory(series=MeetingSeriesFactory(title=title))
    sign_in(phone, auditor)
    phone.goto("/meetings/")
    phone.click("text=Filter these meetings")
    phone.fill("[name=text]", "audit")
    phone.click("text=Show meetings")
    phone.wait_for_selector("text=of 2 meetings")
    phone.wait_for_function("!document.body.innerText.includes('Leaders of the councils')")
    assert "text=audit" in phone.url
    check_page(phone)

    plain = sign_in(new_page(javascript=False), auditor)
    plain.goto("/meetings/?text=leaders")
    assert "Joint Audit" not in plain.inner_text("main")
    plain.click("text=Clear all filters")
    assert "Joint Audit" in plain.inner_text("main")
