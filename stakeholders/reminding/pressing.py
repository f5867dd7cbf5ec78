"""Reminders that somebody presses for, beside the day's own e-mail: through the same ledger."""

import logging
import uuid
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from stakeholders.events import line, record_all
from stakeholders.models import Digest, DigestItem, Person
from stakeholders.workdays import is_working_day, next_working_day

from . import ledger
from .sending import send

log = logging.getLogger(__name__)

# A request that no worker took by then: its message got lost.
FORGOTTEN_AFTER = timedelta(minutes=2)


def sending_day(on):
    """The day on which what is pressed for on `on` goes out: nothing does on a day off."""
    return on if is_working_day(on) else next_working_day(on)


@transaction.atomic
def press(items, *, by, on, at=None):
    """Send each person one e-mail of these `Owed` items, now or on the next working day.

    Returns how many people. Who was pressed for the same already is left out (`not_pressed`), so
    that a second press, or the same one sent twice, mails nobody again.
    """
    at, day = at or timezone.now(), sending_day(on)
    items = sorted(items, key=lambda item: (item.person_id, item.order))
    # Two presses at once wait for each other here, and the second finds what the first wrote.
    people = Person.objects.select_for_update().order_by("pk")
    people = people.in_bulk({item.person_id for item in items})
    contents = []  # (digest, its items)
    batch = uuid.uuid4()
    items = not_pressed(items, on)
    for person_id, owed in groupby(items, lambda item: item.person_id):
        fresh = list({(item.source, item.object_id, item.rule): item for item in owed}.values())
        digest = Digest(
            person=people[person_id],
            on=day,
            kind=Digest.Kind.PRESSED,
            asked_by=by,
            address=fresh[0].address,
            batch=batch,
            decided_at=at,
        )
        contents.append((digest, fresh))
    Digest.objects.bulk_create(digest for digest, _ in contents)
    DigestItem.objects.bulk_create(
        DigestItem.owed(item, digest) for digest, fresh in contents for item in fresh
    )
    record_all(_event(digest, fresh, by=by, at=at) for digest, fresh in contents)
    keys = [digest.pk for digest, _ in contents]
    if keys and day == on:
        transaction.on_commit(lambda: _queue(keys))
    return len(keys)


def not_pressed(items, on):
    """Of these `Owed` items those that a press on `on` would send: nobody pressed for the same of
    the same person before, to go out on the same day, but where that failed."""
    items = list(items)
    lost = (Digest.Status.FAILED, Digest.Status.WITHDRAWN)
    pressed = (
        Digest.objects.pressed()
        .filter(on=sending_day(on), person__in={item.person_id for item in items})
        .exclude(status__in=lost)
    )
    rows = DigestItem.objects.filter(digest__in=pressed)
    had = set(rows.values_list("digest__person", "source", "object_id", "rule", "ground"))
    return [
        item
        for item in items
        if (item.person_id, item.source, item.object_id, item.rule, item.ground) not in had
    ]


def _event(digest, items, *, by, at):
    plans = {item.plan_id for item in items}
    return line(
        "reminder asked for",
        digest,
        by=by,
        after={"address": digest.address, "actions": len(items)},
        plan=plans.pop() if len(plans) == 1 else None,
        at=at,
    )


def _queue(keys):
    from stakeholders.tasks import send_pressed  # tasks enter here: not to be imported above

    try:
        send_pressed.delay(keys)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("%s reminders wait for the sweep: no broker: %s", len(keys), problem)


def send_pressed(keys, *, on):
    """Send these, where they are still to be sent; nothing goes out on a day off."""
    waiting = Digest.objects.to_send(on).pressed()
    if not is_working_day(on):
        waiting = waiting.none()
    return send(waiting.filter(pk__in=keys), on=on)


def sweep(now):
    """Every few minutes: what was pressed for and no worker ever heard of; and who was cut off.

    Returns the Run. Those of a day off go out here on the next working day.
    """
    on = timezone.localdate(now)
    ledger.settle(on, now=now)
    waiting = Digest.objects.to_send(on).pressed().filter(decided_at__lt=now - FORGOTTEN_AFTER)
    return send_pressed(list(waiting.values_list("pk", flat=True)), on=on)
