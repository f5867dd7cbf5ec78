"""A plan's reminders in the browser: looked at before, turned on, tuned, paused."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from stakeholders.models import Digest, Event
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.world import sign_in

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

RULES = {
    "due_soon_days": 14,
    "due_soon_again_days": 3,
    "again_after_days": 7,
    "coordinator_after_days": 14,
    "escalation_after_days": 28,
    "review_interval": "quarterly",
    "round_opens_days": 14,
    "version": 1,
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def plan(coordinator, lead):
    plan = make_plan(coordinator)
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline="1 April 2025", posts=[post], text="Long overdue")
    return plan


def url(plan, name="plan-reminders"):
    return reverse(f"objectives:{name}", args=[plan.slug])


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def codes(response, field=None):
    return [error.code for error in response.context["form"].errors.as_data().get(field, [])]


def verbs(plan):
    return list(Event.objects.about(plan).values_list("verb", flat=True))


def read(plan):
    return type(plan).objects.get(pk=plan.pk)


def test_reminders_that_are_off_show_what_the_next_day_would_send(desk, plan, lead):
    page = desk.get(url(plan)).content.decode()

    assert "Reminders are off" in page
    assert "On Wednesday 4 March 2026 this would send 1 e-mail" in page
    assert lead.name in page
    assert "Long overdue" in page
    assert not Digest.objects.exists()


def test_another_day_can_be_looked_at(desk, plan):
    day = datetime.date(2026, 3, 6)

    page = desk.get(url(plan), boxes("on", day)).content.decode()

    assert "On Friday 6 March 2026 this would send 1 e-mail" in page


def test_a_day_off_says_when_it_goes(desk, plan):
    page = desk.get(url(plan), boxes("on", datetime.date(2026, 3, 7))).content.decode()

    assert "On Saturday 7 March 2026 nothing goes out" in page
    assert "Monday 9 March 2026" in page


def test_an_impossible_day_is_refused_beside_the_next_one(desk, plan):
    response = desk.get(url(plan), {"on_day": 31, "on_month": 2, "on_year": 2026})

    assert codes(response, "on") == ["invalid"]
    assert "Wednesday 4 March 2026" in response.content.decode()


def test_reminders_are_turned_on_from_the_day_that_was_looked_at(desk, plan):
    page = desk.get(url(plan, "plan-reminders-on"))
    assert "Long overdue" in page.content.decode()
    day = page.context["day"]

    response = desk.post(
        url(plan, "plan-reminders-on"), boxes("from_day", day) | {"seen": day.isoformat()}
    )

    assert response.status_code == 302
    assert read(plan).reminders_from == day == datetime.date(2026, 3, 4)
    assert "reminders turned on" in verbs(plan)


@pytest.mark.parametrize("seen", [{}, {"seen": "2026-03-04"}, {"seen": "nonsense"}])
def test_another_day_than_the_one_that_was_looked_at_is_shown_first(desk, plan, seen):
    day = datetime.date(2026, 3, 9)

    response = desk.post(url(plan, "plan-reminders-on"), boxes("from_day", day) | seen)

    assert response.context["day"] == day
    assert "On Monday 9 March 2026 this would send 1 e-mail" in response.content.decode()
    assert read(plan).reminders_from is None


def test_the_plans_page_says_that_reminders_are_still_to_come(desk, plan):
    type(plan).objects.update(reminders_from=datetime.date(2026, 3, 5))
    whole = desk.get(reverse("objectives:plan-detail", args=[plan.slug])).content.decode()
    assert "Reminders: on from 5 March 2026" in whole


def test_reminders_can_not_begin_in_the_past(desk, plan):
    day = datetime.date(2020, 1, 1)

    response = desk.post(
        url(plan, "plan-reminders-on"), boxes("from_day", day) | {"seen": day.isoformat()}
    )

    assert codes(response, "from_day") == ["too_early"]


def test_reminders_are_turned_off(desk, plan, coordinator):
    type(plan).objects.update(reminders_from=TODAY)

    desk.post(url(plan, "plan-reminders-off"))

    assert read(plan).reminders_from is None
    assert "reminders turned off" in verbs(plan)


def test_the_rules_numbers_are_changed(desk, plan):
    numbers = RULES | {"due_soon_days": 21, "coordinator_after_days": 10, "round_opens_days": ""}

    response = desk.post(url(plan, "plan-reminder-rules"), numbers)

    assert response.status_code == 302
    changed = read(plan)
    assert (changed.due_soon_days, changed.coordinator_after_days) == (21, 10)
    assert changed.round_opens_days is None
    assert "reminder rules changed" in verbs(plan)
    assert "21 days before the date" in desk.get(url(plan)).content.decode()


def test_a_changed_interval_moves_when_updates_are_due(desk, plan, coordinator):
    action = make_action(plan, coordinator, deadline="Ongoing")
    assert action.next_update_due_on == datetime.date(2025, 7, 1)

    desk.post(url(plan, "plan-reminder-rules"), RULES | {"review_interval": "monthly"})

    action.refresh_from_db()
    assert action.next_update_due_on == datetime.date(2025, 5, 1)


@pytest.mark.parametrize(
    ("numbers", "field", "code"),
    [
        ({"due_soon_again_days": 14}, "due_soon_again_days", "not_later"),
        ({"due_soon_again_days": 20}, "due_soon_again_days", "not_later"),
        ({"escalation_after_days": 14}, "escalation_after_days", "not_later"),
        ({"again_after_days": 0}, "again_after_days", "min_value"),
        ({"coordinator_after_days": 0}, "coordinator_after_days", "min_value"),
        ({"due_soon_days": "two"}, "due_soon_days", "invalid"),
        ({"due_soon_days": ""}, "due_soon_days", "required"),
        ({"due_soon_days": 366}, "due_soon_days", "max_value"),
        ({"round_opens_days": -1}, "round_opens_days", "min_value"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(desk, plan, numbers, field, code):
    response = desk.post(url(plan, "plan-reminder-rules"), RULES | numbers)

    assert (response.status_code, codes(response, field)) == (422, [code])
    assert read(plan).version == plan.version


def test_rules_can_be_tried_with_nothing_kept(desk, plan, coordinator, lead):
    """Thirty days before a date that is three weeks off: one more action in the e-mail."""
    post = lead.holdings.get().post
    make_action(
        plan,
        coordinator,
        deadline="24 March 2026",
        posts=[post],
        text="Ask a school",
        reported=TODAY,
    )
    type(plan).objects.update(reminders_from=TODAY)
    before, log = read(plan), Event.objects.count()

    response = desk.post(
        url(plan, "plan-reminder-rules"), RULES | {"due_soon_days": 30, "try": "1"}
    )

    assert response.status_code == 200
    page = response.content.decode()
    assert "Nothing is saved yet" in page
    assert "Ask a school" in page
    assert 'value="30"' in page
    assert read(plan).due_soon_days == before.due_soon_days == 14
    assert (read(plan).version, Event.objects.count()) == (before.version, log)
    assert "Ask a school" not in desk.get(url(plan)).content.decode()


def test_rules_that_somebody_else_changed_meanwhile_are_shown(desk, plan):
    desk.post(url(plan, "plan-reminder-rules"), RULES | {"due_soon_days": 21})

    response = desk.post(url(plan, "plan-reminder-rules"), RULES | {"due_soon_days": 28})

    assert response.status_code == 409
    assert read(plan).due_soon_days == 21


def test_reminders_are_paused_and_the_pause_is_ended(desk, plan):
    type(plan).objects.update(reminders_from=datetime.date(2025, 4, 1))
    fields = boxes("until", datetime.date(2026, 3, 20)) | {"reason": "The office moves"}

    desk.post(url(plan, "plan-reminders-pause"), fields)

    page = desk.get(url(plan)).content.decode()
    assert "Reminders are paused until Friday 20 March 2026" in page
    assert "The office moves" in page
    assert "On Monday 23 March 2026 this sends 1 e-mail" in page
    page = desk.get(url(plan), boxes("on", datetime.date(2026, 3, 19))).content.decode()
    assert "On Thursday 19 March 2026 nothing goes out" in page
    assert "Nobody owes" not in page
    whole = desk.get(reverse("objectives:plan-detail", args=[plan.slug])).content.decode()
    assert "Reminders: paused until 20 March 2026" in whole
    desk.post(url(plan, "plan-reminders-resume"))
    assert read(plan).reminders_from == TODAY
    assert {"reminders paused", "reminders resumed"} <= set(verbs(plan))


@pytest.mark.parametrize(
    ("until", "field", "code"),
    [(datetime.date(2026, 3, 2), "until", "pause_over"), (None, "until", "required")],
)
def test_a_pause_needs_a_last_day_to_come(desk, plan, until, field, code):
    type(plan).objects.update(reminders_from=TODAY)
    fields = {"reason": "The office moves"} | (boxes("until", until) if until else {})

    response = desk.post(url(plan, "plan-reminders-pause"), fields)

    assert codes(response, field) == [code]
    assert read(plan).paused_until is None


def test_what_is_off_is_not_paused_and_what_runs_is_not_resumed(desk, plan):
    fields = boxes("until", datetime.date(2026, 3, 20)) | {"reason": "The office moves"}
    response = desk.post(url(plan, "plan-reminders-pause"), fields)
    assert codes(response, "__all__") == ["reminders_off"]

    type(plan).objects.update(reminders_from=TODAY)
    response = desk.post(url(plan, "plan-reminders-resume"))
    assert codes(response, "__all__") == ["not_paused"]


def test_each_line_of_a_preview_says_what_happens_next(desk, plan, coordinator, lead):
    director = PostHoldingFactory(post=PostFactory(title="Director"))
    manager = PostHoldingFactory(post=PostFactory(title="Engagement Manager"))
    type(plan).objects.update(
        coordinator_post=manager.post, escalation_post=director.post, reminders_from=TODAY
    )

    page = desk.get(url(plan)).content.decode()

    assert (
        "If there is no update before Tuesday 17 March 2026, the Engagement Manager is told."
        in page
    )
