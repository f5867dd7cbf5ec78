"""Readings that are due and risks to look at again: when they are owed, to whom, in which words."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail

from objectives import previewing
from objectives.reminders import readings, risk_reviews
from objectives.services import close_risk, give_reading, review_risk, withdraw_measure
from stakeholders import reminding
from stakeholders.models import Digest, DigestItem, Post
from stakeholders.reminding.naming import named
from stakeholders.reminding.sources import Gone
from tests.stakeholders.factories import AbsenceFactory, OfficeFactory, PostFactory

from .followed_factories import MeasureFactory, RiskFactory
from .plans import make_plan, noon

TODAY = date(2026, 6, 18)  # a Thursday
DAY = timedelta(days=1)
SINCE = date(2025, 4, 1)
MARCH = date(2026, 3, 31)
DUE = MARCH + 30 * DAY


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def plan(coordinator):
    OfficeFactory()
    return make_plan(coordinator, reminders_from=SINCE)


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def measure(plan, post):
    return MeasureFactory(plan=plan, title="Public confidence", owner_post=post)


@pytest.fixture
def risk(plan, post):
    return RiskFactory(plan=plan, title="Few answer", owner_post=post, review_on=TODAY)


def owed(source, on=TODAY):
    return [(item.person_id, item.rule, item.rung, item.because) for item in source.owed(on)]


def described(source, on=TODAY):
    items, posts = [], Post.objects.in_bulk()
    for number, item in enumerate(source.owed(on), start=1):
        row = DigestItem.owed(item, Digest(person_id=item.person_id, on=on))
        row.pk, row.post = number, posts.get(item.post_id)
        items.append(row)
    return [line for _, line in source.describe(items, on)]


@pytest.mark.parametrize(
    ("on", "rung"),
    [(DUE - DAY, None), (DUE, DUE), (DUE + 6 * DAY, DUE), (DUE + 7 * DAY, DUE + 7 * DAY)],
)
def test_a_reading_is_owed_when_it_should_be_known_then_weekly(lead, measure, on, rung):
    assert owed(readings, on) == ([(lead.pk, "reading_due", rung, "")] if rung else [])


@pytest.mark.parametrize(
    ("on", "rung"),
    [(TODAY - DAY, None), (TODAY, TODAY), (TODAY + 8 * DAY, TODAY + 7 * DAY)],
)
def test_a_risk_is_owed_a_look_on_its_day_then_weekly(lead, risk, on, rung):
    assert owed(risk_reviews, on) == ([(lead.pk, "risk_review", rung, "")] if rung else [])


def test_nothing_is_owed_before_the_plan_reminds(plan, measure, risk):
    plan.reminders_from = TODAY + DAY
    plan.save()
    assert owed(readings) == owed(risk_reviews) == []
    # Its first day is the first rung: no rung counts time before it.
    assert [rung for _, _, rung, _ in owed(readings, TODAY + DAY)] == [TODAY + DAY]
    plan.paused_until = TODAY + 30 * DAY
    plan.save()
    assert owed(readings, TODAY + DAY) == owed(risk_reviews, TODAY + DAY) == []


def test_what_was_given_or_closed_is_owed_no_more(coordinator, measure, risk):
    give_reading(measure, by=None, on=MARCH, value=61)
    close_risk(risk, by=None, reason="Over")
    assert owed(readings) == owed(risk_reviews) == []
    [account] = readings.accounts(TODAY)
    assert account.again == date(2026, 7, 30)
    withdraw_measure(measure, by=None, reason="Over")
    assert list(readings.accounts(TODAY)) == []


def test_a_risk_that_was_looked_at_is_owed_again_by_its_new_day(risk):
    found = {"likelihood": 3, "impact": 4, "review_on": TODAY + 30 * DAY}
    review_risk(risk, by=None, **found)
    assert owed(risk_reviews, TODAY + 29 * DAY) == []
    assert len(owed(risk_reviews, TODAY + 30 * DAY)) == 1


def test_a_vacant_posts_reading_goes_to_the_coordinator_and_says_so(coordinator, measure, risk):
    measure.owner_post = PostFactory(title="Analyst")
    measure.save()
    risk.owner_post = None
    risk.save()
    assert [(person, why) for person, _, _, why in owed(readings)] == [(coordinator.pk, "vacant")]
    [line] = described(readings)
    assert "Analyst is vacant, so this comes to you" in line.details
    assert not line.answerable
    assert [why for *_, why in owed(risk_reviews)] == ["no_lead"]


def test_a_deputy_is_asked_for_whoever_is_away(lead, outsider, measure):
    AbsenceFactory(person=lead, deputy=outsider, starts_on=TODAY, ends_on=TODAY)
    assert [(person, why) for person, _, _, why in owed(readings)] == [(outsider.pk, "deputy")]


def test_of_a_private_one_an_e_mail_says_no_more_than_that(measure, risk):
    measure.exempt_reason = risk.exempt_reason = "Names a ward"
    measure.save()
    risk.save()
    [reading], [look] = described(readings), described(risk_reviews)
    assert (reading.heading, look.heading) == ("A private measure", "A private risk")
    assert len(reading.details) == len(look.details) == 1


def test_one_digest_has_them_under_their_headings(plan, lead, measure, risk):
    MeasureFactory(plan=plan, owner_post=measure.owner_post, exempt_reason="x")
    done = reminding.run(TODAY)
    assert done.sent == [lead.email]
    [message] = mail.outbox
    assert message.subject == "2 readings to give; 1 risk to look at again"
    headings = [line for line in message.body.splitlines() if line.isupper()]
    assert [heading.split(" (")[0] for heading in headings] == [
        "READINGS TO GIVE",
        "RISKS TO LOOK AT AGAIN",
    ]
    assert "Public confidence" in message.body
    assert "It stands at 12 of 25, high" in message.body
    assert "/answer/" in message.body
    items = DigestItem.objects.all()
    words = {each.words: each.plan for each in named(items).values()}
    assert words["Measure: Public confidence"] == words["Risk: Few answer"] == plan.title
    # The same day's run sends nothing twice, nor does the next day's.
    reminding.run(TODAY)
    reminding.run(TODAY + DAY)
    assert len(mail.outbox) == 1
    mail.outbox.clear()
    reminding.run(date(2026, 6, 25))
    assert len(mail.outbox) == 1


def test_what_was_done_since_is_gone(lead, other_lead, measure):
    [item] = readings.owed(TODAY)
    row = DigestItem.owed(item, Digest(person_id=item.person_id, on=TODAY))
    row.pk = 1
    row.digest.person_id = other_lead.pk
    assert isinstance(dict(readings.describe([row], TODAY))[row], Gone)
    row.digest.person_id = lead.pk
    assert not isinstance(dict(readings.describe([row], TODAY))[row], Gone)
    plan = measure.plan
    plan.reminders_from = None
    plan.save()
    gone = dict(readings.describe([row], TODAY))[row]
    assert gone.because == "The plan's reminders are off"
    [account] = readings.accounts(TODAY)
    assert account.why == gone.because
    [account] = readings.accounts(TODAY, as_if_on=True)
    assert account.standing
    give_reading(measure, by=None, on=MARCH, value=61)
    assert isinstance(dict(readings.describe([row], TODAY))[row], Gone)


def test_a_plans_preview_shows_them_before_anything_is_sent(coordinator, lead, measure, risk):
    plan = measure.plan
    plan.reminders_from = None
    plan.save()
    [letter] = previewing.digests(plan, on=TODAY)
    assert [section.code for section in letter.sections] == ["readings", "risks"]
    other = make_plan(coordinator, reminders_from=SINCE)
    assert previewing.digests(other, on=TODAY) == []
    assert mail.outbox == []


def test_what_is_owed_costs_the_same_for_any_number(
    plan, post, measure, risk, django_assert_num_queries
):
    for _ in range(5):
        MeasureFactory(plan=plan, owner_post=post)
        RiskFactory(plan=plan, owner_post=post, review_on=TODAY)
    with django_assert_num_queries(6):
        assert len(owed(readings)) == 6
    with django_assert_num_queries(5):
        assert len(owed(risk_reviews)) == 6
