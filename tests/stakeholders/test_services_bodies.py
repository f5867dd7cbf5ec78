import datetime

import pytest
from django.core.exceptions import ValidationError

from stakeholders import services
from stakeholders.models import BodyMembership, Event, GovernanceBody
from tests.stakeholders.factories import (
    BodyMembershipFactory,
    GovernanceBodyFactory,
    PersonFactory,
)

FIRST = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def by(db):
    return PersonFactory(name="Adam Administrator")


def verbs():
    return [event.verb for event in Event.objects.all()]


def test_create_body_is_logged_and_makes_a_name_for_commands(by):
    form = GovernanceBody.Form.PANEL
    first = services.create_body(by=by, name="Police & Crime Panel", form=form, notice_days=5)
    second = services.create_body(by=by, name="Police, Crime Panel", form=form)
    assert (first.slug, second.slug) == ("police-crime-panel", "police-crime-panel-2")
    assert verbs() == ["body created", "body created"]
    assert Event.objects.last().after["notice_days"] == 5


@pytest.mark.parametrize("name", ["¿?", "x" * 200])
def test_create_body_finds_a_slug_for_every_name(by, name):
    assert services.create_body(by=by, name=name, form=GovernanceBody.Form.BOARD).slug


def test_edit_body_is_logged(by):
    body = services.edit_body(GovernanceBodyFactory(), by=by, changes={"notice_days": 7})
    assert (Event.objects.get().before, Event.objects.get().after) == (
        {"notice_days": 0},
        {"notice_days": 7},
    )
    assert (verbs(), body.version) == (["body edited"], 2)


def test_add_member_is_logged(by):
    body, person = GovernanceBodyFactory(), PersonFactory()
    services.add_member(
        body=body, person=person, by=by, starts_on=FIRST, role="Chair", private_papers=True
    )
    assert verbs() == ["member added to body"]
    assert Event.objects.get().after["private_papers"] is True


def test_add_member_refuses_a_second_seat_on_the_same_days(by):
    seat = BodyMembershipFactory(starts_on=FIRST, ends_on=FIRST + 5 * DAY)
    with pytest.raises(ValidationError, match="2 March 2026"):
        services.add_member(body=seat.body, person=seat.person, by=by, starts_on=FIRST + 5 * DAY)
    services.add_member(body=seat.body, person=seat.person, by=by, starts_on=FIRST + 6 * DAY)


def test_edit_membership_is_logged(by):
    seat = BodyMembershipFactory()
    services.edit_membership(seat, by=by, changes={"private_papers": True})
    assert verbs() == ["seat edited"]
    seat.refresh_from_db()
    assert seat.private_papers


def test_end_membership_is_logged_and_not_before_it_began(by):
    seat = BodyMembershipFactory(starts_on=FIRST)
    with pytest.raises(ValidationError):
        services.end_membership(seat, by=by, ends_on=FIRST - DAY)
    services.end_membership(seat, by=by, ends_on=FIRST)
    assert verbs() == ["seat ended"]


def test_withdraw_membership_is_logged_and_only_before_it_began(by):
    seat = BodyMembershipFactory(starts_on=FIRST)
    with pytest.raises(ValidationError):
        services.withdraw_membership(seat, by=by, on=FIRST)
    services.withdraw_membership(seat, by=by, on=FIRST - DAY)
    assert verbs() == ["seat taken back"]
    assert not BodyMembership.objects.exists()


def test_dissolve_body_ends_its_seats_and_restore_body_leaves_them_ended(by):
    seat = BodyMembershipFactory(starts_on=FIRST)
    services.dissolve_body(seat.body, by=by, dissolved_on=FIRST + 5 * DAY)
    seat.refresh_from_db()
    assert seat.ends_on == FIRST + 4 * DAY
    assert verbs() == ["body dissolved", "seat ended"]
    assert not GovernanceBody.objects.in_force(FIRST + 5 * DAY).exists()
    assert GovernanceBody.objects.in_force(FIRST + 4 * DAY).exists()
    body = GovernanceBody.objects.get()
    assert (body.is_in_force(FIRST + 5 * DAY), body.is_in_force(FIRST + 4 * DAY)) == (False, True)
    services.restore_body(body, by=by)
    assert verbs()[0] == "body restored"
    seat.refresh_from_db()
    assert seat.ends_on == FIRST + 4 * DAY


def test_dissolve_body_refuses_while_a_seat_begins_later(by):
    seat = BodyMembershipFactory(starts_on=FIRST + 9 * DAY)
    with pytest.raises(ValidationError, match="take that seat back"):
        services.dissolve_body(seat.body, by=by, dissolved_on=FIRST)
    with pytest.raises(ValidationError, match="no longer exists"):
        services.add_member(
            body=GovernanceBodyFactory(dissolved_on=FIRST),
            person=PersonFactory(),
            by=by,
            starts_on=FIRST,
        )
    assert verbs() == []
