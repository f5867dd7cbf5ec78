"""A quarter's paper: built in the background, answered for, published, downloaded by a member."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from actionplans.quarters import Quarter
from reports.models import ReportFile, ReportRevision
from stakeholders.models import Event
from tests.objectives.plans import make_action, make_plan

from .steps import heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey

LONG = 60_000  # a build on a busy machine, in milliseconds


@pytest.fixture
def plan(coordinator, lead):
    today = timezone.localdate()
    plan = make_plan(coordinator, starts_on=today - timedelta(days=300))
    posts = [lead.holdings.get().post]
    make_action(plan, coordinator, number="1", posts=posts, reported=today - timedelta(days=150))
    make_action(plan, coordinator, number="2", posts=posts, text="Publish what was heard")
    return plan


def test_from_the_button_to_the_members_download(
    page, new_page, check_page, coordinator, panel_member, board_member, plan, celery_worker
):
    quarter = Quarter.containing(timezone.localdate()).previous()
    sign_in_by_form(page, coordinator, check_page, start="/reports/")
    check_page(page)
    ask_for_the_paper(page, check_page, plan, quarter)

    # Nobody has taken it up yet: the page says so and may be left.
    assert page.get_by_text("You may leave this page: the building goes on.").is_visible()
    check_page(page)
    celery_worker.start()
    page.get_by_role("button", name="Answer for this paper").wait_for(timeout=LONG)
    check_page(page)
    member = new_page(width=390, height=844)
    sign_in_by_form(member, panel_member, check_page, start="/reports/")
    check_page(member)
    assert member.get_by_text("There are no papers yet.").is_visible()

    answer_for_it(page, check_page)
    page.get_by_role("button", name="Publish", exact=True).wait_for(timeout=LONG)
    check_page(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    check_page(page)
    page.get_by_role("button", name="Publish this paper").click()
    page.get_by_text("The paper is published.").wait_for()
    check_page(page)

    download_it(member, check_page, quarter)
    assert Event.objects.get(verb="paper downloaded").actor == panel_member
    another_bodys_member_does_not_find_it(new_page(), check_page, board_member, member.url)


def ask_for_the_paper(page, check_page, plan, quarter):
    page.get_by_role("button", name="Build a quarterly paper").first.click()
    check_page(page)
    page.get_by_role("button", name="Build the paper").click()
    assert len(problems(page)) == 2  # the quarter is chosen already
    check_page(page)
    page.get_by_label("Plan").select_option(label=str(plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    page.get_by_label("Quarter").select_option(label=quarter.label)
    page.get_by_role("button", name="Build the paper").click()
    page.get_by_role(
        "heading", name=re.compile(r"This paper (is being|waits to be) built")
    ).wait_for()


def answer_for_it(page, check_page):
    """Yes would be wrong for a public paper, and nobody has cleared it yet."""
    page.get_by_role("button", name="Answer for this paper").click()
    check_page(page)
    page.get_by_role("button", name="Save and build again").click()
    assert len(problems(page)) == 2
    check_page(page)
    page.get_by_label("Yes, it holds exempt information").check()
    page.get_by_label("Cleared with").fill("Chief Executive")
    page.get_by_role("button", name="Save and build again").click()
    page.get_by_text("Build the private paper for them").first.wait_for()
    check_page(page)
    page.get_by_label("No, it can be public").check()
    page.get_by_role("button", name="Save and build again").click()
    page.get_by_text("Your answers are saved.").wait_for()


def download_it(member, check_page, quarter):
    member.goto("/")
    check_page(member)
    member.get_by_role("link", name=quarter.label).click()
    check_page(member)
    assert quarter.label in heading(member)
    with member.expect_download() as download:
        member.get_by_role("button", name="Download the paper (PDF)").click()
    bytes_received = Path(download.value.path()).read_bytes()
    stored = ReportFile.objects.get(revision=ReportRevision.objects.get(status="published"))
    assert bytes_received.startswith(b"%PDF-")
    assert hashlib.sha256(bytes_received).hexdigest() == stored.sha256


def another_bodys_member_does_not_find_it(page, check_page, board_member, address):
    sign_in_by_form(page, board_member, check_page, start="/reports/")
    check_page(page)
    assert page.get_by_text("There are no papers yet.").is_visible()
    assert page.goto(address).status == 404
    check_page(page)
    number = ReportRevision.objects.get(status="published").number
    assert page.request.get(f"{address}{number}/download/").status == 404
