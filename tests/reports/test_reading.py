"""A paper's page, its files and the lists behind its figures, for whoever is signed in."""

import hashlib
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Report, ReportFile, ReportRevision
from reports.packing import unpack
from reports.services import record_reading, request_report
from stakeholders.models import BodyMembership, Event
from tests.world import build_people, sign_in

from .clearing import answered
from .plans import CUT_OFF, QUARTER, at, build_plan
from .reading import FILES, PAGE, published_paper, stored


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    return world


@pytest.fixture
def paper(world):
    return published_paper(world)


def url(revision, name="report-read", **more):
    place = {"slug": revision.report.slug, "number": revision.number}
    return reverse(f"reports:{name}", kwargs=place | more)


def section(key, *blocks, numbered=True):
    return {"key": key, "title": key, "numbered": numbered, "blocks": blocks}


def sentence(text, figure=""):
    return {"kind": "paragraph", "text": text, "runs": [{"text": text, "figure": figure}]}


def with_figures(revision):
    """The document as a paper with figures froze it."""
    action = {
        "number": "1.1",
        "objective": 0,
        "text": "Map the ways in",
        "date_text": "May 2025",
        "date_detail": "due 31 May 2025",
        "states": ["overdue", "on_track"],
        "state_detail": "44 days overdue",
        "note": "",
        "leads": ["Head of Engagement"],
        "comment": "The map is half drawn.",
        "next_step": "Draw the rest.",
        "reported_on": "2025-07-01",
        "private_reason": "",
    }
    revision.document = dict(revision.document) | {
        "objectives": ["Objective 1: Be easy to talk to"],
        "actions": [action, action | {"number": "1.2", "text": "Not in the list"}],
        "moments": [
            {"label": "Q1 2025/26", "cut_off": "2025-07-14T17:00:00+01:00"},
            {"label": "Q4 2024/25", "cut_off": "2025-04-14T17:00:00+01:00"},
        ],
        "states": [
            {"code": "overdue", "word": "Past its date", "meaning": ""},
            {"code": "on_track", "word": "Going well", "meaning": ""},
        ],
        "figures": [
            {"key": "state-overdue", "title": "Overdue", "actions": [0], "moment": 0},
            {"key": "state-on-track-then-1", "title": "On track", "actions": [0], "moment": 1},
            {"key": "list-none", "title": "None", "actions": [], "moment": 0},
        ],
        "sections": [
            section("position", {"kind": "note", "text": "None", "runs": []}, numbered=False),
            section("purpose", sentence("It says how things stand.")),
            section("issues", sentence("As usual."), sentence("1 is overdue.", "state-overdue")),
            section("ahead", {"kind": "table", "rows": [[{"text": "1", "figure": "list-none"}]]}),
        ],
    }
    revision.save(update_fields=["document"])
    return revision


def test_the_page_is_the_stored_one_whatever_the_plan_says_now(client, world, paper):
    world.plan.title = "Renamed since"
    world.plan.save()

    answer = sign_in(client, world.panel_member).get(url(paper))

    assert PAGE in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_page_offers_the_other_forms_with_their_sizes_and_their_checksums(client, world, paper):
    page = sign_in(client, world.panel_member).get(url(paper))

    assert [form["kind"] for form in page.context["forms"]] == ["pdf", "docx", "xlsx", "csv"]
    assert all(form["url"] in page.content.decode() for form in page.context["forms"])
    for content in FILES.values():
        assert hashlib.sha256(content).hexdigest() in page.content.decode()


@pytest.mark.parametrize("kind", ["pdf", *FILES])
def test_each_form_is_served_as_it_was_stored(client, world, paper, kind):
    answer = sign_in(client, world.panel_member).get(url(paper, "report-file", kind=kind))

    kept = ReportFile.objects.get(revision=paper, kind=kind)
    assert answer.content == unpack(kind, kept.content)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{paper.report.slug}-revision-1.{kind}"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    event = Event.objects.get(verb="paper downloaded")
    assert (event.actor, event.after) == (world.panel_member, {"kind": kind})


def test_a_form_that_a_paper_does_not_have_is_not_found(client, world, paper):
    paper.files.filter(kind="csv").delete()
    sign_in(client, world.panel_member)

    assert client.get(url(paper, "report-file", kind="csv")).status_code == 404
    assert client.get(url(paper, "report-file", kind="exe")).status_code == 404
    assert not Event.objects.filter(verb="paper downloaded").exists()


def test_reading_is_noted_once_a_person_and_day(client, world, paper):
    with time_machine.travel(at(2025, 7, 20, 23), tick=False) as clock:
        sign_in(client, world.panel_member)
        client.get(url(paper))
        client.get(url(paper))
        assert Event.objects.filter(verb="paper read").count() == 1
        clock.move_to(at(2025, 7, 21, 0))
        sign_in(client, world.panel_member).get(url(paper))
        sign_in(client, world.auditor).get(url(paper))

    readers = Event.objects.filter(verb="paper read").order_by("pk").values_list("actor", flat=True)
    assert list(readers) == [world.panel_member.pk, world.panel_member.pk, world.auditor.pk]


def test_reading_another_revision_on_the_same_day_is_noted_too(world, paper):
    newer = published_paper(world, correction="A word")

    assert record_reading(paper, by=world.panel_member)
    assert record_reading(newer, by=world.panel_member)
    assert record_reading(paper, by=world.panel_member) is None


def test_a_replaced_revision_stays_reachable_and_leads_to_the_newer(client, world, paper):
    newer = published_paper(world, correction="The count of actions in 5.1")

    answer = sign_in(client, world.panel_member).get(url(paper))

    assert answer.context["newer"].number == 2
    assert url(newer) in answer.content.decode()
    assert "The count of actions in 5.1" in answer.content.decode()
    assert client.get(url(newer)).context["newer"] is None
    about = client.get(reverse("reports:report-detail", args=[paper.report.slug])).content.decode()
    assert f'href="{url(paper)}"' in about, "the list of revisions leads to its page too"


def test_a_draft_is_read_by_the_office_alone(client, world):
    draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, queue=False, at=CUT_OFF
    )
    draft = stored(answered(draft, by=None, at=CUT_OFF))

    for person, status in (
        (world.coordinator, 200),
        (world.auditor, 200),
        (world.panel_member, 404),
        (world.outsider, 403),
    ):
        sign_in(client, person)
        assert client.get(url(draft)).status_code == status
        assert client.get(url(draft, "report-file", kind="pdf")).status_code == status


def test_a_private_paper_is_read_by_those_alone_who_receive_private_ones(client, world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    private = with_figures(published_paper(world, private=True))
    pages = [
        url(private),
        url(private, "report-file", kind="csv"),
        url(private, "report-figure", figure="state-overdue"),
    ]
    sign_in(client, world.panel_member)
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]

    BodyMembership.objects.update(private_papers=True)
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_the_rule_of_one_paper_is_that_of_the_list_of_papers(world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    papers = [
        published_paper(world, body, private=private).report
        for body in (world.panel, world.board)
        for private in (False, True)
    ]
    BodyMembership.objects.filter(person=world.board_member).update(private_papers=True)
    for role in ("coordinator", "auditor", "panel_member", "board_member", "lead", "outsider"):
        person = type(world.lead).objects.get(pk=getattr(world, role).pk)
        listed = set(Report.objects.visible_to(person))
        assert listed == {paper for paper in papers if paper.is_visible_to(person)}, role


def test_a_paper_from_before_it_had_a_page_offers_its_pdf(client, world, paper):
    paper.files.exclude(kind="pdf").delete()

    answer = sign_in(client, world.panel_member).get(url(paper))

    assert [form["kind"] for form in answer.context["forms"]] == ["pdf"]
    assert not Event.objects.filter(verb="paper read").exists()


def test_the_page_loads_no_document_and_asks_few_queries(client, world, paper):
    sign_in(client, world.panel_member).get(url(paper))

    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(url(paper))
    for number in range(20):
        world.add(f"Action {number}", date(2025, 5, 1))
    with CaptureQueriesContext(connection) as second:
        client.get(url(paper))

    assert not [query for query in first.captured_queries if '"document"' in query["sql"]]
    assert len(first) == len(second) <= 14


def test_a_figure_opens_the_actions_it_counts_as_the_paper_froze_them(client, world, paper):
    with_figures(paper)
    world.plan.title = "Renamed since"
    world.plan.save()

    answer = sign_in(client, world.panel_member).get(
        url(paper, "report-figure", figure="state-overdue")
    )

    listed = answer.context["listed"]
    assert (listed.title, listed.count, listed.then) == ("Overdue", 1, False)
    [group] = listed.groups
    [row] = group["rows"]
    assert (row["number"], row["state"], row["word"]) == ("1.1", "overdue", "Past its date")
    page = answer.content.decode()
    for words in ("The map is half drawn.", "44 days overdue", "Head of Engagement", "1 July 2025"):
        assert words in page
    assert "Joint engagement plan 2025: Quarter 1" in page
    assert "Renamed since" not in page
    assert "Not in the list" not in page
    assert f'href="{url(paper)}#paragraph-2.2"' in page


def test_a_figure_of_an_earlier_moment_shows_the_states_of_then(client, world, paper):
    with_figures(paper)

    answer = sign_in(client, world.panel_member).get(
        url(paper, "report-figure", figure="state-on-track-then-1")
    )

    listed = answer.context["listed"]
    assert listed.then
    assert listed.as_at == at(2025, 4, 14, 17)
    assert listed.groups[0]["rows"][0]["word"] == "Going well"
    assert "44 days overdue" not in answer.content.decode()


def test_a_figure_that_the_paper_does_not_print_is_not_found(client, world, paper):
    sign_in(client, world.panel_member)
    assert client.get(url(paper, "report-figure", figure="state-overdue-no")).status_code == 404

    # A document of before papers had figures.
    ReportRevision.objects.filter(pk=paper.pk).update(document={"version": 1})
    assert client.get(url(paper, "report-figure", figure="state-overdue")).status_code == 404


def test_an_empty_figure_says_so(client, world, paper):
    with_figures(paper)
    page = url(paper, "report-figure", figure="list-none")
    answer = sign_in(client, world.panel_member).get(page)
    assert answer.context["listed"].count == 0
    assert f'href="{url(paper)}#section-3"' in answer.content.decode()


def test_the_list_leads_to_the_page_first_and_then_to_the_pdf(client, world, paper):
    page = sign_in(client, world.panel_member).get(reverse("reports:report-list")).content.decode()

    assert page.index(f'href="{url(paper)}"') < page.index(url(paper, "report-file", kind="pdf"))
