"""Two years of a rotation, day by day: thirty forums that meet each quarter, two posts in turn.

With sickness, a meeting that is cancelled, a forum that ends, one that meets less often from then
on, a meeting on 29 February and the clocks going forward and back.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.utils import timezone

from meetings import services
from meetings.models import AttendanceCommitment, Forum, Meeting
from meetings.promises import past_standings, proposals, standings
from meetings.promises.counting import count
from meetings.promises.cycles import cycle_of
from meetings.promises.looking import look
from tests.meetings.factories import AttendanceCommitmentFactory, MeetingSeriesFactory
from tests.stakeholders.factories import (
    AbsenceFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)

DAY = timedelta(days=1)
START, END = date(2027, 4, 1), date(2029, 3, 31)
SICK = (date(2027, 6, 1), date(2027, 8, 31))
LEAP = date(2028, 2, 29)
ENDED = date(2028, 1, 10)
SELDOM_FROM = date(2028, 4, 1)


def evening(day):
    return timezone.make_aware(datetime.combine(day, time(21, 30)))


@pytest.fixture
def world(db):
    people = [PersonFactory(name="Person One"), PersonFactory(name="Person Two")]
    posts = [PostFactory(title="Commissioner"), PostFactory(title="Deputy Commissioner")]
    for post, person in zip(posts, people, strict=True):
        PostHoldingFactory(post=post, person=person, starts_on=date(2026, 5, 1))
    AbsenceFactory(person=people[0], starts_on=SICK[0], ends_on=SICK[1])
    series = MeetingSeriesFactory(title="Community forums")
    forums = Forum.objects.bulk_create(
        Forum(series=series, name=f"Forum {n}", position=n, per_year=4) for n in range(1, 31)
    )
    Meeting.objects.bulk_create(meetings_of(forums))
    commitment = AttendanceCommitmentFactory(
        series=series, posts=posts, each_forum=True, cycle_months=24, starts_on=START
    )
    return SimpleNamespace(posts=posts, forums=forums, commitment=commitment)


def meetings_of(forums):
    """Each forum every 13 weeks, two or three forums a week; the fifth half as often in the second
    year, and the last two on one day at the same time."""
    for place, forum in enumerate(forums):
        for number in range(8):
            day = START + timedelta(days=3 * min(place, 28) + 91 * number)
            if place == 4 and day >= SELDOM_FROM and number % 2:
                continue
            if place == 11 and number == 3:
                day = LEAP
            yield Meeting(
                forum=forum, held_on=day, starts_at=time(18), ends_at=time(20), place="Hall"
            )


def standing_on(world, day):
    rows = AttendanceCommitment.objects.with_posts().filter(pk=world.commitment.pk)
    return standings(rows, on=day)[0]


def accept(world, day):
    """On the first of a month everything that is proposed for the next quarter is accepted."""
    found = proposals(standing_on(world, day), on=day, until=day + timedelta(days=92))
    for proposal in found:
        if proposal.post:
            services.expect_attendance(
                proposal.meeting, proposal.post, by=None, at=evening(day - DAY)
            )
    return found


def hold(world, day):
    """Every meeting of the day is held, and whoever was expected went."""
    today = Meeting.objects.filter(held_on=day, status="planned")
    for meeting in today.filter(attendances__expected=True).distinct():
        Meeting.objects.filter(pk=meeting.pk).update(status="held", status_at=evening(day))
        for attendance in meeting.attendances.filter(expected=True, outcome=""):
            services.record_attendance(
                meeting, attendance.post, by=None, outcome="attended", at=evening(day)
            )
    today.update(status="held", status_at=evening(day))


def cancel_one_that_was_to_be_visited(day):
    """The evening before: the visit is lost, and has to be proposed again."""
    meeting = Meeting.objects.filter(
        attendances__expected=True, held_on__gt=day, status="planned"
    ).earliest("held_on")
    services.cancel_meeting(meeting, by=None, reason="Snow", at=evening(meeting.held_on - DAY))
    return meeting


def play(world):
    """Follows every proposal; returns what was seen on the way."""
    seen = SimpleNamespace(states={}, cancelled=None, sick=set(), clash=None)
    for day in (START + n * DAY for n in range((END - START).days + 1)):
        if day.day == 1:
            for proposal in accept(world, day):
                if SICK[0] <= proposal.meeting.held_on <= SICK[1]:
                    seen.sick.add(proposal.post)
            seen.states[day] = standing_on(world, day)
        if day == date(2027, 10, 5):
            seen.cancelled = cancel_one_that_was_to_be_visited(day)
        if day == SELDOM_FROM:
            Forum.objects.filter(pk=world.forums[4].pk).update(per_year=2)
        if day == ENDED:
            world.ended = next(
                unit.forum
                for unit in reversed(standing_on(world, day).remaining)
                if not unit.covered
            )
            services.end_forum(world.ended, by=None, ended_on=day, reason="Merged", at=evening(day))
        hold(world, day)
    return seen


def test_two_years_of_following_the_proposals_keep_the_promise(world):
    seen = play(world)
    assert {standing.state for standing in seen.states.values()} <= {"on_course", "kept"}
    assert seen.sick == {world.posts[1]}
    first, last = seen.states[START], standing_on(world, END)
    assert (first.done, first.needed, last.done, last.needed) == (0, 30, 29, 29)
    assert last.sentence == "29 of 29 forums since April 2027"
    assert [forum.pk for forum in last.left_out] == [world.ended.pk]
    # The visit that was cancelled was made up for, and nobody was in two places at once.
    assert last.state == "kept"
    visited = {unit.forum.pk: unit.attended for unit in last.units}
    assert seen.cancelled.pk not in {m.pk for own in visited.values() for m in own}
    assert visited[seen.cancelled.forum_id]
    by_post = Counter(
        post
        for post in world.posts
        for _ in post.attendances.filter(outcome="attended", meeting__status="held")
    )
    # In turn: sickness apart, none goes more than the other, and what was lost is caught up.
    assert abs(by_post[world.posts[0]] - by_post[world.posts[1]]) <= 1
    check_every_day(world)
    check_ignoring_breaks_it(world)
    assert [standing.state for standing in past_standings(world.commitment, on=END + DAY)] == [
        "kept"
    ]
    # The next cycle begins the day after, with nothing done.
    after = standing_on(world, END + DAY)
    assert (after.done, after.needed, after.state) == (0, 29, "on_course")


def counted_each_day(world, facts):
    cycle = cycle_of(world.commitment, START)
    for number in range((END - START).days + 2):
        day = START + number * DAY
        yield day, count(world.commitment, facts, cycle=cycle, on=day)


def facts_of(world):
    cycle = cycle_of(world.commitment, START)
    return look([world.commitment], cycles={world.commitment.pk: cycle})


def check_every_day(world):
    """What was done is never undone by another day passing, and each visit counts on its day."""
    facts = facts_of(world)
    days = list(counted_each_day(world, facts))
    for (_, before), (day, now) in pairwise(days):
        assert now.done >= before.done, day
        assert now.state != "broken", day
    assert days[-1][1].state == "kept"


def check_ignoring_breaks_it(world):
    """The same meetings, and nobody ever goes."""
    facts = facts_of(world)
    facts.said = {}
    states = [(day, found.state) for day, found in counted_each_day(world, facts)]
    changes = [states[0]] + [now for before, now in pairwise(states) if now[1] != before[1]]
    assert [state for _, state in changes] == ["on_course", "at_risk", "broken"]
    # Behind an even pace by more than a tenth of thirty: a good quarter of a year in.
    assert date(2027, 6, 15) < changes[1][0] < date(2027, 9, 1)
    assert END - 30 * DAY < changes[2][0] <= END + DAY
