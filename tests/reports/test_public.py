"""The public page: what anybody may read where the office switched it on, and nothing else."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import ReportFile, ReportRevision
from stakeholders.models import Event
from tests.world import build_people, sign_in

from .plans import at, build_plan
from .reading import PAGE, published_paper
from .test_reading import with_figures

NOW = at(2025, 7, 16, 10)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    world.office.public_page = True
    world.office.save()
    with time_machine.travel(NOW, tick=False):
        world.paper = with_figures(published_paper(world, by=world.coordinator, at=NOW))
        yield world


def url(revision, name="public-paper", **more):
    place = {"slug": revision.report.slug, "number": revision.number}
    return reverse(f"reports:{name}", kwargs=place | more)


def pages(revision):
    return [
        url(revision),
        url(revision, "public-figure", figure="state-overdue"),
        url(revision, "public-file", kind="pdf"),
    ]


def everything(revision):
    return [reverse("reports:public-list"), reverse("reports:public-feed"), *pages(revision)]


def asked(client, addresses):
    return [client.get(address).status_code for address in addresses]


def entries(client):
    feed = ET.fromstring(client.get(reverse("reports:public-feed")).content)  # noqa: S314
    return feed, feed.findall(f"{ATOM}entry")


def test_switched_off_there_is_no_public_page_for_anybody(client, world):
    world.office.public_page = False
    world.office.save()

    assert asked(client, everything(world.paper)) == [404] * 5
    sign_in(client, world.coordinator)
    assert asked(client, everything(world.paper)) == [404] * 5
    assert reverse("reports:public-list") not in client.get(reverse("help")).content.decode()


def test_switched_on_everybody_reads_the_papers_and_no_one_is_noted(client, world):
    assert asked(client, everything(world.paper)) == [200] * 5
    assert PAGE in client.get(url(world.paper)).content.decode()
    assert not client.cookies
    assert not Event.objects.filter(verb__in=("paper read", "paper downloaded")).exists()


def test_it_is_linked_from_the_footer_and_from_where_one_signs_in(client, world):
    for name in ("help", "stakeholders:sign-in"):
        assert (
            f'href="{reverse("reports:public-list")}"' in client.get(reverse(name)).content.decode()
        )


def test_drafts_and_private_and_marked_papers_are_not_there(client, world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    private = with_figures(published_paper(world, private=True, at=NOW))
    draft = with_figures(published_paper(world, world.board, at=NOW))
    ReportRevision.objects.filter(pk=draft.pk).update(status="draft")

    for hidden in (private, draft):
        assert asked(client, pages(hidden)) == [404] * 3
    assert list(client.get(reverse("reports:public-list")).context["page_obj"]) == [world.paper]
    assert len(entries(client)[1]) == 1


def test_a_marked_paper_is_never_public_whether_it_was_marked_then_or_since(client, world):
    world.plan.mark = "OFFICIAL-SENSITIVE"
    world.plan.save()
    assert asked(client, pages(world.paper)) == [404] * 3

    world.plan.mark = ""
    world.plan.save()
    frozen = dict(world.paper.document) | {"mark": "OFFICIAL-SENSITIVE"}
    ReportRevision.objects.filter(pk=world.paper.pk).update(document=frozen)
    assert asked(client, pages(world.paper)) == [404] * 3
    assert client.get(reverse("reports:public-list")).context["page_obj"].paginator.count == 0
    assert entries(client)[1] == []


def test_a_replaced_revision_is_reachable_with_a_notice_and_not_listed(client, world):
    newer = published_paper(world, by=world.coordinator, at=NOW, correction="A word")

    page = client.get(url(world.paper))

    assert page.context["newer"].number == 2
    assert url(newer) in page.content.decode()
    assert list(client.get(reverse("reports:public-list")).context["page_obj"]) == [newer]


def test_the_list_is_by_plan_then_the_latest_period(client, world):
    board = published_paper(world, world.board, at=NOW)

    rows = list(client.get(reverse("reports:public-list")).context["page_obj"])

    assert rows == [board, world.paper]


def test_files_carry_their_checksum_as_etag_and_are_not_sent_twice(client, world):
    file = ReportFile.objects.get(revision=world.paper, kind="pdf")
    address = url(world.paper, "public-file", kind="pdf")

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["ETag"] == f'"{file.sha256}"'
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_pages_may_be_kept_unless_they_bear_a_name(client, world):
    assert client.get(url(world.paper))["Cache-Control"] == "public, max-age=300"
    sign_in(client, world.panel_member)
    assert "private" in client.get(url(world.paper))["Cache-Control"]
    private_file = client.get(url(world.paper, "public-file", kind="pdf"))
    assert private_file["Cache-Control"] == "public, max-age=300"


def test_the_feed_is_atom_with_ids_that_stay(client, world, settings):
    feed, [entry] = entries(client)

    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}id").text == settings.SITE_URL + reverse("reports:public-list")
    assert feed.find(f"{ATOM}updated").text == entry.find(f"{ATOM}updated").text
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == settings.SITE_URL + reverse("reports:public-feed")
    assert entry.find(f"{ATOM}id").text == settings.SITE_URL + url(world.paper)
    assert entry.find(f"{ATOM}link").get("href") == settings.SITE_URL + url(world.paper)
    assert entry.find(f"{ATOM}updated").text == "2025-07-16T09:00:00+00:00"
    assert entry.find(f"{ATOM}summary").text


def test_a_character_that_xml_cannot_hold_is_not_the_end_of_the_feed(client, world):
    """Word's own line break, pasted into what a revision corrects."""
    ReportRevision.objects.filter(pk=world.paper.pk).update(correction="One\x0bthing\ufffe")

    _, [entry] = entries(client)

    assert "corrects: Onething" in entry.find(f"{ATOM}summary").text


def test_pages_name_the_feed(client, world):
    for page in (reverse("reports:public-list"), url(world.paper)):
        assert 'type="application/atom+xml"' in client.get(page).content.decode()


def test_no_person_is_named_on_it(client, world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    for address in (reverse("reports:public-list"), reverse("reports:public-feed")):
        page = client.get(address).content.decode()
        for person in (world.coordinator, world.lead, world.panel_member):
            assert person.name not in page


def test_list_and_feed_take_as_many_queries_for_many_papers(client, world):
    addresses = (reverse("reports:public-list"), reverse("reports:public-feed"))
    counts = []
    for body in (None, world.board):
        if body:
            published_paper(world, body, at=NOW)
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
