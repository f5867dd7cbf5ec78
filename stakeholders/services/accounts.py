"""Accounts: invited, taken up, deactivated, unlocked; passwords. Each verb leaves an Event."""

from datetime import timedelta

from axes.utils import reset as forget_failures
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.accounts import AccountState, account_state, sign_in_name
from stakeholders.events import record
from stakeholders.invitations import invitation_message, password_reset_message
from stakeholders.models import Event, Person, User

from .links import stop_links
from .roles import keep_an_administrator

# A stranger who knows an address must not be able to fill its inbox.
RESETS_AN_HOUR = 3


class MailNotSent(Exception):
    """The mail server could not be reached or refused; what was saved before stays saved."""


@transaction.atomic
def create_account(person, *, by, at=None):
    """An account without a password, for `send_invitation`. One that waits already is returned."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.email:
        raise ValidationError(
            f"{person} has no e-mail address. Add one first: the invitation goes there.",
            code="no_address",
        )
    state = account_state(person, at or timezone.now())
    if state == AccountState.NONE:
        user = User.objects.create_user(person=person, email=person.email)
        after = {"sign_in_address": user.email}
        record("account created", person, by=by, after=after, at=at)
        return user
    if state == AccountState.DEACTIVATED:
        raise ValidationError("This account is deactivated: reactivate it first", code="inactive")
    if state == AccountState.ACTIVE:
        raise ValidationError(f"{person} can sign in already", code="has_account")
    return person.user


def send_invitation(user, *, by, at=None):
    """Send the link. It is noted as sent once the mail server has taken it; before that the
    account says "Invitation not sent". Raises MailNotSent."""
    at = at or timezone.now()
    _send(invitation_message(user, by=by, now=at))
    with transaction.atomic():
        user = User.objects.select_for_update().select_related("person").get(pk=user.pk)
        again = user.invited_at is not None
        user.invited_at = at
        user.save(update_fields=["invited_at"])
        verb = "invitation sent again" if again else "invitation sent"
        record(verb, user.person, by=by, after={"sent_to": user.email}, at=at)


def _send(message):
    try:
        message.send()
    except OSError as problem:  # smtplib's own errors are OSErrors too
        raise MailNotSent(str(problem)) from problem


@transaction.atomic
def accept_invitation(user, *, password, at=None):
    """The invited person chooses a password. It makes the link useless: it works once."""
    return _set_password(user, verb="invitation accepted", password=password, at=at)


@transaction.atomic
def change_password(user, *, password, at=None):
    return _set_password(user, verb="password changed", password=password, at=at)


@transaction.atomic
def reset_password(user, *, password, at=None):
    """By the link of a password-reset e-mail; who could read that may try to sign in again."""
    user = _set_password(user, verb="password reset", password=password, at=at)
    forget_failures(username=sign_in_name(user.email))
    return user


def _set_password(user, *, verb, password, at):
    """People set their own passwords, so they are the actors. Other sessions end with it."""
    user = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(verb, user.person, by=user.person, at=at)
    return user


def ask_for_password_reset(*, email, at=None):
    """Send a link, if an account that can sign in has this address. Says nothing about it."""
    at = at or timezone.now()
    rows = User.objects.filter(email__iexact=email, is_active=True)
    user = rows.select_related("person").first()
    if user is None or not user.has_usable_password():
        return
    asked = Event.objects.about(user.person).filter(
        verb="password reset asked for", at__gt=at - timedelta(hours=1)
    )
    if asked.count() >= RESETS_AN_HOUR:
        return
    record("password reset asked for", user.person, by=None, at=at)
    _send(password_reset_message(user))


@transaction.atomic
def deactivate_account(person, *, by, at=None):
    """Nobody signs in with it any more, whoever is signed in is signed out at once, and no link
    of an e-mail lets them in, also not after the account is reactivated."""
    user = User.objects.select_for_update(of=("self",)).get(person=person)
    if person == by:
        raise ValidationError(
            "You can't deactivate your own account. Ask another administrator.", code="own_account"
        )
    if not user.is_active:
        return user
    if user.groups.filter(name="Administrator").exists():
        keep_an_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    stop_links(person, by=by, at=at)
    record("account deactivated", person, by=by, at=at)
    return user


@transaction.atomic
def reactivate_account(person, *, by, at=None):
    user = User.objects.select_for_update(of=("self",)).get(person=person)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("account reactivated", person, by=by, at=at)
    return user


def end_sessions(user):
    """Django would refuse them anyway while the account is off; this keeps them from coming
    back to life when it is reactivated."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


@transaction.atomic
def unlock_account(person, *, by, at=None):
    """Let somebody try again who was locked out after too many failed attempts (django-axes)."""
    forget_failures(username=sign_in_name(person.user.email))
    record("sign-in unlocked", person, by=by, at=at)
