"""Who is reminded of what people said: to answer it, and to tell them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.reminders import heard
from meetings.services.engagement import respond_to_issue, tell_people
from stakeholders import reminding
from stakeholders.ledger_words import things
from stakeholders.models import Digest, DigestItem, Office, Post
from stakeholders.reminding.sources import Gone
from tests.objectives.plans import noon
from tests.stakeholders.factories import OfficeFactory, PostFactory, PostHoldingFactory

from .factories import EngagementMethodFactory, HeardIssueFactory

TODAY = date(2026, 6, 18)  # a Thursday
DAY = timedelta(days=1)
SINCE = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def office(db):
    office = OfficeFactory()
    office.meetings_remind_from = SINCE
    office.save()
    return office


@pytest.fixture
def post(lead, office):
    return lead.holdings.get().post


def owed(on=TODAY):
    return [(item.person_id, item.rule, item.because) for item in heard.owed(on)]


def lines(on=TODAY):
    items, posts = [], Post.objects.in_bulk()
    for number, item in enumerate(heard.owed(on), start=1):
        row = DigestItem.owed(item, Digest(person_id=item.person_id, on=on))
        row.pk, row.post = number, posts.get(item.post_id)
        items.append(row)
    return [line for _, line in heard.describe(items, on)]


def test_the_ladder_of_an_answer_and_of_telling(lead, post, coordinator):
    """Due soon, late and weekly; without a day after 28 days; answered, after 14, until told."""
    due = HeardIssueFactory(owner_post=post, due_on=TODAY, created_at=noon(SINCE))
    rules = {
        on: [rule for _, rule, _ in owed(on)]
        for on in (TODAY - 15 * DAY, TODAY - 14 * DAY, TODAY, TODAY + DAY, TODAY + 14 * DAY)
    }
    assert list(rules.values()) == [
        [],
        ["due_soon"],
        ["due_soon"],
        ["overdue"],
        ["overdue", "escalated_coordinator"],
    ]
    due.due_on = None
    due.save()
    assert [owed(SINCE + n * DAY) for n in (27, 28)] == [[], [(lead.pk, "update_due", "")]]

    respond_to_issue(due, by=lead, response="A patrol goes there.", at=noon(TODAY))
    days = [owed(TODAY + n * DAY) for n in (13, 14)]
    assert days == [[], [(lead.pk, "untold", "")]]
    (first,) = heard.owed(TODAY + 14 * DAY)
    (again,) = heard.owed(TODAY + 22 * DAY)
    assert (again.rung - first.rung) == 7 * DAY
    method = EngagementMethodFactory()
    tell_people(due, by=lead, told_on=TODAY, method=method, at=noon(TODAY))
    assert owed(TODAY + 40 * DAY) == []


def test_what_nobody_answers_goes_to_who_looks_after_engagement(lead, coordinator, office):
    HeardIssueFactory(created_at=noon(SINCE))
    assert owed() == [(coordinator.pk, "update_due", "office")]
    office.engagement_post = PostHoldingFactory(person=lead).post
    office.save()
    assert owed() == [(lead.pk, "update_due", "looks_after")]
    (line,) = lines()
    assert (line.section, line.answerable) == ("issues_kept", False)


def test_a_vacant_posts_issue_goes_there_too_and_says_so(coordinator, office):
    HeardIssueFactory(owner_post=PostFactory(title="Treasurer"), created_at=noon(SINCE))
    assert owed() == [(coordinator.pk, "update_due", "vacant")]
    assert "Treasurer is vacant, so this comes to you" in lines()[0].details


def test_nothing_goes_out_before_the_office_reminds_nor_of_what_is_closed(lead, post):
    HeardIssueFactory(owner_post=post, created_at=noon(SINCE), closed_at=noon(TODAY))
    HeardIssueFactory(owner_post=post, created_at=noon(SINCE), withdrawn_at=noon(TODAY))
    assert owed() == []
    HeardIssueFactory(owner_post=post, created_at=noon(SINCE))
    assert len(owed()) == 1
    Office.objects.update(meetings_remind_from=None)
    assert owed() == []


def test_what_is_older_is_owed_from_the_day_on_which_the_office_reminds(lead, post):
    long_ago = noon(SINCE - 90 * DAY)
    HeardIssueFactory(owner_post=post, created_at=long_ago)
    HeardIssueFactory(owner_post=post, created_at=long_ago, responded_at=long_ago, response="Yes")
    HeardIssueFactory(owner_post=post, created_at=long_ago, due_on=SINCE - 30 * DAY)
    assert {item.rung for item in heard.owed(SINCE + DAY) if item.person_id == lead.pk} == {SINCE}


def test_a_private_issue_is_reminded_of_without_its_words(lead, post):
    HeardIssueFactory(
        title="A son of theirs", owner_post=post, created_at=noon(SINCE), exempt_reason="A child"
    )
    (line,) = lines()
    assert (line.heading, line.section, line.answerable) == (heard.PRIVATE, "issues", True)
    assert "son" not in str(line)


def test_what_was_answered_since_is_gone_from_the_mail(lead, post):
    issue = HeardIssueFactory(owner_post=post, created_at=noon(SINCE))
    (item,) = heard.owed(TODAY)
    row = DigestItem.owed(item, Digest(person_id=item.person_id, on=TODAY))
    row.post = post
    respond_to_issue(issue, by=lead, response="Done.", at=noon(TODAY))
    ((_, gone),) = heard.describe([row], TODAY)
    assert isinstance(gone, Gone)


def test_the_digest_lists_it_and_the_ledger_names_it(lead, post, mailoutbox):
    HeardIssueFactory(title="Speeding", owner_post=post, created_at=noon(SINCE))
    reminding.run(TODAY)
    (message,) = mailoutbox
    assert "1 issue that people raised waits for you" in message.body
    assert "Speeding" in message.body
    row = DigestItem.objects.get()
    assert things([row]) == "1 issue"
    ((_, named),) = heard.name_items([row])
    assert named.words == "Issue heard: Speeding"
    (account,) = heard.accounts(TODAY)
    assert account.standing


def test_any_number_of_issues_costs_the_same(lead, post):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert lines()
        return len(queries)

    HeardIssueFactory(owner_post=post, created_at=noon(SINCE))
    few = cost()
    HeardIssueFactory.create_batch(9, owner_post=post, created_at=noon(SINCE))
    assert cost() == few
