"""Lead and member follow from dated holdings and seats: yesterday's, today's, tomorrow's."""

import datetime

import pytest

from stakeholders.access import (
    ADMINISTRATOR,
    AUDITOR,
    CONTACT_KEEPER,
    COORDINATOR,
    access_of,
)
from tests.stakeholders.factories import (
    AbsenceFactory,
    BodyMembershipFactory,
    PersonFactory,
    PostHoldingFactory,
    UserFactory,
)

TODAY = datetime.date(2026, 3, 4)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY - 9 * DAY, TODAY, True),
        (TODAY - 9 * DAY, None, True),
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY + DAY, None, False),
    ],
)
def test_a_post_and_a_seat_count_from_their_first_day_to_their_last(db, starts_on, ends_on, holds):
    person = PersonFactory()
    holding = PostHoldingFactory(person=person, starts_on=starts_on, ends_on=ends_on)
    seat = BodyMembershipFactory(person=person, starts_on=starts_on, ends_on=ends_on)
    access = access_of(person, on=TODAY)
    assert (holding.post_id in access.posts) is holds
    assert access.sees_plans is holds
    assert (seat.body_id in access.bodies) is holds
    assert access.sees_reports is holds


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "stands_in"),
    [
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY - DAY, TODAY, True),
        (TODAY, None, True),
        (TODAY + DAY, TODAY + DAY, False),
    ],
)
def test_a_deputy_has_the_posts_of_who_is_away_on_those_days(db, starts_on, ends_on, stands_in):
    holding = PostHoldingFactory()
    absence = AbsenceFactory(person=holding.person, starts_on=starts_on, ends_on=ends_on)
    posts = access_of(absence.deputy, on=TODAY).posts
    assert (posts == {holding.post_id}) is stands_in
    assert holding.post_id in access_of(holding.person, on=TODAY).posts


def test_a_deputy_gets_nothing_of_a_post_that_the_absent_person_has_left(db):
    holding = PostHoldingFactory(ends_on=TODAY - DAY)
    absence = AbsenceFactory(person=holding.person, starts_on=TODAY, ends_on=None)
    assert access_of(absence.deputy, on=TODAY).posts == frozenset()


def test_private_papers_are_a_matter_of_the_seat(db):
    seat = BodyMembershipFactory(private_papers=True)
    other = BodyMembershipFactory(person=seat.person)
    access = access_of(seat.person, on=TODAY)
    assert access.bodies == {seat.body_id, other.body_id}
    assert access.private_bodies == {seat.body_id}


@pytest.mark.parametrize("private", [(True, False), (False, True)])
def test_of_two_seats_on_one_body_the_one_with_private_papers_counts(db, private):
    person, body = PersonFactory(), BodyMembershipFactory().body
    for allowed in private:
        BodyMembershipFactory(person=person, body=body, private_papers=allowed)
    assert access_of(person, on=TODAY).private_bodies == {body.pk}


def test_a_role_counts_only_while_the_account_is_active(db):
    user = UserFactory(roles=[AUDITOR])
    assert access_of(user.person, on=TODAY).auditor
    user.is_active = False
    user.save()
    assert not access_of(user.person, on=TODAY).auditor


@pytest.mark.parametrize(
    ("roles", "sees_contacts", "sees_restricted"),
    [
        ([COORDINATOR], True, False),
        ([COORDINATOR, CONTACT_KEEPER], True, True),
        ([AUDITOR], True, False),
        ([AUDITOR, CONTACT_KEEPER], True, True),
        ([CONTACT_KEEPER], False, False),
        ([ADMINISTRATOR, CONTACT_KEEPER], False, False),
        ([], False, False),
    ],
)
def test_to_keep_contacts_shows_more_to_the_offices_staff_and_nothing_to_others(
    db, roles, sees_contacts, sees_restricted
):
    person = UserFactory(roles=roles).person
    PostHoldingFactory(person=person)
    access = access_of(person, on=TODAY)
    assert access.sees_contacts is sees_contacts
    assert access.restricted_contacts is sees_restricted
