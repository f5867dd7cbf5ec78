"""What is owed of consultations and of personal data: when, to whom, in which words."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group

from meetings.reminders import consultations, contact_reviews
from stakeholders.access import CONTACT_KEEPER, COORDINATOR
from stakeholders.models import Digest, DigestItem
from tests.meetings.engagement.factories import ConsultationFactory
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import (
    ContactFactory,
    ContactLinkFactory,
    SubjectRequestFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostHoldingFactory
from tests.world import build_person

TODAY = date(2026, 6, 18)  # a Thursday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def office(db):
    office = OfficeFactory()
    office.meetings_remind_from = date(2026, 4, 1)
    office.save()
    return office


def owed(source, on):
    return [(item.person_id, item.rule, item.rung) for item in source.owed(on)]


def rules(source, on):
    return [item.rule for item in source.owed(on)]


def lines(source, on):
    """Each with the item that the ledger would hold of it."""
    items = []
    for number, item in enumerate(source.owed(on), start=1):
        row = DigestItem.owed(item, Digest(person_id=item.person_id, on=on))
        row.pk = number
        items.append(row)
    return [line for _, line in source.describe(items, on)]


def told():
    """{what the e-mail says of contacts: whom it is said to}"""
    found = {}
    for item, line in zip(contact_reviews.owed(TODAY), lines(contact_reviews, TODAY), strict=True):
        found.setdefault(line.details[0], set()).add(item.person_id)
    return found


def test_who_runs_a_consultation_is_told_as_it_closes_and_until_it_is_answered(office, lead):
    post = lead.holdings.get().post
    row = ConsultationFactory(opens_on="2026-06-01", closes_on=TODAY, owner_post=post)
    for on, rule in (
        (date(2026, 6, 14), None),
        (date(2026, 6, 15), "consultation_closing"),
        (TODAY, "consultation_closing"),
        (TODAY + DAY, "consultation_uncounted"),
    ):
        assert rules(consultations, on) == ([rule] if rule else [])
    later = owed(consultations, TODAY + 9 * DAY)
    assert later == [(lead.pk, "consultation_uncounted", TODAY + 8 * DAY)]
    row.responses = 12
    row.save()
    assert rules(consultations, TODAY + 27 * DAY) == []
    assert rules(consultations, TODAY + 28 * DAY) == ["consultation_unanswered"]
    row.answered_on = TODAY
    row.save()
    assert rules(consultations, TODAY + 28 * DAY) == []


def test_without_a_post_it_goes_to_who_looks_after_engagement_else_to_coordinators(
    office, coordinator, lead
):
    ConsultationFactory(title="Sell the house", closes_on=TODAY - DAY, exempt_reason="Commercial")
    assert [person for person, _, _ in owed(consultations, TODAY)] == [coordinator.pk]
    office.engagement_post = PostHoldingFactory(person=coordinator).post
    office.save()
    (line,) = lines(consultations, TODAY)
    assert line.heading == "A private consultation"
    assert "Sell the house" not in str(line)
    assert line.section == "consultations"


def test_what_is_older_is_owed_from_the_day_on_which_the_office_reminds(office, coordinator):
    ConsultationFactory(opens_on="2026-01-01", closes_on="2026-02-01")
    ConsultationFactory(opens_on="2026-01-01", closes_on="2026-02-01", responses=9)
    ContactFactory(review_on="2026-01-01")
    SubjectRequestFactory(due_on="2026-02-02")
    since = office.meetings_remind_from = date(2026, 4, 2)
    office.save()
    for source in (consultations, contact_reviews):
        assert [rung for _, _, rung in owed(source, since + DAY)] == [since, since]


def test_a_consultation_that_is_not_open_yet_is_nobodys_matter(office, coordinator):
    ConsultationFactory(opens_on=TODAY + DAY, closes_on=TODAY + DAY)
    assert rules(consultations, TODAY) == []
    assert rules(consultations, TODAY + DAY) == ["consultation_closing"]


def test_nothing_is_owed_while_reminders_are_off(office, coordinator):
    ConsultationFactory(closes_on=TODAY - DAY)
    ContactFactory(review_on=TODAY)
    office.meetings_remind_from = None
    office.save()
    assert rules(consultations, TODAY) + rules(contact_reviews, TODAY) == []
    assert {row.why for row in contact_reviews.accounts(TODAY)} != {""}


def test_contacts_are_looked_at_once_a_month_and_no_mail_names_them(office, coordinator, lead):
    # Who looks after engagement but may see no contact is not told of them.
    office.engagement_post = lead.holdings.get().post
    office.save()
    ContactFactory(name="Zora Quillfeather", review_on=TODAY)
    assert rules(contact_reviews, TODAY - DAY) == []
    assert owed(contact_reviews, TODAY) == [(coordinator.pk, "contact_reviews", date(2026, 6, 1))]
    assert owed(contact_reviews, date(2026, 7, 9))[0][2] == date(2026, 7, 1)
    (line,) = lines(contact_reviews, TODAY)
    assert line.details[0] == "1 to look at again"
    assert "Quillfeather" not in str(line)


def test_restricted_contacts_are_counted_apart_and_to_keepers(office, coordinator):
    keeper = build_person("Kim Keeper", COORDINATOR)
    ContactFactory.create_batch(2, review_on=TODAY)
    ContactLinkFactory(restricted=True, contact__review_on=TODAY)

    assert told()["1 to look at again"] == {coordinator.pk, keeper.pk}
    keeper.user.groups.add(Group.objects.get_or_create(name=CONTACT_KEEPER)[0])
    assert told() == {
        "2 to look at again": {coordinator.pk, keeper.pk},
        "1 to look at again": {keeper.pk},
    }
    # Who looks after engagement and may not see them is told of the others alone.
    office.engagement_post = PostHoldingFactory(person=coordinator).post
    office.save()
    assert told() == {
        "2 to look at again": {coordinator.pk},
        "1 to look at again": {keeper.pk},
    }


def test_a_request_about_somebodys_own_data_is_said_before_it_is_due_and_weekly(
    office, coordinator
):
    row = SubjectRequestFactory(due_on="2026-07-01", contact__name="Zora Quillfeather")
    assert rules(contact_reviews, date(2026, 6, 16)) == []
    assert rules(contact_reviews, date(2026, 6, 17)) == ["data_requests"]
    (line,) = lines(contact_reviews, date(2026, 7, 3))
    assert line.details[0] == "1 to answer; the first was due Wednesday 1 July 2026"
    assert "Quillfeather" not in str(line)
    # Two weeks before is a bank holiday: on the Friday before that.
    row.due_on = date(2026, 6, 8)
    row.save()
    asked = [rules(contact_reviews, date(2026, 5, day)) for day in (21, 22)]
    assert asked == [[], ["data_requests"]]
    row.done_at = noon(TODAY)
    row.save()
    assert rules(contact_reviews, TODAY) == []
