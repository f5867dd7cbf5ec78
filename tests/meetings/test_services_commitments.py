"""Promises made, changed and ended: what each verb changes, and what the log says of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.meetings.factories import AttendanceCommitmentFactory, MeetingSeriesFactory
from tests.stakeholders.factories import PostFactory

START = datetime.date(2026, 4, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def posts(db):
    return [PostFactory(title="Deputy Commissioner"), PostFactory(title="Commissioner")]


def events(obj):
    return list(Event.objects.about(obj))


def codes(problem):
    return {error.code for errors in problem.value.error_dict.values() for error in errors}


def test_make_commitment_keeps_the_words_and_the_order_of_the_posts(coordinator, posts):
    commitment = services.make_commitment(
        by=coordinator,
        series=MeetingSeriesFactory(),
        words="Either in turn, each forum once in two years",
        posts=posts,
        starts_on=START,
        times=1,
        each_forum=True,
        cycle_months=24,
    )
    assert [row.post for row in commitment.commitment_posts.all()] == posts
    assert commitment.certainty == "certain"
    assert "one meeting of each forum in every two years" in commitment.note
    logged = events(commitment)[0]
    assert (logged.verb, logged.actor) == ("commitment made", coordinator)
    assert [post["text"] for post in logged.after["posts"]] == [post.title for post in posts]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"posts": []}, "posts_missing"),
        ({"ends_on": START - DAY}, "ends_before_start"),
        ({"times": 0}, "number_too_small"),
        ({"cycle_months": 0}, "number_too_small"),
    ],
)
def test_make_commitment_refuses_what_can_not_be_kept(wrong, code, coordinator, posts):
    good = {"series": MeetingSeriesFactory(), "words": "Attends", "posts": posts}
    with pytest.raises(ValidationError) as problem:
        services.make_commitment(by=coordinator, **good | {"starts_on": START} | wrong)
    assert codes(problem) == {code}


def test_nothing_is_promised_of_a_line_off_the_schedule(coordinator, posts):
    series = MeetingSeriesFactory()
    services.withdraw_series(series, by=coordinator, reason="Merged", on=START)
    with pytest.raises(ValidationError) as problem:
        services.make_commitment(
            by=coordinator, series=series, words="Attends", posts=posts, starts_on=START
        )
    assert problem.value.code == "series_withdrawn"


def test_edit_commitment_says_anew_what_is_meant_and_reorders_the_posts(coordinator, posts):
    commitment = AttendanceCommitmentFactory(posts=posts, certainty="assumed", note="Taken so.")
    changed = services.edit_commitment(
        commitment, by=coordinator, changes={"times": 2, "posts": posts[::-1]}, version=1
    )
    assert (changed.times, changed.certainty) == (2, "certain")
    assert "2 meetings a year" in changed.note
    assert [row.post for row in changed.commitment_posts.all()] == posts[::-1]
    assert {event.verb for event in events(changed)} == {
        "commitment edited",
        "commitment posts changed",
    }
    with pytest.raises(EditConflict):
        services.edit_commitment(commitment, by=coordinator, changes={"times": 3}, version=1)


def test_other_posts_alone_count_as_a_change_too(coordinator, posts):
    commitment = AttendanceCommitmentFactory(posts=posts)
    same = services.edit_commitment(commitment, by=coordinator, changes={"posts": posts})
    assert (same.version, events(same)) == (1, [])
    changed = services.edit_commitment(commitment, by=coordinator, changes={"posts": posts[:1]})
    assert changed.version == 2


def test_end_commitment_keeps_what_was_promised_until_then(coordinator, posts):
    commitment = AttendanceCommitmentFactory(posts=posts)
    with pytest.raises(ValidationError) as problem:
        services.end_commitment(
            commitment, by=coordinator, ends_on=START - DAY, reason="The forum closed"
        )
    assert codes(problem) == {"ends_before_start"}
    last = START + 30 * DAY
    ended = services.end_commitment(
        commitment, by=coordinator, ends_on=last, reason="The forum closed"
    )
    assert (ended.ends_on, ended.is_on(last), ended.is_on(last + DAY)) == (last, True, False)
    assert events(ended)[0].verb == "commitment ended"
    with pytest.raises(ValidationError) as problem:
        services.end_commitment(ended, by=coordinator, ends_on=last, reason="Again")
    assert problem.value.code == "ended_already"
