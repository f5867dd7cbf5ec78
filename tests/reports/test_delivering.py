"""Who is told of a published paper, and what becomes of each e-mail: decided, claimed, sent."""

import smtplib
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import delivering
from reports.models import Delivery, Recipient
from reports.paper_links import LIFE
from reports.services import send_paper, tell_readers
from reports.tasks import deliver_paper, sweep_deliveries
from stakeholders.models import Event, SignedLink
from tests.stakeholders.factories import BodyMembershipFactory, PersonFactory, UserFactory
from tests.world import build_people

from .plans import at, build_plan
from .reading import published_paper

State = Delivery.State
NOW = at(2025, 7, 16, 10)
TODAY = NOW.date()


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    with time_machine.travel(NOW, tick=False):
        yield world


def seat(world, name="Una Unsigned", **more):
    """A member without an account."""
    person = more.pop("person", None) or PersonFactory(name=name)
    BodyMembershipFactory(person=person, body=world.panel, **more)
    return person


def states(revision):
    return {row.person.name: row.state for row in revision.deliveries.select_related("person")}


def publish(world, **more):
    return published_paper(world, by=world.coordinator, at=NOW, **more)


def test_publishing_writes_down_the_members_of_that_day_and_the_recipients(world):
    seat(world)
    seat(world, "Gone Already", ends_on=TODAY - timedelta(days=1))
    seat(world, "Comes Later", starts_on=TODAY + timedelta(days=1))
    Recipient.objects.create(body=world.panel, person=PersonFactory(name="Committee team"))
    seat(world, "Postal Member", person=PersonFactory(name="Postal Member", email=""))

    paper = publish(world)

    assert states(paper) == {
        "Committee team": State.WAITING,
        "Pam Panel": State.WAITING,
        "Postal Member": State.NO_ADDRESS,
        "Una Unsigned": State.WAITING,
    }
    event = Event.objects.get(verb="readers of paper noted")
    assert event.actor == world.coordinator
    assert event.after == {"to_tell": 3, "not_to_reach": 1}


def test_who_is_a_member_and_a_recipient_is_told_once(world):
    Recipient.objects.create(body=world.panel, person=world.panel_member)
    assert states(publish(world)) == {"Pam Panel": State.WAITING}


def test_a_private_paper_goes_to_those_alone_who_receive_private_ones(world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    seat(world, private_papers=True)
    Recipient.objects.create(body=world.panel, person=PersonFactory(name="Committee team"))
    clerk = PersonFactory(name="Clerk")
    Recipient.objects.create(body=world.panel, person=clerk, private_papers=True)

    assert set(states(publish(world, private=True))) == {"Una Unsigned", "Clerk"}


def test_a_link_is_made_for_those_alone_whom_no_account_lets_in(world):
    seat(world)
    invited = seat(world, "Ivan Invited")
    account = UserFactory(person=invited)
    account.set_unusable_password()
    account.save()
    with_account = PersonFactory(name="Clerk with an account")
    UserFactory(person=with_account)
    Recipient.objects.create(body=world.panel, person=with_account)

    paper = publish(world)

    links = {row.person.name: row.link for row in paper.deliveries.all() if row.link}
    assert set(links) == {"Una Unsigned", "Ivan Invited", "Clerk with an account"}
    assert all(link.lapses_at == NOW + LIFE for link in links.values())
    assert {link.purpose for link in links.values()} == {SignedLink.Purpose.PAPER}


def test_a_deactivated_account_is_told_nothing_and_shown(world):
    world.panel_member.user.is_active = False
    world.panel_member.user.save()

    [delivery] = publish(world).deliveries.all()

    assert (delivery.state, delivery.link) == (State.FAILED, None)
    assert delivery.problem


def test_deciding_takes_as_many_queries_for_many_readers(world):
    paper = publish(world)
    Delivery.objects.all().delete()
    with CaptureQueriesContext(connection) as few:
        tell_readers(paper, by=None, at=NOW)
    for number in range(20):
        seat(world, f"Member {number}")
    Delivery.objects.all().delete()
    with CaptureQueriesContext(connection) as many:
        tell_readers(paper, by=None, at=NOW)

    # The links of those without an account, written at once.
    assert len(many) <= len(few) + 1


def test_the_worker_sends_each_once_and_confirms_it(world):
    seat(world)
    paper = publish(world)

    deliver_paper(paper.pk)
    deliver_paper(paper.pk)

    assert sorted(message.to for message in mail.outbox) == [
        ["pam@northmoor.example"],
        [paper.deliveries.get(person__name="Una Unsigned").person.email],
    ]
    assert set(states(paper).values()) == {State.SENT}
    assert paper.deliveries.first().sent_at == NOW


def test_the_press_is_handed_to_a_worker_once_it_is_saved(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    handed = []
    monkeypatch.setattr(deliver_paper, "delay", handed.append)
    with django_capture_on_commit_callbacks(execute=True):
        paper = publish(world)
    assert handed == [paper.pk]


def test_where_the_broker_is_down_the_sweep_sends_it(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    def down(pk):
        raise OSError("no broker")

    monkeypatch.setattr(deliver_paper, "delay", down)
    with django_capture_on_commit_callbacks(execute=True):
        paper = publish(world)

    sweep_deliveries()
    assert mail.outbox == [], "a worker may still come"
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        sweep_deliveries()
    assert len(mail.outbox) == 1
    assert states(paper) == {"Pam Panel": State.SENT}


def test_what_a_killed_worker_left_is_uncertain_and_never_sent_again_by_itself(world):
    paper = publish(world)
    paper.deliveries.update(state=State.CLAIMED, claimed_at=NOW)

    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        sweep_deliveries()
        assert states(paper) == {"Pam Panel": State.CLAIMED}
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        sweep_deliveries()
        sweep_deliveries()

    assert states(paper) == {"Pam Panel": State.UNCERTAIN}
    assert mail.outbox == []


def test_a_claimed_delivery_is_left_to_whoever_claimed_it(world):
    paper = publish(world)
    ready = delivering.Ready(paper.deliveries.get())

    assert delivering.Books.claim(ready)
    assert not delivering.Books.claim(ready)


def test_what_still_waits_about_a_replaced_revision_is_not_sent(world):
    old = publish(world)
    new = publish(world, correction="A word")

    sweep_deliveries()
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        sweep_deliveries()

    assert states(old) == {"Pam Panel": State.FAILED}
    assert states(new) == {"Pam Panel": State.SENT}
    assert len(mail.outbox) == 1


class Refusing(EmailBackend):
    problem = None

    def send_messages(self, messages):
        raise self.problem


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"pam@x": (550, b"No such user")}), State.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), State.UNCERTAIN),
    ],
)
def test_what_the_mail_server_said_is_kept(world, settings, monkeypatch, problem, state):
    monkeypatch.setattr(Refusing, "problem", problem)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    paper = publish(world)

    delivering.deliver(paper.pk)

    [delivery] = paper.deliveries.select_related("person")
    assert delivery.state == state
    assert delivery.problem
    assert ("No such user" in delivery.person.mail_refusal) == (state == State.FAILED)


def test_one_that_cannot_be_written_keeps_nobody_from_theirs(world, monkeypatch):
    seat(world)
    paper = publish(world)
    write = delivering.message_for

    def breaks(delivery, **more):
        if delivery.person == world.panel_member:
            raise ValueError("broken")
        return write(delivery, **more)

    monkeypatch.setattr(delivering, "message_for", breaks)
    delivering.deliver(paper.pk)

    assert states(paper) == {"Pam Panel": State.FAILED, "Una Unsigned": State.SENT}


def test_sending_again_is_a_press_that_the_log_keeps(world):
    paper = publish(world)
    paper.deliveries.update(state=State.UNCERTAIN, problem="Cut off")

    delivery = send_paper(paper, person=world.panel_member, by=world.coordinator, queue=False)

    assert (delivery.state, delivery.problem) == (State.WAITING, "")
    event = Event.objects.get(verb="paper sent to a reader")
    assert (event.actor, event.after["to"]["id"]) == (world.coordinator, world.panel_member.pk)
    delivering.deliver(paper.pk)
    assert len(mail.outbox) == 1


def test_a_member_who_came_later_is_told_by_a_press(world):
    paper = publish(world)
    late = seat(world)

    delivery = send_paper(paper, person=late, by=world.coordinator, queue=False)

    assert (delivery.state, delivery.link.person) == (State.WAITING, late)


def test_a_link_that_still_works_is_sent_again_and_a_lapsed_one_replaced(world):
    member = seat(world)
    paper = publish(world)
    delivering.deliver(paper.pk)
    first = paper.deliveries.get(person=member).link

    again = send_paper(paper, person=member, by=None, queue=False)
    assert again.link == first
    delivering.deliver(paper.pk)
    with time_machine.travel(NOW + LIFE, tick=False):
        later = send_paper(paper, person=member, by=None, queue=False)
    assert later.link != first
    later.refresh_from_db()
    assert later.link.is_working(NOW + LIFE)


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda world, paper: None, "on_its_way"),
        (lambda world, paper: world.panel_member.memberships.all().delete(), "not_a_reader"),
        (lambda world, paper: settle(paper) or no_address(world), "no_address"),
        (lambda world, paper: settle(paper) or deactivate(world), "shut_out"),
        (lambda world, paper: draft(paper), "not_published"),
    ],
)
def test_a_press_that_can_reach_nobody_is_refused(world, prepare, code):
    paper = publish(world)
    prepare(world, paper)
    world.panel_member.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        send_paper(paper, person=world.panel_member, by=None)

    assert refusal.value.code == code


def settle(paper):
    paper.deliveries.update(state=State.SENT, sent_at=timezone.now())


def no_address(world):
    world.panel_member.email = ""
    world.panel_member.save()


def deactivate(world):
    world.panel_member.user.is_active = False
    world.panel_member.user.save()


def draft(paper):
    paper.status = "draft"
    paper.save()
