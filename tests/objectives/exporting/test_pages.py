"""The plan's page hands out files and takes amended ones back."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from objectives.importing.background import read_draft
from objectives.models import ImportDraft
from objectives.services import create_action, create_objective, edit_action, read_for
from stakeholders.models import Event
from tests.objectives.addresses_files import make_amendment
from tests.objectives.plans import make_action, make_plan
from tests.world import sign_in

from .sheets import Edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(coordinator):
    plan = make_plan(coordinator, quarter_basis="financial", mark="OFFICIAL-SENSITIVE")
    make_action(plan, coordinator, number="1", text="Hold surgeries", deadline="30 June 2027")
    make_action(plan, coordinator, number="2", text="Name an informant",
                exempt_reason="Puts somebody at risk")  # fmt: skip
    return plan


def export(client, person, plan, format):
    sign_in(client, person)
    return client.get(reverse("objectives:plan-export", args=[plan.slug, format]))


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv", "json"])
def test_plan_export_is_a_download_that_no_browser_opens_and_the_log_remembers(
    client, coordinator, plan, format
):
    response = export(client, coordinator, plan, format)
    assert response.status_code == 200
    said = response["Content-Disposition"]
    assert said.startswith('attachment; filename="listening-plan-OFFICIAL-SENSITIVE-')
    assert said.endswith(f'.{format}"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    event = Event.objects.get(verb="plan exported")
    assert (event.actor, event.after["format"]) == (coordinator, format)


def test_plan_export_in_a_format_that_is_none(client, coordinator, plan):
    assert export(client, coordinator, plan, "exe").status_code == 404


def test_plan_export_keeps_exempt_rows_from_leads(client, lead, auditor, plan):
    assert b"informant" in export(client, auditor, plan, "csv").content
    response = export(client, lead, plan, "csv")
    assert b"Hold surgeries" in response.content
    assert b"informant" not in response.content
    assert b"history" not in export(client, lead, plan, "json").content


def test_no_cell_of_a_workbook_is_a_formula_and_its_mark_leads_it(client, coordinator, plan):
    action = plan.actions.first()
    edit_action(action, by=coordinator, changes={"text": '=HYPERLINK("http://example.org")'})
    book = load_workbook(io.BytesIO(export(client, coordinator, plan, "xlsx").content))
    assert book["Plan"]["A1"].value.startswith("OFFICIAL-SENSITIVE · Listening plan · downloaded")
    assert book["Plan"].freeze_panes == "A3"
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}
    cell = next(row for row in book["Plan"].iter_rows() if row[0].value == f"action-{action.pk}")[6]
    assert (cell.value[0], cell.data_type, cell.quotePrefix) == ("=", "s", True)


def test_plan_detail_offers_the_files_and_only_coordinators_the_way_back(
    client, coordinator, lead, plan
):
    page = reverse("objectives:plan-detail", args=[plan.slug])
    amend = reverse("objectives:plan-amend", args=[plan.slug])
    html = sign_in(client, coordinator).get(page).content.decode()
    assert html.count("/export/") == 4
    assert amend in html
    assert amend not in sign_in(client, lead).get(page).content.decode()


def upload(client, plan, content, name="plan.xlsx"):
    url = reverse("objectives:plan-amend", args=[plan.slug])
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def test_plan_amend_keeps_the_file_and_has_it_read(
    client, coordinator, plan, clean_broker, django_capture_on_commit_callbacks
):
    sign_in(client, coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(client, plan, Edited(plan).bytes)
    draft = ImportDraft.objects.get()
    page = reverse("objectives:plan-difference", args=[plan.slug, draft.pk])
    assert response["Location"] == page
    assert (draft.amends, draft.plan, draft.status) == (True, plan, "waiting")
    event = Event.objects.about(draft).get(verb="amendment started")
    assert (event.actor, event.after["file"]) == (coordinator, "plan.xlsx")
    assert "is being read" in client.get(page).content.decode()
    read_draft(draft.pk)
    assert "Nothing differs." in client.get(page).content.decode()
    assert (
        "plan.xlsx"
        in client.get(reverse("objectives:plan-amend", args=[plan.slug])).content.decode()
    )


def test_plan_amend_without_a_file(client, coordinator, plan):
    sign_in(client, coordinator)
    response = client.post(reverse("objectives:plan-amend", args=[plan.slug]), {})
    assert response.status_code == 422
    assert response.context["form"].has_error("file", "required")


def test_plan_amend_says_why_a_file_cannot_be_read(client, coordinator, plan):
    sign_in(client, coordinator)
    upload(client, plan, b"Dear all, the meeting is on Monday.", name="letter.txt")
    draft = ImportDraft.objects.get()
    read_draft(draft.pk)
    page = client.get(reverse("objectives:plan-difference", args=[plan.slug, draft.pk]))
    assert (
        "can&#x27;t be held against the plan" in page.content.decode()
        or "can't be held" in page.content.decode()
    )


@pytest.fixture
def amendment(plan, coordinator):
    action = plan.actions.get(number="1")
    edited = Edited(plan).set(action, "This will require", "Hold street surgeries")
    edited.set(action, "Due", dt.date(2027, 9, 30)).set(action, "RAG", "Green")
    return make_amendment(plan, coordinator, edited.bytes)


def url_of(amendment):
    return reverse("objectives:plan-difference", args=[amendment.plan.slug, amendment.pk])


def test_plan_difference_shows_both_wordings_and_ticks(client, coordinator, amendment):
    page = sign_in(client, coordinator).get(url_of(amendment))
    html = page.content.decode()
    assert '<ins class="portal-came">street </ins>' in html
    assert html.count(' type="checkbox"') == html.count(" checked") == 3
    assert set(page.context["form"].fields) == {"dates", "reason"}


def post(client, amendment, **data):
    page = client.get(url_of(amendment))
    found = page.context["amendment"]
    data = {"fingerprint": found.fingerprint, "tick": list(page.context["ticked"])} | data
    return client.post(url_of(amendment), data)


def test_plan_difference_makes_the_ticked_changes(client, coordinator, amendment):
    sign_in(client, coordinator)
    response = post(client, amendment, dates="new_dates", reason="The hall is shut")
    assert response["Location"] == reverse("objectives:plan-detail", args=[amendment.plan.slug])
    action = amendment.plan.actions.get(number="1")
    assert (action.text, action.due_on, action.slips, action.rag) == (
        "Hold street surgeries", dt.date(2027, 9, 30), 1, "green",
    )  # fmt: skip
    assert client.get(url_of(amendment)).status_code == 404


def test_plan_difference_asks_for_what_only_ticked_dates_need(client, coordinator, amendment):
    sign_in(client, coordinator)
    response = post(client, amendment)
    assert response.status_code == 422
    assert {"dates", "reason"} == set(response.context["form"].errors)
    action = amendment.plan.actions.get(number="1")
    tick = [f"change:action-{action.pk}:text"]
    assert post(client, amendment, tick=tick).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.due_on) == ("Hold street surgeries", dt.date(2027, 6, 30))


def test_plan_difference_with_nothing_ticked(client, coordinator, amendment):
    sign_in(client, coordinator)
    response = post(client, amendment, tick=[])
    assert response.status_code == 422
    assert response.context["form"].has_error("__all__", "nothing_ticked")


def test_plan_difference_of_a_plan_that_was_changed_meanwhile(client, coordinator, amendment):
    sign_in(client, coordinator)
    page = client.get(url_of(amendment))
    fingerprint = page.context["amendment"].fingerprint
    edit_action(amendment.plan.actions.get(number="1"), by=coordinator, changes={"number": "7"})
    response = post(client, amendment, fingerprint=fingerprint, dates="corrections", reason="x")
    assert response.status_code == 409
    assert response.context["form"].has_error("__all__", "edit_conflict")
    assert amendment.plan.actions.get(number="7").text == "Hold surgeries"


def test_amendment_discard_deletes_the_file(client, coordinator, amendment):
    sign_in(client, coordinator)
    url = reverse("objectives:amendment-discard", args=[amendment.plan.slug, amendment.pk])
    assert client.post(url).status_code == 302
    amendment.refresh_from_db()
    assert (amendment.status, bytes(amendment.content)) == ("discarded", b"")


def test_an_amendment_is_found_under_its_own_plan_only(client, coordinator, amendment):
    other = make_plan(coordinator)
    url = reverse("objectives:plan-difference", args=[other.slug, amendment.pk])
    assert sign_in(client, coordinator).get(url).status_code == 404


def test_plan_difference_takes_the_same_queries_for_any_number_of_changes(
    client, coordinator, django_assert_max_num_queries, django_assert_num_queries
):
    def page(count):
        plan = make_plan(coordinator, quarter_basis="financial")
        objective = create_objective(plan=plan, by=coordinator, title="Hear people", number="1")
        actions = [
            create_action(objective=objective, by=coordinator, number=str(n), text=f"Do {n}",
                          reading=read_for(plan, "30 June 2027"))
            for n in range(count)
        ]  # fmt: skip
        edited = Edited(plan)
        for action in actions:
            edited.set(action, "This will require", f"{action.text} again").set(
                action, "RAG", "Green"
            )
        return make_amendment(plan, coordinator, edited.bytes)

    few, many = page(2), page(12)
    sign_in(client, coordinator)
    client.get(url_of(few))
    with django_assert_max_num_queries(30) as queries:
        client.get(url_of(few))
    with django_assert_num_queries(len(queries)):
        client.get(url_of(many))


@pytest.mark.journey
def test_edited_in_excel_and_uploaded_in_a_browser(page, check_page, coordinator, plan):
    action = plan.actions.get(number="1")
    edited = Edited(plan).set(action, "This will require", "Hold street surgeries in every ward")
    edited.set(action, "Due", dt.date(2027, 9, 30)).set(action, "Status", "Nearly")
    edited.set(plan.actions.get(number="2"), "RAG", "Green")
    sign_in(page, coordinator)
    page.goto(f"/plans/{plan.slug}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel file of this plan").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Upload an amended file").click()
    check_page(page)
    page.set_input_files(
        "input[type=file]",
        {"name": "plan.xlsx", "mimeType": "application/octet-stream", "buffer": edited.bytes},
    )
    page.get_by_role("button", name="Show what is different").click()
    page.get_by_role("heading", name="Your file is being read").wait_for()
    check_page(page)
    read_draft(ImportDraft.objects.get().pk)
    page.get_by_role("heading", name="Not taken from the file (1)").wait_for()
    check_page(page)
    page.get_by_role("button", name="Make the ticked changes").click()
    page.get_by_role("link", name="Say why: the reason is kept with the plan").wait_for()
    check_page(page)
    page.get_by_label("New dates: each counts as moved").check()
    page.get_by_label("Why is the plan changed?").fill("The hall is shut until September")
    page.get_by_role("button", name="Make the ticked changes").click()
    page.get_by_text("3 changes are made.").wait_for()
    action.refresh_from_db()
    assert (action.slips, action.status) == (1, "not_started")
