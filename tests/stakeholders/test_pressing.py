"""Reminders that somebody presses for: once, beside the day's own, and never lost."""

import datetime
from datetime import timedelta

import pytest
from django.utils import timezone

from stakeholders import reminding, tasks
from stakeholders.models import Digest, Event
from stakeholders.reminding.sources import Owed
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import PostHoldingFactory

pytestmark = pytest.mark.django_db
SATURDAY = datetime.date(2026, 3, 7)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=datetime.date(2025, 4, 1))


@pytest.fixture
def owed(plan, coordinator):
    """What two people owe: one of them two updates."""
    first, second = PostHoldingFactory(), PostHoldingFactory()
    for post in (first.post, first.post, second.post):
        make_action(plan, coordinator, deadline="2 March 2026", posts=[post])
    return [item for items in reminding.work_out(TODAY).values() for item in items]


@pytest.fixture
def queued(monkeypatch):
    """What was handed to the broker, which no worker reads."""
    found = []
    monkeypatch.setattr(tasks.send_pressed, "delay", found.append)
    return found


def press(owed, by, on=TODAY):
    return reminding.press(owed, by=by, on=on)


def test_each_person_gets_one_mail_and_the_log_says_who_asked(
    owed, coordinator, queued, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert press(owed, coordinator) == 2
    (keys,) = queued
    reminding.send_pressed(keys, on=TODAY)

    assert sorted(len(message.to) for message in mailoutbox) == [1, 1]
    digests = Digest.objects.filter(kind="pressed", asked_by=coordinator, status="sent")
    assert sorted(digest.items.count() for digest in digests) == [1, 2]
    events = Event.objects.filter(verb="reminder asked for", actor=coordinator)
    assert {event.object_id for event in events} == {digest.pk for digest in digests}


def test_nothing_is_queued_before_the_commit(owed, coordinator, queued):
    press(owed, coordinator)

    assert queued == []


def test_a_second_press_on_the_same_day_mails_nobody_again(owed, coordinator, queued):
    assert press(owed, coordinator) == 2
    assert press(owed, coordinator) == 0
    assert press(owed, coordinator, on=TODAY + timedelta(days=1)) == 2


def test_what_failed_can_be_pressed_for_again(owed, coordinator, queued):
    press(owed, coordinator)
    Digest.objects.update(status=Digest.Status.FAILED)

    assert press(owed, coordinator) == 2


def test_the_timed_run_does_not_repeat_what_a_press_has_sent(owed, coordinator, queued, mailoutbox):
    press(owed, coordinator)
    reminding.send_pressed(list(Digest.objects.values_list("pk", flat=True)), on=TODAY)

    assert reminding.run(TODAY).sent == []
    assert reminding.run(TODAY + timedelta(days=6)).sent == []
    assert len(reminding.run(TODAY + timedelta(days=7)).sent) == 2


def test_a_press_comes_beside_the_days_own_mail(owed, coordinator, queued, mailoutbox):
    reminding.run(TODAY)
    press(owed, coordinator)
    reminding.send_pressed(list(Digest.objects.values_list("pk", flat=True)), on=TODAY)

    assert len(mailoutbox) == 4
    assert len({message.message()["Message-ID"] for message in mailoutbox}) == 4


def test_what_a_dead_broker_lost_is_swept(
    owed, coordinator, mailoutbox, broker_down, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        reminding.press(owed, by=coordinator, on=TODAY, at=noon(TODAY))

    assert reminding.sweep(noon(TODAY) + timedelta(minutes=1)).sent == []
    assert len(reminding.sweep(noon(TODAY) + timedelta(minutes=3)).sent) == 2
    assert reminding.sweep(noon(TODAY) + timedelta(minutes=8)).sent == []


def test_the_next_timed_run_sends_what_waits_too(owed, coordinator, queued, mailoutbox):
    press(owed, coordinator)

    assert len(reminding.run(TODAY).sent) == 2
    assert {digest.kind for digest in Digest.objects.all()} == {"pressed"}


def test_nothing_goes_out_on_a_day_off_and_all_of_it_on_the_next(
    owed, coordinator, queued, mailoutbox, django_capture_on_commit_callbacks
):
    assert reminding.sending_day(SATURDAY) == datetime.date(2026, 3, 9)
    with django_capture_on_commit_callbacks(execute=True):
        reminding.press(owed, by=coordinator, on=SATURDAY, at=noon(SATURDAY))

    assert queued == []
    assert reminding.sweep(noon(SATURDAY)).sent == []
    assert reminding.run(SATURDAY).sent == []
    monday = noon(datetime.date(2026, 3, 9))
    assert len(reminding.sweep(monday).sent) == 2


def test_what_waited_over_a_whole_working_day_is_withdrawn(owed, coordinator, queued, mailoutbox):
    press(owed, coordinator)
    pressed = Digest.objects.filter(kind="pressed")

    reminding.sweep(noon(TODAY + timedelta(days=2)))

    assert {digest.status for digest in pressed} == {"withdrawn"}
    assert mailoutbox == []


def test_pressing_takes_the_same_number_of_queries_for_any_number_of_people(
    coordinator, queued, django_assert_max_num_queries
):
    people = [PostHoldingFactory().person for _ in range(30)]
    items = [
        Owed(
            person_id=person.pk,
            address=person.email,
            source="action",
            object_id=number,
            plan_id=1,
            rule="round_request",
            ground="round 1",
            rung=TODAY,
        )
        for person in people
        for number in range(3)
    ]

    with django_assert_max_num_queries(10):
        assert reminding.press(items, by=coordinator, on=TODAY) == 30


def test_a_press_is_sent_by_a_real_worker(
    transactional_db, plan, smtp_sink, celery_worker, coordinator, lead
):
    today = timezone.localdate()
    make_action(plan, coordinator, deadline="1 April 2025", posts=[lead.holdings.get().post])
    day = reminding.sending_day(today)
    owed = reminding.work_out(day)[lead.pk]
    celery_worker.start()

    assert reminding.press(owed, by=coordinator, on=today) == 1

    if day == today:
        celery_worker.wait_for(lambda: smtp_sink.to(lead.email))
