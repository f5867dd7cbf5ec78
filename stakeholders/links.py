"""Signed links: one page let in to from an e-mail, without a password.

An address carries the link's key and a signature over it and its purpose. It is worth what its row
says: it lapses, it can be revoked, and what it opens is asked anew at every request.
"""

from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .access import AUDITOR, COORDINATOR, Access, holdings_answered
from .invitations import message_to
from .models import PostHolding, SignedLink, User

LIFE = timedelta(days=14)


class Over(Enum):
    """Why a link lets nobody in."""

    UNKNOWN = "unknown"
    STOPPED = "stopped"
    LAPSED = "lapsed"
    ENDED = "ended"


def token_of(link):
    """What stands in the address, as "12:signature"."""
    return _signer(link.purpose).sign(link.pk)


def address_of(link):
    """The whole address, as e-mails carry it."""
    return f"{settings.SITE_URL}{reverse('objectives:answer', args=[token_of(link)])}"


def find(token, *, purpose=SignedLink.Purpose.ANSWER):
    """The link that `token` names, lapsed or not, its person loaded; None if it is not ours."""
    try:
        key = int(_signer(purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return (
        SignedLink.objects.filter(pk=key, purpose=purpose)
        .select_related("person__user", "digest")
        .first()
    )


def fresh_link_message(link):
    """The e-mail of somebody who asked for a new link: it tells nothing of what waits there."""
    return message_to(
        link.person,
        "answer_link",
        address=link.person.email,
        subject="Your new link to the action plan",
        button="Answer now",
        button_url=address_of(link),
        last_day=link.lapses_at,
    )


def new_link(person, *, digest=None, at=None):
    """A link for `person`, not yet written."""
    at = at or timezone.now()
    return SignedLink(person=person, digest=digest, made_at=at, lapses_at=at + LIFE)


def why_over(link, *, now):
    """The Over of a link that lets nobody in at the moment `now`."""
    if link is None:
        return Over.UNKNOWN
    if link.revoked_at is not None:
        return Over.STOPPED
    return Over.ENDED if link.is_working(now) else Over.LAPSED


def kept_out(people):
    """Of `people` those (keys) whom no link lets in, whatever posts they hold: who may not sign in
    any more, and auditors, who change nothing."""
    users = User.objects.filter(person__in=people)
    auditors = users.filter(groups__name=AUDITOR).exclude(groups__name=COORDINATOR)
    barred = users.filter(Q(is_active=False) | Q(pk__in=auditors.values("pk")))
    return set(barred.values_list("person", flat=True))


def posts_of(link, *, now):
    """The posts (keys) that a link opens: those that its person answered for when it was made, by
    holdings that they still answer for. A post that came later asks for a later link; a holding
    that ended takes the link with it, even where the same person is appointed again.

    None for those who are `kept_out`.
    """
    person = link.person
    if kept_out([person]):
        return frozenset()
    made_on, today = (timezone.localdate(moment) for moment in (link.made_at, now))
    held = holdings_answered(person, on=made_on).values("pk")
    still = PostHolding.objects.filter(pk__in=held) & holdings_answered(person, on=today)
    return frozenset(still.order_by().values_list("post", flat=True))


def let_in(link, *, now):
    """The link's person with the access that it gives: its posts, and no other right of theirs.

    What they may do besides, as a coordinator say, needs a password. None where it is over.
    """
    posts = posts_of(link, now=now) if link is not None and link.is_working(now) else frozenset()
    if not posts:
        return None
    link.person.access = Access(posts=posts)
    return link.person


def _signer(purpose):
    return signing.Signer(salt=f"stakeholders.links.{purpose}")
