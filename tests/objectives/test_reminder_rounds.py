"""What an update round asks of whom, as a reminder: from which day, once, and again when it was
sent back with a question."""

from datetime import date, timedelta

import pytest

from actionplans.quarters import Quarter
from objectives import reminders
from objectives.models import NotMine
from objectives.services import close_round, open_round, record_update, send_back
from stakeholders import reminding
from stakeholders.models import DigestItem
from tests.stakeholders.factories import PostHoldingFactory

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = timedelta(days=1)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=date(2025, 4, 1), review_interval="annually")


@pytest.fixture
def action(plan, coordinator, lead):
    return make_action(plan, coordinator, posts=[lead.holdings.get().post])


@pytest.fixture
def round(plan, action, coordinator):
    return open_round(plan, quarter=Quarter.containing(TODAY), by=coordinator, at=noon(TODAY))


def say(action, at, **fields):
    words = {"status": "in_progress", "rag": "green", "comment": "The hall is booked"}
    return record_update(action=action, by=None, at=at, **(words | fields))


def asked(on=TODAY):
    return [item.person_id for item in reminders.owed(on) if item.rule == "round_request"]


def sent(on):
    """What the run of a day sends of the round."""
    before = set(DigestItem.objects.values_list("pk", flat=True))
    reminding.run(on)
    rows = DigestItem.objects.exclude(pk__in=before).filter(withdrawn_because="")
    return [row.object_id for row in rows if row.rule == "round_request"]


def test_each_lead_gets_one_request(round, action, mailoutbox):
    assert [sent(TODAY + day * DAY) for day in range(3)] == [[action.pk], [], []]
    assert len(mailoutbox) == 1


def test_who_answered_or_was_never_asked_hears_nothing(plan, round, action, lead, coordinator):
    assert asked(TODAY - DAY) == []
    assert asked() == [lead.pk]
    say(action, noon(TODAY) + timedelta(hours=1))
    assert asked() == []


def test_what_a_file_brought_in_is_no_answer(round, action, lead):
    say(action, noon(TODAY) + timedelta(hours=1), kind="imported")
    assert asked() == [lead.pk]


def test_after_the_close_nobody_is_asked(round, action, coordinator):
    close_round(round, by=coordinator, at=noon(TODAY) + timedelta(hours=1))
    assert asked() == []


def test_a_question_is_mailed_also_on_the_day_that_the_request_went_out(
    round, action, coordinator, mailoutbox
):
    """Answered and sent back within the hour: the lead hears of it on the next working day."""
    assert sent(TODAY) == [action.pk]
    say(action, noon(TODAY) + timedelta(hours=1))
    later = noon(TODAY) + timedelta(hours=2)
    send_back(round, action=action, question="Which hall?", by=coordinator, at=later)

    assert sent(TODAY) == []
    assert sent(TODAY + DAY) == [action.pk]
    assert "Sent back with a question: Which hall?" in mailoutbox[-1].body
    assert sent(TODAY + 2 * DAY) == []


def test_a_complete_action_that_was_sent_back_is_asked_about(
    round, action, coordinator, lead, mailoutbox
):
    say(action, noon(TODAY) + timedelta(hours=1), status="complete", rag="", completed_on=TODAY)
    assert asked(TODAY + DAY) == []
    later = noon(TODAY + DAY)
    send_back(round, action=action, question="Who came?", by=coordinator, at=later)

    assert {item.rule for item in reminders.owed(TODAY + DAY)} == {"round_request"}
    assert sent(TODAY + DAY) == [action.pk]
    assert "Who came?" in mailoutbox[-1].body


def test_after_a_pause_the_request_is_owed_anew(plan, round, action, mailoutbox):
    """No rung counts time before the end of a pause (decision 11)."""
    assert sent(TODAY) == [action.pk]
    type(plan).objects.update(paused_until=TODAY + 3 * DAY)

    assert [sent(TODAY + day * DAY) for day in (1, 3, 6, 7)] == [[], [], [action.pk], []]


def test_a_press_asks_of_its_own_round_and_nothing_else(plan, round, action, coordinator, lead):
    """The action is overdue as well: the day's own mail says so."""
    late = make_action(
        plan, coordinator, deadline="2 March 2026", posts=[PostHoldingFactory().post], number="2"
    )
    other = make_plan(coordinator, reminders_from=date(2025, 4, 1))
    make_action(other, coordinator, posts=[lead.holdings.get().post])
    open_round(other, quarter=Quarter.containing(TODAY), by=coordinator, at=noon(TODAY))

    items = list(reminders.round_requests(round, TODAY + DAY))

    assert {item.rule for item in items} == {"round_request"}
    assert {item.object_id for item in items} == {action.pk, late.pk}


def test_while_it_is_asked_whose_it_is_the_coordinator_is_asked(
    plan, round, action, coordinator, lead
):
    post = lead.holdings.get().post
    NotMine.objects.create(action=action, post=post, by=lead, asked_at=noon(TODAY))
    (item,) = reminders.owed(TODAY)
    assert (item.person_id, item.because) == (coordinator.pk, "not_mine")
