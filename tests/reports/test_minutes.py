"""A meeting's minutes as a paper: what they say, what they leave out, who reads them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting, PublicationStep
from reports.collect.minutes import collect_minutes
from reports.models import Report, ReportFile
from reports.services import (
    approve_minutes,
    correct_report,
    publish,
    request_minutes,
    withdraw_clearance,
)
from stakeholders.models import Event
from tests.world import build_people, sign_in

from . import minuted
from .minuted import SECRET, WRITTEN, approved, build_meeting, draft
from .reading_files import texts_of
from .reading_pdf import assert_valid

LATER = WRITTEN + timedelta(days=7)


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr("reports.services.delivering.queue_deliveries", lambda pk: None)
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def world(db):
    world = build_people()
    world.meeting = build_meeting(world.panel)
    return world


def code_of(refused):
    return refused.value.error_list[0].code


def words(revision):
    return {kind: " ".join(text.split()) for kind, text in texts_of(revision.files.all()).items()}


def test_minutes_say_who_was_there_what_was_said_and_what_comes_of_it(world):
    revision = minuted.published(world.meeting, by=world.coordinator)

    texts = words(revision)
    assert set(texts) == {"pdf", "html", "docx"}
    for text in texts.values():
        for said in (
            "Minutes of Public scrutiny meeting, 18 June 2025",
            "Guildhall",
            "2pm to 4:30pm",
            "Commissioner",
            "Treasurer, who sent Deputy",
            "Northmoor Council, head of transport",
            "12 members of the public",
            "Presented by Head of roads policing.",
            "The force showed where it checks now.",
            "Decision: Checks are made at six schools.",
            "Publish the list of schools",
            "by the next meeting",
            "taken as 17 September 2025",
            "That checks be published.",
            "17 September 2025, 2pm, Library.",
            "Some matters were taken in private",
            "The chair",
        ):
            assert said in text
        assert SECRET not in text
        assert "inquiry" not in text
    assert_valid(bytes(revision.files.get(kind="pdf").content))


def test_the_private_minutes_have_what_is_private_and_why(world):
    revision = minuted.published(
        world.meeting, by=world.coordinator, private=True, exempt_paragraph="Paragraph 3"
    )

    for text in words(revision).values():
        assert f"{SECRET} was heard." in text
        assert "Private: An inquiry" in text
        assert "Paragraph 3" in text
        assert "Some matters were taken in private" not in text


def test_public_minutes_name_the_paragraph_and_number_their_items_without_a_gap(world):
    revision = draft(world.meeting, by=None, exempt_paragraph="Paragraph 3 of Schedule 12A")

    numbered = [s["title"] for s in revision.document["sections"] if s["numbered"]]
    assert numbered == ["Speeding near schools", "Any other business"]
    assert "under paragraph 3 of Schedule 12A" in words(revision)["html"]


def test_no_minutes_say_when_a_private_meeting_is_next(world):
    ahead = world.meeting.forum.meetings.filter(held_on__gt=world.meeting.held_on)
    ahead.update(exempt_reason="A trial")
    for private in (False, True):
        document = collect_minutes(world.meeting, WRITTEN, private=private)
        assert "Library" not in document.to_json()
        assert "next" not in [section.key for section in document.sections]


def test_minutes_name_no_person(world):
    revision = draft(world.meeting, by=None, private=True)
    names = set(world.meeting.attendances.values_list("person__name", flat=True)) - {None}
    assert not [name for name in names if name in words(revision)["html"]]


@pytest.mark.parametrize(
    ("changes", "asked", "code"),
    [
        ({"status": "planned"}, {}, "not_held"),
        ({"status": "cancelled"}, {"private": True}, "not_held"),
        ({"exempt_reason": "A trial"}, {}, "meeting_exempt"),
    ],
)
def test_minutes_are_refused_for(world, changes, asked, code):
    Meeting.objects.filter(pk=world.meeting.pk).update(**changes)
    with pytest.raises(ValidationError) as refused:
        request_minutes(world.meeting, by=None, queue=False, **asked)
    assert code_of(refused) == code
    assert not Report.objects.exists()


def test_asked_for_twice_there_is_one_and_each_step_is_in_the_log(world):
    first = draft(world.meeting, by=world.coordinator)
    again = draft(world.meeting, by=world.coordinator)
    assert (first.pk, first.report.slug) == (
        again.pk,
        "minutes-public-scrutiny-meeting-2025-06-18",
    )

    publish(approved(again, by=world.coordinator), by=world.coordinator, at=WRITTEN)

    verbs = list(Event.objects.about(first).order_by("pk").values_list("verb", flat=True))
    built = ["paper asked for", "paper built"]
    assert verbs[:7] == [*built, *built, "minutes approved", "paper built", "paper published"]


def test_minutes_stand_still_once_approved_until_they_are_taken_back(world):
    revision = draft(world.meeting, by=None)
    with pytest.raises(ValidationError) as refused:
        publish(revision, by=None)
    assert code_of(refused) == "not_cleared"
    with pytest.raises(ValidationError) as refused:
        approve_minutes(revision, by=None, approved_by=" ", queue=False)
    assert code_of(refused) == "approver_missing"

    revision = approved(revision, by=None)
    with pytest.raises(ValidationError) as refused:
        approve_minutes(revision, by=None, approved_by="The chair", queue=False)
    assert code_of(refused) == "already_approved"
    with pytest.raises(ValidationError) as refused:
        request_minutes(world.meeting, by=None, queue=False)
    assert code_of(refused) == "in_clearance"

    revision = withdraw_clearance(revision, by=None, queue=False)
    assert (revision.status, revision.cleared_with) == ("draft", "")


def test_what_is_written_after_the_build_is_not_approved_and_not_published(world):
    revision = draft(world.meeting, by=None)
    ready = approved(revision, by=None)
    world.meeting.items.filter(title=SECRET).update(exempt_reason="")

    with pytest.raises(ValidationError) as refused:
        publish(ready, by=None)
    assert code_of(refused) == "out_of_date"

    # What stands in the draft is looked at once more before it is approved.
    revision = minuted.built(withdraw_clearance(ready, by=None, queue=False))
    world.meeting.items.filter(title=SECRET).update(exempt_reason="An inquiry")
    with pytest.raises(ValidationError) as refused:
        approve_minutes(revision, by=None, approved_by="Chair", queue=False)
    assert code_of(refused) == "out_of_date"


def test_minutes_that_the_meeting_no_longer_has_go_no_further(world):
    revision = draft(world.meeting, by=None)
    meeting = Meeting.objects.filter(pk=world.meeting.pk)

    def refused_with(step, **asked):
        for changes in ({"exempt_reason": "A trial"}, {"exempt_reason": "", "status": "planned"}):
            meeting.update(**changes)
            with pytest.raises(ValidationError) as refused:
                step(revision, by=None, **asked)
            yield code_of(refused)
        meeting.update(status="held")

    codes = ["meeting_exempt", "not_held"]
    assert list(refused_with(approve_minutes, approved_by="Chair", queue=False)) == codes
    revision = approved(revision, by=None)
    assert list(refused_with(publish)) == codes


def test_a_correction_is_a_new_revision_that_says_what_it_corrects(world):
    former = minuted.published(world.meeting, by=None, exempt_paragraph="Paragraph 3")
    world.meeting.others_present = "Chief Constable"
    world.meeting.save()

    revision = correct_report(
        former.report, by=None, correction="The head of transport was not there", queue=False
    )
    revision = publish(approved(minuted.built(revision), by=None), by=None)

    former.refresh_from_db()
    assert (former.status, revision.number, revision.exempt_paragraph) == (
        "superseded",
        2,
        "Paragraph 3",
    )
    text = words(revision)["html"]
    assert "This revision corrects the minutes: The head of transport was not there" in text
    assert "head of transport" in words(former)["html"]


def test_verify_reports_covers_them(world, capsys):
    revision = minuted.published(world.meeting, by=None)
    call_command("verify_reports")
    assert "3 drawn again and the same" in capsys.readouterr().out

    ReportFile.objects.filter(revision=revision, kind="docx").update(content=b"other")
    with pytest.raises(SystemExit):
        call_command("verify_reports")


@pytest.mark.parametrize(
    ("private", "who", "reads"),
    [
        (False, "coordinator", True),
        (False, "auditor", True),
        (False, "panel_member", True),
        (False, "board_member", False),
        (False, "lead", False),
        (True, "auditor", True),
        (True, "panel_member", False),
    ],
)
def test_who_reads_them(world, client, private, who, reads):
    revision = minuted.published(world.meeting, by=None, private=private)
    person = getattr(world, who)
    sign_in(client, person)

    found = Report.objects.visible_to(person).filter(pk=revision.report_id).exists()
    assert (found, revision.report.is_visible_to(person)) == (reads, reads)
    address = reverse("reports:report-read", args=[revision.report.slug, 1])
    assert (client.get(address).status_code == 200) is reads


def test_a_meeting_without_a_body_has_minutes_for_the_office_alone(world):
    meeting = world.meeting
    meeting.forum.series.body = None
    meeting.forum.series.save()
    revision = minuted.published(meeting, by=None)
    assert (revision.report.body, revision.deliveries.count()) == (None, 0)
    assert not Report.objects.visible_to(world.panel_member).exists()


def test_the_members_of_the_body_are_told(world):
    revision = minuted.published(world.meeting, by=None)
    assert [row.person for row in revision.deliveries.all()] == [world.panel_member]


@pytest.mark.parametrize(
    ("openness", "by_default", "page_on", "private", "there"),
    [
        ("", True, True, False, True),
        ("", False, True, False, False),
        ("public", False, True, False, True),
        ("private", True, True, False, False),
        ("", True, True, True, False),
        ("", True, False, False, False),
    ],
)
def test_the_public_page_has_minutes_of_meetings_in_public(
    world, client, openness, by_default, page_on, private, there
):
    world.office.public_page = page_on
    world.office.save()
    meeting = world.meeting
    meeting.openness = openness
    meeting.save()
    series = meeting.forum.series
    series.open_to_public = by_default
    series.save()

    revision = minuted.published(meeting, by=world.coordinator, private=private)

    address = reverse("reports:public-paper", args=[revision.report.slug, 1])
    assert (client.get(address).status_code == 200) is there
    listed = client.get(reverse("reports:public-list")).content.decode()
    assert ("Public scrutiny meeting, 18 June 2025" in listed) is there
    feed = client.get(reverse("reports:public-feed")).content.decode()
    assert ("Minutes of Public scrutiny meeting: 18 June 2025" in feed) is there
    # What the law asks for is done once anybody may read them here.
    done = PublicationStep.objects.filter(meeting=meeting, kind="minutes")
    assert done.exists() is there
    if there:
        assert done.get().where.endswith(address)


def test_a_paper_is_on_a_plan_or_of_a_meeting(world):
    paper = {"period": "2025-Q1", "slug": "nothing", "private": False}
    for wrong in ({"kind": "quarterly"}, {"kind": "minutes", "body": world.panel}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(**paper, **wrong)


def test_the_pages_lead_from_the_meeting_to_its_published_minutes(world, client):
    sign_in(client, world.coordinator)
    about = reverse("reports:meeting-minutes", args=[world.meeting.pk])
    assert "no minutes yet" in client.get(about).content.decode()

    asked = client.post(
        reverse("reports:minutes-request", args=[world.meeting.pk]), {"access": "public"}
    )
    report = Report.objects.get()
    page = reverse("reports:report-detail", args=[report.slug])
    assert asked["Location"] == page
    minuted.built(report.revisions.get())
    assert "Approve the minutes" in client.get(page).content.decode()
    client.post(reverse("reports:minutes-approve", args=[report.slug]), {"approved_by": "Chair"})
    minuted.built(report.revisions.get())
    confirm = reverse("reports:report-publish", args=[report.slug])
    assert client.get(page).context["desk"]["main"].page == "reports:report-publish"
    assert client.post(confirm)["Location"] == page
    assert report.revisions.get().status == "published"
    assert "Public minutes" in client.get(about).content.decode()
    correct = reverse("reports:report-correct", args=[report.slug])
    assert client.post(correct, {"correction": "The place"})["Location"] == page
    assert report.revisions.count() == 2


def test_pages_about_plans_papers_know_no_minutes(world, client):
    revision = draft(world.meeting, by=None)
    sign_in(client, world.coordinator)
    for name in ("report-answers", "report-for-clearance", "writing-list", "report-beside"):
        address = reverse(f"reports:{name}", args=[revision.report.slug])
        assert client.get(address).status_code == 404, name
    for name in ("report-rebuild", "report-detail", "report-progress"):
        address = reverse(f"reports:{name}", args=[revision.report.slug])
        assert client.get(address).status_code == 200, name


def test_lists_of_papers_take_them_in_at_no_more_queries_each(world, client):
    world.office.public_page = True
    world.office.save()
    sign_in(client, world.coordinator)
    addresses = [reverse(f"reports:{name}") for name in ("report-list", "public-list", "timetable")]
    addresses.append(reverse("home"))

    def counted():
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    minuted.published(world.meeting, by=None)
    draft(world.meeting, by=None, private=True)
    before = counted()
    for _ in range(2):
        other = build_meeting(world.panel)
        minuted.published(other, by=None)
        draft(other, by=None, private=True)
    assert counted() == before
