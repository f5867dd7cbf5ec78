"""What the home page says of engagement: whom nobody heard, which loops are open, what is owed."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from tests.meetings.engagement.factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    EngagementMethodFactory,
    HeardIssueFactory,
)
from tests.objectives.followed_factories import (
    MeasureFactory,
    MeasureTargetFactory,
    ReadingFactory,
    RiskFactory,
    RiskReviewFactory,
)
from tests.objectives.plans import TODAY, noon
from tests.stakeholders.directory_factories import CommunityGroupFactory, ContactFactory
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.world import sign_in

pytestmark = pytest.mark.django_db
LEFT, UNHEARD = "What engagement left to do", "Priority groups not heard for longest"


def days(count):
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def page_of(client, person):
    return sign_in(client, person).get(reverse("home"))


def lines_of(response, name):
    return {group.title: group.lines for group in response.context.get(name) or ()}


def measure(*, value="50", **fields):
    """Its trajectory was at 65 when it was read."""
    made = MeasureFactory(first_on=days(-200), ready_days=10, every_months=3, **fields)
    for on, number in ((days(-200), "60"), (days(-108), value)):
        ReadingFactory(measure=made, on=on, value=number, recorded_at=noon(days(-100)))
    MeasureTargetFactory(measure=made, on=days(-16), value=70, recorded_at=noon(days(-300)))
    return made


def test_a_coordinator_sees_what_waits_of_engagement_and_where_to_go(client, coordinator):
    post = PostFactory()
    HeardIssueFactory(heard_on=days(-9), title="Nobody’s")
    HeardIssueFactory(heard_on=days(-9), response="Done", owner_post=post, title="Somebody’s")
    HeardIssueFactory(heard_on=days(-9), response="Done", closed_at=noon(TODAY))
    EngagementActivityFactory(held_on=days(-1), status="planned")
    EngagementActivityFactory(held_on=TODAY, status="planned")
    ContactFactory(review_on=TODAY)
    ContactFactory(review_on=days(1))
    closes = ConsultationFactory(opens_on=days(-9), closes_on=days(7))
    ConsultationFactory(opens_on=days(-9), closes_on=days(8))
    ConsultationFactory(opens_on=days(-9), closes_on=days(2), withdrawn_at=noon(TODAY))
    risk = RiskFactory(review_on=TODAY, created_at=noon(TODAY))
    RiskReviewFactory(risk=risk, review_on=TODAY, recorded_at=noon(TODAY))
    RiskFactory(review_on=days(1))
    due = measure()

    found = lines_of(page_of(client, coordinator), "needs")

    assert [(line.words, line.url) for line in found[LEFT]] == [
        ("1 issue that nobody answers for", f"{reverse('meetings:issue-list')}?owner=null"),
        (
            "1 answered issue that people were not told about",
            f"{reverse('meetings:issue-list')}?state=untold",
        ),
        (
            "1 planned activity to be marked as done or cancelled",
            f"{reverse('meetings:activity-list')}?status=unconfirmed",
        ),
        ("1 contact to look at again", f"{reverse('stakeholders:contact-list')}?due=on"),
    ]
    assert [line.url for title in WAITING for line in found[title]] == [
        reverse("meetings:consultation-detail", args=[closes.pk]),
        reverse("objectives:measure-detail", args=[due.pk]),
        reverse("objectives:risk-detail", args=[risk.pk]),
    ]
    nobodys = client.get(found[LEFT][0].url).content.decode()
    assert ("Nobody’s" in nobodys, "Somebody’s" in nobodys) == (True, False)
    for group in (LEFT, *WAITING):
        for line in found[group]:
            assert client.get(line.url).status_code == 200, line.url


WAITING = ("Consultations that close within a week", "Readings due", "Risks to look at again")


def test_priority_groups_not_heard_for_longest_stand_first(client, coordinator, auditor):
    """Merged groups count for the other one; who was only told was not heard."""
    never = CommunityGroupFactory(name="Never", priority=True)
    long_ago = CommunityGroupFactory(name="Long ago", priority=True)
    lately = CommunityGroupFactory(name="Lately", priority=True)
    merged = CommunityGroupFactory(name="Merged", priority=True, merged_into=lately)
    CommunityGroupFactory(name="No priority")
    newsletter = EngagementMethodFactory(title="Newsletter", listens=False)
    EngagementActivityFactory(held_on=days(-400), groups=[long_ago])
    EngagementActivityFactory(held_on=days(-3), groups=[merged])
    EngagementActivityFactory(held_on=days(-3), groups=[never], method=newsletter)
    EngagementActivityFactory(held_on=days(-3), groups=[never], status="planned")

    for person in (coordinator, auditor):
        response = page_of(client, person)
        found = lines_of(response, "engagement")[UNHEARD]
        assert [line.words for line in found] == ["Never", "Long ago"]
        assert found[0].note == "not heard yet"
        assert reverse("meetings:grid") in response.content.decode()


def test_loops_open_longest_and_measures_off_their_trajectory(client, coordinator):
    for age in (3, 2, 1, 0):
        HeardIssueFactory(heard_on=days(-age), title=f"Heard {age}")
    off = measure(title="Off")
    measure(title="Well", value="66")

    found = lines_of(page_of(client, coordinator), "engagement")

    loops = found["Loops open longest"]
    assert [line.words for line in loops] == ["Heard 3", "Heard 2", "Heard 1"]
    assert loops[-1].note == "heard 1 day ago, not answered"
    [line] = found["Measures off their trajectory"]
    assert line.url == reverse("objectives:measure-detail", args=[off.pk])


def test_a_lead_sees_their_own_alone(client, lead):
    lead_post = lead.holdings.get().post
    mine = HeardIssueFactory(owner_post=lead_post, title="Mine", heard_on=days(-3))
    HeardIssueFactory(owner_post=PostFactory(), title="Another's", heard_on=days(-3))
    CommunityGroupFactory(priority=True)
    due = measure(owner_post=lead_post)
    measure()
    going = EngagementActivityFactory(held_on=days(3), status="planned", posts=[lead_post])
    EngagementActivityFactory(held_on=days(3), status="planned")

    found = lines_of(page_of(client, lead), "engagement")

    assert {title: [line.url for line in lines] for title, lines in found.items()} == {
        "Issues for you to answer": [reverse("meetings:issue-detail", args=[mine.pk])],
        "Readings for you to give": [reverse("objectives:measure-detail", args=[due.pk])],
        "Your engagement ahead": [reverse("meetings:activity-detail", args=[going.pk])],
    }
    for lines in found.values():
        assert client.get(lines[0].url).status_code == 200


def test_nothing_of_it_stands_there_where_nothing_waits(client, coordinator):
    response = page_of(client, coordinator)
    assert not lines_of(response, "engagement")
    assert not lines_of(response, "needs")


def test_the_page_takes_the_same_queries_for_any_number(
    client, coordinator, django_assert_num_queries
):
    post = PostFactory()
    PostHoldingFactory(post=post, person=coordinator)

    def add():
        group = CommunityGroupFactory(priority=True)
        EngagementActivityFactory(held_on=days(-400), groups=[group])
        EngagementActivityFactory(held_on=days(3), status="planned", posts=[post])
        EngagementActivityFactory(held_on=days(-3), status="planned")
        HeardIssueFactory(owner_post=post, heard_on=days(-3))
        ConsultationFactory(opens_on=days(-9), closes_on=days(2))
        measure(owner_post=post)
        RiskFactory(review_on=TODAY)

    add()
    page_of(client, coordinator)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("home"))
    add()
    add()
    with django_assert_num_queries(QUERIES):
        client.get(reverse("home"))


QUERIES = 48
