"""An update is a whole statement, is remembered, and never overwrites somebody else's."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from objectives.models import DateRequest, ProgressUpdate
from objectives.services import confirm_completion, edit_action, record_update
from objectives.states import Status
from stakeholders.editing import EditConflict
from stakeholders.models import Event

from .factories import ActionFactory
from .plans import TODAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
NOW = noon(TODAY)


@pytest.fixture
def action(db):
    return ActionFactory(deadline="30 June 2026")


def say(action, by=None, *, at=NOW, **fields):
    said = {"status": "in_progress", "rag": "green", "comment": "Twenty people came"} | fields
    return record_update(action=action, by=by, at=at, **said)


def codes(error):
    return {
        field: [problem.code for problem in problems]
        for field, problems in error.value.error_dict.items()
    }


def last_event(action):
    return Event.objects.about(action).order_by("-pk").first()


def test_an_update_is_in_the_log_with_what_it_changed(action, lead):
    update = say(action, lead, rag="amber", next_step="Ask for a larger hall")
    event = last_event(action)
    assert (event.verb, event.actor, event.at) == ("update given", lead, NOW)
    assert event.before == {"status": "not_started", "rag": ""}
    assert event.after["status"] == "in_progress"
    assert event.after["rag"] == "amber"
    assert event.after["update"] == update.pk
    assert event.plan_id == action.plan_id


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"rag": "amber"}, {"next_step": ["next_step_missing"]}),
        ({"rag": "red", "next_step": "  "}, {"next_step": ["next_step_missing"]}),
        (
            {"status": "complete", "comment": ""},
            {"completed_on": ["completed_on_missing"], "comment": ["comment_missing"]},
        ),
        (
            {"status": "complete", "completed_on": TODAY + DAY},
            {"completed_on": ["completed_on_future"]},
        ),
        ({"status": "closed", "comment": " "}, {"comment": ["comment_missing"]}),
        (
            {"new_date": TODAY - DAY, "new_date_reason": "No hall"},
            {"new_date": ["new_date_past"]},
        ),
        (
            {"new_date": datetime.date(2026, 6, 30), "new_date_reason": "No hall"},
            {"new_date": ["new_date_same"]},
        ),
        (
            {"new_date": datetime.date(2026, 9, 30)},
            {"new_date_reason": ["new_date_reason_missing"]},
        ),
        (
            {"status": "complete", "completed_on": TODAY, "new_date": datetime.date(2026, 9, 30)},
            {"new_date": ["new_date_not_needed"]},
        ),
    ],
)
def test_what_is_no_whole_statement_is_refused_and_nothing_is_kept(action, said, problems):
    events = Event.objects.count()
    with pytest.raises(ValidationError) as error:
        say(action, **said)
    assert codes(error) == problems
    assert not ProgressUpdate.objects.exists()
    assert not DateRequest.objects.exists()
    assert Event.objects.count() == events


def test_a_late_action_asks_for_a_sentence(action):
    late = noon(datetime.date(2026, 7, 1))
    with pytest.raises(ValidationError) as error:
        say(action, comment="", at=late)
    assert codes(error) == {"comment": ["comment_missing"]}
    say(action, comment="", at=noon(datetime.date(2026, 6, 30)))
    say(action, comment="", next_step="Twice more in July", at=late)


def test_a_second_person_who_did_not_see_the_first_update_is_told(action, lead, coordinator):
    first = say(action, coordinator, seen=None)
    with pytest.raises(EditConflict) as conflict:
        say(action, lead, seen=None)
    assert conflict.value.current.last_update_id == first.pk
    assert say(action, lead, seen=first.pk).pk != first.pk


def test_a_parent_waits_for_its_sub_actions(action):
    sub = ActionFactory(objective=action.objective, parent=action)
    done = {"status": "complete", "rag": "", "completed_on": TODAY}
    with pytest.raises(ValidationError) as error:
        say(action, **done)
    assert codes(error) == {"status": ["sub_actions_open"]}
    say(sub, **done)
    say(action, **done)
    action.refresh_from_db()
    assert action.status == Status.COMPLETE


def test_a_closed_sub_action_does_not_hold_its_parent_back(action):
    sub = ActionFactory(objective=action.objective, parent=action)
    say(sub, status="closed", rag="", comment="The council does it now")
    say(action, status="complete", rag="", completed_on=TODAY)


def test_a_new_date_asked_for_comes_with_the_update(action, lead):
    day = datetime.date(2026, 9, 30)
    say(action, lead, new_date=day, new_date_reason="No hall")
    action.refresh_from_db()
    assert action.new_date_asked
    assert action.due_on == datetime.date(2026, 6, 30)
    assert last_event(action).verb == "new date asked for"
    request = action.date_requests.get()
    assert (request.due_on, request.reason, request.by) == (day, "No hall", lead)


def test_completing_drops_a_request_that_waits(action, lead):
    say(action, lead, new_date=datetime.date(2026, 9, 30), new_date_reason="No hall")
    say(action, lead, status="complete", rag="", completed_on=TODAY, at=noon(TODAY + DAY))
    action.refresh_from_db()
    assert not action.new_date_asked
    assert action.date_requests.get().decision == DateRequest.Decision.LAPSED
    assert last_event(action).verb == "request for a new date dropped"


@pytest.fixture
def reported(action, lead):
    """Complete in its lead's words, and waiting for a second person's."""
    action = edit_action(action, by=None, changes={"needs_confirmation": True})
    say(action, lead, status="complete", rag="", completed_on=TODAY)
    action.refresh_from_db()
    return action


def test_complete_waits_for_a_second_person(reported, coordinator):
    assert reported.unconfirmed
    update = confirm_completion(reported, by=coordinator, comment="I saw it", at=noon(TODAY + DAY))
    reported.refresh_from_db()
    assert not reported.unconfirmed
    assert reported.completed_on == TODAY
    event = last_event(reported)
    assert (event.verb, event.actor) == ("completion confirmed", coordinator)
    assert event.after == {"update": update.pk}


def test_who_reported_it_can_not_confirm_it(reported, lead):
    with pytest.raises(ValidationError) as error:
        confirm_completion(reported, by=lead)
    assert error.value.code == "same_person"
    reported.refresh_from_db()
    assert reported.unconfirmed


def test_nothing_is_confirmed_twice(reported, coordinator):
    confirm_completion(reported, by=coordinator)
    with pytest.raises(ValidationError) as error:
        confirm_completion(reported, by=coordinator)
    assert error.value.code == "nothing_to_confirm"


@pytest.fixture
def complete_parent(action):
    """A complete action whose one sub-action is complete."""
    sub = ActionFactory(objective=action.objective, parent=action)
    for row in (sub, action):
        say(row, status="complete", completed_on=TODAY)
    return action


def test_a_sub_action_of_a_complete_action_is_not_reopened(complete_parent):
    with pytest.raises(ValidationError) as error:
        say(complete_parent.sub_actions.get())

    assert codes(error) == {"status": ["parent_complete"]}


def test_a_complete_action_gets_no_new_sub_action(complete_parent):
    with pytest.raises(ValidationError) as error:
        ActionFactory(objective=complete_parent.objective, parent=complete_parent)

    assert error.value.code == "parent_complete"


def test_a_sub_action_is_reopened_once_its_parent_is(complete_parent):
    say(complete_parent)
    sub = complete_parent.sub_actions.get()
    say(sub)

    sub.refresh_from_db()
    assert sub.status == Status.IN_PROGRESS


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_what_is_over_has_no_colour_of_its_own(action, status):
    update = say(action, status=status, rag="red", completed_on=TODAY)
    assert update.rag == ""
    action.refresh_from_db()
    assert (action.status, action.rag) == (status, "")
