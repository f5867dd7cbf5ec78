"""In a real browser: a paper is built, answered for, cleared, published, downloaded by a member."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.quarters import Quarter
from reports.models import ClearancePost, ReportRevision
from reports.services import request_report
from tests.world import build_people, sign_in

from .plans import build_plan


@pytest.mark.journey
def test_report_built_published_and_downloaded_by_a_panel_member(
    page, new_page, check_page, celery_worker
):
    world = build_plan(build_people())
    world.add("Map the ways in which people reach us", date(2025, 5, 1), number="1")
    for post in (world.post, world.other_post):
        ClearancePost.objects.create(body=world.panel, post=post)
    quarter = Quarter.containing(timezone.localdate()).previous()
    celery_worker.start()
    sign_in(page, world.coordinator)

    page.goto(reverse("reports:report-list"))
    check_page(page)
    page.get_by_role("button", name="Build a paper").first.click()
    check_page(page)
    page.get_by_role("button", name="Build the paper").click()
    check_page(page)  # what is missing is said, and each line leads to its field
    page.get_by_label("Plan").select_option(label=str(world.plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    page.get_by_label("Period").select_option(label=quarter.label)
    page.get_by_role("button", name="Build the paper").click()

    # The page asks by itself how far the paper is, and shows it once it is there.
    answer = page.get_by_role("button", name="Answer for this paper")
    answer.wait_for(timeout=60_000)
    check_page(page)
    answer.click()
    check_page(page)
    page.get_by_label("No, it can be public").check()
    page.get_by_role("button", name="Save and build again").click()
    send = page.get_by_role("button", name="Send for clearance")
    send.wait_for(timeout=60_000)
    send.click()
    check_page(page)
    page.get_by_role("button", name="Send for clearance").click()
    page.get_by_text("The paper is with its clearing officers.").wait_for()
    check_page(page)
    clear_it(new_page(), check_page, world.lead)
    clear_it(new_page(), check_page, world.other_lead, send_back_first=True)

    page.reload()
    publish = page.get_by_role("button", name="Publish", exact=True)
    publish.wait_for(timeout=60_000)
    publish.click()
    check_page(page)
    page.get_by_role("button", name="Publish this paper").click()
    page.get_by_text("The paper is published.").wait_for()
    check_page(page)

    member = new_page()
    sign_in(member, world.panel_member)
    member.goto(reverse("reports:report-list"))
    check_page(member)
    with member.expect_download() as download:
        member.get_by_role("link", name="PDF").click()
    stored = bytes(ReportRevision.objects.get().files.get(kind="pdf").content)
    with open(download.value.path(), "rb") as file:
        assert file.read() == stored
    member.get_by_role("link", name=str(world.plan), exact=True).click()
    check_page(member)

    outsider = new_page()
    sign_in(outsider, world.board_member)
    assert outsider.goto(member.url).status == 404


def clear_it(officer, check_page, person, *, send_back_first=False):
    """As somebody who reads no reports otherwise; an answer without words is asked for once."""
    sign_in(officer, person)
    officer.goto("/")
    check_page(officer)
    officer.get_by_role("link", name="Joint engagement plan 2025, Quarter").click()
    check_page(officer)
    officer.get_by_role("link", name="Read the paper").click()
    check_page(officer)
    officer.get_by_role("link", name="Back to your answer").click()
    if send_back_first:
        officer.get_by_label("No, I send it back").check()
        officer.get_by_role("button", name="Send my answer").click()
        check_page(officer)  # what is missing is said, and leads to its field
    officer.get_by_label("Yes, I clear it").check()
    officer.get_by_role("button", name="Send my answer").click()
    officer.get_by_text("You cleared the paper").wait_for()
    check_page(officer)


@pytest.mark.journey
def test_progress_without_javascript_is_a_link_away(new_page, celery_worker):
    world = build_plan(build_people())
    world.add("Map the ways in", date(2025, 5, 1), number="1")
    revision = request_report(
        plan=world.plan, body=world.panel, period=Quarter(2025, 1), by=world.coordinator
    )
    plain = new_page(javascript=False)
    sign_in(plain, world.coordinator)
    plain.goto(reverse("reports:report-detail", args=[revision.report.slug]))
    assert plain.get_by_text("This paper waits to be built").is_visible()

    celery_worker.start()
    celery_worker.wait_for(lambda: ReportRevision.objects.get().build == "built")
    plain.get_by_role("link", name="See how far it is now").click()

    assert plain.get_by_role("button", name="Answer for this paper").is_visible()
