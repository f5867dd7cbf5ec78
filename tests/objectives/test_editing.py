"""A plan written by hand, in the browser, by a coordinator."""

import datetime

import pytest
from django.urls import reverse

from actionplans.models import ActionPlan, Strategy
from objectives.importing.reviewing import review
from objectives.models import Action, Activity, DateRequest, Objective
from objectives.services import (
    answer_doubts,
    ask_for_new_date,
    change_plan,
    correct_deadline,
    read_for,
    save_import,
)
from stakeholders.models import Event
from tests.stakeholders.factories import OrganisationFactory, PostFactory, PostHoldingFactory
from tests.world import sign_in

from .drafts import make_draft
from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator)


def url(name, *args):
    return reverse(f"objectives:{name}", args=args)


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def plan_fields(**fields):
    return {
        "title": "Joint plan",
        **boxes("starts_on", datetime.date(2026, 4, 1)),
        "quarter_basis": "financial",
        "review_interval": "quarterly",
        "mark": "",
    } | fields


def codes(response, field=None):
    errors = response.context["form"].errors.as_data()
    return [error.code for error in errors[field or "__all__"]]


def verbs(obj):
    return list(Event.objects.about(obj).order_by("at", "pk").values_list("verb", flat=True))


def test_a_plan_is_added_with_its_owners_and_reminders_off(desk):
    owners = [OrganisationFactory(), OrganisationFactory()]

    response = desk.post(url("plan-create"), plan_fields(owners=[row.pk for row in owners]))

    plan = ActionPlan.objects.get()
    assert response.url == url("plan-arrange", "joint-plan")
    assert list(plan.owners.all()) == owners
    assert plan.reminders_from is None
    assert plan.quarter_basis_assumed is False
    assert "plan created" in verbs(plan)


def test_two_plans_of_one_title_get_two_addresses(desk):
    desk.post(url("plan-create"), plan_fields())
    desk.post(url("plan-create"), plan_fields())

    assert set(ActionPlan.objects.values_list("slug", flat=True)) == {"joint-plan", "joint-plan-2"}


def test_a_plan_called_add_does_not_hide_the_page_that_adds_one(desk):
    desk.post(url("plan-create"), plan_fields(title="Add"))

    assert ActionPlan.objects.get().slug == "add-2"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title", {"title": " "}),
        ("starts_on", {"starts_on_day": 31, "starts_on_month": 2}),
        ("starts_on", {"starts_on_day": ""}),
        ("ends_on", boxes("ends_on", datetime.date(2026, 3, 31))),
        ("quarter_basis", {"quarter_basis": "lunar"}),
        ("review_interval", {"review_interval": ""}),
    ],
)
def test_a_plan_with_a_mistake_is_not_half_saved(desk, field, fields):
    response = desk.post(url("plan-create"), plan_fields(**fields))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not ActionPlan.objects.exists()


def test_other_quarters_are_a_correction_of_the_deadlines_and_no_slip(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="Q2 2026")
    assert action.due_on == datetime.date(2026, 9, 30)

    fields = plan_fields(version=plan.version, quarter_basis="calendar")
    desk.post(url("plan-edit", plan.slug), fields | boxes("starts_on", plan.starts_on))

    action.refresh_from_db()
    assert action.due_on == datetime.date(2026, 6, 30)
    assert action.slips == 0
    assert action.deadline.text == "Q2 2026"
    assert "deadline corrected" in verbs(action)


def test_other_quarters_undo_nothing_that_was_answered_at_the_import(coordinator):
    text = "Objective\tAction\tStart\tDeadline\tLead\n1. Hear\tAsk\t\twhen it suits\tHead of Maps\n"
    text += "1. Hear\tTell\t5 May 2025\tQ2 2026\tHead of Maps\n"
    draft = make_draft(coordinator, content=text.encode())
    doubts = review(draft, on=datetime.date(2025, 5, 1)).doubts
    doubt = next(doubt for doubt in doubts if doubt.code == "deadline_unreadable")
    answer_doubts(draft, by=coordinator, key=doubt.key, choice="correct", value="30 June 2026")
    draft.refresh_from_db()
    plan = save_import(draft, by=coordinator).plan

    change_plan(plan, by=coordinator, changes={"quarter_basis": "calendar"})

    ask, tell = plan.actions.order_by("position")
    assert (ask.deadline.text, ask.due_on) == ("when it suits", datetime.date(2026, 6, 30))
    assert ask.deadline.kind == "published"
    assert (tell.starts_on, tell.due_on) == (
        datetime.date(2025, 5, 5), datetime.date(2026, 6, 30),
    )  # fmt: skip


def test_quarters_that_were_changed_by_mistake_can_be_changed_back(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="Q2 2026")
    mended = make_action(plan, coordinator, deadline="Q2 2026")
    reading = read_for(plan, "31 May 2026")
    correct_deadline(mended, by=coordinator, reading=reading, reason="Misprint")

    for basis, due in (("calendar", (2026, 6, 30)), ("financial", (2026, 9, 30))):
        plan.refresh_from_db()
        fields = plan_fields(version=plan.version, quarter_basis=basis)
        desk.post(url("plan-edit", plan.slug), fields | boxes("starts_on", plan.starts_on))
        action.refresh_from_db()
        assert (basis, action.due_on, action.slips) == (basis, datetime.date(*due), 0)

    mended.refresh_from_db()
    assert mended.due_on == datetime.date(2026, 5, 31), "what a person said stays"


def test_another_interval_moves_when_updates_are_due(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="Ongoing", reported=TODAY)

    fields = plan_fields(version=plan.version, review_interval="monthly")
    desk.post(url("plan-edit", plan.slug), fields | boxes("starts_on", plan.starts_on))

    action.refresh_from_db()
    assert action.next_update_due_on == datetime.date(2026, 4, 3)


def test_the_second_of_two_editors_is_shown_what_changed_and_loses_nothing(desk, plan):
    opened_on = plan.version
    first = plan_fields(title="Her title", version=opened_on)
    second = plan_fields(title="His title", version=opened_on)
    desk.post(url("plan-edit", plan.slug), first)

    response = desk.post(url("plan-edit", plan.slug), second)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Her title" in page
    assert 'value="His title"' in page
    plan.refresh_from_db()
    assert plan.title == "Her title"
    again = second | {"version": response.context["form"]["version"].value()}
    assert desk.post(url("plan-edit", plan.slug), again).status_code == 302
    plan.refresh_from_db()
    assert plan.title == "His title"


def test_a_withdrawn_plan_keeps_its_reason_and_can_no_longer_be_edited(desk, plan):
    desk.post(url("plan-withdraw", plan.slug), {"reason": "The Commissioner left"})

    plan.refresh_from_db()
    assert plan.withdrawn_reason == "The Commissioner left"
    assert "plan withdrawn" in verbs(plan)
    assert desk.get(url("plan-edit", plan.slug)).status_code == 404


def test_withdrawing_needs_a_reason(desk, plan):
    response = desk.post(url("plan-withdraw", plan.slug), {"reason": " "})

    assert codes(response, "reason") == ["required"]
    plan.refresh_from_db()
    assert plan.withdrawn_at is None


def test_a_strategy_is_added_and_changed(desk):
    desk.post(url("strategy-create"), {"title": "Listening well"})
    strategy = Strategy.objects.get()
    fields = {"title": "Hearing well", "version": strategy.version}
    desk.post(url("strategy-edit", strategy.slug), fields)

    strategy.refresh_from_db()
    assert strategy.title == "Hearing well"
    assert verbs(strategy) == ["strategy created", "strategy edited"]


def test_objectives_are_added_changed_and_moved(desk, plan):
    for title in ("First", "Second"):
        desk.post(url("objective-create", plan.slug), {"number": "1", "title": title})
    first, second = Objective.objects.order_by("position")

    desk.post(url("objective-move", second.pk), {"direction": "up"})
    fields = {"number": "2", "title": "First, changed", "version": first.version}
    desk.post(url("objective-edit", first.pk), fields)

    titles = list(plan.objectives.values_list("number", "title"))
    assert titles == [("1", "Second"), ("2", "First, changed")]
    assert verbs(first) == ["objective created", "objective edited"]
    assert verbs(second) == ["objective created", "objective moved up"]


def test_only_what_can_move_offers_to(desk, plan):
    for title in ("First", "Second", "Third"):
        desk.post(url("objective-create", plan.slug), {"title": title})
    page = desk.get(url("plan-arrange", plan.slug)).content.decode()
    assert page.count('value="up"') == page.count('value="down"') == 2


def test_the_first_of_a_list_stays_where_it_is(desk, plan):
    desk.post(url("objective-create", plan.slug), {"title": "Alone"})
    objective = Objective.objects.get()

    desk.post(url("objective-move", objective.pk), {"direction": "up"})

    assert verbs(objective) == ["objective created"]


def test_withdrawing_an_objective_closes_its_open_actions(desk, plan, coordinator):
    action = make_action(plan, coordinator)

    desk.post(url("objective-withdraw", action.objective_id), {"reason": "Done elsewhere"})

    action.refresh_from_db()
    assert action.status == "closed"
    assert action.last_update.comment == "Done elsewhere"


def test_activities_are_added_changed_moved_and_withdrawn(desk, plan, coordinator):
    objective = make_action(plan, coordinator).objective
    for text in ("Visit", "Write"):
        desk.post(url("activity-create", objective.pk), {"number": "", "text": text})
    visit, write = Activity.objects.order_by("position")

    desk.post(url("activity-move", visit.pk), {"direction": "down"})
    desk.post(url("activity-edit", visit.pk), {"text": "Go and see", "version": visit.version})
    desk.post(url("activity-withdraw", write.pk), {"reason": "Nobody reads"})

    assert list(objective.activities.values_list("text", flat=True)) == ["Write", "Go and see"]
    assert verbs(visit) == ["activity created", "activity moved down", "activity edited"]
    assert verbs(write) == ["activity created", "activity withdrawn"]


def test_an_action_is_added_with_its_deadline_as_published_and_understood(desk, plan, coordinator):
    objective = make_action(plan, coordinator).objective
    first, second = PostFactory(title="Head of Faith"), PostFactory(title="Head of Youth")

    desk.post(
        url("action-create", objective.pk),
        {
            "number": "4",
            "text": "Ask a school",
            "deadline_text": "Q2 2026/27",
            "accountable": second.pk,
            "others": [first.pk],
        },
    )

    action = Action.objects.get(text="Ask a school")
    assert (action.deadline.text, action.due_on) == ("Q2 2026/27", datetime.date(2026, 9, 30))
    assert [lead.post for lead in action.leads.in_force()] == [second, first]
    assert verbs(action) == ["action created", "deadline published", "leads changed"]


@pytest.mark.parametrize("words", ["", "TBC", "31/02/2027", "=1+1", "<b>soon</b>"])
def test_words_without_a_date_are_kept_as_they_are(desk, plan, coordinator, words):
    objective = make_action(plan, coordinator).objective
    desk.post(url("action-create", objective.pk), {"text": "Ask a school", "deadline_text": words})

    action = Action.objects.get(text="Ask a school")
    assert action.deadline.text == words
    assert action.due_on is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("31/02/2027", "there is no such day in the calendar"),
        ("2027", "the end of the calendar year is assumed"),
        ("1 January 2020", "before the plan starts"),
        ("31 March 2027", ""),
        ("", ""),
    ],
)
def test_a_deadline_to_look_at_is_named_once_the_action_is_added(
    desk, plan, coordinator, words, said
):
    objective = make_action(plan, coordinator).objective
    fields = {"text": "Ask a school", "deadline_text": words}

    page = desk.post(url("action-create", objective.pk), fields, follow=True)

    (message,) = page.context["messages"]
    assert said in str(message)
    assert ("Look at its deadline" in str(message)) == bool(said)


def test_joint_leads_need_an_accountable_one(desk, plan, coordinator):
    action = make_action(plan, coordinator)

    response = desk.post(url("action-leads", action.pk), {"others": [PostFactory().pk]})

    assert response.status_code == 422
    assert "accountable" in response.context["form"].errors


def test_leads_that_go_are_remembered(desk, plan, coordinator):
    old, new = PostFactory(), PostFactory()
    action = make_action(plan, coordinator, posts=[old])

    fields = {"accountable": new.pk, "version": action.version}
    desk.post(url("action-leads", action.pk), fields)

    assert [lead.post for lead in action.leads.in_force()] == [new]
    assert action.leads.get(post=old).ended_at is not None
    change = Event.objects.about(action).get(
        verb="leads changed", actor=coordinator, before__leads=[{"id": old.pk, "text": str(old)}]
    )
    assert change.after == {"leads": [{"id": new.pk, "text": str(new)}]}


def test_a_sub_action_stands_behind_its_parent(desk, plan, coordinator):
    parent = make_action(plan, coordinator, text="Parent")
    make_action(plan, coordinator, text="Next", objective=parent.objective)

    desk.post(url("sub-action-create", parent.pk), {"number": "1a", "text": "Part"})

    order = list(parent.objective.actions.order_by("position").values_list("text", flat=True))
    assert order == ["Parent", "Part", "Next"]
    part = Action.objects.get(text="Part")
    assert desk.get(url("sub-action-create", part.pk)).status_code == 404


def test_moving_a_parent_takes_its_sub_actions_along(desk, plan, coordinator):
    parent = make_action(plan, coordinator, text="Parent")
    make_action(plan, coordinator, text="Part", objective=parent.objective, parent=parent)
    make_action(plan, coordinator, text="Next", objective=parent.objective)

    desk.post(url("action-move", parent.pk), {"direction": "down"})

    order = list(parent.objective.actions.order_by("position").values_list("text", flat=True))
    assert order == ["Next", "Parent", "Part"]


def test_a_new_date_needs_a_reason_and_counts_as_a_slip(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="31 March 2026")
    fields = {"deadline_text": "30 June 2026", "version": action.version}

    refused = desk.post(url("deadline-redate", action.pk), fields | {"reason": ""})
    desk.post(url("deadline-redate", action.pk), fields | {"reason": "The hall burned down"})

    assert codes(refused, "reason") == ["required"]
    action.refresh_from_db()
    assert (action.slips, action.days_slipped) == (1, 91)
    assert action.first_due_on == datetime.date(2026, 3, 31)
    assert "deadline re-dated" in verbs(action)


@pytest.mark.parametrize("words", ["some day", "31 February 2027"])
def test_a_new_date_must_be_one(desk, plan, coordinator, words):
    action = make_action(plan, coordinator, deadline="31 March 2026")

    fields = {"deadline_text": words, "reason": "Late", "version": action.version}
    response = desk.post(url("deadline-redate", action.pk), fields)

    assert codes(response, "deadline_text") == ["unreadable"]


def test_a_correction_is_no_slip(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="31 March 2026")

    fields = {"deadline_text": "31 May 2026", "reason": "Misprint", "version": action.version}
    desk.post(url("deadline-correct", action.pk), fields)

    action.refresh_from_db()
    assert (action.due_on, action.slips) == (datetime.date(2026, 5, 31), 0)
    assert action.first_due_on == action.due_on


def test_dates_that_are_given_win_over_the_words(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="when ready")

    fields = {"deadline_text": "when ready", "reason": "Agreed", "version": action.version}
    due = datetime.date(2026, 7, 1)
    desk.post(url("deadline-correct", action.pk), fields | boxes("due_on", due))

    action.refresh_from_db()
    assert (action.deadline.text, action.due_on) == ("when ready", due)


def test_a_due_date_before_its_start_is_refused(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="when ready")

    fields = {"deadline_text": "", "reason": "Agreed", "version": action.version}
    fields |= boxes("starts_on", datetime.date(2026, 7, 2))
    fields |= boxes("due_on", datetime.date(2026, 7, 1))
    response = desk.post(url("deadline-correct", action.pk), fields)

    assert "due_on" in response.context["form"].errors


@pytest.fixture
def asked(plan, coordinator, lead):
    action = make_action(plan, coordinator, deadline="31 March 2026")
    due = datetime.date(2026, 6, 30)
    reason = "The hall burned down"
    return ask_for_new_date(action, by=lead, due_on=due, reason=reason, at=noon(TODAY))


def test_a_date_asked_for_holds_once_it_is_accepted(desk, asked):
    asked.action.refresh_from_db()
    assert asked.action.due_on == datetime.date(2026, 3, 31)

    desk.post(url("date-request-answer", asked.pk), {"accept": "yes"})

    asked.action.refresh_from_db()
    assert asked.action.due_on == datetime.date(2026, 6, 30)
    assert asked.action.deadline.reason == "The hall burned down"
    assert asked.action.new_date_asked is False


def test_a_date_declined_leaves_the_action_as_late_as_it_is(desk, asked):
    refused = desk.post(url("date-request-answer", asked.pk), {"accept": "no"})
    desk.post(url("date-request-answer", asked.pk), {"accept": "no", "note": "Use the library"})

    assert "note" in refused.context["form"].errors
    asked.refresh_from_db()
    assert asked.decision == DateRequest.Decision.DECLINED
    asked.action.refresh_from_db()
    assert asked.action.due_on == datetime.date(2026, 3, 31)
    assert "new date declined" in verbs(asked.action)


def test_a_request_is_answered_once(desk, asked):
    desk.post(url("date-request-answer", asked.pk), {"accept": "yes"})
    again = desk.post(url("date-request-answer", asked.pk), {"accept": "no", "note": "No"})

    assert codes(again) == ["already_answered"]


def test_a_new_date_given_directly_answers_the_request_that_waits(desk, asked):
    action = asked.action
    fields = {"deadline_text": "31 May 2026", "reason": "Agreed by telephone"}
    desk.post(url("deadline-redate", action.pk), fields)

    asked.refresh_from_db()
    action.refresh_from_db()
    assert asked.decision == DateRequest.Decision.REPLACED
    assert (action.due_on, action.new_date_asked) == (datetime.date(2026, 5, 31), False)


def test_the_page_says_how_a_deadline_would_be_understood(desk, plan):
    response = desk.get(url("deadline-reading", plan.slug), {"deadline_text": "Q2 2026"})

    assert "July to September 2026" in response.content.decode()
    early = desk.get(url("deadline-reading", plan.slug), {"deadline_text": "1 January 2020"})
    assert "before the plan starts" in early.content.decode()


def test_an_action_withdrawn_is_closed_with_its_reason(desk, plan, coordinator):
    action = make_action(plan, coordinator)

    desk.post(url("action-withdraw", action.pk), {"reason": "Overtaken"})

    action.refresh_from_db()
    assert (action.status, action.last_update.comment) == ("closed", "Overtaken")


def test_words_with_html_in_them_are_shown_as_typed(desk, plan):
    words = "<script>alert(1)</script>"
    desk.post(url("objective-create", plan.slug), {"title": words})

    page = desk.get(url("plan-arrange", plan.slug)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert words not in page


def test_the_arranging_page_takes_the_same_queries_for_any_number_of_actions(
    desk, plan, coordinator, django_assert_num_queries
):
    make_action(plan, coordinator)
    desk.get(url("plan-arrange", plan.slug))
    with django_assert_num_queries(11) as few:
        desk.get(url("plan-arrange", plan.slug))
    for _ in range(6):
        make_action(plan, coordinator, posts=[PostHoldingFactory().post])
    with django_assert_num_queries(len(few)):
        desk.get(url("plan-arrange", plan.slug))
