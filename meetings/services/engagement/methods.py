"""The office's own list of how it engages."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import EngagementMethod
from meetings.services.rows import refuse_withdrawn
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position


@transaction.atomic
def create_method(*, by, title, listens=True, at=None):
    """A method behind those that there are. `listens` is whether people can answer by it."""
    position = next_position(EngagementMethod.objects.all())
    method = EngagementMethod(title=title, listens=listens, position=position)
    method.validate_constraints()
    method.save()
    after = values_of(method, ["title", "listens"])
    record("engagement method created", method, by=by, after=after, at=at)
    return method


def edit_method(method, *, by, changes, version=None, at=None):
    return change_row(
        method,
        by=by,
        verb="engagement method edited",
        changes=changes,
        check=EngagementMethod.validate_constraints,
        version=version,
        at=at,
    )


@transaction.atomic
def withdraw_method(method, *, by, at=None):
    """It is no longer offered; what was done by it stays as it is."""
    refuse_withdrawn(lock_row(method))
    changes = {"withdrawn_at": at or timezone.now()}
    return change_row(method, by=by, verb="engagement method withdrawn", changes=changes, at=at)


@transaction.atomic
def restore_method(method, *, by, at=None):
    if lock_row(method).withdrawn_at is None:
        raise ValidationError("This is in use already", code="in_use_already")
    changes = {"withdrawn_at": None}
    return change_row(method, by=by, verb="engagement method restored", changes=changes, at=at)


@transaction.atomic
def move_method(method, *, by, up, at=None):
    """One place up or down. Returns whether it moved."""
    siblings = list(EngagementMethod.objects.select_for_update().filter(withdrawn_at=None))
    return move_among(method, siblings, by=by, up=up, at=at)
