"""The pages of a plan's life: decisions, amendments, baselines, duties and themes."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from actionplans.models import Amendment, StatutoryDuty, StrategyTheme
from actionplans.services import (
    create_duty,
    create_theme,
    finish_amendment,
    record_endorsement,
    start_delivery,
)
from objectives.services import (
    approve_plan,
    edit_action,
    read_for,
    redate_action,
    set_duties,
    set_themes,
)
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory, StrategyFactory
from tests.stakeholders.factories import GovernanceBodyFactory, PostFactory
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def plan():
    return ActionPlanFactory(slug="joint-plan", strategy=StrategyFactory(slug="listening-well"))


@pytest.fixture
def objective(plan):
    return ObjectiveFactory(plan=plan, number="4", title="Hear more people")


@pytest.fixture
def body():
    return GovernanceBodyFactory(name="Executive board")


def url(name, *args):
    return reverse(f"objectives:{name}", args=args)


def decision(body, outcome, **fields):
    return {
        "body": body.pk,
        "decided_on_day": DAY.day,
        "decided_on_month": DAY.month,
        "decided_on_year": DAY.year,
        "outcome": outcome,
        "amendments": "",
        "minute_reference": "14/26",
        "note": "",
    } | fields


def codes(response, field):
    return [error.code for error in response.context["form"].errors.as_data()[field]]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_plan_goes_from_draft_to_closed_in_the_browser(desk, plan, body):
    life = url("plan-life", plan.slug)
    assert "No body has decided on this plan yet" in text_of(desk.get(life))

    add = url("endorsement-create", plan.slug)
    asked = decision(body, "subject_to_amendments", amendments="Name the parishes\r\n\r\n")
    assert desk.post(add, asked).url == life
    answer = desk.get(life)
    assert (answer.context["waiting"], answer.context["plan"].stage) == (1, "endorsed")

    refused = desk.post(add, decision(body, "approved"))
    assert refused.status_code == 422
    assert codes(refused, "__all__") == ["amendments_to_be_done"]

    amendment = answer.context["amendments"][0]
    done = url("amendment-done", amendment.pk)
    assert desk.get(done).context["form"].initial["done_on"] == TODAY
    day = {"done_on_day": 3, "done_on_month": 3, "done_on_year": 2026}
    assert desk.post(done, day | {"version": 1, "note": "In 4.2"}).url == life
    assert "?outcome=approved" in text_of(desk.get(life))

    assert desk.get(add, {"outcome": "approved"}).context["form"].initial["outcome"] == "approved"
    assert desk.post(add, decision(body, "approved")).url == life
    assert "What changed since" in text_of(desk.get(life))
    assert desk.post(url("plan-start-delivery", plan.slug)).url == life
    assert desk.post(url("plan-close", plan.slug), {"reason": "A new plan began"}).url == life
    answer = desk.get(life)
    assert answer.context["plan"].stage == "closed"
    assert "A new plan began" in text_of(answer)
    plans = desk.get(url("plan-list")).context
    assert (plans["plans"], [row["plan"] for row in plans["closed"]]) == ([], [plan])
    assert "A new plan began" in text_of(desk.get(url("plan-detail", plan.slug)))


@pytest.mark.parametrize(
    ("field", "code", "fields"),
    [
        ("body", "required", {"body": ""}),
        ("decided_on", "required", {"decided_on_day": "", "decided_on_month": ""}),
        ("decided_on", "in_future", {"decided_on_year": 2030}),
        ("outcome", "required", {"outcome": ""}),
        ("amendments", "amendments_missing", {"outcome": "subject_to_amendments"}),
        ("amendments", "amendments_unasked", {"amendments": "Name them"}),
        ("amendments", "amendments_unasked", {"amendments": "Name them", "outcome": "approved"}),
    ],
)
def test_a_decision_with_a_mistake_is_not_recorded(desk, plan, body, field, code, fields):
    response = desk.post(url("endorsement-create", plan.slug), decision(body, "endorsed") | fields)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    if not (field == "decided_on" and code == "required"):
        assert codes(response, field) == [code]
    assert not plan.endorsements.exists()


def test_a_minute_reference_is_added_when_the_minutes_are_agreed(desk, plan, body, coordinator):
    row = record_endorsement(plan, by=coordinator, body=body, decided_on=DAY, outcome="endorsed")
    fields = decision(body, "endorsed", minute_reference="15/26", version=1)
    assert desk.post(url("endorsement-edit", row.pk), fields).status_code == 302
    row.refresh_from_db()
    assert (row.minute_reference, row.outcome) == ("15/26", "endorsed")
    assert desk.post(url("endorsement-edit", row.pk), fields | {"note": "x"}).status_code == 409


def test_another_amendment_is_added(desk, plan, body, coordinator):
    row = record_endorsement(
        plan,
        by=coordinator,
        body=body,
        decided_on=DAY,
        outcome="subject_to_amendments",
        amendments=["One"],
    )
    assert desk.post(url("amendment-create", row.pk), {"text": ""}).status_code == 422
    desk.post(url("amendment-create", row.pk), {"text": "Two"})
    assert row.amendments.count() == 2


def test_plan_life_is_read_by_leads_who_change_nothing(client, plan, body, lead, coordinator):
    approve_plan(plan, by=coordinator, body=body, decided_on=DAY)
    answer = sign_in(client, lead).get(url("plan-life", plan.slug))
    words = text_of(answer)
    assert "What changed since" in words
    assert "Start delivery" not in words
    assert "Record a decision" not in words
    assert url("plan-life", plan.slug) in text_of(client.get(url("plan-detail", plan.slug)))


def test_plan_life_takes_no_more_queries_for_more_decisions(
    desk, plan, body, coordinator, django_assert_max_num_queries
):
    def decide():
        approve_plan(plan, by=coordinator, body=body, decided_on=DAY)
        record_endorsement(
            plan,
            by=coordinator,
            body=body,
            decided_on=DAY,
            outcome="subject_to_amendments",
            amendments=["One", "Two"],
        )

    decide()
    with django_assert_max_num_queries(20) as counted:
        desk.get(url("plan-life", plan.slug))
    for amendment in Amendment.objects.to_be_done():
        finish_amendment(amendment, by=coordinator, done_on=DAY)
    decide()
    with django_assert_max_num_queries(len(counted)):
        desk.get(url("plan-life", plan.slug))


def test_plan_baseline_shows_what_changed(
    desk, plan, objective, body, coordinator, django_assert_max_num_queries
):
    action = ActionFactory(objective=objective, number="1", text="Hold two surgeries")
    approval = approve_plan(plan, by=coordinator, body=body, decided_on=DAY)
    page = url("plan-baseline", plan.slug, approval.baseline.pk)
    assert "Nothing changed" in text_of(desk.get(page))

    def change(action):
        edit_action(action, by=coordinator, changes={"text": "Hold ten surgeries"})
        reading = read_for(plan, "30 July 2026")
        redate_action(action, by=coordinator, reading=reading, reason="The hall is shut")

    change(action)
    with django_assert_max_num_queries(25) as counted:
        answer = desk.get(page)
    words = text_of(answer)
    assert "<del>two</del>" in words.replace(" </del>", "</del>")
    assert "<ins>ten</ins>" in words.replace(" </ins>", "</ins>")
    assert "Once, 30 days later" in words
    assert "first due 30 June 2026" in words

    for _ in range(3):
        change(ActionFactory(objective=objective))
    with django_assert_max_num_queries(len(counted)):
        assert desk.get(page).context["changes"].total == 5


def test_a_baseline_belongs_to_its_plan(desk, plan, body, coordinator):
    approval = approve_plan(plan, by=coordinator, body=body, decided_on=DAY)
    other = ActionPlanFactory()
    assert desk.get(url("plan-baseline", other.slug, approval.baseline.pk)).status_code == 404
    start_delivery(plan, by=coordinator)
    second = approve_plan(plan, by=coordinator, body=body, decided_on=TODAY)
    answer = desk.get(url("plan-baseline", plan.slug, approval.baseline.pk))
    assert list(answer.context["others"]) == [second.baseline]


def test_duties_and_themes_are_added_and_changed(desk, plan):
    fields = {"act": "Police Act 1996", "section": "section 96", "title": "", "url": ""}
    assert desk.post(url("duty-create"), fields).url == url("duty-list")
    assert desk.post(url("duty-create"), fields).status_code == 422
    duty = StatutoryDuty.objects.get()
    desk.post(url("duty-edit", duty.pk), fields | {"title": "Find out views", "version": 1})
    duty.refresh_from_db()
    assert duty.title == "Find out views"

    add = url("theme-create", "listening-well")
    assert desk.post(add, {"title": "Listen first"}).url == url("duty-list")
    assert desk.post(add, {"title": "Listen first"}).status_code == 422
    desk.post(add, {"title": "Tell people"})
    theme = StrategyTheme.objects.get(title="Tell people")
    change = url("theme-edit", theme.pk)
    assert desk.post(change, {"title": "Listen first", "version": 1}).status_code == 422
    desk.post(change, {"title": "Tell everybody", "version": 1})
    theme.refresh_from_db()
    assert theme.title == "Tell everybody"


def test_duties_and_themes_are_chosen_on_the_forms(desk, plan, objective, coordinator):
    assert "duties" not in desk.get(url("objective-edit", objective.pk)).context["form"].fields
    duty = create_duty(by=coordinator, act="Police Act 1996", section="section 96")
    theme = create_theme(by=coordinator, strategy=plan.strategy, title="Listen first")
    create_theme(by=coordinator, strategy=StrategyFactory(), title="Of another strategy")
    action = ActionFactory(objective=objective)

    page = url("objective-edit", objective.pk)
    assert list(desk.get(page).context["form"].fields["themes"].queryset) == [theme]
    fields = {"number": "4", "title": objective.title, "exempt_reason": "", "version": 1}
    desk.post(page, fields | {"duties": [duty.pk], "themes": [theme.pk]})
    assert (list(objective.duties.all()), list(objective.themes.all())) == ([duty], [theme])

    fields = {"number": "1", "text": action.text, "version": action.version, "duties": [duty.pk]}
    assert desk.post(url("action-edit", action.pk), fields).status_code == 302
    assert list(action.duties.all()) == [duty]
    assert str(duty) in text_of(desk.get(url("action-detail", action.pk)))
    assert desk.post(url("action-edit", action.pk), fields).status_code == 409

    fields = {"number": "9", "text": "Go out", "deadline_text": "", "duties": [duty.pk]}
    desk.post(url("action-create", objective.pk), fields)
    assert list(objective.actions.get(number="9").duties.all()) == [duty]
    new = {"number": "5", "title": "New", "exempt_reason": "", "themes": [theme.pk]}
    desk.post(url("objective-create", plan.slug), new)
    assert list(plan.objectives.get(number="5").themes.all()) == [theme]


def test_assigning_is_in_the_log(plan, objective, coordinator):
    duty = create_duty(by=coordinator, act="Police Act 1996", section="section 96")
    theme = create_theme(by=coordinator, strategy=plan.strategy, title="Listen first")
    set_duties(objective, by=coordinator, duties=[duty], version=1)
    set_themes(objective, by=coordinator, themes=[theme], version=2)
    set_themes(objective, by=coordinator, themes=[theme])

    duties, themes = Event.objects.about(objective).order_by("pk")
    assert (duties.verb, duties.actor, duties.plan_id) == ("duties changed", coordinator, plan.pk)
    assert duties.after == {"duties": [{"id": duty.pk, "text": "Police Act 1996, section 96"}]}
    assert (themes.verb, themes.before) == ("themes changed", {"themes": []})


def test_duty_list_says_what_serves_each_and_keeps_the_exempt_apart(
    client, plan, objective, coordinator, other_lead, django_assert_max_num_queries
):
    duty = create_duty(by=coordinator, act="Police Act 1996", section="section 96")
    create_duty(by=coordinator, act="Equality Act 2010", section="section 149")
    theme = create_theme(by=coordinator, strategy=plan.strategy, title="Listen first")
    set_themes(objective, by=coordinator, themes=[theme])

    def serve(**fields):
        return ActionFactory(objective=objective, duties=[duty], **fields)

    shown, hidden = serve(), serve(exempt_reason="Names an informant")
    visitor = sign_in(client, other_lead)
    with django_assert_max_num_queries(25) as counted:
        answer = visitor.get(url("duty-list"))
    found = {str(row): row.doing for row in answer.context["duties"]}
    assert found == {"Police Act 1996, section 96": [shown], "Equality Act 2010, section 149": []}
    assert answer.context["unserved"] == 1
    assert "Listen first" in text_of(answer)

    for _ in range(3):
        serve(posts=[PostFactory()])
        set_duties(ObjectiveFactory(plan=plan), by=coordinator, duties=[duty])
    with django_assert_max_num_queries(len(counted)):
        visitor.get(url("duty-list"))
    answer = sign_in(client, coordinator).get(url("duty-list"))
    assert hidden in next(row.doing for row in answer.context["duties"] if row == duty)
