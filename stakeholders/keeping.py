"""What a page worked out from many rows, kept in memory until something in the database changes.

Every change writes the Event log, in its own transaction (stakeholders.events), so the newest line
says whether anything did. On PostgreSQL a line may be written before another one and seen after
it; so nothing is kept while any transaction that writes is under way, and then a kept answer can't
be older than the log. What depends on who asks, or on the day, has both in its key.

An answer may name what never shows in it; then it outlives changes of nothing else. In an office
at work some line is written every minute, and most are of actions.

A change that goes past the services, by hand in the database, is not seen until the next one.
"""

from collections import OrderedDict
from threading import Lock

from django.db import connection
from django.db.models import Q

from .models import Event

MOST = 64
"""answers kept in each process, of at most some hundred thousand letters each"""

_kept: OrderedDict = OrderedDict()
_lock = Lock()

_LOOK = """
    SELECT (SELECT max(id) FROM stakeholders_event),
        pg_current_xact_id_if_assigned() IS NULL,
        NOT EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()))
"""


def kept(key, make, *, apart_from=()):
    """What `make()` answers. `key` says all that it depends on but for the database; the answer
    must not be changed afterwards. `apart_from` are beginnings of `Event.object_type`
    ("reports."): lines about such things change nothing in the answer."""
    last, own, others = _look()
    if not own:
        # This transaction has changed something itself, and may yet take it back.
        return make()
    key = (connection.settings_dict["NAME"], key)
    with _lock:
        found = _kept.get(key)
    if found and (found[0] == last or _only_about(apart_from, since=found[0])):
        answer = found[1]
    else:
        answer = make()
    if others:
        # All lines up to `last` could be seen: the next look need not go further back.
        with _lock:
            _kept[key] = (last, answer)
            _kept.move_to_end(key)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return answer


def _only_about(kinds, *, since):
    """Whether every line after `since` is about things of these kinds."""
    if not kinds:
        return False
    ours = Q(*(Q(object_type__startswith=kind) for kind in kinds), _connector=Q.OR)
    return not Event.objects.filter(pk__gt=since or 0).exclude(ours).exists()


def _look():
    """(newest line of the log, whether this transaction has written nothing, nor any other)."""
    if connection.vendor != "postgresql":
        # One writes at a time there: what is written first is seen first.
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
        return last, not connection.in_atomic_block, True
    with connection.cursor() as cursor:
        cursor.execute(_LOOK)
        return cursor.fetchone()
