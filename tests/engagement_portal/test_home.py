"""The home page by role: what needs you, how the plans stand, what is new, what lies ahead."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from actionplans.services import close_plan
from meetings.models import Meeting
from objectives.services import approve_plan, ask_for_new_date
from stakeholders.models import Digest
from tests.meetings.factories import MeetingFactory
from tests.objectives.factories import ObjectiveFactory
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import (
    GovernanceBodyFactory,
    PostFactory,
    PostHoldingFactory,
    UserFactory,
)
from tests.world import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator)


def page_of(client, person):
    return sign_in(client, person).get(reverse("home"))


def groups(response):
    return {group.title: group.lines for group in response.context["needs"]}


def test_a_coordinator_sees_what_waits_and_where_to_go(client, plan, coordinator, lead):
    vacant = PostFactory(title="Head of Faith")
    late = make_action(plan, coordinator, deadline="1 February 2026", posts=[vacant])
    asked = ask_for_new_date(
        late, by=lead, due_on=datetime.date(2026, 6, 30), reason="Late hall", at=noon(TODAY)
    )
    Digest.objects.create(
        person=lead,
        on=TODAY,
        address=lead.email,
        status=Digest.Status.FAILED,
        problem="The mail server refused it: 550 No such mailbox",
        batch="00000000-0000-0000-0000-000000000001",
        decided_at=noon(TODAY),
    )

    response = page_of(client, coordinator)

    found = groups(response)
    assert [line.url for line in found["New dates asked for"]] == [
        reverse("objectives:date-request-answer", args=[asked.pk])
    ]
    (line,) = found["Vacant posts that lead open actions"]
    assert (line.words, line.note) == ("Head of Faith", "1 open action of Listening plan")
    assert f"lead={vacant.pk}" in line.url
    assert "550" in found["Reminders that did not arrive for certain"][0].note
    page = response.content.decode()
    assert "30 days late" in page
    assert "Head of Faith (vacant)" in page


def test_nothing_that_waits_says_so(client, plan, coordinator):
    assert "Nothing waits for you." in page_of(client, coordinator).content.decode()


def test_the_figures_add_up_over_the_objectives(client, plan, coordinator):
    make_action(plan, coordinator, deadline="1 February 2026")
    make_action(plan, coordinator, deadline="Ongoing", reported=TODAY)

    (position,) = page_of(client, coordinator).context["positions"]

    assert position.total == 2
    assert [(part["code"], part["count"]) for part in position.figures] == [
        ("overdue", 1),
        ("on_track", 1),
    ]
    assert sum(bar["total"] for bar in position.bars) == position.total


def test_a_lead_is_told_what_to_answer_and_sees_no_exempt_row(client, plan, coordinator, lead):
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline="1 February 2026", posts=[post])
    secret = make_action(
        plan,
        coordinator,
        deadline="1 January 2026",
        text="Quietly",
        exempt_reason="Names a person",
        reported=datetime.date(2026, 2, 1),
    )
    ObjectiveFactory(plan=plan, title="A quiet aim", exempt_reason="A trial")

    response = page_of(client, lead)

    assert "A quiet aim" not in response.content.decode()
    assert len(response.context["work"].overdue) == 1
    assert "Answer now" in response.content.decode()
    assert response.context["positions"][0].total == 1
    assert secret.text not in response.content.decode()
    assert "needs" not in response.context


def test_meetings_ahead_are_the_next_ones_planned(client, coordinator):
    MeetingFactory(held_on=TODAY - datetime.timedelta(days=1))
    ahead = [MeetingFactory(held_on=TODAY + datetime.timedelta(days=days)) for days in (9, 2)]
    MeetingFactory(held_on=TODAY, status=Meeting.Status.CANCELLED)

    shown = page_of(client, coordinator).context["meetings"]

    assert list(shown) == ahead[::-1]


def test_a_panel_member_sees_papers_and_nothing_of_the_plan(
    client, plan, coordinator, panel_member
):
    make_action(plan, coordinator, deadline="1 February 2026", text="Visit a market")

    page = page_of(client, panel_member).content.decode()

    assert "No papers have been published to your body yet." in page
    assert "Visit a market" not in page
    assert plan.title not in page


def test_somebody_without_a_role_is_told_whom_to_ask(client, outsider):
    assert "Your account has no role yet." in page_of(client, outsider).content.decode()


def test_an_administrator_is_led_to_the_people(client, administrator):
    page = page_of(client, administrator).content.decode()

    assert reverse("stakeholders:person-list") in page


def test_the_page_takes_the_same_queries_for_any_number_of_actions(
    client, plan, coordinator, django_assert_num_queries
):
    def add():
        posts = [PostHoldingFactory().post, PostFactory()]
        make_action(
            plan,
            coordinator,
            deadline="1 February 2026",
            posts=posts,
            reported=datetime.date(2026, 2, 1),
        )

    add()
    sign_in(client, coordinator)
    client.get(reverse("home"))
    with django_assert_num_queries(40) as few:
        client.get(reverse("home"))
    for _ in range(4):
        add()
    with django_assert_num_queries(len(few)):
        client.get(reverse("home"))


def test_an_administrator_sees_posts_to_fill_and_invitations_not_taken_up(client, administrator):
    vacant = PostFactory(title="Head of Faith")
    invited = UserFactory(person__name="Nora Newcomer", invited_at=noon(TODAY))
    invited.set_unusable_password()
    invited.save()

    response = page_of(client, administrator)

    found = groups(response)
    assert [line.words for line in found["Vacant posts"]] == [vacant.title]
    assert [line.words for line in found["Invited, not yet signed in"]] == ["Nora Newcomer"]
    assert "positions" not in response.context
    assert "plans yet" not in response.content.decode()


def test_plans_with_late_actions_come_first(client, plan, coordinator):
    make_action(plan, coordinator, deadline="1 February 2026")
    make_plan(coordinator, starts_on=datetime.date(2025, 9, 1))

    positions = page_of(client, coordinator).context["positions"]

    assert [position.overdue for position in positions] == [1, 0]


def test_everything_that_waits_can_be_reached(client, plan, coordinator, lead):
    asked = [
        ask_for_new_date(
            make_action(plan, coordinator, deadline="1 February 2026"),
            by=lead,
            due_on=datetime.date(2026, 6, 30),
            reason="Late hall",
            at=noon(TODAY),
        )
        for _ in range(7)
    ]

    page = page_of(client, coordinator).content.decode()

    assert "2 more" in page
    for request in asked:
        assert reverse("objectives:date-request-answer", args=[request.pk]) in page


def test_a_plan_with_late_actions_is_not_pushed_out_by_newer_ones(client, plan, coordinator):
    make_action(plan, coordinator, deadline="1 February 2026")
    newer = [make_plan(coordinator, starts_on=datetime.date(2026, 1, day)) for day in (1, 2, 3)]
    make_action(newer[0], coordinator, deadline="Ongoing")

    response = page_of(client, coordinator)

    shown = [position.plan for position in response.context["positions"]]
    assert shown == [plan, newer[0], newer[2]]
    assert "1 more plan" in response.content.decode()


def test_nothing_is_asked_about_a_closed_plan(client, plan, coordinator, lead):
    late = make_action(
        plan, coordinator, deadline="1 February 2026", posts=[lead.holdings.get().post]
    )
    ask_for_new_date(
        late, by=lead, due_on=datetime.date(2026, 6, 30), reason="Late hall", at=noon(TODAY)
    )
    approve_plan(plan, by=coordinator, body=GovernanceBodyFactory(), decided_on=TODAY)
    close_plan(plan, by=coordinator, reason="A new plan began")

    for person in (coordinator, lead):
        response = page_of(client, person)
        assert response.context["positions"] == []
        assert response.context["overdue_count"] == 0
        assert not response.context.get("needs")
        assert "No plan is running" in response.content.decode()
    assert page_of(client, lead).context["work"].waiting == 0


def test_a_coordinator_whose_post_leads_nothing_is_not_told_so(client, plan, coordinator):
    PostHoldingFactory(person=coordinator)
    assert "work" not in page_of(client, coordinator).context
