"""What the home page says of meetings: those ahead, how the year went, what waits of them."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from meetings.models import Meeting, Recommendation
from tests.meetings.factories import (
    AttendanceCommitmentFactory,
    AttendanceFactory,
    FollowUpFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    RecommendationFactory,
)
from tests.objectives.plans import TODAY, noon
from tests.stakeholders.factories import PostFactory
from tests.world import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
HELD = Meeting.Status.HELD
PUBLISHED = "Late to be published, by law"
AT_RISK = "Promises of attendance at risk"


def days(count):
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def page_of(client, person):
    return sign_in(client, person).get(reverse("home"))


def groups(response):
    return {group.title: group.lines for group in response.context["needs"]}


def at_risk(**changes):
    """One meeting of the year is promised, none is planned, and the year is nearly over."""
    forum = ForumFactory(series=MeetingSeriesFactory(**changes))
    started = datetime.date(TODAY.year - 1, TODAY.month, TODAY.day) + datetime.timedelta(days=14)
    return AttendanceCommitmentFactory(
        series=forum.series, posts=[PostFactory()], starts_on=started, words="Once a year"
    )


def test_a_coordinator_sees_what_waits_of_meetings_and_where_to_go(client, coordinator):
    promise = at_risk(title="Force board")
    due = MeetingFactory(
        forum=ForumFactory(series=MeetingSeriesFactory(publishes=True)), held_on=TODAY
    )
    held = MeetingFactory(held_on=days(-20), status=HELD)
    MeetingFactory(held_on=days(-2))
    FollowUpFactory(meeting=held, due_on=days(-1))
    FollowUpFactory(meeting=held, due_on=TODAY)
    FollowUpFactory(meeting=held, due_on=days(-1), closed_at=noon(TODAY))
    RecommendationFactory(meeting=held)
    RecommendationFactory(meeting=held, answer=Recommendation.Answer.ACCEPTED)

    found = groups(page_of(client, coordinator))

    [risk] = found[AT_RISK]
    assert risk.words == "Force board: Once a year"
    assert risk.url == reverse("meetings:commitment-detail", args=[promise.pk])
    assert risk.note.endswith(f"by {days(13).day} {days(13):%B %Y}")
    [late] = found[PUBLISHED]
    assert late.url == reverse("meetings:meeting-detail", args=[due.pk])
    assert "time and place, agenda" in late.note
    assert [(line.words, line.url) for line in found["What meetings left to do"]] == [
        (
            "1 past meeting to be marked as held or cancelled",
            f"{reverse('meetings:meeting-past-list')}?status=planned",
        ),
        ("1 late action from meetings", f"{reverse('meetings:follow-up-list')}?late=on"),
        (
            "1 recommendation to be answered",
            f"{reverse('meetings:recommendation-list')}?answer=waiting",
        ),
    ]
    for line in found["What meetings left to do"]:
        assert client.get(line.url).status_code == 200


def test_how_the_year_went(client, coordinator, auditor):
    for on in (days(-10), days(-20), datetime.date(2020, 1, 1)):
        AttendanceFactory(meeting=MeetingFactory(held_on=on, status=HELD))
    MeetingFactory(held_on=days(-5), status=HELD)
    at_risk()

    for person in (coordinator, auditor):
        year = page_of(client, person).context["meetings_year"]
        assert (year["held"], year["attended"]) == (3, 2)
        assert year["promises"] == [{"code": "at_risk", "word": "At risk", "count": 1}]


def test_nothing_of_it_waits_where_all_is_well(client, coordinator):
    MeetingFactory(held_on=days(9))
    assert not groups(page_of(client, coordinator))


def test_the_page_takes_the_same_queries_for_any_number_of_meetings(
    client, coordinator, django_assert_num_queries
):
    def add():
        at_risk()
        held = MeetingFactory(
            forum=ForumFactory(series=MeetingSeriesFactory(publishes=True)),
            held_on=days(-40),
            status=HELD,
        )
        AttendanceFactory(meeting=held)
        FollowUpFactory(meeting=held, due_on=days(-1))
        RecommendationFactory(meeting=held)
        MeetingFactory(held_on=days(3))

    add()
    sign_in(client, coordinator)
    client.get(reverse("home"))
    with django_assert_num_queries(44) as few:
        client.get(reverse("home"))
    for _ in range(3):
        add()
    with django_assert_num_queries(len(few)):
        client.get(reverse("home"))
