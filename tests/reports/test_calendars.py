"""Deadlines, rounds and papers as calendars of their own, and what they keep to themselves."""

from datetime import date

import pytest

from meetings.calendars import of_deadlines, of_rounds
from meetings.calendars.sources import Whose, sources, title_of
from meetings.models import CalendarFeed
from meetings.services import edit_meeting
from reports import calendars
from reports.services import request_minutes, request_report, send_for_clearance
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory

from .clearing import answered, put_on_list
from .plans import CUT_OFF, QUARTER, at, build_plan

ON = date(2025, 7, 21)
MARK = "OFFICIAL-SENSITIVE"


@pytest.fixture
def world(db, coordinator, time_machine):
    time_machine.move_to(CUT_OFF, tick=False)
    world = build_plan()
    world.add("Map the ways in", date(2025, 9, 30))
    world.by = coordinator
    forum = ForumFactory(series=MeetingSeriesFactory(body=world.panel))
    world.meeting = MeetingFactory(forum=forum, held_on=date(2025, 8, 6))
    return world


def entries(source, person, **fields):
    fields = {"whose": Whose.OFFICE} | fields
    feed = CalendarFeed(person=person, what=source.KEY, **fields)
    return {entry.uid.split("@")[0]: entry for entry in source.entries(feed, ON)}


def ask(world, **changes):
    said = {"body": world.panel, "period": QUARTER, "at": CUT_OFF, "meeting": world.meeting}
    return request_report(plan=world.plan, by=world.by, queue=False, **(said | changes))


def test_every_source_says_what_it_is():
    keys = [source.KEY for source in sources()]
    assert len(set(keys)) == len(keys) == 5
    for source in sources():
        assert source.TITLE
        assert source.ABOUT.endswith(".")
        assert set(source.WHOSE) <= set(Whose)
        feed = CalendarFeed(what=source.KEY, whose=Whose.OFFICE)
        assert title_of(feed) == f"{source.TITLE}, the whole office"


def test_an_action_is_there_while_it_is_open_and_its_date_moves_with_it(world, outsider):
    (entry,) = entries(of_deadlines, world.by).values()
    action = world.plan.actions.get()
    assert (entry.day, entry.starts_at, entry.sequence) == (date(2025, 9, 30), None, 0)
    assert "Map the ways in" in entry.title
    assert entries(of_deadlines, outsider, whose=Whose.MINE) == {}
    action.exempt_reason = "A name"
    action.save()
    (entry,) = entries(of_deadlines, world.by).values()
    assert (entry.title, entry.details) == ("Due: a private action", "")
    world.plan.mark = MARK
    world.plan.save()
    (entry,) = entries(of_deadlines, world.by).values()
    assert entry.title == f"Due: an action of a plan marked {MARK}"
    assert world.plan.title not in f"{entry.title}{entry.details}"
    action.status = "complete"
    action.save()
    assert entries(of_deadlines, world.by) == {}


def test_rounds_of_the_next_quarters_are_there_before_they_open(world):
    plan = world.plan
    plan.reminders_from = date(2025, 4, 1)
    plan.save()
    found = entries(of_rounds, world.by)
    answers = {uid: entry for uid, entry in found.items() if uid.endswith("answers")}
    ahead = [entry for entry in answers.values() if entry.tentative]
    assert sorted(entry.day for entry in ahead) == [
        date(2025, 10, 7),
        date(2026, 1, 8),
        date(2026, 4, 9),
        date(2026, 7, 7),
    ]
    plan.mark = MARK
    plan.save()
    for entry in entries(of_rounds, world.by).values():
        assert plan.title not in f"{entry.title}{entry.details}"


def test_a_papers_days_follow_its_meeting(world, outsider):
    report = ask(world).report
    names = {f"paper-{report.pk}-{key}" for key in ("cut_off", "cleared", "published")}
    before = entries(calendars, world.by)
    assert names <= set(before)
    edit_meeting(
        world.meeting, by=world.by, changes={"held_on": date(2025, 8, 13)}, on=ON, at=CUT_OFF
    )
    after = entries(calendars, world.by)
    for name in names:
        assert after[name].day > before[name].day
        assert after[name].sequence > before[name].sequence
    assert entries(calendars, outsider, whose=Whose.MINE) == {}
    report.private = True
    report.save()
    for entry in entries(calendars, world.by).values():
        assert entry.title.endswith("a private paper")
        assert entry.details == ""


def test_minutes_follow_their_meeting_and_have_no_days_of_their_own(world):
    world.meeting.status = "held"
    world.meeting.save()
    request_minutes(world.meeting, by=world.by, queue=False, at=CUT_OFF)
    assert entries(calendars, world.by) == {}


def test_whoever_clears_a_paper_has_the_day_by_which(world):
    put_on_list(world.panel)
    asked_at = at(2025, 7, 15)
    revision = answered(ask(world), by=world.by, at=asked_at)
    by_when = {"answer_by": date(2025, 7, 18)}
    revision = send_for_clearance(revision, by=world.by, at=asked_at, **by_when)
    clearance = revision.clearances.first()
    feed = {"whose": Whose.POST, "post": clearance.post}
    (entry,) = entries(calendars, world.by, **feed).values()
    assert (entry.day, entry.changed_at) == (date(2025, 7, 18), asked_at)
    assert entry.title.startswith("Clear a paper: paper for the ")
