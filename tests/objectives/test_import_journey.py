"""In a real browser: a Word plan is uploaded, its doubts are answered, it is saved, taken out,
brought in again, and amended."""

import pytest

from actionplans.models import ActionPlan
from objectives.models import ImportDraft
from tests.world import sign_in

from .drafts import HEADINGS, make_draft, table_text, word_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

ROWS = [
    ["1. Hear more people", "1. Map the ways in", "Q2 2025", "Head of Hearing", "On track"],
    ["", "2. Hold street surgeries", "Q4 2025", "Head of Hearing & Head of Places", ""],
    ["", "3. Print a leaflet", "when it suits", "Head of  Hearing", "Closed"],
    ["", "4. Ask what people remember", "", "Head of Hearings", "Nobody knows"],
    ["2. Answer more people", "1. Answer within a week", "March 2020", "", "Complete"],
    ["", "2. Say what was done", "Q2 2025", "Head of Places", ""],
]
AMENDED = [
    [ROWS[0][0], "1. Map the ways that people use", *ROWS[0][2:]],
    *ROWS[1:],
    ["", "3. Thank those who came", "Ongoing", "Head of Places", ""],
]


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "Our plan.docx"
    path.write_bytes(word_file(ROWS, [*HEADINGS, "Status"]))
    return path


def upload(page, path):
    page.goto("/plans/")
    page.get_by_role("button", name="Import a plan").click()
    page.get_by_label("The file that you have").set_input_files(path)
    page.get_by_label("Title of the plan").fill("Listening plan")
    for part, value in (("day", "1"), ("month", "4"), ("year", "2025")):
        page.locator(f"[name=starts_on_{part}]").fill(value)


def left(page):
    words = page.locator("#doubts-left").inner_text()
    return 0 if words.startswith("No") else int(words.split()[0])


def kind(page, words):
    return page.locator(".portal-kind").filter(has_text=words)


def doubt(page, words):
    return page.locator("[id^=doubt-].portal-doubt").filter(has_text=words).first


def test_a_word_plan_is_read_answered_saved_taken_out_and_amended(
    celery_worker, page, coordinator, check_page, plan_file, tmp_path
):
    sign_in(page, coordinator)
    page.goto("/imports/add/")
    check_page(page)
    upload(page, plan_file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("heading", name="Your file is being read").wait_for()
    check_page(page)
    celery_worker.start()
    page.get_by_role("heading", name="The plan as it will be").wait_for(timeout=60_000)
    check_page(page)

    draft = ImportDraft.objects.get()
    before = left(page)
    assert before >= 10
    assert page.locator(".portal-kind").count() >= 5
    assert len(draft.rows["rows"]) == 7
    page.evaluate("window.notReloaded = true")
    quarters = kind(page, "financial or calendar quarters?")
    quarters.get_by_role("button", name="Calendar").click()
    quarters.get_by_text("all answered").wait_for()
    assert left(page) == before - 3
    unreadable = doubt(page, "when it suits")
    unreadable.get_by_text("Give another date").click()
    unreadable.get_by_label("Date or words").fill("30 June 2026")
    unreadable.get_by_role("button", name="Use this").click()
    page.get_by_text("by 30 June 2026").wait_for()
    assert left(page) == before - 4
    assert page.evaluate("window.notReloaded")
    check_page(page)

    # The browser is closed and the draft is gone on with from the list of plans.
    page.goto("/plans/")
    check_page(page)
    page.get_by_role("link", name="Go on with Listening plan").click()
    assert left(page) == before - 4
    new_posts = kind(page, "A post that the office does not have yet")
    new_posts.get_by_role("button", name="Make the post").click()
    new_posts.get_by_text("all answered").wait_for()
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("heading", name="The plan is there").wait_for()
    check_page(page)
    plan = ActionPlan.objects.get()
    assert plan.actions.count() == 6
    due = plan.actions.get(text="Map the ways in").deadline.due_on
    assert due.isoformat() == "2025-06-30"
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("link", name="Print a leaflet").wait_for()

    with page.expect_download() as export:
        page.get_by_role("link", name="Word file of this plan").click()
    taken_out = tmp_path / export.value.suggested_filename
    export.value.save_as(taken_out)
    assert taken_out.suffix == ".docx"
    hold_against_the_plan(page, taken_out)
    page.get_by_text("Nothing differs.").wait_for(timeout=60_000)
    check_page(page)
    page.get_by_role("link", name="Give this file up").click()
    page.get_by_role("button", name="Give the file up").click()

    plan_file.write_bytes(word_file(AMENDED, [*HEADINGS, "Status"]))
    hold_against_the_plan(page, plan_file)
    page.get_by_text("Added (1)").wait_for(timeout=60_000)
    assert page.locator("del").all_inner_texts() == ["in"]
    assert page.locator("ins").all_inner_texts() == ["that people use"]
    check_page(page)
    page.get_by_role("button", name="Make the ticked changes").click()
    page.get_by_text("2 changes are made.").wait_for()
    assert plan.actions.get(text="Map the ways that people use").status == "in_progress"
    assert plan.actions.filter(text="Thank those who came").exists()


def hold_against_the_plan(page, path):
    page.goto("/plans/listening-plan/")
    page.get_by_role("link", name="Upload an amended file").click()
    page.get_by_label("The amended file").set_input_files(path)
    page.get_by_role("button", name="Show what is different").click()


def test_an_answer_leaves_the_reader_where_they_were(page, coordinator, plan_file):
    draft = make_draft(coordinator, content=plan_file.read_bytes(), name="Our plan.docx")
    page.set_viewport_size({"width": 1280, "height": 500})
    sign_in(page, coordinator)
    page.goto(f"/imports/{draft.pk}/")
    unreadable = doubt(page, "when it suits")
    unreadable.get_by_text("Give another date").click()
    unreadable.get_by_label("Date or words").fill("30 June 20")
    early = doubt(page, "Due before the plan starts")
    button = early.get_by_role("button", name="Keep the date")
    button.scroll_into_view_if_needed()
    top = early.bounding_box()["y"]
    button.click()
    early.get_by_text("Your answer").wait_for()
    assert abs(early.bounding_box()["y"] - top) < 2
    assert page.evaluate("document.activeElement.id") == early.get_attribute("id")
    # What was being typed elsewhere is still there, and still open.
    assert unreadable.get_by_label("Date or words").is_visible()
    assert unreadable.get_by_label("Date or words").input_value() == "30 June 20"


def test_a_plan_is_imported_and_undone_without_javascript_on_a_phone(
    broker_down, new_page, coordinator, plan_file
):
    page = sign_in(new_page(width=390, javascript=False), coordinator)
    upload(page, plan_file)
    page.get_by_role("button", name="Read the file").click()
    before = left(page)
    one = doubt(page, "when it suits")
    one.get_by_role("button", name="Leave it without a date").click()
    assert left(page) == before - 1
    assert "#doubt-" in page.url
    assert doubt(page, "when it suits").get_by_text("Leave it without a date").first.is_visible()
    page.get_by_role("button", name="Save the plan").click()
    assert ActionPlan.objects.get().actions.count() == 6
    page.get_by_role("link", name="Undo the import").click()
    page.get_by_role("button", name="Undo the import").click()
    assert page.get_by_role("button", name="Save the plan").is_visible()
    assert left(page) == before - 1
    assert not ActionPlan.objects.exists()


def test_a_draft_fits_a_phone_and_its_columns_can_be_mapped(phone, coordinator, check_page):
    draft = make_draft(coordinator, content=table_text().encode())
    sign_in(phone, coordinator)
    phone.goto(f"/imports/{draft.pk}/")
    check_page(phone)
    phone.locator("summary").filter(has_text="Line 1").click()
    check_page(phone)
    phone.get_by_label("What the column “Lead” is").select_option("Kept as a note")
    phone.get_by_role("button", name="Read the columns so").click()
    phone.get_by_text("The columns are read as you said").wait_for()
    draft.refresh_from_db()
    assert draft.mapping["0"]["3"] == "note"
    phone.goto(f"/imports/{draft.pk}/settings/")
    check_page(phone)
    phone.goto(f"/imports/{draft.pk}/discard/")
    check_page(phone)
