"""Administrator, Coordinator, Auditor, Contact keeper: the roles that are given and taken."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from stakeholders.access import ADMINISTRATOR, AUDITOR, CONTACT_KEEPER, GROUPS
from stakeholders.events import record
from stakeholders.models import Person, User


@transaction.atomic
def give_role(person, *, by, role, at=None):
    return set_roles(person, by=by, roles={*_roles(person), role}, at=at)


@transaction.atomic
def take_role(person, *, by, role, at=None):
    return set_roles(person, by=by, roles=_roles(person) - {role}, at=at)


@transaction.atomic
def set_roles(person, *, by, roles, at=None):
    """Make `roles` the roles of a person; one Event for each role given or taken."""
    wanted = set(roles)
    if unknown := wanted - set(GROUPS):
        raise ValueError(f"No such role: {', '.join(sorted(unknown))}")
    user = User.objects.filter(person=person).first()
    if user is None:
        raise ValidationError(f"{person} has no account yet: invite them first", code="no_account")
    # To keep contacts is to see more of them: an auditor who does still changes nothing.
    if AUDITOR in wanted and wanted - {AUDITOR, CONTACT_KEEPER}:
        raise ValidationError(
            "An auditor reads everything and changes nothing: "
            "somebody who is an auditor can have no other role than contact keeper.",
            code="auditor_alone",
        )
    now = _roles(person)
    if ADMINISTRATOR in now - wanted:
        keep_an_administrator(user)
    for role in GROUPS:
        if role in wanted - now:
            user.groups.add(Group.objects.get(name=role))
            record("role given", person, by=by, after={"role": role}, at=at)
        elif role in now - wanted:
            user.groups.remove(Group.objects.get(name=role))
            record("role taken", person, by=by, before={"role": role}, at=at)
    return user


def keep_an_administrator(user):
    """Refuse where nobody but `user` could let people in; call it in a transaction.

    An administrator who has not taken up the invitation can't let anybody in either.
    """
    # The group's row is the lock: two administrators can't take the role from each other at once.
    Group.objects.select_for_update().get(name=ADMINISTRATOR)
    others = User.objects.filter(groups__name=ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if not any(other.has_usable_password() for other in others):
        raise ValidationError(
            f"{user} is the only administrator who can sign in. Make somebody else one first.",
            code="last_administrator",
        )


def _roles(person):
    return set(
        Person.objects.filter(pk=person.pk, user__groups__name__in=GROUPS).values_list(
            "user__groups__name", flat=True
        )
    )
