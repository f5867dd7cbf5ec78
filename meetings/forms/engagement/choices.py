"""What the forms of the engagement log offer to choose from."""

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import Q

from actionplans.models import Principle
from meetings.models import (
    Consultation,
    EngagementMethod,
    KeyDecision,
    Meeting,
    Programme,
)
from stakeholders.models import Area, CommunityGroup, Office, Post

# Of meetings that were or come so near, one may have been the occasion.
MONTHS_AROUND = 3


def posts_of_office(chosen=()):
    """The office's own posts that there are, and those that are chosen already."""
    own = Q(abolished_on__isnull=True)
    if office := Office.objects.first():
        own &= Q(organisation=office.organisation_id)
    return Post.objects.filter(own | Q(pk__in=chosen))


def posts(chosen=None):
    """Of any organisation, with the one that is chosen already."""
    rows = Post.objects.filter(Q(abolished_on__isnull=True) | Q(pk=chosen))
    return rows.select_related("organisation")


def areas(chosen=()):
    return Area.objects.filter(Q(withdrawn_at__isnull=True) | Q(pk__in=chosen))


def groups(chosen=()):
    return CommunityGroup.objects.in_force() | CommunityGroup.objects.filter(pk__in=chosen)


def methods(chosen=None):
    return EngagementMethod.objects.filter(Q(withdrawn_at__isnull=True) | Q(pk=chosen))


def principles(chosen=None):
    rows = Principle.objects.filter(Q(withdrawn_at__isnull=True) | Q(pk=chosen))
    return rows.select_related("strategy")


def principle_label(principle):
    return f"{principle} ({principle.strategy})" if principle.strategy_id else str(principle)


def meetings(person, day, chosen=None):
    around = relativedelta(months=MONTHS_AROUND)
    near = Q(held_on__range=(day - around, day + around))
    rows = Meeting.objects.visible_to(person).filter(near | Q(pk=chosen))
    return rows.select_related("forum__series").order_by("-held_on", "pk")


def programmes(chosen=None):
    return Programme.objects.filter(Q(ended_on__isnull=True) | Q(pk=chosen))


def decisions(person, chosen=None):
    seen = KeyDecision.objects.visible_to(person)
    return seen.in_force() | seen.filter(pk=chosen)


def consultations(person, chosen=None):
    seen = Consultation.objects.visible_to(person)
    return seen.in_force() | seen.filter(pk=chosen)


def reached_field(label, **kwargs):
    """Empty is not known; nobody is 0."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        help_text=kwargs.pop("help_text", "Leave it empty if you do not know"),
        error_messages={
            "invalid": "Enter a whole number, such as 40",
            "min_value": "Enter 0 or more, or leave it empty",
        },
        **kwargs,
    )
