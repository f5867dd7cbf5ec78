"""The link of an e-mail opens one paper for one reader, for as long as they are one."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement_portal.logs import hide_tokens
from reports.models import Recipient
from reports.paper_links import LIFE, new_link
from stakeholders.links import new_link as new_answer_link
from stakeholders.links import token_of
from stakeholders.models import BodyMembership, Event
from stakeholders.services import ask_for_fresh_link, stop_links
from tests.stakeholders.factories import BodyMembershipFactory, PersonFactory, UserFactory
from tests.world import build_people, sign_in

from .plans import at, build_plan
from .reading import PAGE, published_paper
from .test_reading import with_figures

NOW = at(2025, 7, 16, 10)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    world.member = PersonFactory(name="Una Unsigned")
    BodyMembershipFactory(person=world.member, body=world.panel)
    with time_machine.travel(NOW, tick=False):
        world.paper = with_figures(published_paper(world, by=world.coordinator, at=NOW))
        world.link = world.paper.deliveries.get(person=world.member).link
        yield world


def url(link, name="linked-paper", **more):
    return reverse(f"reports:{name}", kwargs={"token": token_of(link)} | more)


def pages(link):
    return [
        url(link),
        url(link, "linked-figure", figure="state-overdue"),
        url(link, "linked-file", kind="pdf"),
    ]


def asked(client, link):
    return [client.get(page).status_code for page in pages(link)]


def test_it_opens_the_paper_its_figures_and_its_files(client, world):
    page = client.get(url(world.link))

    assert PAGE in page.content.decode()
    assert asked(client, world.link) == [200, 200, 200]
    assert page["Cache-Control"].startswith("max-age=0")
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "sessionid" not in client.cookies
    for path in [form["url"] for form in page.context["forms"]]:
        assert path.startswith(url(world.link))


def test_reading_by_it_counts_as_its_owners_whoever_is_signed_in(client, world):
    sign_in(client, world.coordinator)

    client.get(url(world.link))
    client.get(url(world.link, "linked-file", kind="docx"))

    read, taken = Event.objects.filter(verb__in=("paper read", "paper downloaded")).order_by("pk")
    assert (read.actor, read.after) == (world.member, {"by_link": True})
    assert (taken.actor, taken.after) == (world.member, {"kind": "docx", "by_link": True})
    world.link.refresh_from_db()
    assert world.link.requests == 2


def test_asking_for_the_head_alone_is_no_reading_and_no_download(client, world):
    """Mail scanners do."""
    for page in (url(world.link), url(world.link, "linked-file", kind="pdf")):
        answer = client.head(page)
        assert (answer.status_code, answer.content) == (200, b"")

    assert not Event.objects.filter(verb__in=("paper read", "paper downloaded")).exists()


def test_it_gives_no_other_right(client, world):
    client.get(url(world.link))

    for name in ("report-list", "report-readers"):
        args = [] if name == "report-list" else [world.paper.report.slug]
        assert client.get(reverse(f"reports:{name}", args=args)).status_code == 302
    assert client.get(f"/answer/{token_of(world.link)}/").status_code == 404


def test_an_answer_link_opens_no_paper_and_a_strange_token_nothing(client, world):
    answer = new_answer_link(world.member)
    answer.save()
    for token in (token_of(answer), f"{world.link.pk}:forged", "nothing"):
        assert client.get(f"/paper/{token}/").status_code == 404


def test_it_runs_out(client, world):
    with time_machine.travel(NOW + LIFE - timedelta(minutes=1), tick=False):
        assert asked(client, world.link) == [200, 200, 200]
    with time_machine.travel(NOW + LIFE, tick=False):
        assert asked(client, world.link) == [410, 410, 410]


def test_it_dies_with_the_seat(client, world):
    BodyMembership.objects.filter(person=world.member).update(
        ends_on=NOW.date() - timedelta(days=1)
    )
    assert asked(client, world.link) == [410, 410, 410]


def test_it_dies_with_the_recipients_row(client, world):
    world.member.memberships.all().delete()
    row = Recipient.objects.create(body=world.panel, person=world.member)
    assert asked(client, world.link) == [200, 200, 200]

    row.delete()
    assert asked(client, world.link) == [410, 410, 410]


def test_it_dies_when_the_office_stops_the_persons_links(client, world):
    stop_links(world.member, by=world.coordinator)
    assert asked(client, world.link) == [410, 410, 410]


def test_it_dies_with_a_deactivated_account(client, world):
    UserFactory(person=world.member, is_active=False)
    assert asked(client, world.link) == [410, 410, 410]


def test_a_private_papers_link_needs_a_reader_of_private_papers(client, world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    world.member.memberships.update(private_papers=True)
    private = published_paper(world, private=True, by=world.coordinator, at=NOW)
    link = private.deliveries.get(person=world.member).link
    assert client.get(url(link)).status_code == 200

    world.member.memberships.update(private_papers=False)
    assert client.get(url(link)).status_code == 410
    assert client.get(url(world.link)).status_code == 200


def test_a_link_without_a_delivery_opens_nothing(client, world):
    link = new_link(world.member, at=NOW)
    link.save()
    assert client.get(url(link)).status_code == 410


def test_a_replaced_paper_says_so_and_opens_no_other(client, world):
    newer = published_paper(world, by=world.coordinator, at=NOW, correction="A word")

    page = client.get(url(world.link))

    assert page.context["revision"] == world.paper
    assert page.context["newer"].number == 2
    assert f"/reports/{newer.report.slug}" not in page.content.decode()


def test_logs_do_not_hold_its_token(client, world, caplog):
    with caplog.at_level("INFO"):
        client.get(url(world.link))
    assert [line for line in caplog.messages if "reports:linked-paper" in line]
    assert not [line for line in caplog.messages if token_of(world.link) in line]
    line = f"Not Found: {url(world.link, 'linked-file', kind='pdf')}"
    assert token_of(world.link) not in hide_tokens(line)
    assert hide_tokens("GET /paper/12:short/download/") == "GET /paper/[hidden]/download/"
    assert hide_tokens("GET /papers/plan-panel/1/") == "GET /papers/plan-panel/1/"


def test_it_takes_as_many_queries_for_many_readers(client, world):
    client.get(url(world.link))
    with CaptureQueriesContext(connection) as few:
        client.get(url(world.link))
    for _ in range(20):
        BodyMembershipFactory(body=world.panel)
    with CaptureQueriesContext(connection) as many:
        client.get(url(world.link))

    assert len(few) == len(many) <= 12
    assert not [query for query in few.captured_queries if '"document"' in query["sql"]]


def test_the_page_of_a_persons_links_tells_paper_links_apart(client, world):
    page = sign_in(client, world.coordinator).get(
        reverse("stakeholders:person-links", args=[world.member.pk])
    )
    assert [link.purpose for link in page.context["links"]] == ["paper"]
    assert "to read a paper" in page.content.decode()
    assert "asked for by the old link" not in page.content.decode()


def test_paper_links_do_not_use_up_the_fresh_answer_links_of_an_hour(world):
    old = new_answer_link(world.lead, at=NOW - timedelta(days=20))
    old.save()
    for _ in range(5):
        new_link(world.lead, at=NOW).save()

    ask_for_fresh_link(token=token_of(old), at=NOW)

    assert world.lead.links.filter(purpose="answer").count() == 2
