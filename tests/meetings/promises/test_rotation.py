"""Who goes next: turns, sickness, and nobody in two places at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from meetings.models import AttendanceCommitment, Meeting
from meetings.promises import proposals, standings
from meetings.promises.diary import overlap
from meetings.services import accept_proposals, cancel_meeting, expect_attendance
from tests.meetings.factories import (
    AttendanceCommitmentFactory,
    AttendanceFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import AbsenceFactory, PostFactory, PostHoldingFactory

ON = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)
LATER = ON + 20 * DAY


@pytest.fixture
def posts(db):
    posts = [PostFactory(title="Commissioner"), PostFactory(title="Deputy")]
    for post in posts:
        PostHoldingFactory(post=post)
    return posts


def promise(posts, forums=2, **terms):
    series = MeetingSeriesFactory()
    made = [ForumFactory(series=series, name=f"Forum {n}") for n in range(forums)]
    terms = {"each_forum": True, "cycle_months": 3} | terms
    return AttendanceCommitmentFactory(series=series, posts=posts, **terms), made


def proposed(commitment):
    row = AttendanceCommitment.objects.with_posts().get(pk=commitment.pk)
    return proposals(standings([row], on=ON)[0], on=ON)


def test_posts_take_turns_and_are_never_in_two_places_at_once(posts):
    commitment, forums = promise(posts, forums=3)
    for forum in forums:
        MeetingFactory(forum=forum, held_on=LATER)
    found = proposed(commitment)
    assert [row.post for row in found] == [*posts, None]
    assert "at that time" in found[2].why


def test_whoever_went_least_goes_then_whose_last_visit_is_longest_ago(posts):
    commitment, forums = promise(posts, forums=4)
    for forum, post, days in [(forums[0], posts[0], 20), (forums[1], posts[1], 10)]:
        held = MeetingFactory(forum=forum, held_on=ON - days * DAY, status="held")
        AttendanceFactory(meeting=held, post=post)
    for place, forum in enumerate(forums[2:]):
        MeetingFactory(forum=forum, held_on=LATER + place * DAY)
    assert [row.post for row in proposed(commitment)] == posts


@pytest.mark.parametrize("trouble", ["away", "vacant", "apologies", "due"])
def test_who_can_not_go_is_passed_over_and_the_page_says_why(trouble, posts):
    commitment, (forum, _) = promise(posts)
    meeting = MeetingFactory(forum=forum, held_on=LATER)
    if trouble == "away":
        AbsenceFactory(person=posts[0].holdings.get().person, starts_on=LATER, ends_on=LATER)
    elif trouble == "vacant":
        posts[0].holdings.update(ends_on=LATER - DAY)
    elif trouble == "apologies":
        AttendanceFactory(meeting=meeting, post=posts[0], outcome="apologies")
    else:
        AttendanceFactory(
            meeting=MeetingFactory(held_on=LATER), post=posts[0], expected=True, outcome=""
        )
    (found,) = proposed(commitment)
    assert found.post == posts[1]
    assert found.why.startswith("Commissioner ")


def test_another_chance_of_the_same_forum_is_taken_where_nobody_can_go_to_the_first(posts):
    commitment, (forum, _) = promise(posts[:1])
    MeetingFactory(forum=forum, held_on=LATER)
    later = MeetingFactory(forum=forum, held_on=LATER + DAY)
    AbsenceFactory(person=posts[0].holdings.get().person, starts_on=LATER, ends_on=LATER)
    assert [(row.meeting, row.post) for row in proposed(commitment)] == [(later, posts[0])]


def test_what_somebody_goes_to_already_needs_no_proposal(posts, coordinator):
    commitment, (forum, _) = promise(posts)
    meeting = MeetingFactory(forum=forum, held_on=LATER)
    expect_attendance(meeting, posts[1], by=coordinator)
    assert proposed(commitment) == []


def test_every_meeting_is_proposed_where_every_one_was_promised(posts):
    commitment, (forum, _) = promise(posts, times=None, each_forum=False)
    meetings = [MeetingFactory(forum=forum, held_on=LATER + n * DAY) for n in range(3)]
    found = proposed(commitment)
    assert [row.meeting for row in found] == meetings
    assert [row.post for row in found] == [posts[0], posts[1], posts[0]]


def test_accept_proposals_takes_all_or_none(posts, coordinator):
    first, second = MeetingFactory(held_on=LATER), MeetingFactory(held_on=LATER)
    cancel_meeting(second, by=coordinator, reason="Snow")
    with pytest.raises(ValidationError) as problem:
        accept_proposals([(first, posts[0]), (second, posts[1])], by=coordinator)
    assert problem.value.code == "not_planned"
    assert not first.attendances.exists()


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((9, 11), (10, 12), True),
        ((9, 11), (11, 12), False),
        ((9, None), (10, 12), True),
        ((9, None), (11, 12), False),
        ((23, None), (23, None), True),
        ((None, None), (10, 12), False),
        ((None, None), (None, None), True),
    ],
)
def test_meetings_at_the_same_time_are_told(one, other, clash):
    def meeting(starts, ends):
        times = [datetime.time(hour) if hour is not None else None for hour in (starts, ends)]
        return Meeting(held_on=ON, starts_at=times[0], ends_at=times[1])

    assert overlap(meeting(*one), meeting(*other)) is clash
    assert overlap(meeting(*other), meeting(*one)) is clash
    other = meeting(*other)
    other.held_on = ON + DAY
    assert not overlap(meeting(*one), other)
