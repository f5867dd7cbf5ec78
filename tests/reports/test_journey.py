"""In a real browser: a paper is built, answered for, published, and downloaded by a member."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.quarters import Quarter
from reports.models import ReportRevision
from reports.services import request_report
from tests.world import build_people, sign_in

from .plans import build_plan


@pytest.mark.journey
def test_report_built_published_and_downloaded_by_a_panel_member(
    page, new_page, check_page, celery_worker
):
    world = build_plan(build_people())
    world.add("Map the ways in which people reach us", date(2025, 5, 1), number="1")
    quarter = Quarter.containing(timezone.localdate()).previous()
    celery_worker.start()
    sign_in(page, world.coordinator)

    page.goto(reverse("reports:report-list"))
    check_page(page)
    page.get_by_role("button", name="Build a quarterly paper").first.click()
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
    page.get_by_label("Cleared with").fill("Chief Executive")
    page.get_by_role("button", name="Save and build again").click()
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
        member.get_by_role("link", name="Download").click()
    stored = bytes(ReportRevision.objects.get().files.get(kind="pdf").content)
    with open(download.value.path(), "rb") as file:
        assert file.read() == stored
    member.get_by_role("link", name=str(world.plan), exact=True).click()
    check_page(member)

    outsider = new_page()
    sign_in(outsider, world.board_member)
    assert outsider.goto(member.url).status == 404


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
