"""Meetings planned, changed, held, cancelled and put back, each with its line in the log."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from meetings.models import Meeting
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.meetings.factories import ForumFactory, MeetingFactory

TODAY = datetime.date(2026, 6, 18)
TOMORROW = datetime.date(2026, 6, 19)
YESTERDAY = datetime.date(2026, 6, 17)
NINE, TEN = datetime.time(9), datetime.time(10)


def event(meeting):
    return Event.objects.about(meeting).first()


def codes(refused):
    return {field: [e.code for e in errors] for field, errors in refused.value.error_dict.items()}


def test_plan_meeting_keeps_all_that_was_given(coordinator):
    meeting = services.plan_meeting(
        by=coordinator,
        forum=ForumFactory(name="North"),
        held_on=TOMORROW,
        starts_at=NINE,
        ends_at=TEN,
        place="Town Hall",
        exempt_reason="Names of witnesses",
    )
    assert meeting.is_ahead(TODAY)
    logged = event(meeting)
    assert (logged.verb, logged.actor) == ("meeting planned", coordinator)
    assert logged.after["held_on"] == "2026-06-19"
    assert logged.after["starts_at"] == "09:00:00"
    assert logged.after["exempt_reason"] == "Names of witnesses"
    assert "notes" not in logged.after


def test_plan_meeting_allows_a_past_day_and_waits_for_a_word(coordinator):
    meeting = services.plan_meeting(by=coordinator, forum=ForumFactory(), held_on=YESTERDAY)
    assert meeting.is_unconfirmed(TODAY)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"starts_at": TEN, "ends_at": NINE}, {"ends_at": ["end_before_start"]}),
        ({"starts_at": TEN, "ends_at": TEN}, {"ends_at": ["end_before_start"]}),
        ({"ends_at": TEN}, {"starts_at": ["start_missing"]}),
    ],
)
def test_plan_meeting_refuses_impossible_times(given, problem, coordinator):
    with pytest.raises(ValidationError) as refused:
        services.plan_meeting(by=coordinator, forum=ForumFactory(), held_on=TODAY, **given)
    assert codes(refused) == problem
    assert not Meeting.objects.exists()


def test_plan_meeting_refuses_the_same_meeting_twice_unless_it_was_cancelled(coordinator):
    forum = ForumFactory()
    first = services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    with pytest.raises(ValidationError) as refused:
        services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    assert codes(refused) == {"held_on": ["planned_already"]}
    services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY, starts_at=NINE)
    services.cancel_meeting(first, by=coordinator, reason="Snow")
    services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    with pytest.raises(ValidationError):
        services.reinstate_meeting(first, by=coordinator)


def test_plan_meeting_refuses_a_day_after_the_forum_ended(coordinator):
    forum = ForumFactory(ended_on=TODAY)
    services.plan_meeting(by=coordinator, forum=forum, held_on=YESTERDAY)
    with pytest.raises(ValidationError) as refused:
        services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    assert codes(refused) == {"held_on": ["forum_ended"]}


def test_plan_meeting_refuses_a_day_after_the_line_was_withdrawn(coordinator):
    forum = ForumFactory(series__withdrawn_at="2026-06-18T09:00Z")
    services.plan_meeting(by=coordinator, forum=forum, held_on=YESTERDAY)
    with pytest.raises(ValidationError) as refused:
        services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    assert codes(refused) == {"held_on": ["series_withdrawn"]}


def test_edit_meeting_logs_from_what_to_what(coordinator):
    meeting = MeetingFactory(held_on=TODAY, place="County Hall")
    changes = {"held_on": TOMORROW, "place": "County Hall"}
    services.edit_meeting(meeting, by=coordinator, changes=changes, on=TODAY, version=1)
    logged = event(meeting)
    assert logged.verb == "meeting edited"
    assert (logged.before, logged.after) == (
        {"held_on": "2026-06-18"},
        {"held_on": "2026-06-19"},
    )


def test_edit_meeting_on_an_old_version_is_a_conflict(coordinator):
    meeting = MeetingFactory()
    services.edit_meeting(meeting, by=coordinator, changes={"place": "A"}, on=TODAY, version=1)
    with pytest.raises(EditConflict):
        services.edit_meeting(meeting, by=coordinator, changes={"place": "B"}, on=TODAY, version=1)


def test_edit_meeting_refuses_to_have_held_one_that_is_yet_to_come(coordinator):
    meeting = MeetingFactory(held_on=YESTERDAY, status="held")
    with pytest.raises(ValidationError) as refused:
        services.edit_meeting(meeting, by=coordinator, changes={"held_on": TOMORROW}, on=TODAY)
    assert codes(refused) == {"held_on": ["held_ahead"]}


def test_edit_meeting_may_add_notes_after_its_forum_ended(coordinator):
    meeting = MeetingFactory(held_on=TODAY, status="held")
    services.end_forum(meeting.forum, by=coordinator, ended_on=TOMORROW, reason="Merged")
    services.edit_meeting(meeting, by=coordinator, changes={"notes": "Minutes sent"}, on=TODAY)
    assert event(meeting).after == {"notes": "Minutes sent"}


def test_hold_meeting_is_for_its_day_and_later(coordinator):
    meeting = MeetingFactory(held_on=TODAY)
    with pytest.raises(ValidationError) as refused:
        services.hold_meeting(meeting, by=coordinator, on=YESTERDAY)
    assert codes(refused) == {"held_on": ["held_ahead"]}
    assert services.hold_meeting(meeting, by=coordinator, on=TODAY).status == "held"
    logged = event(meeting)
    assert logged.verb == "meeting held"
    assert (logged.before, logged.after) == ({"status": "planned"}, {"status": "held"})


def test_cancel_meeting_keeps_the_reason(coordinator):
    meeting = MeetingFactory(held_on=TODAY)
    services.cancel_meeting(meeting, by=coordinator, reason="The chair is ill")
    logged = event(meeting)
    assert logged.verb == "meeting cancelled"
    assert logged.after == {"status": "cancelled", "cancelled_reason": "The chair is ill"}


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_reinstate_meeting_makes_it_planned_again(status, coordinator):
    meeting = MeetingFactory(held_on=TODAY, status=status, cancelled_reason="x")
    services.reinstate_meeting(meeting, by=coordinator)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancelled_reason) == ("planned", "")
    assert event(meeting).verb == "meeting reinstated"


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("held", "hold"),
        ("held", "cancel"),
        ("cancelled", "hold"),
        ("cancelled", "cancel"),
        ("planned", "reinstate"),
    ],
)
def test_what_became_of_a_meeting_is_said_once(status, verb, coordinator):
    meeting = MeetingFactory(held_on=TODAY, status=status)
    change = {
        "hold": lambda: services.hold_meeting(meeting, by=coordinator, on=TODAY),
        "cancel": lambda: services.cancel_meeting(meeting, by=coordinator, reason="Snow"),
        "reinstate": lambda: services.reinstate_meeting(meeting, by=coordinator),
    }[verb]
    with pytest.raises(ValidationError) as refused:
        change()
    assert refused.value.code == f"{status}_already"
    assert not Event.objects.about(meeting).exists()


def test_a_calendar_is_told_of_each_change_of_when_where_or_whether(coordinator):
    meeting = MeetingFactory(held_on=TODAY)
    sequences = []
    for change in (
        lambda: services.edit_meeting(meeting, by=coordinator, changes={"notes": "x"}, on=TODAY),
        lambda: services.edit_meeting(meeting, by=coordinator, changes={"place": "B"}, on=TODAY),
        lambda: services.edit_meeting(
            meeting, by=coordinator, changes={"held_on": TOMORROW}, on=TODAY
        ),
        lambda: services.cancel_meeting(meeting, by=coordinator, reason="Snow"),
        lambda: services.reinstate_meeting(meeting, by=coordinator),
        lambda: services.hold_meeting(meeting, by=coordinator, on=TOMORROW),
    ):
        change()
        sequences.append(Meeting.objects.get().sequence)
    assert sequences == [0, 1, 2, 3, 4, 4]
