"""A quarter's paper: round closed, built, written in, cleared by two officers, published, read by a
member, corrected."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.quarters import Quarter
from objectives.services import close_round, open_round
from reports.models import Clearance, ReportFile, ReportRevision
from reports.services import add_clearer, clear
from stakeholders.links import new_link, token_of
from stakeholders.models import Event
from tests.objectives.plans import make_action, make_plan

from .steps import heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey

LONG = 60_000  # a build on a busy machine, in milliseconds


@pytest.fixture
def plan(coordinator, lead, other_lead, panel_member):
    """Its quarter's round is closed; two posts clear the Panel's papers."""
    today = timezone.localdate()
    plan = make_plan(coordinator, starts_on=today - timedelta(days=300))
    posts = [lead.holdings.get().post]
    make_action(plan, coordinator, number="1", posts=posts, reported=today - timedelta(days=150))
    make_action(plan, coordinator, number="2", posts=posts, text="Publish what was heard")
    body = panel_member.memberships.get().body
    for officer in (lead, other_lead):
        add_clearer(body=body, post=officer.holdings.get().post, by=coordinator)
    opened = open_round(plan, quarter=Quarter.containing(today), by=coordinator)
    close_round(opened, by=coordinator)
    return plan


def test_from_the_closed_quarter_to_a_corrected_paper(
    page,
    new_page,
    check_page,
    coordinator,
    lead,
    other_lead,
    panel_member,
    board_member,
    plan,
    celery_worker,
):
    quarter = Quarter.containing(timezone.localdate())
    sign_in_by_form(page, coordinator, check_page, start="/reports/")
    check_page(page)
    ask_for_the_paper(page, check_page, plan, quarter)

    # Nobody has taken it up yet: the page says so and may be left.
    assert page.get_by_text("You may leave this page: the building goes on.").is_visible()
    check_page(page)
    celery_worker.start()
    button(page, "Answer for this paper").wait_for(timeout=LONG)
    check_page(page)
    member = new_page(width=390, height=844)
    sign_in_by_form(member, panel_member, check_page, start="/reports/")
    check_page(member)
    assert member.get_by_text("There are no papers yet.").is_visible()

    write_in_it(page, check_page, "Residents now **hear back** within a month.")
    answer_for_it(page, check_page)
    button(page, "Send for clearance").wait_for(timeout=LONG)
    check_page(page)
    send_it_for_clearance(page, check_page)

    clear_it_signed_in(new_page(), check_page, lead)
    clear_it_by_link(new_page(width=390, height=844), check_page, other_lead)
    page.reload()
    check_page(page)
    button(page, "Publish").wait_for(timeout=LONG)
    publish_it(page, check_page)

    read_it(member, check_page, quarter)
    download_it(member)
    another_bodys_member_does_not_find_it(new_page(), check_page, board_member, plan)

    correct_it(page, check_page, lead, other_lead, celery_worker)
    member.reload()
    check_page(member)
    assert member.get_by_text("revision 2").first.is_visible()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def ask_for_the_paper(page, check_page, plan, quarter):
    page.get_by_role("button", name="Build a paper").first.click()
    check_page(page)
    button(page, "Build the paper").click()
    assert len(problems(page)) == 2  # a period is chosen already
    check_page(page)
    page.get_by_label("Plan").select_option(label=str(plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    page.get_by_label("Period").select_option(label=quarter.label)
    button(page, "Build the paper").click()
    page.get_by_role(
        "heading", name=re.compile(r"This paper (is being|waits to be) built")
    ).wait_for()


def write_in_it(page, check_page, words):
    page.get_by_role("link", name="Your own words written").click()
    check_page(page)
    page.get_by_role("link", name=re.compile(r"^Write\s?: The position$")).click()
    check_page(page)
    page.get_by_label("Your words").fill(words)
    preview = page.get_by_role("region", name="How it looks in the paper")
    preview.get_by_text("hear back", exact=True).wait_for()
    button(page, "Save").click()
    page.get_by_text("Your words are saved.").wait_for()
    check_page(page)
    page.goto(reverse("reports:report-detail", args=[ReportRevision.objects.get().report.slug]))
    check_page(page)
    # The draft still says what it said before.
    button(page, "Build it again").click()
    check_page(page)
    button(page, "Build it again").click()
    button(page, "Answer for this paper").wait_for(timeout=LONG)
    check_page(page)


def answer_for_it(page, check_page):
    """Yes would be wrong for a public paper."""
    button(page, "Answer for this paper").click()
    check_page(page)
    button(page, "Save and build again").click()
    assert len(problems(page)) == 1
    check_page(page)
    page.get_by_label("Yes, it holds exempt information").check()
    button(page, "Save and build again").click()
    page.get_by_text("Build the private paper for them").first.wait_for()
    check_page(page)
    page.get_by_label("No, it can be public").check()
    button(page, "Save and build again").click()
    page.get_by_text("Your answers are saved.").wait_for()


def send_it_for_clearance(page, check_page):
    button(page, "Send for clearance").click()
    check_page(page)
    button(page, "Send for clearance").click()
    page.get_by_text("0 of 2 have cleared it").wait_for()
    check_page(page)


def clear_it_signed_in(page, check_page, officer):
    sign_in_by_form(page, officer, check_page)
    check_page(page)
    page.goto(reverse("reports:clearance-list"))
    check_page(page)
    page.get_by_role("link", name=re.compile("Quarter")).click()
    check_page(page)
    page.get_by_label("Yes, I clear it").check()
    button(page, "Send my answer").click()
    page.get_by_text("You cleared the paper as Head of Engagement.").wait_for()
    check_page(page)


def clear_it_by_link(phone, check_page, officer):
    link = new_link(officer)
    link.save()
    phone.goto(reverse("reports:clear-list", args=[token_of(link)]))
    check_page(phone)
    phone.get_by_role("link", name=re.compile("Quarter")).click()
    check_page(phone)
    assert Clearance.objects.waiting().count() == 1  # opening it has changed nothing
    phone.get_by_label("Yes, I clear it").check()
    button(phone, "Send my answer").click()
    phone.get_by_text("You cleared the paper as Safer Communities.").wait_for()
    check_page(phone)


def publish_it(page, check_page):
    button(page, "Publish").click()
    check_page(page)
    button(page, "Publish this paper").click()
    page.get_by_text("The paper is published.").wait_for()
    check_page(page)


def read_it(member, check_page, quarter):
    member.goto("/")
    check_page(member)
    member.get_by_role("link", name=quarter.label).click()
    check_page(member)
    assert "quarterly progress" in heading(member)
    assert member.locator("strong", has_text="hear back").is_visible()
    position = member.get_by_role("region", name="The position").or_(member.locator("#position"))
    figure = position.first.get_by_role("link", name=re.compile("^2")).first
    figure.click()
    check_page(member)
    assert "2 " in member.get_by_role("main").inner_text()
    assert member.get_by_text("Publish what was heard").is_visible()
    member.go_back()
    check_page(member)


def download_it(member):
    with member.expect_download() as download:
        member.get_by_role("link", name=re.compile(r"^PDF")).first.click()
    received = Path(download.value.path()).read_bytes()
    stored = ReportFile.objects.get(revision__status="published", kind="pdf")
    assert received.startswith(b"%PDF-")
    assert hashlib.sha256(received).hexdigest() == stored.sha256
    assert Event.objects.get(verb="paper downloaded").after["kind"] == "pdf"


def another_bodys_member_does_not_find_it(page, check_page, board_member, plan):
    sign_in_by_form(page, board_member, check_page, start="/reports/")
    check_page(page)
    assert page.get_by_text("There are no papers yet.").is_visible()
    report = plan.reports.get()
    for name, more in (
        ("report-detail", []),
        ("report-read", [1]),
        ("report-file", [1, "pdf"]),
    ):
        address = reverse(f"reports:{name}", args=[report.slug, *more])
        assert page.request.get(address).status == 404


def correct_it(page, check_page, lead, other_lead, celery_worker):
    page.get_by_role("link", name="Correct this paper").click()
    check_page(page)
    page.get_by_label("What does the new revision correct?").fill("A month was wrong.")
    button(page, "Build the new revision").click()
    button(page, "Answer for this paper").wait_for(timeout=LONG)
    check_page(page)
    button(page, "Answer for this paper").click()
    check_page(page)
    page.get_by_label("No, it can be public").check()
    button(page, "Save and build again").click()
    button(page, "Send for clearance").wait_for(timeout=LONG)
    check_page(page)
    send_it_for_clearance(page, check_page)
    for officer in (lead, other_lead):
        clear(Clearance.objects.waiting().get(post=officer.holdings.get().post), by=officer)
    celery_worker.wait_for(lambda: ReportRevision.objects.get(number=2).build == "built")
    page.reload()
    publish_it(page, check_page)
    assert list(ReportRevision.objects.values_list("number", "status")) == [
        (2, "published"),
        (1, "superseded"),
    ]
