"""The link that lets an invited person in, and the e-mails that carry links to accounts."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from .office import OfficeWords

# People are on leave: a day, which is enough for a forgotten password, is not enough here.
INVITATION_LIFE = timedelta(days=7)


class InvitationTokens(PasswordResetTokenGenerator):
    """Django's password-reset tokens with a life and a salt of their own.

    As with those, the password, the last sign-in and the address are in the hash: a link works
    once, and no longer when the address was changed.
    """

    key_salt = "stakeholders.invitations"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"

    def check_token(self, user, token):
        if not (user and token):
            return False
        try:
            made_at = base36_to_int(token.split("-")[0])
        except ValueError:
            return False
        genuine = any(
            constant_time_compare(self._make_token_with_timestamp(user, made_at, secret), token)
            for secret in [self.secret, *self.secret_fallbacks]
        )
        age = self._num_seconds(self._now()) - made_at
        return genuine and age <= INVITATION_LIFE.total_seconds()


invitation_tokens = InvitationTokens()


def invitation_link(user):
    return _link("stakeholders:invitation", user, invitation_tokens)


def password_reset_link(user):
    return _link("stakeholders:password-reset-confirm", user, default_token_generator)


def _link(name, user, tokens):
    kwargs = {
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": tokens.make_token(user),
    }
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"


def invitation_message(user, *, by, now=None):
    """`by` is who invites; the office's address is where answers go."""
    return _message(
        "invitation",
        user,
        subject="Your invitation to the action plan",
        button="Choose a password",
        button_url=invitation_link(user),
        by=by,
        last_day=(now or timezone.now()) + INVITATION_LIFE,
        site=settings.SITE_URL,
    )


def password_reset_message(user):
    return _message(
        "password_reset",
        user,
        subject="Choose a new password for the action plan",
        button="Choose a new password",
        button_url=password_reset_link(user),
        hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
    )


def _message(template, user, **context):
    return message_to(user.person, template, address=user.email, **context)


def message_to(person, template, *, address, **context):
    """An e-mail with one button, in text and HTML; answers go to the office."""
    office = OfficeWords()
    context |= {
        "office": office,
        "name": person.name,
        "address": address,
        "reply_to": office.contact_email,
        "portal_name": office.portal_name,
        "host": urlsplit(settings.SITE_URL).netloc,
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string(f"stakeholders/email/{template}.txt", context),
        to=[address],
        reply_to=[office.contact_email] if office.contact_email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    html = render_to_string(f"stakeholders/email/{template}.html", context)
    message.attach_alternative(html, "text/html")
    return message
