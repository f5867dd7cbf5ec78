"""What bodies decide on a plan, stage by stage: every verb is in the log."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from actionplans.models import ActionPlan, Amendment
from actionplans.services import (
    add_amendment,
    close_plan,
    create_duty,
    create_theme,
    edit_duty,
    edit_endorsement,
    edit_theme,
    finish_amendment,
    record_approval,
    record_endorsement,
    start_delivery,
    withdraw_plan,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.stakeholders.factories import GovernanceBodyFactory

from .factories import ActionPlanFactory, StrategyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.date(2026, 3, 2)
NEXT_DAY = datetime.date(2026, 3, 3)


@pytest.fixture
def plan():
    return ActionPlanFactory()


@pytest.fixture
def body():
    return GovernanceBodyFactory(name="Executive board")


def stage(plan):
    plan.refresh_from_db()
    return plan.stage


def verbs(row):
    return list(Event.objects.about(row).order_by("pk").values_list("verb", flat=True))


def told(row, verb, by, plan=None):
    event = Event.objects.about(row).order_by("-pk").first()
    assert (event.verb, event.actor) == (verb, by)
    assert event.plan_id == (plan.pk if plan else None)
    return event


def endorse(plan, body, by, outcome="endorsed", **fields):
    fields.setdefault("decided_on", DAY)
    return record_endorsement(plan, by=by, body=body, outcome=outcome, **fields)


def codes(refused):
    return [error.code for errors in refused.value.error_dict.values() for error in errors]


def test_a_draft_that_a_body_endorses_is_endorsed(plan, body, coordinator):
    row = endorse(plan, body, coordinator, minute_reference="14/26", note="With thanks")

    assert stage(plan) == "endorsed"
    event = told(row, "decision recorded", coordinator, plan)
    assert event.after == {
        "body": {"id": body.pk, "text": "Executive board"},
        "decided_on": "2026-03-02",
        "outcome": "endorsed",
        "minute_reference": "14/26",
        "note": "With thanks",
    }
    event = told(plan, "plan endorsed", coordinator, plan)
    assert (event.before, event.after) == ({"stage": "draft"}, {"stage": "endorsed"})


@pytest.mark.parametrize("outcome", ["noted", "rejected"])
def test_what_is_noted_or_rejected_stays_where_it_stands(plan, body, coordinator, outcome):
    endorse(plan, body, coordinator, outcome)

    assert stage(plan) == "draft"
    assert verbs(plan) == []


def test_subject_to_amendments_opens_each_as_something_to_be_done(plan, body, coordinator):
    row = endorse(
        plan, body, coordinator, "subject_to_amendments", amendments=["Name the parishes", " ", "x"]
    )

    amendments = row.amendments.to_be_done()
    assert [one.text for one in amendments] == ["Name the parishes", "x"]
    assert stage(plan) == "endorsed"
    event = told(amendments[0], "amendment added", coordinator, plan)
    assert event.after == {"text": "Name the parishes"}


@pytest.mark.parametrize(
    ("outcome", "amendments", "code"),
    [
        ("subject_to_amendments", [" "], "amendments_missing"),
        ("endorsed", ["Name the parishes"], "amendments_unasked"),
        ("approved", ["Name the parishes"], "amendments_unasked"),
    ],
)
def test_amendments_go_with_the_one_outcome(plan, body, coordinator, outcome, amendments, code):
    with pytest.raises(ValidationError) as refused:
        endorse(plan, body, coordinator, outcome, amendments=amendments)

    assert codes(refused) == [code]
    assert not plan.endorsements.exists()


def test_an_approval_has_a_verb_of_its_own(plan, body, coordinator):
    with pytest.raises(ValueError, match="approve_plan"):
        endorse(plan, body, coordinator, "approved")


def test_nobody_decides_tomorrow(plan, body, coordinator):
    day = datetime.date(2999, 1, 1)
    with pytest.raises(ValidationError) as refused:
        endorse(plan, body, coordinator, decided_on=day)
    assert codes(refused) == ["in_future"]
    with pytest.raises(ValidationError):
        record_approval(plan, by=coordinator, body=body, decided_on=day)
    row = endorse(plan, body, coordinator)
    with pytest.raises(ValidationError):
        edit_endorsement(row, by=coordinator, changes={"decided_on": day})


def test_approval_waits_until_each_amendment_is_done(plan, body, coordinator):
    row = endorse(plan, body, coordinator, "subject_to_amendments", amendments=["One", "Two"])
    for amendment in row.amendments.all():
        with pytest.raises(ValidationError) as refused:
            record_approval(plan, by=coordinator, body=body, decided_on=NEXT_DAY)
        assert refused.value.code == "amendments_to_be_done"
        finish_amendment(amendment, by=coordinator, done_on=NEXT_DAY, note="In action 4.2")
    amendment.refresh_from_db()
    event = told(amendment, "amendment done", coordinator, plan)
    assert event.after["done_on"] == "2026-03-03"
    assert amendment.done_by == coordinator

    approval = record_approval(plan, by=coordinator, body=body, decided_on=NEXT_DAY)

    assert stage(plan) == "approved"
    told(approval, "decision recorded", coordinator, plan)
    told(plan, "plan approved", coordinator, plan)


def test_an_amendment_is_done_once(plan, body, coordinator):
    row = endorse(plan, body, coordinator, "subject_to_amendments", amendments=["One"])
    amendment = row.amendments.get()
    finish_amendment(amendment, by=coordinator, done_on=DAY, version=1)
    with pytest.raises(EditConflict):
        finish_amendment(amendment, by=coordinator, done_on=DAY, version=1)
    with pytest.raises(ValidationError) as refused:
        finish_amendment(amendment, by=coordinator, done_on=DAY)
    assert refused.value.code == "already_done"


def test_an_amendment_remembered_later_holds_up_the_approval_too(plan, body, coordinator):
    row = endorse(plan, body, coordinator, "subject_to_amendments", amendments=["One"])
    finish_amendment(row.amendments.get(), by=coordinator, done_on=DAY)
    add_amendment(row, by=coordinator, text="Two")
    with pytest.raises(ValidationError):
        record_approval(plan, by=coordinator, body=body, decided_on=DAY)

    other = endorse(plan, body, coordinator)
    with pytest.raises(ValidationError) as refused:
        add_amendment(other, by=coordinator, text="Three")
    assert refused.value.code == "amendments_unasked"
    assert Amendment.objects.count() == 2


def test_a_minute_reference_comes_later(plan, body, coordinator):
    row = endorse(plan, body, coordinator)
    edit_endorsement(row, by=coordinator, changes={"minute_reference": "14/26"}, version=1)
    event = told(row, "decision edited", coordinator, plan)
    assert event.after == {"minute_reference": "14/26"}
    with pytest.raises(ValueError, match="outcome"):
        edit_endorsement(row, by=coordinator, changes={"outcome": "noted"})


def test_delivery_starts_after_approval_and_a_closed_plan_is_done_with(plan, body, coordinator):
    with pytest.raises(ValidationError):
        start_delivery(plan, by=coordinator)
    with pytest.raises(ValidationError):
        close_plan(plan, by=coordinator, reason="Over")
    record_approval(plan, by=coordinator, body=body, decided_on=DAY)

    start_delivery(plan, by=coordinator)
    assert stage(plan) == "in_delivery"
    told(plan, "delivery started", coordinator, plan)

    record_approval(plan, by=coordinator, body=body, decided_on=NEXT_DAY)
    assert stage(plan) == "in_delivery"

    close_plan(plan, by=coordinator, reason="The next plan took over")
    assert stage(plan) == "closed"
    event = told(plan, "plan closed", coordinator, plan)
    assert event.after == {"stage": "closed", "closing_note": "The next plan took over"}
    with pytest.raises(ValidationError) as refused:
        endorse(plan, body, coordinator)
    assert refused.value.code == "plan_closed"


def test_nobody_is_reminded_of_a_closed_plan(plan, body, coordinator):
    type(plan).objects.update(reminders_from=DAY)
    assert list(ActionPlan.objects.reminding_on(NEXT_DAY)) == [plan]
    record_approval(plan, by=coordinator, body=body, decided_on=DAY)
    close_plan(plan, by=coordinator, reason="Over")
    assert not ActionPlan.objects.reminding_on(NEXT_DAY).exists()


def test_a_plan_runs_until_it_is_closed_or_withdrawn(plan, body, coordinator):
    def running():
        (row,) = ActionPlan.objects.all()
        assert row.is_running == ActionPlan.objects.running().exists()
        return row.is_running

    record_approval(plan, by=coordinator, body=body, decided_on=DAY)
    assert running()
    close_plan(plan, by=coordinator, reason="A new plan began")
    assert not running()
    ActionPlan.objects.update(stage=ActionPlan.Stage.DRAFT)
    withdraw_plan(plan, by=coordinator, reason="Twice the same")
    assert not running()


def test_a_duty_is_in_the_list_once(coordinator):
    duty = create_duty(by=coordinator, act="Police Act 1996", section="section 96")
    told(duty, "statutory duty created", coordinator)
    with pytest.raises(ValidationError):
        create_duty(by=coordinator, act="Police Act 1996", section="section 96")
    edit_duty(duty, by=coordinator, changes={"title": "Find out views"}, version=1)
    assert told(duty, "statutory duty edited", coordinator).after == {"title": "Find out views"}
    assert str(duty) == "Police Act 1996, section 96"


def test_a_theme_stands_behind_the_others_of_its_strategy(coordinator):
    strategy = StrategyFactory()
    first, second = (
        create_theme(by=coordinator, strategy=strategy, title=title) for title in ("One", "Two")
    )
    told(first, "theme created", coordinator)
    assert list(strategy.themes.all()) == [first, second]
    with pytest.raises(ValidationError):
        create_theme(by=coordinator, strategy=strategy, title="One")
    edit_theme(second, by=coordinator, changes={"title": "Three"})
    assert told(second, "theme edited", coordinator).after == {"title": "Three"}
