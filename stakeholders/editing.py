"""Changing a row that somebody else may be changing at the same moment."""

from django.db import transaction
from django.utils import timezone

from .events import record, values_of


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


@transaction.atomic
def change_row(obj, *, by, verb, changes, version=None, plan=None, at=None):
    """Set the fields in `changes` on the row of `obj`, count its version up, write the Event.

    Returns the changed row; where nothing differs, nothing is written.
    """
    current = lock_row(obj, version=version)
    changed = {key: value for key, value in changes.items() if getattr(current, key) != value}
    if not changed:
        return current
    before = values_of(current, changed)
    for key, value in changed.items():
        setattr(current, key, value)
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    record(
        verb,
        current,
        by=by,
        before=before,
        after=values_of(current, changed),
        plan=plan,
        at=at or timezone.now(),
    )
    return current
