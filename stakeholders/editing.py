"""Changing a row that somebody else may be changing at the same moment."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .events import line, plain, record
from .models import Event

# A button pressed twice on a slow line says one thing.
TWICE = timedelta(minutes=1)


class EditConflict(Exception):
    """Somebody saved the row after the form was opened; `current` is the row as it is now."""

    def __init__(self, current):
        super().__init__(f"{current} was changed by somebody else")
        self.current = current


def lock_row(obj, *, version=None, related=()):
    """The row of `obj`, locked until the transaction ends and as the database has it.

    The rows that `related` names are read after it, and not locked: read together, those of a row
    that had to be waited for would be missing, or as they were before. Raises EditConflict where
    `version`, the one that a form was opened on, is no longer current.
    """
    rows = type(obj)._default_manager
    current = rows.select_for_update().get(pk=obj.pk)
    if related:
        current = rows.select_related(*related).get(pk=obj.pk)
    if version is not None and current.version != version:
        raise EditConflict(current)
    return current


def made_just_now(row, verb, *, by, after, plan=None, at=None):
    """What the same person made with the same words within a minute, or None: a button pressed
    twice on a slow line says one thing. `row` is what would be made, not yet saved; the second
    press waits for the first, and finds what it wrote."""
    if by is None:
        return None
    lock_row(by)
    at = at or timezone.now()
    said = line(verb, row, by=by, after=after, plan=plan)
    own = {"object_type": said.object_type, "plan_id": said.plan_id}
    events = Event.objects.filter(actor=by, verb=verb, at__range=(at - TWICE, at), **own)
    keys = [key for key, words in events.values_list("object_id", "after") if words == said.after]
    rows = type(row)._default_manager.filter(pk__in=keys).order_by("-pk")
    # One that was taken back meanwhile may be made again.
    return next((twin for twin in rows if not getattr(twin, "withdrawn_at", None)), None)


@transaction.atomic
def change_row(obj, *, by, verb, changes, check=None, version=None, plan=None, at=None):
    """Set the fields in `changes` on the row of `obj`, count its version up, write the Event.

    A many-to-many field is given all of its rows; their order says nothing. `check` is given the
    row with its other fields set, and raises ValidationError where they may not be so. Returns the
    changed row; where nothing differs, nothing is written.
    """
    current = lock_row(obj, version=version)
    many = {field.name for field in obj._meta.many_to_many} & set(changes)
    after = {key: _ordered(value) if key in many else value for key, value in changes.items()}
    before = {
        key: _ordered(getattr(current, key).all()) if key in many else getattr(current, key)
        for key in changes
    }
    changed = {key: value for key, value in after.items() if before[key] != value}
    if not changed:
        return current
    for key in changed.keys() - many:
        setattr(current, key, changed[key])
    if check:
        check(current)
    for key in changed.keys() & many:
        getattr(current, key).set(changed[key])
    current.version += 1
    current.save(update_fields=[*(changed.keys() - many), "version"])
    record(
        verb,
        current,
        by=by,
        before={key: plain(before[key]) for key in changed},
        after={key: plain(value) for key, value in changed.items()},
        plan=plan,
        at=at or timezone.now(),
    )
    return current


def _ordered(rows):
    return sorted(rows, key=lambda row: row.pk)
