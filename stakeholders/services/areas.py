"""Areas and characteristics: what the directory is sorted and counted by."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Area, Characteristic


@transaction.atomic
def create_area(*, by, name, at=None):
    """A part of the police area; it stands last until it is moved."""
    area = Area(name=name, position=_next_position(Area))
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
    offered = list(Area.objects.select_for_update().filter(withdrawn_at__isnull=True))
    keys = [row.pk for row in offered]
    here = keys.index(area.pk) if area.pk in keys else None
    there = None if here is None else here + (-1 if up else 1)
    if there is None or not 0 <= there < len(offered):
        return False
    before = {"place": here + 1}
    offered[here], offered[there] = offered[there], offered[here]
    for position, row in enumerate(offered):
        row.position = position
    Area.objects.bulk_update(offered, ["position"])
    record("area moved", area, by=by, before=before, after={"place": there + 1}, at=at)
    return True


@transaction.atomic
def create_characteristic(*, by, title, special=False, at=None):
    """`special`: to be known as a contact of such a group can tell data of a special category."""
    row = Characteristic(title=title, special=special, position=_next_position(Characteristic))
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


def _next_position(model):
    last = model.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
