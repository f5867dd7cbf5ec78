"""A schedule in the browser: given as a file, looked through, answered, saved, taken out."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import MeetingSeries, ScheduleImport
from meetings.services import save_schedule_import
from tests.objectives.plans import noon
from tests.world import sign_in

from .schedules import TODAY, make_import, table

pytestmark = [pytest.mark.django_db]

ONE = table("Board|Police|bi-monthly|PCC|Clerk|")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=True):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


def at(row, name="detail"):
    return reverse(f"meetings:schedule-import-{name}", args=[row.pk])


def test_a_file_is_read_looked_through_and_saved(
    desk, django_capture_on_commit_callbacks, broker_down
):
    file = SimpleUploadedFile("ours.txt", ONE.encode())
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(reverse("meetings:schedule-import"), {"file": file})
    row = ScheduleImport.objects.get()
    assert response.url == at(row)
    page = desk.get(at(row))
    assert page.context["new"] == 1
    assert row.file_name in desk.get(reverse("meetings:schedule")).content.decode()
    question = next(
        q
        for section in page.context["sections"]
        for entry in section.entries
        for q in entry.questions
        if q.assumed.startswith("“bi-monthly”")
    )
    press = next(c.press for c in question.offered if c.value == "twice a month")
    data = {"key": question.key, "choice": press, "was": "", "place": f"doubt-{question.key}"}
    response = desk.post(at(row, "answer"), data)
    assert response.url == f"{at(row)}#doubt-{question.key}"
    page = desk.get(at(row))
    assert question.key in page.content.decode()
    version = page.context["draft"].version
    assert desk.post(at(row, "save"), {"version": version}).status_code == 302
    assert MeetingSeries.objects.get().forums.get().per_year == 24
    saved = desk.get(at(row))
    assert [series.title for series in saved.context["added"]] == ["Board"]


def test_a_page_opened_before_an_answer_can_not_save(desk, coordinator):
    row = make_import(coordinator, ONE)
    assert desk.post(at(row, "save"), {"version": row.version - 1}).status_code == 409
    assert not MeetingSeries.objects.exists()


def test_the_same_file_is_said_to_be_there(desk, coordinator):
    save_schedule_import(make_import(coordinator, ONE), by=coordinator)
    again = make_import(coordinator, ONE)
    assert desk.get(at(again)).context["earlier"]
    assert desk.post(at(again, "save"), {"version": again.version}).status_code == 422


@pytest.mark.parametrize(("data", "code"), [({}, "required"), ({"text": "x", "file": "y"}, "both")])
def test_the_form_asks_for_one_of_file_and_text(desk, data, code):
    if "file" in data:
        data = data | {"file": SimpleUploadedFile("a.txt", b"y")}
    response = desk.post(reverse("meetings:schedule-import"), data)
    errors = response.context["form"].errors.as_data()
    assert code in {error.code for each in errors.values() for error in each}


def test_a_file_is_discarded(desk, coordinator):
    row = make_import(coordinator, ONE)
    assert desk.post(at(row, "discard")).status_code == 302
    assert desk.get(at(row)).status_code == 404


def test_what_is_filtered_is_what_is_taken_out(desk, coordinator):
    text = table("Board|Police|monthly|PCC|Clerk|", "Panel|Council|monthly|PCC|Clerk|")
    save_schedule_import(make_import(coordinator, text), by=coordinator)
    page = desk.get(reverse("meetings:schedule"), {"text": "Council"}).content.decode()
    assert reverse("meetings:schedule-export", args=["csv"]) + "?text=Council" in page
    response = desk.get(reverse("meetings:schedule-export", args=["csv"]), {"text": "Council"})
    assert b"Panel" in response.content
    assert b"Board" not in response.content
    assert response["Content-Disposition"] == (
        'attachment; filename="meetings-schedule-2026-07-14.csv"'
    )
    assert desk.get(reverse("meetings:schedule-export", args=["exe"])).status_code == 404


def test_looking_through_costs_the_same_for_any_number_of_lines(desk, coordinator):
    counts = []
    for lines in (3, 40):
        text = table(*[f"Board {n}|Police|bi-monthly|PCC|Clerk|" for n in range(lines)])
        row = make_import(coordinator, text)
        with CaptureQueriesContext(connection) as queries:
            desk.get(at(row))
        counts.append(len(queries))
    assert counts[0] == counts[1]
