"""What state an account is in: read from the account and from the record of failed sign-ins."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum, TextChoices

from .invitations import INVITATION_LIFE


class AccountState(TextChoices):
    NONE = "none", "No account"
    NOT_SENT = "not_sent", "Invitation not sent"
    INVITED = "invited", "Invited"
    EXPIRED = "expired", "Invitation has run out"
    ACTIVE = "active", "Can sign in"
    DEACTIVATED = "deactivated", "Deactivated"


def account_state(person, now):
    user = getattr(person, "user", None)
    if user is None:
        return AccountState.NONE
    if not user.is_active:
        return AccountState.DEACTIVATED
    if user.has_usable_password():
        return AccountState.ACTIVE
    if user.invited_at is None:
        return AccountState.NOT_SENT
    if user.invited_at + INVITATION_LIFE < now:
        return AccountState.EXPIRED
    return AccountState.INVITED


def sign_in_name(address):
    """The form of an address by which failed sign-ins are counted, however it was typed."""
    return address.strip().lower()


def locked_until(user, now):
    """The moment until which sign-in is locked from somewhere, or None (django-axes)."""
    cool_off = get_cool_off()
    # Failures are kept by browser, and counted together for each address they came from.
    locks = (
        AccessAttempt.objects.filter(
            username=sign_in_name(user.email), attempt_time__gt=now - cool_off
        )
        .order_by()
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return max((lock["last"] + cool_off for lock in locks), default=None)
