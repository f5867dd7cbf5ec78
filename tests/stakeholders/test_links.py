"""Whom a signed link lets in: its own person, for the posts they held and hold, for 14 days."""

import datetime
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from stakeholders import links, reminding, services
from stakeholders.access import AUDITOR, COORDINATOR
from stakeholders.models import Event, SignedLink
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import (
    AbsenceFactory,
    PersonFactory,
    PostHoldingFactory,
    UserFactory,
)
from tests.world import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = timedelta(days=1)
NOW = noon(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def holding():
    """Somebody without an account, who holds a post."""
    return PostHoldingFactory()


@pytest.fixture
def link(holding):
    return make_link(holding.person)


def make_link(person, at=NOW):
    link = links.new_link(person, at=at)
    link.save()
    return link


def opens(link, at=NOW):
    """The posts that its address opens at a moment."""
    person = links.let_in(links.find(links.token_of(link)), now=at)
    return person.access.posts if person else None


def last_event():
    return Event.objects.order_by("-pk").first()


def test_a_link_opens_its_persons_posts_without_an_account(link, holding):
    assert opens(link) == {holding.post_id}


def test_a_link_gives_no_other_right_that_the_person_has(coordinator):
    post = PostHoldingFactory(person=coordinator).post
    person = links.let_in(links.find(links.token_of(make_link(coordinator))), now=NOW)
    assert person.access == links.Access(posts=frozenset([post.pk]))


def test_a_link_works_for_fourteen_days_to_the_minute(link):
    end = NOW + timedelta(days=14)
    assert opens(link, end - timedelta(minutes=1))
    assert opens(link, end) is None


def test_every_character_of_the_address_counts(link):
    token = links.token_of(link)
    assert links.find(token) == link
    for place, character in enumerate(token):
        for other in {"A", "b", "7", ":", "="} - {character}:
            altered = token[:place] + other + token[place + 1 :]
            assert links.find(altered) is None, altered
        assert links.find(token[:place]) is None
    assert links.find(f"{token}A") is None
    assert links.find("") is None


def test_a_signature_for_another_purpose_or_key_opens_nothing(link):
    for forged in (
        signing.Signer().sign(link.pk),
        signing.Signer(salt="stakeholders.links.download").sign(link.pk),
        signing.Signer(salt="stakeholders.links.answer", key="guessed").sign(link.pk),
        signing.TimestampSigner(salt="stakeholders.links.answer").sign(link.pk),
    ):
        assert links.find(forged) is None


def test_a_link_of_one_row_does_not_open_another(link):
    other = make_link(PostHoldingFactory().person)
    signature = links.token_of(link).split(":")[1]
    assert links.find(f"{other.pk}:{signature}") is None


def test_a_deleted_row_opens_nothing(link):
    token = links.token_of(link)
    link.delete()
    assert links.find(token) is None


def test_a_link_dies_with_the_holding(link, holding, administrator):
    services.end_holding(holding, by=administrator, ends_on=TODAY + DAY)
    assert opens(link, NOW + DAY)
    assert opens(link, NOW + 2 * DAY) is None


def test_a_link_does_not_come_back_to_life_when_the_same_person_is_appointed_again(
    link, holding, administrator
):
    services.end_holding(holding, by=administrator, ends_on=TODAY)
    services.appoint(
        post=holding.post,
        person=holding.person,
        by=administrator,
        starts_on=TODAY + 2 * DAY,
    )
    assert opens(link, NOW + 3 * DAY) is None
    assert opens(make_link(holding.person, NOW + 3 * DAY), NOW + 3 * DAY) == {holding.post_id}


def test_a_post_that_came_later_needs_a_later_link(link, holding):
    later = PostHoldingFactory(person=holding.person, starts_on=TODAY + DAY).post
    assert opens(link, NOW + 2 * DAY) == {holding.post_id}
    fresh = make_link(holding.person, NOW + 2 * DAY)
    assert opens(fresh, NOW + 2 * DAY) == {holding.post_id, later.pk}


def test_a_deputys_link_works_while_they_stand_in():
    deputy, away = PersonFactory(), PostHoldingFactory()
    AbsenceFactory(person=away.person, deputy=deputy, ends_on=datetime.date(2026, 3, 6))
    link = make_link(deputy)
    assert opens(link, noon(datetime.date(2026, 3, 6))) == {away.post_id}
    assert opens(link, noon(datetime.date(2026, 3, 7))) is None


def test_a_link_of_a_deactivated_account_is_dead_for_good(lead, administrator):
    link = make_link(lead)
    assert opens(link)
    lead.user.is_active = False
    lead.user.save()
    assert opens(link) is None
    lead.user.is_active = True
    lead.user.save()
    services.deactivate_account(lead, by=administrator)
    services.reactivate_account(lead, by=administrator)
    assert opens(link) is None


def test_an_auditor_who_holds_a_post_changes_nothing_by_link_either(lead):
    lead.user.groups.add(Group.objects.get(name=AUDITOR))
    assert opens(make_link(lead)) is None


def test_stopped_links_let_nobody_in_and_the_log_says_so(link, coordinator):
    lapsed = make_link(link.person, NOW - 20 * DAY)
    assert services.stop_links(link.person, by=coordinator) == 1
    assert opens(link) is None
    assert links.why_over(links.find(links.token_of(lapsed)), now=NOW) == links.Over.STOPPED
    event = last_event()
    assert (event.verb, event.actor) == ("answer links stopped", coordinator)
    assert event.after == {"links_that_worked": 1}
    services.stop_links(link.person, by=coordinator)
    assert Event.objects.filter(verb="answer links stopped").count() == 1


def test_a_new_address_stops_the_links_that_went_to_the_old_one(link, administrator):
    services.edit_person(link.person, by=administrator, changes={"name": "Another name"})
    assert opens(link)
    services.edit_person(link.person, by=administrator, changes={"email": "new@northmoor.example"})
    assert opens(link) is None


# A fresh link


def ask(link, at=NOW):
    services.ask_for_fresh_link(token=links.token_of(link), at=at)


def test_a_fresh_link_goes_to_the_same_address(link, mailoutbox):
    late = NOW + 15 * DAY
    ask(link, late)
    (message,) = mailoutbox
    assert message.to == [link.person.email]
    assert message.subject == "Your new link to the action plan"
    token = re.search(r"/answer/([^/\s]+)/", message.body)[1]
    fresh = links.find(token)
    assert fresh.pk != link.pk
    assert opens(fresh, late)
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert reverse("objectives:answer", args=[token]) in html
    assert (last_event().verb, last_event().actor) == ("fresh answer link asked for", None)


def ended(link, administrator):
    holding = link.person.holdings.get()
    services.end_holding(holding, by=administrator, ends_on=TODAY - DAY)


def no_address(link, administrator):
    services.edit_person(link.person, by=administrator, changes={"email": ""})
    SignedLink.objects.update(revoked_at=None)


def stopped(link, administrator):
    services.stop_links(link.person, by=administrator)


@pytest.mark.parametrize("happened", [ended, no_address, stopped])
def test_no_fresh_link_goes_out(link, administrator, mailoutbox, happened):
    happened(link, administrator)
    ask(link)
    assert mailoutbox == []
    assert SignedLink.objects.count() == 1


def test_no_fresh_link_for_what_is_no_link_of_ours(db, mailoutbox):
    services.ask_for_fresh_link(token="7:not-ours")
    assert mailoutbox == []


def test_an_old_link_can_not_fill_an_inbox(link, mailoutbox):
    late = NOW + 15 * DAY
    for _ in range(5):
        ask(link, late)
    assert len(mailoutbox) == 3
    ask(link, late + timedelta(minutes=61))
    assert len(mailoutbox) == 4


# The page about a person's links


def test_a_coordinator_sees_the_links_and_stops_them(client, coordinator, link):
    SignedLink.objects.filter(pk=link.pk).count_request(timezone.now())
    desk = sign_in(client, coordinator)
    address = reverse("stakeholders:person-links", args=[link.person_id])
    page = desk.get(address)
    assert [row.requests for row in page.context["links"]] == [1]
    assert page.context["working"]
    assert desk.post(address).url == address
    assert opens(link) is None
    assert not desk.get(address).context["working"]


def test_an_auditor_sees_the_links_and_stops_none(client, auditor, link):
    desk = sign_in(client, auditor)
    address = reverse("stakeholders:person-links", args=[link.person_id])
    assert desk.get(address).status_code == 200
    assert desk.post(address).status_code == 403
    assert opens(link)


def test_person_page_leads_to_the_links(client, administrator, link):
    UserFactory(person=link.person)
    page = sign_in(client, administrator).get(
        reverse("stakeholders:person-detail", args=[link.person_id])
    )
    address = reverse("stakeholders:person-links", args=[link.person_id])
    assert address in page.content.decode()


@pytest.mark.parametrize("who", ["lead", "auditor", "staff and auditor", "deactivated", "deputy"])
def test_no_digest_carries_a_link_that_lets_nobody_in(coordinator, mailoutbox, who):
    """An auditor who leads as well answers nothing by link: they are told, without one."""
    user = UserFactory(is_active=who != "deactivated")
    user.groups.set(Group.objects.filter(name__in=GROUPS_OF.get(who, ())))
    holding = PostHoldingFactory(**{} if who == "deputy" else {"person": user.person})
    if who == "deputy":
        AbsenceFactory(person=holding.person, deputy=user.person)
    plan = make_plan(coordinator, reminders_from=TODAY - 300 * DAY)
    make_action(plan, coordinator, deadline="2 March 2026", posts=[holding.post])

    reminding.run(TODAY)

    (message,) = mailoutbox
    assert message.to == [user.person.email]
    works = who not in ("auditor", "deactivated")
    assert ("/answer/" in message.body) == works
    assert [opens(link) for link in SignedLink.objects.all()] == [{holding.post_id}] * works


GROUPS_OF = {"auditor": [AUDITOR], "staff and auditor": [AUDITOR, COORDINATOR]}
