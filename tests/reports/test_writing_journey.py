"""In a real browser: words are written beside a live preview, saved, and read in the paper."""

import re
from datetime import date

import pytest
from django.urls import reverse

from reports.building import build_revision
from reports.models import Narrative, ReportRevision
from reports.services import request_report
from tests.world import build_people, sign_in

from .plans import CUT_OFF, QUARTER, build_plan

pytestmark = pytest.mark.journey


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.add("Map the ways in which people reach us", date(2025, 5, 1), number="1")
    ask = {"plan": world.plan, "body": world.panel, "by": world.coordinator, "queue": False}
    revision = request_report(period=QUARTER, at=CUT_OFF, **ask)
    build_revision(revision.pk, at=CUT_OFF)
    world.report = revision.report
    return world


def of(press, what):
    """What a link or button is called to whoever doesn't see what it stands beside."""
    return re.compile(rf"^{press}\s?: {what}$")


def preview(page):
    return page.get_by_role("region", name="How it looks in the paper")


def box(page):
    return page.get_by_label("Your words")


def test_words_are_written_beside_their_preview_and_read_in_the_paper(
    page, phone, check_page, celery_worker, world
):
    celery_worker.start()
    sign_in(page, world.coordinator)
    page.goto(reverse("reports:report-detail", args=[world.report.slug]))
    page.get_by_role("link", name="Your own words written").click()
    check_page(page)
    page.get_by_role("link", name=of("Write", "The position")).click()
    check_page(page)

    # Typed on the keyboard, the preview follows, and the cursor stays where it is.
    box(page).focus()
    page.keyboard.type("People find us **more easily**.")
    preview(page).get_by_text("more easily", exact=True).wait_for()
    assert preview(page).locator("strong", has_text="more easily").is_visible()
    assert box(page).evaluate("box => box === document.activeElement")

    sentence = page.get_by_role("button", name="Use these words")
    words = sentence.get_attribute("value")
    sentence.click()
    assert box(page).input_value() == f"People find us **more easily**.\n\n{words}"
    assert box(page).evaluate("box => box === document.activeElement")
    preview(page).get_by_text(words).last.wait_for()
    check_page(page)
    assert not Narrative.objects.exists()

    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your words are saved.").wait_for()
    check_page(page)
    page.get_by_role("button", name="Build the paper with these words").click()
    celery_worker.wait_for(lambda: ReportRevision.objects.get().build == "built")
    document = str(ReportRevision.objects.get().document)
    assert "more easily" in document
    assert "**" not in document
    assert words in document

    sign_in(phone, world.coordinator)
    phone.goto(reverse("reports:writing-list", args=[world.report.slug]))
    check_page(phone)
    phone.get_by_role("link", name=of("Change", "The position")).click()
    check_page(phone)
    assert "more easily" in preview(phone).inner_text()


def test_writing_without_javascript_loses_nothing(new_page, world):
    plain = new_page(javascript=False)
    sign_in(plain, world.coordinator)
    plain.goto(reverse("reports:writing-edit", args=[world.report.slug, "position"]))
    box(plain).fill("People find us **more easily**.")
    plain.get_by_role("button", name="Preview").click()
    assert preview(plain).locator("strong", has_text="more easily").is_visible()
    assert box(plain).input_value() == "People find us **more easily**."

    sentence = plain.get_by_role("button", name="Use these words")
    words = sentence.get_attribute("value")
    sentence.click()
    assert box(plain).input_value() == f"People find us **more easily**.\n\n{words}"
    plain.get_by_role("button", name="Save").click()
    assert Narrative.objects.get().text == f"People find us **more easily**.\n\n{words}"


def test_parts_are_moved_and_left_out_by_the_keyboard(page, check_page, world):
    sign_in(page, world.coordinator)
    page.goto(reverse("reports:plan-parts", args=[world.plan.slug]))
    check_page(page)
    page.get_by_role("button", name=of("Down", "What needs attention")).press("Enter")
    page.get_by_role("button", name=of("Up", "What needs attention")).wait_for()
    page.get_by_role("button", name=of("Leave out", "What needs attention")).press("Enter")
    page.get_by_role("button", name=of("Put back", "What needs attention")).wait_for()
    check_page(page)
    page.get_by_role("button", name="Put all parts back as usual").press("Enter")
    page.get_by_text("The parts are as usual again.").wait_for()
    check_page(page)
