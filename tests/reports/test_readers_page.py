"""The page of a paper's readers: who was told, who had it; the press that sends it again."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import building, delivering
from reports.models import Delivery
from reports.services import record_download, record_reading, request_report
from tests.stakeholders.factories import BodyMembershipFactory, PersonFactory
from tests.world import build_people, sign_in

from .plans import QUARTER, at, build_plan
from .reading import published_paper

State = Delivery.State
NOW = at(2025, 7, 16, 10)


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    handed = []
    monkeypatch.setattr(building, "send_build", lambda pk: None)
    monkeypatch.setattr(delivering, "_queue", handed.append)
    return handed


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    with time_machine.travel(NOW, tick=False):
        world.member = PersonFactory(name="Una Unsigned")
        BodyMembershipFactory(person=world.member, body=world.panel)
        world.paper = published_paper(world, by=world.coordinator, at=NOW)
        yield world


def readers(client, world, who="coordinator", **query):
    address = reverse("reports:report-readers", args=[world.paper.report.slug])
    return sign_in(client, getattr(world, who)).get(address, query)


def by_name(answer):
    return {line.person.name: line for line in answer.context["lines"]}


def test_it_says_who_was_told_and_who_has_not_opened_it(client, world):
    delivering.deliver(world.paper.pk)
    record_reading(world.paper, by=world.panel_member)
    for _ in range(2):
        record_download(world.paper, by=world.panel_member, kind="docx")

    answer = readers(client, world)

    lines = by_name(answer)
    assert [line.delivery.state for line in lines.values()] == [State.SENT, State.SENT]
    assert [(had.words, had.times) for had in lines["Pam Panel"].had] == [
        ("Downloaded as Word", 2),
        ("Read", 1),
    ]
    assert lines["Una Unsigned"].had == []
    assert answer.context["had"] == 1


def test_reading_by_the_link_is_said_to_be_so(client, world):
    record_reading(world.paper, by=world.member, by_link=True)
    [had] = by_name(readers(client, world))["Una Unsigned"].had
    assert had.words == "Read, by the link of the e-mail"


def test_members_who_came_later_and_who_left_are_told_apart(client, world):
    BodyMembershipFactory(person=PersonFactory(name="Late Larry"), body=world.panel)
    world.member.memberships.update(ends_on=NOW.date() - timedelta(days=1))

    lines = by_name(readers(client, world))

    assert (lines["Late Larry"].delivery, lines["Late Larry"].may_send) == (None, True)
    assert (lines["Una Unsigned"].is_reader, lines["Una Unsigned"].may_send) == (False, False)


def test_the_offices_own_readers_stand_apart(client, world):
    record_download(world.paper, by=world.auditor, kind="pdf")

    answer = readers(client, world)

    assert [line.person for line in answer.context["others"]] == [world.auditor]
    assert "Audrey Auditor" not in by_name(answer)


def test_each_revision_has_readers_of_its_own(client, world):
    record_reading(world.paper, by=world.panel_member)
    published_paper(world, by=world.coordinator, at=NOW, correction="A word")

    assert readers(client, world).context["revision"].number == 2
    assert readers(client, world).context["had"] == 0
    assert readers(client, world, revision="1").context["had"] == 1
    assert readers(client, world, revision="7").status_code == 404


def test_a_paper_that_is_not_published_has_no_readers_yet(client, world):
    draft = request_report(
        plan=world.plan, body=world.board, period=QUARTER, by=None, queue=False, at=NOW
    )
    address = reverse("reports:report-readers", args=[draft.report.slug])
    assert sign_in(client, world.auditor).get(address).context["revision"] is None


def test_an_auditor_sees_it_and_can_send_nothing(client, world):
    assert readers(client, world, "auditor").context["may_send"] is False
    assert readers(client, world, "panel_member").status_code == 403


def test_a_press_sends_it_again_to_one(client, world, handed, django_capture_on_commit_callbacks):
    world.paper.deliveries.update(state=State.UNCERTAIN)
    address = reverse("reports:report-send", args=[world.paper.report.slug, world.member.pk])
    sign_in(client, world.coordinator)

    assert client.get(address).status_code == 200
    assert world.paper.deliveries.get(person=world.member).state == State.UNCERTAIN
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address)

    assert answer.url == reverse("reports:report-readers", args=[world.paper.report.slug]) + (
        "?revision=1"
    )
    assert world.paper.deliveries.get(person=world.member).state == State.WAITING
    assert world.paper.deliveries.get(person=world.panel_member).state == State.UNCERTAIN
    assert handed == [world.paper.pk]


def test_a_press_that_is_refused_says_why(client, world):
    address = reverse("reports:report-send", args=[world.paper.report.slug, world.outsider.pk])

    answer = sign_in(client, world.coordinator).post(address)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().as_data()[0].code == "not_a_reader"


def test_the_page_takes_as_many_queries_for_many_readers(client, world):
    readers(client, world)
    with CaptureQueriesContext(connection) as few:
        readers(client, world)
    for number in range(20):
        person = PersonFactory(name=f"Member {number}")
        BodyMembershipFactory(person=person, body=world.panel)
        record_reading(world.paper, by=person)
    with CaptureQueriesContext(connection) as many:
        readers(client, world)

    assert len(few) == len(many)
