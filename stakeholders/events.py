"""Writing the Event log. Every service that changes something calls `record`."""

from datetime import date, datetime, time

from django.db.models import Model
from django.utils import timezone

from .models import Event


def plain(value):
    """`value` as JSON can hold it, and as it still reads in ten years."""
    if isinstance(value, Model):
        return {"id": value.pk, "text": str(value)}
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return value


def values_of(obj, fields):
    return {field: plain(getattr(obj, field)) for field in fields}


def record(verb, obj, **details):
    """Add one line to the log, in the transaction of the change itself."""
    event = line(verb, obj, **details)
    event.save()
    return event


def record_all(lines):
    """Add many lines at once, in the transaction of the changes themselves."""
    return Event.objects.bulk_create(lines)


def line(verb, obj, *, by, before=None, after=None, plan=None, at=None):
    """A line of the log, not yet written.

    `by` is a Person, or None where the portal itself acted. Only what differs is kept.
    """
    before, after = dict(before or {}), dict(after or {})
    same = [key for key in before if key in after and before[key] == after[key]]
    for key in same:
        del before[key], after[key]
    return Event(
        actor=by,
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_text=str(obj)[:300],
        plan_id=getattr(plan, "pk", plan),
        before={key: plain(value) for key, value in before.items()},
        after={key: plain(value) for key, value in after.items()},
        at=at or timezone.now(),
    )
