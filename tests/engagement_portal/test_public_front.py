"""The front page for everybody: only what the public may know, and only where it is switched on."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from meetings.models import Meeting
from tests.meetings.engagement.factories import (
    ConsultationFactory,
    HeardIssueFactory,
    IssueTellingFactory,
    KeyDecisionFactory,
)
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.objectives.plans import TODAY, noon
from tests.stakeholders.factories import OfficeFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
URL = reverse("public-front")
SECRET = "Zqxgeheim"


def days(count):
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture(autouse=True)
def office():
    with time_machine.travel(noon(TODAY), tick=False):
        yield OfficeFactory(public_page=True, contact_email="office@northmoor.example")


def told(**fields):
    fields = {"response": "A sign.", "published_at": noon(TODAY)} | fields
    issue = HeardIssueFactory(closed_at=noon(TODAY), heard_on=days(-9), **fields)
    IssueTellingFactory(issue=issue, told_on=TODAY, by=PersonFactory(name="Zqxperson"))
    return issue


@pytest.fixture
def forum():
    return ForumFactory(series=MeetingSeriesFactory(title="Open forum", open_to_public=True))


def words(client, url=URL):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_what_was_said_and_done_consultations_meetings_and_papers(client, forum):
    told(title="Speeding")
    ConsultationFactory(
        title="Council tax", opens_on=TODAY, closes_on=TODAY, website="https://say.example/tax"
    )
    MeetingFactory(
        forum=forum, held_on=days(3), starts_at=datetime.time(13), place="The Guildhall, Market"
    )

    page = words(client)

    for text in ("Speeding", "A sign.", "Council tax", "https://say.example/tax", "Open forum"):
        assert text in page
    for text in ("1pm", "The Guildhall, Market", "office@northmoor.example"):
        assert text in page
    for name in ("meetings:you-said", "reports:public-feed"):
        assert reverse(name) in page
    assert not client.cookies


def test_what_is_private_not_yet_or_no_longer_leaves_no_trace(client, forum):
    told(title="Zqxprivate", exempt_reason=SECRET)
    told(title="Zqxkept", published_at=None)
    told(title="Speeding", owner_post=PostFactory(title="Zqxpost"))
    day = {"opens_on": days(-1), "closes_on": days(1)}
    ConsultationFactory(title="Zqxone", exempt_reason=SECRET, **day)
    ConsultationFactory(title="Zqxtwo", withdrawn_at=noon(TODAY), **day)
    ConsultationFactory(title="Zqxthree", opens_on=days(-9), closes_on=days(-1))
    ConsultationFactory(title="Zqxfour", opens_on=days(1), closes_on=days(9))
    hidden = KeyDecisionFactory(title="Zqxdecision", exempt_reason=SECRET)
    ConsultationFactory(title="Zqxfive", decision=hidden, **day)
    shown = KeyDecisionFactory(title="Future of the police house")
    ConsultationFactory(title="Police house", decision=shown, **day)
    closed = ForumFactory(series=MeetingSeriesFactory(title="Zqxboard"))
    MeetingFactory(forum=closed, held_on=days(3))
    for fields in (
        {"exempt_reason": SECRET},
        {"openness": Meeting.Openness.PRIVATE},
        {"status": Meeting.Status.CANCELLED},
        {"held_on": days(-1)},
        {"held_on": days(100)},
    ):
        MeetingFactory(forum=forum, **{"held_on": days(3), "place": "Zqxroom"} | fields)
    MeetingFactory(forum=forum, held_on=days(4), place="The Guildhall")

    page = words(client)

    assert "zqx" not in page.lower()
    for text in ("Speeding", "Police house", "The Guildhall"):
        assert text in page


def test_switched_off_there_is_no_such_page_and_no_way_to_it(client, office):
    assert URL in words(client, reverse("stakeholders:sign-in"))
    office.public_page = False
    office.save()

    assert client.get(URL).status_code == 404
    assert URL not in words(client, reverse("stakeholders:sign-in"))


def test_empty_it_says_what_would_be_there(client):
    assert words(client).count("portal-empty") == 4


def test_it_takes_the_same_queries_for_any_number(client, forum, django_assert_num_queries):
    def add(number):
        told()
        ConsultationFactory(opens_on=TODAY, closes_on=TODAY, decision=KeyDecisionFactory())
        MeetingFactory(forum=forum, held_on=days(number))

    add(1)
    words(client)
    with django_assert_num_queries(QUERIES):
        words(client)
    add(2)
    add(3)
    with django_assert_num_queries(QUERIES):
        words(client)


QUERIES = 9
