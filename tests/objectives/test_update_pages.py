"""Giving an update in the browser: one form, nothing lost, and on to the next action."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from objectives.models import Action, DateRequest, ProgressUpdate
from objectives.services import edit_action
from stakeholders.access import AUDITOR
from stakeholders.models import Event
from tests.stakeholders.factories import AbsenceFactory, PersonFactory, UserFactory
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_plan_pages import text_of
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
INVALID = ("new_date", "invalid")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def objective():
    return ObjectiveFactory(number="4")


@pytest.fixture
def action(lead, objective):
    return ActionFactory(objective=objective, number="2", posts=[post_of(lead)])


@pytest.fixture
def phone(client, lead):
    return sign_in(client, lead)


def at(action, name="action-update"):
    return reverse(f"objectives:{name}", args=[action.pk])


def send(client, action, **fields):
    said = {"status": "on_track", "comment": "Twenty people came", "seen": ""} | fields
    return client.post(at(action), said)


def date_of(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def codes(response, field):
    return [error.code for error in response.context["form"].errors.as_data().get(field, [])]


def test_action_update_saves_and_signs_with_the_post(phone, lead, action):
    response = send(phone, action, status="at_risk", next_step="Ask for a larger hall")
    update = ProgressUpdate.objects.get()
    assert response.url == f"/actions/{action.pk}/?saved={update.pk}"
    assert (update.status, update.rag) == ("in_progress", "amber")
    assert (update.by, update.post) == (lead, post_of(lead))
    assert Event.objects.about(action).latest("pk").verb == "update given"


@pytest.mark.parametrize(
    ("answer", "status", "rag"),
    [
        ("on_track", "in_progress", "green"),
        ("at_risk", "in_progress", "amber"),
        ("off_track", "in_progress", "red"),
        ("not_started", "not_started", ""),
        ("complete", "complete", ""),
        ("closed", "closed", ""),
    ],
)
def test_each_answer_is_a_status_and_a_colour(phone, action, answer, status, rag):
    send(phone, action, status=answer, next_step="Go on", **date_of("completed_on", TODAY))
    action.refresh_from_db()
    assert (action.status, action.rag) == (status, rag)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"status": ""}, "status", "required"),
        ({"status": "splendid"}, "status", "invalid_choice"),
        ({"status": "at_risk"}, "next_step", "next_step_missing"),
        ({"status": "complete"}, "completed_on", "completed_on_missing"),
        (
            {"status": "complete", "comment": "", **date_of("completed_on", TODAY)},
            "comment",
            "comment_missing",
        ),
        (
            {"status": "complete", **date_of("completed_on", TODAY + DAY)},
            "completed_on",
            "completed_on_future",
        ),
        ({"status": "closed", "comment": ""}, "comment", "comment_missing"),
        ({"comment": "x" * 4001}, "comment", "max_length"),
        ({"ask_new_date": "on"}, "new_date", "required"),
        (
            {"ask_new_date": "on", **date_of("new_date", TODAY - DAY), "new_date_reason": "x"},
            "new_date",
            "new_date_past",
        ),
        (
            {"ask_new_date": "on", **date_of("new_date", TODAY + DAY)},
            "new_date_reason",
            "new_date_reason_missing",
        ),
        ({**date_of("new_date", TODAY + DAY)}, "ask_new_date", "new_date_unclear"),
        ({"new_date_reason": "No hall"}, "ask_new_date", "new_date_unclear"),
        ({"new_date_day": "31", "new_date_month": "2", "new_date_year": "2027"}, *INVALID),
    ],
)
def test_action_update_says_beside_the_field_what_is_missing(phone, action, fields, field, code):
    response = send(phone, action, **fields)
    assert response.status_code == 422
    assert codes(response, field) == [code]
    assert not ProgressUpdate.objects.exists()
    assert not DateRequest.objects.exists()


def test_action_update_asks_for_a_new_date(phone, lead, action):
    send(
        phone,
        action,
        ask_new_date="on",
        new_date_reason="The hall is not free",
        **date_of("new_date", TODAY + 200 * DAY),
    )
    request = DateRequest.objects.get()
    assert (request.due_on, request.by, request.post) == (
        TODAY + 200 * DAY,
        lead,
        post_of(lead),
    )
    assert "A new date is asked for" in text_of(phone.get(at(action, "action-detail")))


def test_a_parent_is_not_completed_before_its_parts(phone, action):
    ActionFactory(objective=action.objective, parent=action)
    response = send(phone, action, status="complete", **date_of("completed_on", TODAY))
    assert codes(response, "status") == ["sub_actions_open"]


def test_two_at_once_the_second_sees_the_first_and_loses_nothing(phone, lead, action, coordinator):
    theirs = say(action, coordinator, rag="red", comment="Nobody came", next_step="Telephone")
    typed = {
        "comment": "Twenty people came",
        "ask_new_date": "on",
        "new_date_reason": "The hall is not free",
        **date_of("new_date", TODAY + 200 * DAY),
    }
    response = send(phone, action, **typed)
    assert response.status_code == 409
    assert codes(response, "__all__") == ["edit_conflict"]
    assert response.context["conflict"] == [
        {
            "label": "How is it going?",
            "saved": "Off track: it will be late or fall short",
            "typed": "On track: it will be done as planned",
        },
        {
            "label": "What has happened?",
            "saved": "Nobody came",
            "typed": "Twenty people came",
        },
        {"label": "What is next?", "saved": "Telephone", "typed": "(empty)"},
    ]
    form = response.context["form"]
    assert {name: form.data[name] for name in typed} == {
        name: str(value) for name, value in typed.items()
    }
    assert form.data["seen"] == theirs.pk
    again = send(phone, action, seen=form.data["seen"], **typed)
    assert again.status_code == 302
    assert action.updates.count() == 2
    assert action.date_requests.count() == 1


def test_the_same_update_sent_twice_is_one_update(phone, action):
    first = send(phone, action)
    assert send(phone, action).url == first.url
    assert ProgressUpdate.objects.count() == 1


def test_after_saving_it_says_what_the_report_will_say_and_where_to_go_on(phone, lead, action):
    posts = [post_of(lead)]
    late = ActionFactory(
        objective=action.objective, number="3", deadline="1 March 2026", posts=posts
    )
    page = text_of(phone.get(send(phone, action).url))
    assert "Your update is saved. The next report will say:" in page
    assert "Twenty people came" in page
    assert "Next action: 4.3" in page
    assert f'href="/actions/{late.pk}/update/"' in page
    assert "Your update is saved" not in text_of(phone.get(at(action, "action-detail")))


def test_a_late_action_that_was_answered_this_week_is_not_the_next_one(phone, lead, action):
    posts = [post_of(lead)]
    late = ActionFactory(objective=action.objective, deadline="1 March 2026", posts=posts)
    say(late, lead, at=noon(TODAY - 2 * DAY))
    assert "Nothing else waits for an answer from you" in text_of(
        phone.get(send(phone, action).url)
    )


def test_a_coordinator_goes_on_down_the_plan_and_begins_again(client, coordinator, objective):
    desk = sign_in(client, coordinator)
    first, second = (ActionFactory(objective=objective, number=n) for n in "12")
    assert desk.get(send(desk, first).url).context["next"] == second
    Action.objects.filter(pk=first.pk).update(next_update_due_on=TODAY)
    assert desk.get(send(desk, second).url).context["next"] == first
    assert second.updates.get().post is None


def test_another_lead_is_refused_and_so_is_an_auditor(client, other_lead, auditor, action):
    for person in (other_lead, auditor):
        assert send(sign_in(client, person), action).status_code == 403
    assert not ProgressUpdate.objects.exists()


def test_an_auditor_changes_nothing_even_with_a_post(client, lead, action):
    lead.user.groups.add(Group.objects.get(name=AUDITOR))
    assert send(sign_in(client, lead), action).status_code == 403


def test_a_deputy_answers_while_they_stand_in_and_not_after(client, lead, action):
    deputy = PersonFactory()
    UserFactory(person=deputy)
    absence = AbsenceFactory(person=lead, deputy=deputy, ends_on=TODAY)
    sign_in(client, deputy)
    assert send(client, action).status_code == 302
    assert action.updates.get().post == post_of(lead)
    absence.ends_on = TODAY - DAY
    absence.save()
    assert send(client, action).status_code == 403


def test_an_update_is_saved_while_the_broker_is_down(broker_down, phone, action):
    assert send(phone, action).status_code == 302
    assert ProgressUpdate.objects.count() == 1


@pytest.fixture
def reported(action, lead):
    action = edit_action(action, by=None, changes={"needs_confirmation": True})
    say(action, lead, status="complete", rag="", completed_on=TODAY)
    action.refresh_from_db()
    return action


def test_action_confirm_takes_a_second_persons_word(client, coordinator, lead, reported):
    assert "Confirm that it is complete" not in text_of(
        sign_in(client, lead).get(at(reported, "action-detail"))
    )
    desk = sign_in(client, coordinator)
    assert "Confirm that it is complete" in text_of(desk.get(at(reported, "action-detail")))
    assert "Twenty people came" in text_of(desk.get(at(reported, "action-confirm")))
    desk.post(at(reported, "action-confirm"), {"comment": "I saw it"})
    reported.refresh_from_db()
    assert not reported.unconfirmed
    assert desk.get(at(reported, "action-confirm")).status_code == 302


def test_action_confirm_by_the_same_person_is_refused(phone, reported):
    response = phone.post(at(reported, "action-confirm"), {"comment": "Sure"})
    assert codes(response, "__all__") == ["same_person"]
    reported.refresh_from_db()
    assert reported.unconfirmed
