"""The signed link by which somebody without an account reads one paper.

It opens that paper for its person and nothing else, for 90 days: a body's papers are read until
the meeting after the one that they are for. It dies with the seat, or with the row that makes its
person a recipient, and with a deactivated account.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from stakeholders import links
from stakeholders.models import SignedLink

from .models import Delivery
from .readers import readers_of, shut_out

LIFE = timedelta(days=90)
PAPER = SignedLink.Purpose.PAPER


def new_link(person, *, at):
    """Not yet written."""
    return SignedLink(person=person, purpose=PAPER, made_at=at, lapses_at=at + LIFE)


def address_of(link):
    """The whole address, as the e-mail carries it."""
    return f"{settings.SITE_URL}{reverse('reports:linked-paper', args=[links.token_of(link)])}"


def find(token):
    """The link that `token` names, working or not; None if it is not one of ours."""
    return links.find(token, purpose=PAPER)


def opened_by(link, *, now):
    """The Delivery whose paper the link opens at the moment `now`; None where it lets nobody in."""
    if link is None or not link.is_working(now):
        return None
    related = ("report__plan", "report__body", "report__meeting")
    delivery = (
        Delivery.objects.filter(link=link)
        .select_related("person", *(f"revision__{name}" for name in related))
        .defer("revision__document")
        .first()
    )
    if delivery is None or not delivery.revision.is_published:
        return None
    readers = readers_of(delivery.revision.report, on=timezone.localdate(now))
    let_in = readers.filter(pk=link.person_id).exclude(pk__in=shut_out())
    return delivery if let_in.exists() else None
