"""The files of the engagement log in the browser: brought in, saved, taken out, shared."""

import csv
import io
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.engagement.files import files_of
from meetings.models import ActivityImport, EngagementActivity
from stakeholders.models import CommunityGroup, Event
from tests.meetings.engagement.factories import EngagementActivityFactory
from tests.meetings.engagement.logs import TODAY, furnish_names, make_import, pasted
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.world import sign_in

pytestmark = [pytest.mark.django_db]
Status = ActivityImport.Status


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=True):
        yield


@pytest.fixture
def desk(client, coordinator):
    furnish_names()
    return sign_in(client, coordinator)


def at(row, name="detail", **kwargs):
    return reverse(f"meetings:activity-import-{name}", kwargs={"pk": row.pk, **kwargs})


def body(response):
    return b"".join(response.streaming_content)


def rows_of(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))


def test_pasted_rows_are_read_answered_saved_and_the_wrong_ones_mended(
    desk, django_capture_on_commit_callbacks, broker_down
):
    text = pasted(
        "14/03/2026|Stall|Street stall|Young persons|Square|40",
        "15/03/2026|Talk|Visit|Young persons|Hall|=lots",
    )
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(reverse("meetings:activity-import"), {"text": text})
    row = ActivityImport.objects.get()
    assert (response.url, row.status, row.file_name) == (at(row), Status.READY, "pasted rows")
    page = desk.get(at(row)).context
    assert (page["open_count"], page["review"].mistaken, page["review"].waiting) == (1, 1, 1)
    question = page["questions"][0]
    young = CommunityGroup.objects.get(name="Young people")
    data = {"key": question.key, "was": "", "choice": f"is:{young.pk}", "other": ""}
    assert desk.post(at(row, "answer"), data).status_code == 302
    assert desk.post(at(row, "answer"), data).status_code == 409
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(at(row, "save"), {"version": row.version}).status_code == 302
    assert EngagementActivity.objects.get().groups.get() == young
    saved = desk.get(at(row))
    assert (saved.context["summary"]["added"], saved.context["wrong_count"]) == (1, 1)
    headings, wrong = rows_of(desk.get(at(row, "wrong", format="csv")))
    assert headings[-2:] == ["Row in the file", "What is wrong"]
    assert wrong[-3] == "'=lots"
    mended = "\t".join(headings) + "\n" + "\t".join([*wrong[:5], "12", *wrong[6:]])
    again = make_import(row.by, mended)
    assert desk.get(at(again)).context["open_count"] == 1
    assert desk.get(at(again)).context["review"].table.unknown == ()
    assert desk.post(at(row, "discard")).status_code == 302
    row.refresh_from_db()
    assert row.rows is None
    assert desk.get(at(row, "wrong", format="csv")).status_code == 404


def test_all_unknown_groups_are_answered_at_once(desk, coordinator):
    row = make_import(coordinator)
    assert desk.post(at(row, "answer-all"), {"kind": "group", "choice": "new"}).status_code == 302
    assert desk.get(at(row)).context["open_count"] == 0
    response = desk.post(at(row, "answer-all"), {"kind": "group", "choice": "new"})
    assert response.status_code == 422


def test_a_page_opened_before_an_answer_can_not_save(desk, coordinator):
    row = make_import(coordinator)
    assert desk.post(at(row, "save"), {"version": row.version - 1}).status_code == 409


def test_a_page_of_a_file_on_its_way_says_how_far_it_is(desk, coordinator):
    row = make_import(coordinator)
    for status, busy in (("waiting", True), ("saving", True), ("ready", False)):
        ActivityImport.objects.filter(pk=row.pk).update(status=status)
        response = desk.get(at(row, "progress"))
        assert ("HX-Refresh" in response) is not busy
        assert desk.get(at(row)).status_code == 200


def test_the_page_costs_as_many_queries_for_many_rows_as_for_few(desk, coordinator):
    def cost(count):
        lines = [f"{1 + n % 28}/03/2026|Talk {n}|Visit|Group {n}||" for n in range(count)]
        row = make_import(coordinator, pasted(*lines))
        with CaptureQueriesContext(connection) as queries:
            desk.get(at(row))
        return len(queries)

    assert cost(2) == cost(60)


def test_what_is_no_file_of_the_log_is_refused_beside_its_box(desk):
    for data, code in (({}, "required"), ({"text": "x" * 4_000_001}, "too_large")):
        response = desk.post(reverse("meetings:activity-import"), data)
        errors = response.context["form"].errors.as_data()
        assert code in {error.code for each in errors.values() for error in each}
    file = SimpleUploadedFile("log.csv", b" ")
    assert desk.post(reverse("meetings:activity-import"), {"file": file}).status_code == 422


def test_a_download_has_what_the_page_shows_and_private_rows_for_those_who_see_them(
    desk, client, lead
):
    young = CommunityGroup.objects.get(name="Young people")
    EngagementActivityFactory(title="Open", groups=[young])
    EngagementActivityFactory(title="Private", groups=[young], exempt_reason="A victim")
    EngagementActivityFactory(title="Other")
    url = reverse("meetings:activity-export", args=["csv"])
    shown = desk.get(url, {"group": young.pk})
    assert shown["Content-Disposition"].startswith("attachment")
    assert {row[4] for row in rows_of(shown)[1:]} == {"Open", "Private"}
    url = reverse("meetings:activity-export", args=["json"])
    titles = [row["title"] for row in json.loads(body(desk.get(url)))["engagement"]]
    assert len(titles) == 3
    sign_in(client, lead)
    assert {row["title"] for row in json.loads(body(client.get(url)))["engagement"]} == {
        "Open",
        "Other",
    }
    assert body(client.get(reverse("meetings:activity-export", args=["xlsx"]))).startswith(b"PK")
    assert client.get(reverse("meetings:activity-export", args=["pdf"])).status_code == 404


def share_data(**more):
    days = {"first": (1, 4, 2026), "last": (31, 3, 2027)}
    parts = ("day", "month", "year")
    data = {f"{k}_{p}": v for k, day in days.items() for p, v in zip(parts, day, strict=True)}
    return data | {"parts": ["group", "method"], "small": "on", **more}


def test_a_partner_is_given_what_the_page_showed(desk, client, coordinator, lead):
    group = CommunityGroupFactory(name="Anglers")
    EngagementActivityFactory(groups=[group], reached=3)
    EngagementActivityFactory(groups=[group], reached=90, exempt_reason="A victim")
    url = reverse("meetings:engagement-share")
    assert len(desk.get(url).context["shared"].rows) == 1
    page = desk.get(url, share_data(private="on"))
    shown = [[str(cell) for cell in row] for row in page.context["shared"].rows]
    hidden = {}
    for name, value in page.context["form"].hidden:
        hidden.setdefault(name, []).append(value)
    assert all(f'name="{name}"' in page.content.decode() for name in hidden)
    assert "Where 1 to 4 people were reached it says “fewer than 5”" in page.content.decode()
    given = rows_of(desk.post(url, hidden | {"format": "csv"}))
    assert given[1:-1] == shown == [["Anglers", "Street stall", "2", "0", "93", "0"]]
    assert Event.objects.get(verb="engagement shared").actor == coordinator
    # Private ones are for the office's staff to count: another's tick does nothing.
    sign_in(client, lead)
    given = rows_of(client.post(url, share_data(private="on", format="csv")))
    assert given[1] == ["Anglers", "Street stall", "1", "0", "fewer than 5", "0"]
    assert client.post(url, share_data(format="pdf")).status_code == 404
    assert client.get(url, {"parts": "group"}).status_code == 200


def test_the_log_offers_its_files_to_whoever_may_use_them(rf, coordinator, auditor, lead):
    make_import(coordinator)
    expected = ((coordinator, True, True, 1), (auditor, False, False, 0), (lead, False, True, 0))
    for person, imports, shares, files in expected:
        offered = files_of(rf.get("/", {"page": 2, "group": 1}), person.access)
        assert (offered["may_import"], offered["may_share"]) == (imports, shares)
        assert (len(offered["imports"]), offered["query"]) == (files, "group=1")
