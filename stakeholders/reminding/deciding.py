"""What is owed today and was not sent, and writing it into the ledger."""

import uuid
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from stakeholders.models import Digest, DigestItem
from stakeholders.workdays import is_working_day

from .sources import sources

# What is held at a time, however much is owed.
AT_A_TIME = 5_000


def work_out(on):
    """What is owed on the day `on` and was not sent: {person: [Owed]}, the most urgent first.

    Asks what is owed *by* today, so that a missed night catches up. Nothing is owed on weekends
    and bank holidays: it goes the next working day.
    """
    owed = {}
    for batch in _batches(on):
        for item in batch:
            owed.setdefault(item.person_id, []).append(item)
    return {person: sorted(items, key=lambda item: item.order) for person, items in owed.items()}


def not_had(standing, on):
    """Of the Owed in `standing`, a list in the order of one source's keys, those that nobody was
    sent since their rung."""
    had = already_had(standing, on)
    return [item for item in standing if not was_had(item, had)]


def was_had(item, had):
    last = had.get(key(item))
    return last is not None and last >= item.rung


def _batches(on):
    """Lists of what is owed and was not sent; a fixed number of queries for each."""
    if not is_working_day(on):
        return
    for source in sources():
        standing = iter(source.owed(on))
        while batch := list(islice(standing, AT_A_TIME)):
            yield not_had(batch, on)


def key(item):
    return (item.person_id, item.object_id, item.rule, item.ground)


def already_had(standing, on):
    """{key: the last day} of what counts as had: sent, or about to be sent today.

    What failed or is uncertain does not count: it is owed again the next working day.
    """
    if not standing:
        return {}
    counts = Q(digest__status=Digest.Status.SENT) | Q(
        digest__on=on, digest__status__in=(Digest.Status.DECIDED, Digest.Status.CLAIMED)
    )
    rows = (
        DigestItem.objects.filter(
            counts,
            source=standing[0].source,
            object_id__range=(standing[0].object_id, standing[-1].object_id),
            digest__on__gte=min(item.rung for item in standing),
            digest__on__lte=on,
            withdrawn_because="",
        )
        .order_by()
        .values_list("digest__person", "object_id", "rule", "ground")
        .annotate(last=Max("digest__on"))
    )
    return {tuple(key): last for *key, last in rows}


def _one_at_a_time():
    """Until this transaction ends. On SQLite transactions that write wait for each other anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('stakeholders.reminding.decide'))"
            )


@transaction.atomic
def decide(on):
    """Write today's digests into the ledger, before anything is sent; returns how many.

    Safe when run twice or by two workers at once: a second run waits for the first, a person's
    digest of a day is unique, and only the run whose `batch` a row bears gives it items.
    """
    _one_at_a_time()
    run, now = uuid.uuid4(), timezone.now()
    mine, seen = {}, set()
    for batch in _batches(on):
        people = {item.person_id: item.address for item in batch if item.person_id not in seen}
        if people:
            seen.update(people)
            Digest.objects.bulk_create(
                (
                    Digest(person_id=person, on=on, address=address, batch=run, decided_at=now)
                    for person, address in people.items()
                ),
                ignore_conflicts=True,
            )
            rows = Digest.objects.filter(batch=run, person__in=people).only("person_id")
            mine.update({digest.person_id: digest for digest in rows})
        DigestItem.objects.bulk_create(
            (
                DigestItem.owed(item, mine[item.person_id])
                for item in batch
                if item.person_id in mine
            ),
            ignore_conflicts=True,
        )
    return len(mine)
