"""A schedule brought in from the office's file, its dates planned, a meeting dealt with on a phone:
what it asked for is done, the promise is kept, and the next paper says so."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.quarters import Quarter
from meetings.models import AttendanceCommitment, FollowUp, Meeting, MeetingSeries
from stakeholders.links import new_link, token_of
from tests.objectives.plans import make_action, make_plan
from tests.stakeholders.factories import PostFactory

from .steps import problems, sign_in_by_form

pytestmark = pytest.mark.journey

LONG = 60_000  # a file read or a paper built on a busy machine, in milliseconds
POSTS = "Head of Engagement, Deputy Commissioner"
PROMISE = "Head of Engagement attends one meeting a year and reports back"
FILE = f"""MEETINGS SCHEDULE (1) LISTENING

Meetings\tChair / Lead Officer\tFrequency\tOPCC Attendance\tOPCC Lead Officer\tNotes
Rural crime forum\tPolice\tbi-monthly\t{POSTS}\tHead of Engagement\t{PROMISE}
"""


@pytest.fixture
def plan(coordinator, lead, panel_member):
    """The posts of the file are the office's own; a plan's paper for the Panel has the part."""
    PostFactory(title="Deputy Commissioner")
    plan = make_plan(coordinator, starts_on=timezone.localdate() - datetime.timedelta(days=300))
    make_action(plan, coordinator, number="1", posts=[lead.holdings.get().post])
    return plan


def test_from_the_offices_file_to_a_promise_kept_and_the_paper_that_says_so(
    page, new_page, check_page, coordinator, lead, plan, celery_worker
):
    celery_worker.start()
    sign_in_by_form(page, coordinator, check_page, start="/meetings/")
    check_page(page)
    import_the_schedule(page, check_page)
    plan_the_dates(page, check_page)
    promise = AttendanceCommitment.objects.get()
    # Late in a year it is at risk before anybody went.
    assert state_of(page, check_page, promise) in ("On course", "At risk")

    meeting = Meeting.objects.earliest("held_on")
    phone = new_page(width=390, height=844)
    here = f"/meetings/dates/{meeting.pk}/"
    sign_in_by_form(phone, coordinator, check_page, start=here)
    check_page(phone)
    write_the_agenda(phone, check_page)
    record_it(phone, check_page)
    minute_it(phone, check_page)
    ask_for_something(phone, check_page)
    close_it_at_the_next_one(phone, check_page, meeting)
    report_back(new_page(width=390, height=844), check_page, lead)

    assert state_of(page, check_page, promise) == "Kept"
    assert "1 of 1 meeting since" in page.inner_text(".portal-lede")
    read_it_in_the_paper(page, check_page, plan)


def import_the_schedule(page, check_page):
    page.get_by_role("link", name="Import a schedule from a file").click()
    check_page(page)
    file = {"name": "ours.txt", "mimeType": "text/plain", "buffer": FILE.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    shown = page.get_by_role("link", name="Show the file")
    save = page.get_by_role("button", name="Save in the schedule")
    shown.or_(save).first.wait_for(timeout=LONG)
    if shown.is_visible():
        check_page(page)
        shown.click()
    save.wait_for()
    check_page(page)
    # "bi-monthly" may be many things, and words that promise count only if somebody says so.
    page.get_by_role("button", name=re.compile("two months", re.IGNORECASE)).first.click()
    page.get_by_text("Your answer").first.wait_for()
    page.get_by_role("button", name="It is promised").first.click()
    page.locator("#doubts-left", has_text="No doubts are left").wait_for()
    check_page(page)
    save.click()
    page.get_by_role("heading", name="It is in the schedule").wait_for()
    check_page(page)
    assert MeetingSeries.objects.get().forums.get().per_year == 6


def plan_the_dates(page, check_page):
    """A year of them from today on; the first is today, so that it can be held."""
    page.get_by_role("button", name="Show the schedule").click()
    check_page(page)
    page.get_by_role("link", name="Rural crime forum").click()
    check_page(page)
    page.get_by_role("button", name="Propose dates").click()
    check_page(page)
    today = timezone.localdate()
    page.get_by_label("Count from this day").fill(f"{today + datetime.timedelta(days=2)}")
    page.get_by_role("button", name="Show the dates").click()
    check_page(page)
    page.get_by_label(re.compile("^Date:")).first.fill(str(today))
    page.get_by_role("button", name="Plan the ticked dates").click()
    page.get_by_text(re.compile(r"\d meetings are on the calendar")).wait_for()
    check_page(page)
    days = Meeting.objects.values_list("held_on", flat=True)
    assert min(days) == today
    assert len(days) >= 6


def state_of(page, check_page, promise):
    page.goto(reverse("meetings:commitment-detail", args=[promise.pk]))
    check_page(page)
    return page.locator(".portal-lede .portal-tag").first.inner_text()


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
    asked = FollowUp.objects.get()
    assert asked.lead_post is not None
    assert asked.due_on is not None


def close_it_at_the_next_one(page, check_page, meeting):
    later = Meeting.objects.filter(forum=meeting.forum, status="planned").earliest("held_on")
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


def report_back(phone, check_page, lead):
    """By the link of an e-mail, without signing in."""
    link = new_link(lead)
    link.save()
    phone.goto(reverse("meetings:mine-by-link", args=[token_of(link)]))
    check_page(phone)
    phone.get_by_role("button", name="Report back from Rural crime forum").click()
    check_page(phone)
    phone.get_by_label("What did you hear").fill("Farmers want to be rung back.")
    phone.get_by_role("button").filter(has_text=re.compile("Save|Send")).first.click()
    phone.get_by_role("heading", name="Your meetings").wait_for()
    check_page(phone)
    assert "Say what you heard" not in phone.inner_text("main")


def read_it_in_the_paper(page, check_page, plan):
    page.goto(reverse("reports:report-list"))
    check_page(page)
    page.get_by_role("button", name="Build a paper").first.click()
    check_page(page)
    page.get_by_label("Plan").select_option(label=str(plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    quarter = Quarter.containing(timezone.localdate())
    page.get_by_label("Period").select_option(label=quarter.label)
    page.get_by_role("button", name="Build the paper").click()
    read = page.get_by_role("link", name="Read it as a web page")
    read.wait_for(timeout=LONG)
    check_page(page)
    read.click()
    check_page(page)
    page.get_by_role("heading", name="Meetings and promises of attendance").wait_for()
    promised = page.get_by_role("row").filter(has_text=PROMISE)
    assert "Kept" in promised.inner_text()
    assert "1 of 1 meeting since" in promised.inner_text()
    met = page.get_by_role("row").filter(has_text="Rural crime forum").last.inner_text()
    assert re.search(r"\s1\s+1\s+0\s+", met), met  # held, attended, none cancelled
    assert "Lena" not in page.inner_text("main")
