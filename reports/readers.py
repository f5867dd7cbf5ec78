"""Who is given a body's papers, and who of them reads a paper by signing in.

Readers are those with a seat on the body and its recipients without one; of a private paper only
those who receive private papers.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from stakeholders.access import AUDITOR, COORDINATOR
from stakeholders.models import BodyMembership, Person, User

from .models import Recipient


def readers_of(report, *, on):
    """The people, by name, who are readers of the report on the day `on`."""
    return Person.objects.filter(
        Q(pk__in=_seats(report, on).values("person"))
        | Q(pk__in=_private(report, Recipient.objects.filter(body=report.body_id)).values("person"))
    )


def reading_signed_in(report, *, on):
    """The keys of those whom their account lets in to the report: a seat or a role, and a
    password. A recipient without a seat has no page to sign in to."""
    accounts = User.objects.filter(is_active=True).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    let_in = Q(groups__name__in=(COORDINATOR, AUDITOR)) | Q(
        person__in=_seats(report, on).values("person")
    )
    return set(accounts.filter(let_in).values_list("person", flat=True))


def shut_out():
    """Deactivated accounts: neither a password nor a link lets their people in."""
    return set(User.objects.filter(is_active=False).values_list("person", flat=True))


def _seats(report, on):
    return _private(report, BodyMembership.objects.on(on).filter(body=report.body_id))


def _private(report, rows):
    return rows.filter(private_papers=True) if report.private else rows
