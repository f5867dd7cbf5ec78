"""A quarter's update round: opened, half answered, chased, sent back, closed; then the paper."""

import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document

from actionplans.quarters import Quarter
from objectives.models import UpdateRound
from reports.models import ReportFile
from stakeholders.models import Event
from tests.objectives.plans import make_action, make_plan

from .steps import heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey

LONG = 60_000  # a build on a busy machine, in milliseconds


@pytest.fixture
def plan(coordinator, lead, other_lead, panel_member):
    """Two leads, of whom one has two actions; the panel that the paper is for."""
    today = timezone.localdate()
    plan = make_plan(coordinator, starts_on=today - timedelta(days=300), reminders_from=today)
    post, other = lead.holdings.get().post, other_lead.holdings.get().post
    for number, posts, text in (
        ("1", [post], "Map the ways in which people reach us"),
        ("2", [post], "Publish the yearly calendar"),
        ("3", [other], "Walk every beat with residents"),
    ):
        make_action(plan, coordinator, deadline="Ongoing", number=number, posts=posts, text=text)
    return plan


def test_from_the_opening_to_the_paper(
    page, new_page, check_page, coordinator, lead, plan, celery_worker
):
    quarter = Quarter.containing(timezone.localdate())
    sign_in_by_form(page, coordinator, check_page, start=f"/plans/{plan.slug}/")
    check_page(page)
    open_the_round(page, check_page, quarter)
    take_the_return_forms(page)

    phone = new_page(width=390, height=844)
    answer_one_of_two(phone, check_page, lead)
    send_it_back(page, check_page)
    read_the_question(phone, check_page)
    remind_the_others(page, check_page)

    close_the_round(page, check_page)
    build_the_paper(page, check_page, plan, quarter, celery_worker)
    words = words_of_the_paper()
    assert "No update received in the update round" in words
    assert re.search(r"to the cut-off: 2\s+actions", words)
    assert Event.objects.filter(verb="update round closed", actor=coordinator).exists()


def open_the_round(page, check_page, quarter):
    page.get_by_role("link", name="Update rounds").click()
    check_page(page)
    assert page.get_by_text("This plan has had no update round yet.").is_visible()
    page.get_by_role("button", name="Open a round").click()
    check_page(page)
    page.get_by_label("Year").fill("1999")
    page.get_by_role("button", name="Open the round").click()
    assert len(problems(page)) == 1
    check_page(page)
    for box in ("Day", "Month", "Year"):
        page.get_by_label(box).fill("")
    page.get_by_role("radio", name=quarter.label).check()
    page.get_by_role("button", name="Open the round").click()
    page.get_by_text("The round is open.").wait_for()
    check_page(page)
    assert page.get_by_text("0 of 2 leads have answered.").is_visible()


def take_the_return_forms(page):
    with page.expect_download() as download:
        page.get_by_role("link", name="Return forms of all leads, in Word").click()
    document = Document(Path(download.value.path()))
    heads = [row.text for row in document.paragraphs if row.style.name == "Heading 1"]
    assert len(heads) == 2


def answer_one_of_two(phone, check_page, lead):
    sign_in_by_form(phone, lead, check_page)
    check_page(phone)
    assert phone.get_by_text("asked for in the update round").is_visible()
    phone.get_by_role("button", name="Answer now").click()
    check_page(phone)
    phone.get_by_role("button", name="Start with 1.1").click()
    check_page(phone)
    phone.get_by_label("On track").check()
    phone.get_by_label("What has happened").fill("Most are mapped.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved.").wait_for()
    check_page(phone)
    assert phone.get_by_role("button", name="Next action: 1.2").is_visible()


def send_it_back(page, check_page):
    page.reload()
    check_page(page)
    page.get_by_role("link", name="Partly answered (1)").click()
    check_page(page)
    page.get_by_text("The return", exact=False).first.click()
    assert page.get_by_text("Most are mapped.").is_visible()
    page.get_by_role("link", name="Send back with a question").click()
    check_page(page)
    page.get_by_role("button", name="Send it back").click()
    assert len(problems(page)) == 1
    check_page(page)
    page.get_by_label("What do you want to know?").fill("Which ones are missing?")
    page.get_by_role("button", name="Send it back").click()
    page.get_by_text("It is sent back with your question.").wait_for()
    check_page(page)


def read_the_question(phone, check_page):
    phone.goto("/my-work/")
    check_page(phone)
    phone.get_by_role("link", name="Update action 1.1").click()
    check_page(phone)
    assert phone.get_by_text("Which ones are missing?").is_visible()
    phone.get_by_label("On track").check()
    phone.get_by_label("What has happened").fill("The two in the north.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved.").wait_for()
    check_page(phone)


def remind_the_others(page, check_page):
    page.get_by_role("button", name="Remind those who have not answered").click()
    check_page(page)
    assert page.get_by_text("2 people are mailed now").is_visible()
    page.get_by_role("button", name="Remind them").click()
    page.get_by_text("2 people are reminded now.").wait_for()
    check_page(page)
    # Nobody is mailed twice for the same on one day.
    page.get_by_role("button", name="Remind those who have not answered").click()
    page.get_by_text("Everybody who has not answered got an e-mail").wait_for()
    check_page(page)


def close_the_round(page, check_page):
    page.get_by_role("link", name="Close the round").click()
    check_page(page)
    assert page.get_by_text("0 of 2 leads have answered. 2 actions still wait").is_visible()
    page.get_by_role("button", name="Close the round").click()
    page.get_by_text("The round is closed.").wait_for()
    check_page(page)
    assert UpdateRound.objects.get().closed_at is not None


def build_the_paper(page, check_page, plan, quarter, celery_worker):
    page.goto("/reports/")
    check_page(page)
    page.get_by_role("button", name="Build a paper").first.click()
    check_page(page)
    page.get_by_label("Plan").select_option(label=str(plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    page.get_by_label("Period").select_option(label=quarter.label)
    page.get_by_role("button", name="Build the paper").click()
    celery_worker.start()
    page.get_by_role("button", name="Answer for this paper").wait_for(timeout=LONG)
    check_page(page)
    assert quarter.label in heading(page)


def words_of_the_paper():
    paper = pypdfium2.PdfDocument(bytes(ReportFile.objects.get(kind="pdf").content))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in paper)
    paper.close()
    return words
