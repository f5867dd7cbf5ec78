"""Writing the Event log. Every service that changes something calls `record`."""

from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Model
from django.utils import timezone

from .models import Event


def plain(value):
    """`value` as JSON can hold it, and as it still reads in ten years."""
    if isinstance(value, Model):
        return {"id": value.pk, "text": str(value)}
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
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


def set_back(rows, moment, names):
    """Rows of one model with these fields as they were at the moment: what was changed of them
    later stands in the log with what it was before."""
    rows = list(rows)
    if not rows:
        return rows
    later = Event.objects.later(type(rows[0]), moment).filter(before__has_any_keys=list(names))
    then = defaultdict(dict)
    # The earliest change comes last: what was before it is what was there at the moment.
    for key, before in later.order_by("-at", "-pk").values_list("object_id", "before"):
        then[key] |= {name: before[name] for name in names if name in before}
    for row in rows:
        for name, value in then[row.pk].items() if row.pk in then else ():
            field = row._meta.get_field(name)
            if field.is_relation:
                setattr(row, field.attname, value and value["id"])
            else:
                setattr(row, name, field.to_python(value))
    return rows


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
