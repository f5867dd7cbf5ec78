"""Signed links: one page let in to from an e-mail, without a password.

An address carries the link's key and a signature over it and its purpose. It is worth what its row
says: it lapses, it can be revoked, and what it opens is asked anew at every request.
"""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from .models import SignedLink

LIFE = timedelta(days=14)


def token_of(link):
    """What stands in the address, as "12:signature"."""
    return _signer(link.purpose).sign(link.pk)


def find(token, *, purpose=SignedLink.Purpose.ANSWER):
    """The link that `token` names, lapsed or not, its person loaded; None if it is not ours."""
    try:
        key = int(_signer(purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return (
        SignedLink.objects.filter(pk=key, purpose=purpose)
        .select_related("person", "digest")
        .first()
    )


def new_link(person, *, digest=None, at=None):
    """A link for `person`, not yet written."""
    at = at or timezone.now()
    return SignedLink(person=person, digest=digest, made_at=at, lapses_at=at + LIFE)


def _signer(purpose):
    return signing.Signer(salt=f"stakeholders.links.{purpose}")
