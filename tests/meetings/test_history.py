"""The story of a line: what readers are told of the log, and in which words."""

import datetime

from meetings import services
from meetings.history import events_of_meeting, events_of_series, story_of
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory

TODAY = datetime.date(2026, 6, 18)
NOON = datetime.datetime(2026, 6, 18, 12, tzinfo=datetime.UTC)


def test_says_from_what_to_what_in_words(coordinator):
    meeting = MeetingFactory(held_on="2026-07-01", place="", ends_at=None)
    changes = {
        "held_on": datetime.date(2026, 7, 2),
        "starts_at": datetime.time(9, 30),
        "place": "Library",
    }
    services.edit_meeting(meeting, by=coordinator, changes=changes, on=TODAY, at=NOON)
    (item,) = story_of(events_of_meeting(meeting), named=False)
    assert item == {
        "title": "Meeting changed",
        "by": coordinator,
        "at": NOON,
        "words": "",
        "note": "Date: 1 July 2026 → 2 July 2026\nStarts at: 2pm → 9:30am\nPlace: “Library”",
    }


def test_says_why_and_what_is_empty_now(coordinator):
    meeting = MeetingFactory(notes="Bring the plan")
    services.edit_meeting(meeting, by=coordinator, changes={"notes": ""}, on=TODAY)
    services.cancel_meeting(meeting, by=coordinator, reason="Snow")
    cancelled, edited = story_of(events_of_meeting(meeting))
    assert (cancelled["title"], cancelled["note"]) == ("Meeting cancelled", "Why: “Snow”")
    assert edited["note"] == "Notes: “Bring the plan” → nothing"


def test_gathers_forums_and_meetings_of_a_line_and_nothing_of_others(coordinator):
    series = MeetingSeriesFactory(title="Local forums")
    forum = services.add_forum(series, by=coordinator, name="North", at=NOON)
    services.plan_meeting(by=coordinator, forum=forum, held_on=TODAY)
    services.add_forum(ForumFactory().series, by=coordinator, name="Elsewhere")
    words = [item["words"] for item in story_of(events_of_series(series, coordinator))]
    assert words == ["Local forums: North, 18 June 2026", "Local forums: North"]


def test_one_press_that_made_many_forums_is_one_item(coordinator):
    series = ForumFactory(series__title="Local forums").series
    services.add_forums(series, by=coordinator, total=3, on=TODAY, at=NOON)
    added, named = story_of(events_of_series(series, coordinator))
    assert added["title"] == "Forum added: 2"
    assert added["words"] == "Local forums: Forum 2\nLocal forums: Forum 3"
    assert (named["title"], named["note"]) == ("Forum changed", "Name: “Forum 1”")
