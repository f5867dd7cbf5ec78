"""Communities that the office engages with: who they are, and whether engagement is planned."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import CommunityGroup
from stakeholders.ordering import next_position
from stakeholders.refusing import beside

FIELDS = ["name", "about", "priority", "priority_reason"]


@transaction.atomic
def create_group(
    *,
    by,
    name,
    about="",
    priority=False,
    priority_reason="",
    characteristics=(),
    areas=(),
    at=None,
):
    """A community. Without `areas` it lives in the whole police area."""
    group = CommunityGroup(
        name=_one_line(name),
        about=about,
        priority=priority,
        priority_reason=priority_reason,
        position=next_position(CommunityGroup.objects),
    )
    _check(group)
    group.save()
    group.characteristics.set(characteristics)
    group.areas.set(areas)
    after = values_of(group, FIELDS)
    after |= {"characteristics": list(characteristics), "areas": list(areas)}
    record("group created", group, by=by, after=after, at=at)
    return group


@transaction.atomic
def edit_group(group, *, by, changes, version=None, at=None):
    """Change what is known of a community; `characteristics` and `areas` are given all of theirs.

    No longer a priority, it keeps no reason for being one: the log does.
    """
    changes = dict(changes)
    if "name" in changes:
        changes["name"] = _one_line(changes["name"])
    current = lock_row(group, version=version)
    if not changes.get("priority", current.priority):
        changes["priority_reason"] = ""
    return change_row(
        current,
        by=by,
        verb="group edited",
        changes=changes,
        check=_check,
        version=version,
        at=at,
    )


@transaction.atomic
def withdraw_group(group, *, by, reason, version=None, at=None):
    """Engagement is no longer planned with it; what happened with it stays, and counts."""
    at = at or timezone.now()
    current = lock_row(group, version=version)
    if not current.is_in_force:
        raise ValidationError(
            f"{current} is withdrawn or counted with another group already", code="not_in_force"
        )
    changes = {"withdrawn_at": at, "withdrawn_reason": reason}
    return change_row(current, by=by, verb="group withdrawn", changes=changes, at=at)


@transaction.atomic
def restore_group(group, *, by, at=None):
    """Take a withdrawal back."""
    current = lock_row(group)
    if current.withdrawn_at is None:
        raise ValidationError(f"{current} is not withdrawn", code="not_withdrawn")
    changes = {"withdrawn_at": None, "withdrawn_reason": ""}
    return change_row(current, by=by, verb="group restored", changes=changes, at=at)


def _one_line(name):
    """Spaces don't tell two names apart."""
    return " ".join(name.split())


def _check(group):
    group.full_clean()
    if group.priority and not group.priority_reason.strip():
        raise beside("priority_reason", "Say why it has priority", "priority_reason_missing")
