from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from stakeholders import services
from stakeholders.access import ADMINISTRATOR
from stakeholders.accounts import AccountState, account_state
from stakeholders.invitations import INVITATION_LIFE, invitation_tokens
from stakeholders.models import Event, Person, User
from tests.stakeholders.factories import PASSWORD, PersonFactory, UserFactory


def verbs():
    return [event.verb for event in Event.objects.all()]


def state_of(person):
    return account_state(Person.objects.get(pk=person.pk), timezone.now())


def test_create_account_is_logged_and_can_not_sign_in_yet(administrator):
    person = PersonFactory()
    user = services.create_account(person, by=administrator)
    assert verbs() == ["account created"]
    assert not user.has_usable_password()
    assert state_of(person) == AccountState.NOT_SENT


def test_create_account_needs_an_address(administrator):
    with pytest.raises(ValidationError) as refusal:
        services.create_account(PersonFactory(email=""), by=administrator)
    assert refusal.value.code == "no_address"
    assert User.objects.count() == 1


def test_create_account_twice_makes_one_account(administrator):
    person = PersonFactory()
    first = services.create_account(person, by=administrator)
    assert services.create_account(person, by=administrator) == first
    assert verbs() == ["account created"]


@pytest.mark.parametrize(("active", "code"), [(True, "has_account"), (False, "inactive")])
def test_create_account_refuses_who_has_one(administrator, active, code):
    user = UserFactory(is_active=active)
    with pytest.raises(ValidationError) as refusal:
        services.create_account(user.person, by=administrator)
    assert refusal.value.code == code


def test_send_invitation_is_logged_and_so_is_the_second(administrator, mailoutbox):
    person = PersonFactory()
    user = services.create_account(person, by=administrator)
    services.send_invitation(user, by=administrator)
    assert state_of(person) == AccountState.INVITED
    services.send_invitation(user, by=administrator)
    assert verbs() == ["invitation sent again", "invitation sent", "account created"]
    assert [message.to for message in mailoutbox] == [[person.email]] * 2


def test_send_invitation_that_the_mail_server_did_not_take_stays_unsent(administrator, smtp_down):
    user = services.create_account(PersonFactory(), by=administrator)
    with pytest.raises(services.MailNotSent):
        services.send_invitation(user, by=administrator)
    assert state_of(user.person) == AccountState.NOT_SENT
    assert verbs() == ["account created"]


def test_an_invitation_works_for_seven_days(administrator, time_machine):
    user = services.create_account(PersonFactory(), by=administrator)
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    token = invitation_tokens.make_token(user)
    user.invited_at = start
    user.save()
    time_machine.move_to(start + INVITATION_LIFE - timedelta(seconds=5), tick=False)
    assert invitation_tokens.check_token(user, token)
    assert state_of(user.person) == AccountState.INVITED
    time_machine.move_to(start + INVITATION_LIFE + timedelta(seconds=5), tick=False)
    assert not invitation_tokens.check_token(user, token)
    assert state_of(user.person) == AccountState.EXPIRED


@pytest.mark.parametrize("change", ["password", "address", "deactivated"])
def test_an_invitation_dies_with_what_it_was_made_for(administrator, change):
    user = services.create_account(PersonFactory(), by=administrator)
    token = invitation_tokens.make_token(user)
    if change == "password":
        services.accept_invitation(user, password=PASSWORD)
    elif change == "address":
        services.edit_person(user.person, by=administrator, changes={"email": "n@o.example"})
    else:
        services.deactivate_account(user.person, by=administrator)
    user = User.objects.get(pk=user.pk)
    assert not invitation_tokens.check_token(user, token)


@pytest.mark.parametrize("token", [None, "", "nonsense", "-", "1-2-3", "zzzzzzzzzzzzzz-a", "é-é"])
def test_a_token_that_is_none_of_ours_is_refused_without_a_crash(db, token):
    assert not invitation_tokens.check_token(UserFactory(), token)


def test_a_changed_address_waits_for_a_new_invitation(administrator, mailoutbox):
    user = services.create_account(PersonFactory(), by=administrator)
    services.send_invitation(user, by=administrator)
    services.edit_person(user.person, by=administrator, changes={"email": "new@north.example"})
    assert state_of(user.person) == AccountState.NOT_SENT


def test_people_are_the_actors_of_their_own_passwords(administrator):
    user = services.create_account(PersonFactory(), by=administrator)
    services.accept_invitation(user, password=PASSWORD)
    services.change_password(user, password="four quiet herons")
    services.reset_password(user, password="five quiet herons")
    own = Event.objects.filter(actor=user.person)
    assert [event.verb for event in own] == [
        "password reset",
        "password changed",
        "invitation accepted",
    ]
    assert all(event.before == event.after == {} for event in own)
    assert User.objects.get(pk=user.pk).check_password("five quiet herons")


def test_deactivate_and_reactivate_account_are_logged_once_each(administrator, outsider):
    services.deactivate_account(outsider, by=administrator)
    services.deactivate_account(outsider, by=administrator)
    assert state_of(outsider) == AccountState.DEACTIVATED
    services.reactivate_account(outsider, by=administrator)
    services.reactivate_account(outsider, by=administrator)
    assert verbs() == ["account reactivated", "account deactivated"]
    assert state_of(outsider) == AccountState.ACTIVE


def test_nobody_deactivates_their_own_account(administrator):
    with pytest.raises(ValidationError) as refusal:
        services.deactivate_account(administrator, by=administrator)
    assert refusal.value.code == "own_account"


def test_the_last_administrators_account_stays_active(administrator, coordinator):
    with pytest.raises(ValidationError) as refusal:
        services.deactivate_account(administrator, by=coordinator)
    assert refusal.value.code == "last_administrator"
    UserFactory(roles=[ADMINISTRATOR])
    services.deactivate_account(administrator, by=coordinator)


def test_unlock_account_is_logged(administrator, outsider):
    services.unlock_account(outsider, by=administrator)
    assert verbs() == ["sign-in unlocked"]


def test_ask_for_password_reset_fills_nobodys_inbox(outsider, mailoutbox):
    for _ in range(5):
        services.ask_for_password_reset(email=outsider.email.upper())
    assert len(mailoutbox) == 3
    assert verbs() == ["password reset asked for"] * 3
    hour_later = timezone.now() + timedelta(minutes=61)
    services.ask_for_password_reset(email=outsider.email, at=hour_later)
    assert len(mailoutbox) == 4


@pytest.mark.parametrize("account", ["none", "deactivated", "invited"])
def test_ask_for_password_reset_sends_nothing_to_who_cannot_sign_in(db, mailoutbox, account):
    user = UserFactory(is_active=account != "deactivated")
    if account == "invited":
        user.set_unusable_password()
        user.save()
    email = "stranger@north.example" if account == "none" else user.email
    services.ask_for_password_reset(email=email)
    assert mailoutbox == []
    assert verbs() == []
