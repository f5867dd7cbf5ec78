"""By when, as it is said in a room."""

import datetime as dt

import pytest

from meetings.due_words import read_due
from meetings.models import Meeting
from tests.meetings.factories import ForumFactory, MeetingFactory

HELD_ON = dt.date(2026, 6, 18)


@pytest.fixture
def meeting(db):
    return MeetingFactory(held_on=HELD_ON, status=Meeting.Status.HELD)


@pytest.mark.parametrize(
    ("text", "due_on", "said"),
    [
        ("", None, ""),
        ("  ", None, ""),
        ("14 July 2026", dt.date(2026, 7, 14), ""),
        ("by end of July 2026", dt.date(2026, 7, 31), "due Friday 31 July 2026"),
        ("end of July", dt.date(2026, 7, 31), "the year is not said"),
        ("by 3 March", dt.date(2027, 3, 3), "the year is not said"),
        (
            "within 2 weeks",
            dt.date(2026, 7, 2),
            "from the meeting on Thursday 18 June 2026",
        ),
        ("ASAP", dt.date(2026, 7, 18), "one month after the meeting"),
        ("Ongoing", None, "stays open until it is closed"),
        ("when Jo is back", None, "could not be read as a date"),
        ("May 2026", dt.date(2026, 5, 31), "before the meeting: check it"),
        ("next meeting", None, "not on the calendar yet"),
    ],
)
def test_due_words_are_read_from_the_day_of_the_meeting(text, due_on, said, meeting):
    due = read_due(text, meeting)
    assert (due.due_on, due.text) == (due_on, text.strip())
    assert said in due.note if said else due.note == ""
    assert "plan" not in due.note


@pytest.mark.parametrize(
    "text", ["next meeting", "By the next meeting", "for our next meeting.", "Before next meeting"]
)
def test_next_meeting_is_the_forums_own_that_is_still_planned(text, meeting):
    MeetingFactory(forum=meeting.forum, held_on="2026-09-10", status="cancelled")
    MeetingFactory(forum=ForumFactory(series=meeting.forum.series), held_on="2026-07-01")
    MeetingFactory(forum=meeting.forum, held_on="2026-12-01")
    MeetingFactory(forum=meeting.forum, held_on="2026-09-17")
    due = read_due(text, meeting)
    assert due.due_on == dt.date(2026, 9, 17)
    assert "17 September 2026" in due.note
