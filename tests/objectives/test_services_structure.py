"""What a plan is made of: every change is a verb in the log, and the order holds together."""

import pytest
from django.core.exceptions import ValidationError

from objectives.models import Action
from objectives.services import (
    create_activity,
    create_objective,
    edit_action,
    edit_activity,
    edit_objective,
    move,
    set_leads,
    withdraw_activity,
    withdraw_objective,
)
from objectives.services.arranging import move_activity, put_under
from objectives.states import Status
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory
from tests.stakeholders.factories import PostFactory

from .factories import ActionFactory, ActivityFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def last_event(row):
    return Event.objects.about(row).order_by("-pk").first()


def told(row, verb, by):
    """The newest line about `row`, which is this verb, by this person, in its plan."""
    event = last_event(row)
    assert (event.verb, event.actor) == (verb, by)
    assert event.plan_id is not None
    return event


def in_order(objective):
    return [action.text for action in objective.actions.order_by("position")]


@pytest.fixture
def plan(db):
    return ActionPlanFactory()


@pytest.fixture
def objective(plan):
    return ObjectiveFactory(plan=plan)


def test_an_objective_is_created_and_edited(plan, coordinator):
    objective = create_objective(plan=plan, by=coordinator, title="Hear more", number="1")
    assert told(objective, "objective created", coordinator).after["title"] == "Hear more"
    edit_objective(objective, by=coordinator, changes={"title": "Hear all"}, version=1)
    event = told(objective, "objective edited", coordinator)
    assert (event.before, event.after) == ({"title": "Hear more"}, {"title": "Hear all"})
    with pytest.raises(EditConflict):
        edit_objective(objective, by=coordinator, changes={"title": "x"}, version=1)


def test_an_activity_is_created_edited_and_withdrawn(objective, coordinator):
    activity = create_activity(objective=objective, by=coordinator, text="Go there", number="1")
    told(activity, "activity created", coordinator)
    edit_activity(activity, by=coordinator, changes={"text": "Stay there"})
    told(activity, "activity edited", coordinator)
    withdraw_activity(activity, by=coordinator, reason="The council does it")
    event = told(activity, "activity withdrawn", coordinator)
    assert event.after["withdrawn_reason"] == "The council does it"


def test_withdrawing_an_objective_closes_what_is_open_in_it(objective, coordinator):
    action = ActionFactory(objective=objective)
    withdraw_objective(objective, by=coordinator, reason="Merged into objective 2")
    told(objective, "objective withdrawn", coordinator)
    action.refresh_from_db()
    assert action.status == Status.CLOSED
    assert action.last_update.comment == "Merged into objective 2"
    told(action, "update given", coordinator)


def test_an_action_is_created_with_its_deadline_and_leads(objective, coordinator):
    post = PostFactory(title="Head of Engagement")
    action = ActionFactory(
        objective=objective, by=coordinator, text="Hold a survey", posts=[post], deadline="Monthly"
    )
    verbs = list(Event.objects.about(action).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["action created", "deadline published", "leads changed"]
    assert (action.ongoing, action.due_on) == (True, None)
    assert action.next_update_due_on is not None


def test_editing_an_action_moves_its_next_update(objective, coordinator):
    action = ActionFactory(objective=objective)
    before = action.next_update_due_on
    action = edit_action(action, by=coordinator, changes={"review_interval": "weekly"})
    event = told(action, "action edited", coordinator)
    assert event.after == {"review_interval": "weekly"}
    assert action.next_update_due_on < before


def test_leads_that_go_are_remembered(objective, coordinator):
    first, second, third = PostFactory(), PostFactory(), PostFactory()
    action = ActionFactory(objective=objective, posts=[first, second])
    set_leads(action, by=coordinator, posts=[third, first])
    event = told(action, "leads changed", coordinator)
    assert [row["id"] for row in event.before["leads"]] == [first.pk, second.pk]
    assert [row["id"] for row in event.after["leads"]] == [third.pk, first.pk]
    now = action.leads.in_force().order_by("position").values_list("post", flat=True)
    assert list(now) == [third.pk, first.pk]
    assert action.leads.get(post=second).ended_at is not None
    events = Event.objects.count()
    set_leads(action, by=coordinator, posts=[third, first])
    assert Event.objects.count() == events


def test_a_sub_action_stands_behind_its_parent(objective):
    parent = ActionFactory(objective=objective, text="parent")
    ActionFactory(objective=objective, text="next")
    ActionFactory(objective=objective, text="first part", parent=parent)
    ActionFactory(objective=objective, text="second part", parent=parent)
    assert in_order(objective) == ["parent", "first part", "second part", "next"]


def test_a_sub_action_has_no_sub_actions_and_stays_in_its_objective(objective, plan):
    parent = ActionFactory(objective=objective)
    sub = ActionFactory(objective=objective, parent=parent)
    for bad in ({"parent": sub}, {"parent": ActionFactory(objective=ObjectiveFactory(plan=plan))}):
        with pytest.raises(ValidationError):
            ActionFactory(objective=objective, **bad)


def test_an_action_moves_with_its_sub_actions(objective, coordinator):
    parent = ActionFactory(objective=objective, text="parent")
    other = ActionFactory(objective=objective, text="other")
    for text in ("first part", "second part"):
        ActionFactory(objective=objective, text=text, parent=parent)
    assert move(parent, by=coordinator, up=False)
    assert in_order(objective) == ["other", "parent", "first part", "second part"]
    event = told(parent, "action moved down", coordinator)
    assert (event.before, event.after) == ({"place": 1}, {"place": 2})
    assert not move(other, by=coordinator, up=True)
    sub = Action.objects.get(text="second part")
    assert move(sub, by=coordinator, up=True)
    assert in_order(objective) == ["other", "parent", "second part", "first part"]
    assert not move(sub, by=coordinator, up=True)


def test_objectives_and_activities_move(plan, objective, coordinator):
    second = ObjectiveFactory(plan=plan)
    assert move(second, by=coordinator, up=True)
    assert list(plan.objectives.all()) == [second, objective]
    told(second, "objective moved up", coordinator)
    first, last = (ActivityFactory(objective=objective) for _ in range(2))
    assert move(first, by=coordinator, up=False)
    assert list(objective.activities.all()) == [last, first]
    told(first, "activity moved down", coordinator)


def test_rows_are_put_under_another_objective_and_the_log_says_from_where(plan, coordinator):
    here, there = (ObjectiveFactory(plan=plan, number=n, title="Hear") for n in ("1", "2"))
    action, activity = ActionFactory(objective=here), ActivityFactory(objective=here)
    part = ActionFactory(objective=here, parent=action)
    put_under(action, by=coordinator, objective=there)
    move_activity(activity, by=coordinator, objective=there)
    for row in (action, part, activity):
        row.refresh_from_db()
        assert row.objective == there
    for row, verb in ((action, "action moved"), (activity, "activity moved")):
        event = told(row, verb, coordinator)
        assert (event.before, event.after) == ({"under": "1. Hear"}, {"under": "2. Hear"})


def test_an_open_action_is_not_put_under_a_complete_one(objective, coordinator):
    whole, part, done = (ActionFactory(objective=objective) for _ in range(3))
    for action in (whole, done):
        say(action, status="complete", rag="", completed_on=TODAY, at=noon(TODAY))
    with pytest.raises(ValidationError) as refused:
        put_under(part, by=coordinator, objective=objective, parent=whole)
    assert refused.value.code == "parent_complete"
    put_under(done, by=coordinator, objective=objective, parent=whole)
    done.refresh_from_db()
    assert done.parent == whole
