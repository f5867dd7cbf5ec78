"""The ladder: lead, coordinator, escalation post; the plan's own numbers; pauses and questions."""

from datetime import date, timedelta

import pytest

from actionplans.services import pause_reminders, resume_reminders
from objectives import reminders
from objectives.models import NotMine
from objectives.services import record_update, set_leads
from stakeholders.models import Digest, DigestItem
from stakeholders.reminding.sources import Gone
from tests.stakeholders.factories import (
    AbsenceFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def director():
    return PostHoldingFactory(post=PostFactory(title="Director"))


@pytest.fixture
def manager():
    return PostHoldingFactory(post=PostFactory(title="Engagement Manager"))


@pytest.fixture
def plan(coordinator, manager, director):
    return make_plan(
        coordinator,
        reminders_from=date(2025, 4, 1),
        review_interval="annually",
        coordinator_post=manager.post,
        escalation_post=director.post,
    )


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


def day(days):
    due = TODAY + timedelta(days=days)
    return f"{due.day} {due:%B %Y}"


def told(on=TODAY):
    """{rule: people} that stand on the day."""
    found = {}
    for item in reminders.owed(on):
        found.setdefault(item.rule, []).append(item.person_id)
    return found


def line(on=TODAY, rule="overdue"):
    item = next(item for item in reminders.owed(on) if item.rule == rule)
    row = DigestItem(
        digest=Digest(person_id=item.person_id, on=on),
        object_id=item.object_id,
        rule=item.rule,
        ground=item.ground,
        because=item.because,
        post_id=item.post_id,
    )
    ((_, described),) = reminders.describe([row], on)
    return row, described


def change(plan, **fields):
    type(plan).objects.filter(pk=plan.pk).update(**fields)


@pytest.mark.parametrize(
    ("due_in", "rules"),
    [
        (-1, {"overdue"}),
        (-13, {"overdue"}),
        (-14, {"overdue", "escalated_coordinator"}),
        (-27, {"overdue", "escalated_coordinator"}),
        (-28, {"overdue", "escalated_coordinator", "escalated_post"}),
        (-100, {"overdue", "escalated_coordinator", "escalated_post"}),
    ],
)
def test_who_is_told_as_lateness_grows(
    plan, post, lead, manager, director, coordinator, due_in, rules
):
    make_action(plan, coordinator, deadline=day(due_in), posts=[post])

    people = {
        "overdue": lead.pk,
        "escalated_coordinator": manager.person_id,
        "escalated_post": director.person_id,
    }
    assert told() == {rule: [people[rule]] for rule in rules}


@pytest.mark.parametrize(
    ("field", "value", "due_in", "rule", "stands"),
    [
        ("due_soon_days", 30, 30, "due_soon", True),
        ("due_soon_days", 30, 31, "due_soon", False),
        ("due_soon_again_days", 5, 5, "due_soon", True),
        ("coordinator_after_days", 5, -5, "escalated_coordinator", True),
        ("coordinator_after_days", 5, -4, "escalated_coordinator", False),
        ("escalation_after_days", 20, -20, "escalated_post", True),
        ("escalation_after_days", 20, -19, "escalated_post", False),
    ],
)
def test_the_numbers_are_the_plans_own(plan, post, coordinator, field, value, due_in, rule, stands):
    change(plan, **{field: value})
    make_action(plan, coordinator, deadline=day(due_in), posts=[post])

    standing = {item.rule: item.rung for item in reminders.owed(TODAY)}

    assert (standing.get(rule) == TODAY) is stands


@pytest.mark.parametrize(("again", "rung_in"), [(7, -1), (10, -8), (14, -8)])
def test_overdue_comes_again_as_often_as_the_plan_says(plan, post, coordinator, again, rung_in):
    change(plan, again_after_days=again)
    make_action(plan, coordinator, deadline=day(-9), posts=[post])

    (item,) = [item for item in reminders.owed(TODAY) if item.rule == "overdue"]

    assert item.rung == TODAY + timedelta(days=rung_in)


def test_no_time_before_reminders_were_on_counts_for_the_ladder(plan, post, coordinator):
    """An old plan does not tell the Director on its first day what the lead never heard of."""
    make_action(plan, coordinator, deadline=day(-300), posts=[post])
    change(plan, reminders_from=TODAY)

    assert set(told()) == {"overdue"}
    assert "escalated_coordinator" not in told(TODAY + timedelta(days=13))
    assert "escalated_coordinator" in told(TODAY + timedelta(days=14))
    assert "escalated_post" in told(TODAY + timedelta(days=28))


def test_an_answer_that_is_given_late_starts_the_ladder_anew(plan, post, lead, coordinator):
    action = make_action(plan, coordinator, deadline=day(-13), posts=[post])
    record_update(
        action=action,
        by=lead,
        status="in_progress",
        rag="red",
        comment="The hall burnt down",
        next_step="Find another",
        at=noon(TODAY),
    )

    assert told() == {}
    assert set(told(TODAY + timedelta(days=7))) == {"overdue"}
    assert "escalated_coordinator" not in told(TODAY + timedelta(days=13))
    assert "escalated_coordinator" in told(TODAY + timedelta(days=14))


def test_an_answer_on_the_due_day_itself_is_not_a_late_one(plan, post, lead, coordinator):
    """Due today is not late: tomorrow it is, whatever was said today."""
    action = make_action(plan, coordinator, deadline=day(0), posts=[post])
    record_update(action=action, by=lead, status="in_progress", comment="Soon", at=noon(TODAY))

    assert set(told(TODAY + timedelta(days=1))) == {"overdue"}


def test_what_came_with_the_plans_file_is_nobodys_answer(plan, post, coordinator):
    action = make_action(plan, coordinator, deadline=day(-20), posts=[post])
    record_update(action=action, by=None, status="in_progress", kind="imported", at=noon(TODAY))

    assert set(told()) == {"overdue", "escalated_coordinator"}


def test_without_an_escalation_post_nobody_above_is_told(plan, post, coordinator):
    change(plan, escalation_post=None)
    make_action(plan, coordinator, deadline=day(-40), posts=[post])

    assert set(told()) == {"overdue", "escalated_coordinator"}


def test_a_vacant_escalation_post_is_the_coordinators(plan, post, manager, director, coordinator):
    director.delete()
    make_action(plan, coordinator, deadline=day(-40), posts=[post])

    (item,) = [item for item in reminders.owed(TODAY) if item.rule == "escalated_post"]

    assert (item.person_id, item.because) == (manager.person_id, "vacant")


def test_whoever_stands_in_for_the_director_is_told(plan, post, director, coordinator):
    absence = AbsenceFactory(person=director.person, deputy=PersonFactory())
    make_action(plan, coordinator, deadline=day(-40), posts=[post])

    assert told()["escalated_post"] == [absence.deputy_id]


def test_an_exempt_action_is_escalated_to_staff_only(plan, post, coordinator):
    make_action(
        plan, coordinator, deadline=day(-40), posts=[post], exempt_reason="Names an informant"
    )

    escalated = {rule: people for rule, people in told().items() if rule != "overdue"}

    assert escalated == {
        "escalated_coordinator": [coordinator.pk],
        "escalated_post": [coordinator.pk],
    }


@pytest.mark.parametrize(
    ("due_in", "words"),
    [
        # 3 March 2026 is a Tuesday: fourteen days from Sunday 1 March is Sunday 15 March, and a
        # Sunday's word goes out on Monday.
        (-2, "If there is no update before Monday 16 March 2026, the Engagement Manager is told."),
        (-14, "If there is no update before Tuesday 17 March 2026, the Director is told."),
        (-28, ""),
    ],
)
def test_the_leads_line_says_who_is_told_next_and_when(plan, post, coordinator, due_in, words):
    make_action(plan, coordinator, deadline=day(due_in), posts=[post])

    _, described = line()

    assert described.next_step == words


def test_the_line_of_an_exempt_action_names_only_who_is_told(plan, post, coordinator):
    exempt = {"exempt_reason": "Names an informant"}
    make_action(plan, coordinator, deadline=day(-14), posts=[post], **exempt)

    _, described = line()

    assert described.next_step == (
        "If there is no update before Tuesday 17 March 2026, the coordinator is told."
    )


def test_what_the_line_announced_happens_on_that_day(plan, post, coordinator):
    make_action(plan, coordinator, deadline=day(-2), posts=[post])

    assert "escalated_coordinator" not in told(date(2026, 3, 14))
    assert "escalated_coordinator" in told(date(2026, 3, 16))


def test_the_coordinator_is_told_once_of_one_silence(plan, post, coordinator, mailoutbox):
    from stakeholders import reminding

    make_action(plan, coordinator, deadline=day(-14), posts=[post])
    for days in range(60):
        reminding.run(TODAY + timedelta(days=days))

    escalated = DigestItem.objects.filter(rule__startswith="escalated")
    assert sorted(escalated.values_list("rule", "digest__on")) == [
        ("escalated_coordinator", TODAY),
        ("escalated_post", TODAY + timedelta(days=14)),
    ]


def test_a_paused_plan_reminds_nobody_and_begins_anew_after(plan, post, coordinator):
    make_action(plan, coordinator, deadline=day(-40), posts=[post])
    until = TODAY + timedelta(days=6)
    pause_reminders(plan, by=coordinator, until=until, reason="The office moves", at=noon(TODAY))

    assert told() == told(until) == {}
    assert set(told(until + timedelta(days=1))) == {"overdue"}
    assert "escalated_coordinator" not in told(until + timedelta(days=14))
    assert "escalated_coordinator" in told(until + timedelta(days=15))


def test_a_pause_that_is_ended_early_begins_anew_that_day(plan, post, coordinator):
    make_action(plan, coordinator, deadline=day(-40), posts=[post])
    until = TODAY + timedelta(days=60)
    pause_reminders(plan, by=coordinator, until=until, reason="The office moves", at=noon(TODAY))

    resumed = resume_reminders(plan, by=coordinator, at=noon(TODAY + timedelta(days=2)))

    assert resumed.reminders_from == TODAY + timedelta(days=2)
    assert told(TODAY + timedelta(days=1)) == {}
    assert set(told(TODAY + timedelta(days=2))) == {"overdue"}


def test_what_a_lead_says_is_not_theirs_goes_to_the_coordinator(
    plan, post, lead, manager, coordinator
):
    action = make_action(plan, coordinator, deadline=day(-1), posts=[post])
    NotMine.objects.create(action=action, post=post, by=lead, asked_at=noon(TODAY))

    (item,) = reminders.owed(TODAY)

    assert (item.person_id, item.because) == (manager.person_id, "not_mine")
    _, described = line()
    assert not described.answerable


def test_a_new_lead_withdraws_what_the_old_one_was_owed(plan, post, lead, coordinator):
    action = make_action(plan, coordinator, deadline=day(-1), posts=[post])
    row, described = line()
    assert not isinstance(described, Gone)

    new = PostHoldingFactory()
    set_leads(action, by=coordinator, posts=[new.post])

    ((_, described),) = reminders.describe([row], TODAY)
    assert described == Gone("Somebody else answers for it now")
    assert told() == {"overdue": [new.person_id]}


def test_a_reopened_action_owes_nothing_on_its_old_ground(plan, post, lead, coordinator):
    action = make_action(plan, coordinator, deadline=day(-1), posts=[post])
    row, _ = line()
    done = {"status": "complete", "comment": "Done", "completed_on": TODAY}
    record_update(action=action, by=lead, at=noon(TODAY), **done)
    record_update(action=action, by=lead, status="in_progress", comment="Not yet", at=noon(TODAY))

    ((_, described),) = reminders.describe([row], TODAY)

    assert described == Gone("It was answered, ended or given a new date")
    assert told(TODAY + timedelta(days=6)) == {}
    assert set(told(TODAY + timedelta(days=7))) == {"overdue"}
