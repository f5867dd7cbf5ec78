"""A plan's own fields and owners: what was changed, from what to what, is in the log."""

import datetime

import pytest
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.services import create_plan, edit_plan, set_owners
from stakeholders.models import Event
from tests.stakeholders.factories import OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def plan(by):
    return create_plan(by=by, title="Listening plan", starts_on=datetime.date(2026, 4, 1))


def events(plan):
    return Event.objects.about(plan).order_by("pk")


DAY = datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("about", "fields", "reminds"),
    [
        ("off", {}, False),
        ("from today", {"reminders_from": DAY}, True),
        ("from yesterday", {"reminders_from": DAY - datetime.timedelta(1)}, True),
        ("from tomorrow", {"reminders_from": DAY + datetime.timedelta(1)}, False),
        ("in delivery", {"reminders_from": DAY, "stage": "in_delivery"}, True),
        ("closed", {"reminders_from": DAY, "stage": "closed"}, False),
        ("withdrawn", {"reminders_from": DAY, "withdrawn_at": timezone.now()}, False),
    ],
)
def test_which_plans_remind_is_one_rule(plan, about, fields, reminds):
    ActionPlan.objects.filter(pk=plan.pk).update(**fields)
    plan.refresh_from_db()
    assert (about, plan.is_reminding_on(DAY)) == (about, reminds)
    assert (about, plan in ActionPlan.objects.reminding_on(DAY)) == (about, reminds)


def test_edit_plan_logs_what_was_changed(plan, by):
    edit_plan(plan, by=by, changes={"title": "Joint plan", "review_interval": "monthly"})
    event = events(plan).last()
    assert (event.verb, event.actor, event.plan_id) == ("plan edited", by, plan.pk)
    assert event.before == {"title": "Listening plan", "review_interval": "quarterly"}
    assert event.after == {"title": "Joint plan", "review_interval": "monthly"}


def test_edit_plan_remembers_that_somebody_stated_the_quarters(plan, by):
    assert plan.quarter_basis_assumed
    edit_plan(plan, by=by, changes={"quarter_basis": "financial"})
    plan.refresh_from_db()
    assert not plan.quarter_basis_assumed
    assert events(plan).last().after == {"quarter_basis_assumed": False}


def test_edit_plan_that_changes_nothing_logs_nothing(plan, by):
    edit_plan(plan, by=by, changes={"title": plan.title})
    assert [event.verb for event in events(plan)] == ["plan created"]


def test_set_owners_logs_the_owners_in_order_and_once(plan, by):
    police, council = OrganisationFactory(name="Police"), OrganisationFactory(name="Council")
    set_owners(plan, by=by, organisations=[police, council])
    set_owners(plan, by=by, organisations=[police, council, police])
    set_owners(plan, by=by, organisations=[council])
    changes = list(events(plan).filter(verb="plan owners changed"))
    said = [[owner["text"] for owner in event.after["owners"]] for event in changes]
    assert said == [["Police", "Council"], ["Council"]]
    assert [owner["text"] for owner in changes[1].before["owners"]] == ["Police", "Council"]
    assert {event.actor for event in changes} == {by}
