"""Areas and characteristics: what the directory is sorted and counted by."""

from django.db import transaction
from django.utils import timezone

from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Area, Characteristic
from stakeholders.ordering import move_among, next_position


@transaction.atomic
def create_area(*, by, name, at=None):
    """A part of the police area; it stands last until it is moved."""
    area = Area(name=name, position=next_position(Area.objects))
    area.full_clean()
    area.save()
    record("area created", area, by=by, after=values_of(area, ["name"]), at=at)
    return area


def edit_area(area, *, by, changes, version=None, at=None):
    return change_row(area, by=by, verb="area edited", changes=changes, version=version, at=at)


def withdraw_area(area, *, by, at=None):
    """It is no longer offered; what happened there keeps its name."""
    at = at or timezone.now()
    return _set_withdrawn(area, by=by, verb="area withdrawn", withdrawn_at=at, at=at)


def restore_area(area, *, by, at=None):
    return _set_withdrawn(area, by=by, verb="area restored", withdrawn_at=None, at=at)


@transaction.atomic
def move_area(area, *, by, up, at=None):
    """One place up or down among those that are offered. Returns whether it moved."""
    offered = Area.objects.select_for_update().filter(withdrawn_at__isnull=True)
    return move_among(area, offered, by=by, up=up, at=at)


@transaction.atomic
def create_characteristic(*, by, title, special=False, at=None):
    """`special`: to be known as a contact of such a group can tell data of a special category."""
    row = Characteristic(
        title=title, special=special, position=next_position(Characteristic.objects)
    )
    row.full_clean()
    row.save()
    after = values_of(row, ["title", "special"])
    record("characteristic created", row, by=by, after=after, at=at)
    return row


def edit_characteristic(characteristic, *, by, changes, version=None, at=None):
    return change_row(
        characteristic,
        by=by,
        verb="characteristic edited",
        changes=changes,
        version=version,
        at=at,
    )


@transaction.atomic
def _set_withdrawn(area, *, by, verb, withdrawn_at, at):
    current = lock_row(area)
    if (current.withdrawn_at is None) == (withdrawn_at is None):
        return current
    return change_row(current, by=by, verb=verb, changes={"withdrawn_at": withdrawn_at}, at=at)
