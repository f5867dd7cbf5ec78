"""Officers, coordinators and schedulers at the same moment: what SQLite can't promise."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from objectives.services import edit_action
from reports import building
from reports.building import build_revision
from reports.document import Document
from reports.models import Clearance, ReportRevision
from reports.services import (
    clear,
    publish,
    request_report,
    send_back,
    send_for_clearance,
    withdraw_clearance,
)
from stakeholders import reminding
from stakeholders.models import Digest, Event
from tests.objectives.test_answers_at_once import at_once
from tests.stakeholders.factories import PersonFactory

from .clearing import answered, put_on_list
from .plans import QUARTER, build_plan

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.fixture
def world(transactional_db):
    world = build_plan()
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    world.person = PersonFactory(name="Cora")
    put_on_list(world.panel)
    return world


def make_sent(world):
    draft = ask(world)
    build_revision(draft.pk)
    draft = answered(draft, by=world.person, at=timezone.now())
    return send_for_clearance(draft, by=world.person)


def ask(world):
    return request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.person, queue=False
    )


def make_cleared(world):
    revision = make_sent(world)
    for clearance in revision.clearances.waiting():
        clear(clearance, by=world.person)
    build_revision(revision.pk)
    return fresh(revision)


def fresh(revision):
    return ReportRevision.objects.get(pk=revision.pk)


def refusals(results):
    return [r.error_list[0].code for r in results if isinstance(r, ValidationError)]


def test_the_last_two_officers_at_once_clear_it_exactly_once(world):
    revision = make_sent(world)

    results = at_once(
        *(lambda c=c: clear(c, by=world.person) for c in revision.clearances.waiting())
    )

    assert refusals(results) == []
    assert (fresh(revision).status, fresh(revision).build) == ("cleared", "waiting")
    assert fresh(revision).cleared_with == "Chief Executive\nTreasurer"
    assert Event.objects.filter(verb="paper is cleared").count() == 1
    assert Event.objects.filter(verb="paper cleared").count() == 2


def test_one_officer_who_presses_twice_clears_once(world):
    clearance = make_sent(world).clearances.first()

    results = at_once(*[lambda: clear(clearance, by=world.person)] * 2)

    assert refusals(results) == ["not_waiting"]
    assert Event.objects.filter(verb="paper cleared").count() == 1


def test_cleared_by_one_and_sent_back_by_the_other_at_once_it_is_a_draft(world):
    revision = make_sent(world)
    first, second = revision.clearances.waiting()

    at_once(
        lambda: clear(first, by=world.person),
        lambda: send_back(second, by=world.person, comment="Shorter."),
    )

    assert fresh(revision).status == "draft"
    assert fresh(revision).cleared_with == ""


def test_who_asks_for_it_while_the_last_officer_clears_it_takes_no_clearance_away(world):
    revision = make_sent(world)
    first, second = revision.clearances.waiting()
    clear(first, by=world.person)

    results = at_once(lambda: clear(second, by=world.person), lambda: ask(world))

    now = fresh(revision)
    # Cleared first, it is drawn already: who asks for it again is given what waits.
    assert refusals(results) in ([], ["in_clearance"])
    assert (now.status, now.build) == ("cleared", "waiting")
    assert set(Clearance.objects.values_list("decision", flat=True)) == {"cleared"}


def test_taken_back_while_it_is_stamped_the_stamp_is_lost(world, monkeypatch):
    revision = make_sent(world)
    for clearance in revision.clearances.waiting():
        clear(clearance, by=world.person)
    render = building.render_files

    def slow(document):
        withdraw_clearance(revision, by=world.person)
        return render(document)

    monkeypatch.setattr(building, "render_files", slow)

    assert build_revision(revision.pk) is None
    now = fresh(revision)
    assert (now.status, now.build) == ("draft", "waiting")
    assert Document.from_data(now.document).clearance.cleared_with == ()


def test_published_twice_at_once_it_is_published_once(world):
    revision = make_cleared(world)

    results = at_once(*[lambda: publish(revision, by=world.person)] * 3)

    assert refusals(results) == ["already_published"] * 2
    assert Event.objects.filter(verb="paper published").count() == 1


def test_published_and_taken_back_at_once_one_of_the_two_is_refused(world):
    revision = make_cleared(world)

    results = at_once(
        lambda: publish(revision, by=world.person),
        lambda: withdraw_clearance(revision, by=world.person),
    )

    assert len(refusals(results)) == 1
    assert fresh(revision).status in {"published", "draft"}
    assert bool(fresh(revision).published_at) == (fresh(revision).status == "published")


def test_sent_for_clearance_twice_at_once_each_officer_is_asked_once(world):
    draft = ask(world)
    build_revision(draft.pk)
    draft = answered(draft, by=world.person, at=timezone.now())

    results = at_once(*[lambda: send_for_clearance(draft, by=world.person)] * 2)

    assert refusals(results) == ["already_in_clearance"]
    assert Clearance.objects.count() == 2


def test_two_schedulers_owe_an_officer_one_e_mail(world):
    from tests.stakeholders.factories import PostHoldingFactory

    world.plan.reminders_from = date(2025, 1, 6)
    world.plan.save()
    revision = make_sent(world)
    officer = PostHoldingFactory(post=revision.clearances.first().post).person
    on = date(2026, 3, 3)
    revision.clearances.update(asked_at=timezone.now() - timedelta(days=3650))

    at_once(*[lambda: reminding.decide(on)] * 2)

    digest = Digest.objects.get(person=officer)
    assert [item.rule for item in digest.items.all()] == ["approval"]


def test_what_was_cleared_is_stamped_and_not_collected_anew(world):
    revision = make_sent(world)
    for clearance in revision.clearances.waiting():
        clear(clearance, by=world.person)
    edit_action(world.action, by=None, changes={"text": "Words that no officer saw"})

    build_revision(revision.pk)

    stamped = Document.from_data(fresh(revision).document)
    assert [action.text for action in stamped.actions] == ["Map the ways in"]
    assert stamped.clearance.cleared_with == ("Chief Executive", "Treasurer")
    with pytest.raises(ValidationError) as refused:
        publish(revision, by=world.person)
    assert refused.value.error_list[0].code == "out_of_date"
