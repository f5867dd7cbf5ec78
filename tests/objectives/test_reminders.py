"""What is owed about actions, by the rules of domain.md."""

from datetime import date, timedelta

import pytest

from objectives import reminders
from objectives.reminders.rules import LEADS_RULES
from stakeholders.models import Digest, DigestItem
from stakeholders.reminding.sources import Gone
from tests.stakeholders.factories import (
    LONG_AGO,
    AbsenceFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=date(2025, 4, 1), review_interval="annually")


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


def owed(on=TODAY, rules=LEADS_RULES):
    return [item for item in reminders.owed(on) if item.rule in rules]


def as_row(item, post):
    """The item as the ledger holds it."""
    digest = Digest(person_id=item.person_id, on=TODAY)
    fields = {"object_id": item.object_id, "rule": item.rule, "ground": item.ground}
    return DigestItem(digest=digest, post=post, because=item.because, **fields)


def described(row, on=TODAY):
    ((_, line),) = reminders.describe([row], on)
    return line


def day(days):
    """A deadline in words, so many days from TODAY."""
    due = TODAY + timedelta(days=days)
    return f"{due.day} {due:%B %Y}"


@pytest.mark.parametrize(
    ("due_in", "rule", "rung_in"),
    [
        (15, None, None),
        (14, "due_soon", 0),
        (13, "due_soon", -1),
        (4, "due_soon", -10),
        (3, "due_soon", 0),
        (1, "due_soon", -2),
        (0, "due_soon", -3),
        (-1, "overdue", 0),
        (-2, "overdue", -1),
        (-7, "overdue", -6),
        (-8, "overdue", 0),
        (-15, "overdue", 0),
        (-20, "overdue", -5),
    ],
)
def test_the_latest_rung_of_a_deadline_stands(plan, post, coordinator, due_in, rule, rung_in):
    make_action(plan, coordinator, deadline=day(due_in), posts=[post])

    found = [(item.rule, item.rung) for item in owed()]

    assert found == ([(rule, TODAY + timedelta(days=rung_in))] if rule else [])


@pytest.mark.parametrize(
    ("reported", "rung_in"),
    [
        (date(2026, 2, 4), None),
        (date(2026, 2, 3), 0),
        (date(2026, 2, 1), -2),
        (date(2026, 1, 27), -4),
        (date(2026, 1, 24), 0),
        (date(2026, 1, 23), -1),
    ],
)
def test_an_ongoing_action_owes_an_update_at_its_interval_then_weekly(
    plan, post, coordinator, reported, rung_in
):
    """27 January and a month is 27 February: four days ago. 24 January: 24 February and a week."""
    make_action(plan, coordinator, deadline="Monthly", posts=[post], reported=reported)

    expected = [] if rung_in is None else [("update_due", TODAY + timedelta(days=rung_in))]

    assert [(item.rule, item.rung) for item in owed()] == expected


def test_nothing_is_owed_before_reminders_are_on(plan, post, coordinator):
    make_action(plan, coordinator, deadline=day(-40), posts=[post])
    plan.reminders_from = None
    plan.save()

    assert owed() == []


def test_no_rung_counts_time_before_reminders_are_on(plan, post, coordinator):
    make_action(plan, coordinator, deadline=day(-40), posts=[post])
    plan.reminders_from = TODAY - timedelta(days=9)
    plan.save()

    assert [item.rung for item in owed()] == [TODAY - timedelta(days=2)]


@pytest.mark.parametrize(
    ("due_in", "on_since", "rung_in"),
    [(8, -2, -2), (2, -2, -1), (2, 0, 0), (14, -5, 0)],
    ids=["after the first rung", "before the second", "after the second", "before the first"],
)
def test_no_rung_of_due_soon_counts_time_before_reminders_are_on(
    plan, post, coordinator, due_in, on_since, rung_in
):
    make_action(plan, coordinator, deadline=day(due_in), posts=[post])
    plan.reminders_from = TODAY + timedelta(days=on_since)
    plan.save()

    found = [(item.rule, item.rung) for item in owed()]

    assert found == [("due_soon", TODAY + timedelta(days=rung_in))]


def test_no_rung_of_update_due_counts_time_before_reminders_are_on(plan, post, coordinator):
    make_action(plan, coordinator, deadline="Monthly", posts=[post])
    plan.reminders_from = TODAY - timedelta(days=9)
    plan.save()

    assert [(item.rule, item.rung) for item in owed()] == [
        ("update_due", TODAY - timedelta(days=2))
    ]


def test_an_overdue_action_owes_one_reminder_not_two(plan, post, coordinator):
    plan.review_interval = "monthly"
    plan.save()
    make_action(plan, coordinator, deadline=day(-40), posts=[post])

    assert [item.rule for item in owed()] == ["overdue"]


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_what_is_done_owes_nothing(plan, post, coordinator, status):
    from objectives.services import record_update

    action = make_action(plan, coordinator, deadline=day(-40), posts=[post])
    record_update(
        action=action, by=coordinator, status=status, comment="Done", completed_on=LONG_AGO
    )

    assert owed() == []


def test_all_joint_leads_are_reminded(plan, post, lead, other_lead, coordinator):
    other = other_lead.holdings.get().post
    make_action(plan, coordinator, deadline=day(-1), posts=[post, other])

    assert {item.person_id for item in owed()} == {lead.pk, other_lead.pk}


def test_a_vacant_post_is_the_coordinators_and_says_so(plan, coordinator):
    make_action(plan, coordinator, deadline=day(-1), posts=[PostFactory()])

    (item,) = owed()

    assert (item.person_id, item.because) == (coordinator.pk, "vacant")


def test_the_plans_own_coordinator_comes_before_the_offices(plan, coordinator):
    holding = PostHoldingFactory()
    plan.coordinator_post = holding.post
    plan.save()
    make_action(plan, coordinator, deadline=day(-1), posts=[PostFactory()])

    assert [item.person_id for item in owed()] == [holding.person_id]


def test_a_coordinator_who_is_away_has_a_deputy_for_vacant_posts_too(plan, coordinator):
    holding = PostHoldingFactory()
    plan.coordinator_post = holding.post
    plan.save()
    absence = AbsenceFactory(person=holding.person, deputy=PersonFactory())
    make_action(plan, coordinator, deadline=day(-1), posts=[PostFactory()])

    assert [(item.person_id, item.because) for item in owed()] == [(absence.deputy_id, "vacant")]


def test_an_exempt_action_without_a_holder_is_told_to_staff_only(plan, coordinator):
    """Who holds the plan's coordinating post may read it only with the coordinator's role."""
    coordinating = PostHoldingFactory()
    plan.coordinator_post = coordinating.post
    plan.save()
    vacant, reason = [PostFactory()], "Names an informant"
    make_action(plan, coordinator, deadline=day(-1), posts=vacant, exempt_reason=reason)
    make_action(plan, coordinator, deadline=day(-1), exempt_reason=reason)
    assert {item.person_id for item in owed()} == {coordinator.pk}

    PostHoldingFactory(post=coordinating.post, person=coordinator)
    assert {item.person_id for item in owed()} == {coordinator.pk}


def test_a_coordinator_whose_account_is_off_is_told_nothing(plan, coordinator):
    make_action(plan, coordinator, deadline=day(-1), posts=[PostFactory()])
    coordinator.user.is_active = False
    coordinator.user.save()

    assert owed() == []


def test_a_holder_without_an_address_is_the_coordinators(plan, coordinator):
    holding = PostHoldingFactory(person=PersonFactory(email=""))
    make_action(plan, coordinator, deadline=day(-1), posts=[holding.post])

    assert [(item.person_id, item.because) for item in owed()] == [(coordinator.pk, "no_address")]


def test_yesterdays_holder_is_not_reminded(plan, post, lead, coordinator):
    lead.holdings.update(ends_on=TODAY - timedelta(days=1))
    new = PostHoldingFactory(post=post, starts_on=TODAY)
    make_action(plan, coordinator, deadline=day(-1), posts=[post])

    assert [item.person_id for item in owed()] == [new.person_id]


def test_a_deputy_stands_in_on_the_days_of_the_absence(plan, post, lead, coordinator):
    absence = AbsenceFactory(person=lead, starts_on=TODAY, ends_on=TODAY + timedelta(days=5))
    make_action(plan, coordinator, deadline=day(-8), posts=[post])

    assert [item.person_id for item in owed()] == [absence.deputy_id]
    assert [item.person_id for item in owed(TODAY + timedelta(days=6))] == [lead.pk]


def test_an_action_answered_since_the_decision_drops_out(plan, post, coordinator):
    from objectives.services import record_update

    action = make_action(plan, coordinator, deadline=day(-1), posts=[post])
    (item,) = owed()
    row = as_row(item, post)
    assert described(row).heading == str(action)

    record_update(
        action=action, by=coordinator, status="complete", comment="Done", completed_on=LONG_AGO
    )

    assert isinstance(described(row), Gone)


@pytest.mark.parametrize("new_date", [day(10), day(-1)], ids=["due soon now", "late still"])
def test_an_action_that_got_a_new_date_since_the_decision_drops_out(
    plan, post, coordinator, new_date
):
    """It was decided on another ground: what stands now is said when it is owed by itself."""
    from objectives.services import read_for, redate_action

    action = make_action(plan, coordinator, deadline=day(-20), posts=[post])
    (item,) = owed()
    row = as_row(item, post)

    redate_action(action, by=coordinator, reading=read_for(plan, new_date), reason="The hall")

    assert isinstance(described(row), Gone)


@pytest.mark.parametrize("why", ["withdrawn", "reminders off", "closed"])
def test_a_plan_that_reminds_no_more_drops_out_at_sending(plan, post, coordinator, why):
    from actionplans.services import close_plan, turn_off_reminders, withdraw_plan

    make_action(plan, coordinator, deadline=day(-1), posts=[post])
    (item,) = owed()
    row = as_row(item, post)
    if why == "withdrawn":
        withdraw_plan(plan, by=coordinator, reason="Replaced")
    elif why == "closed":
        plan.stage = plan.Stage.IN_DELIVERY
        plan.save()
        close_plan(plan, by=coordinator, reason="It is over")
    else:
        turn_off_reminders(plan, by=coordinator)

    assert isinstance(described(row), Gone)


def test_a_line_says_date_lateness_and_last_update(plan, post, coordinator):
    make_action(
        plan,
        coordinator,
        deadline=day(-1),
        posts=[post],
        number="2",
        reported=TODAY - timedelta(days=30),
    )
    (item,) = owed()
    row = as_row(item, post)

    line = described(row)

    assert line.heading == "1.2 Hold a street surgery"
    assert line.details == (
        "due Monday 2 March 2026, 1 day overdue",
        "last update 1 February 2026, on track",
    )


def test_a_line_of_a_round_says_until_when_it_is_to_be_answered(plan, post, coordinator):
    make_action(plan, coordinator, deadline="ongoing", posts=[post])
    last_day = TODAY + timedelta(days=14)
    plan.rounds.create(quarter="2025-Q4", opened_at=noon(TODAY), answers_by=last_day)
    (item,) = owed(rules=("round_request",))

    assert described(as_row(item, post)).answer_by == last_day


def test_deciding_takes_the_same_number_of_queries_for_any_number_of_actions(
    plan, post, coordinator, django_assert_num_queries
):
    make_action(plan, coordinator, deadline=day(-1), posts=[post])
    with django_assert_num_queries(8) as few:
        owed()
    for _ in range(10):
        make_action(plan, coordinator, deadline=day(-1), posts=[post])
    with django_assert_num_queries(len(few)):
        assert len(owed()) == 11
