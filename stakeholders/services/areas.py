"""Areas and characteristics: what the directory is sorted and counted by."""

from django.core.exceptions import ValidationError
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
def order_areas(areas, *, by, at=None):
    """`areas` are all of them, in the order that they are to stand in everywhere."""
    wanted = [area.pk for area in areas]
    now = list(Area.objects.select_for_update().order_by("position", "name", "pk"))
    if sorted(wanted) != sorted(area.pk for area in now):
        raise ValidationError(
            "Somebody else added an area meanwhile. Look at the list again", code="order_incomplete"
        )
    if wanted == [area.pk for area in now]:
        return now
    rows = {area.pk: area for area in now}
    ordered = [rows[key] for key in wanted]
    for position, area in enumerate(ordered):
        area.position = position
    Area.objects.bulk_update(ordered, ["position"])
    first = next(new for new, old in zip(ordered, now, strict=True) if new != old)
    names = [[area.name for area in some] for some in (now, ordered)]
    record(
        "areas ordered", first, by=by, before={"order": names[0]}, after={"order": names[1]}, at=at
    )
    return ordered


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
