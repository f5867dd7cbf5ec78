import uuid
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from stakeholders.models import Digest, DigestItem
from stakeholders.workdays import is_working_day

from .sources import sources

# The longest time between two rungs of a rule (due soon: 14 days before, then 3): what was sent
# longer ago than this can't have answered a rung that stands today.
LONGEST_RUNG = timedelta(days=14)


def work_out(on):
    """What is owed on the day `on` and was not sent: {person: [Owed]}, the most urgent first.

    Asks what is owed *by* today, so that a missed night catches up. Nothing is owed on weekends
    and bank holidays: it goes the next working day.
    """
    if not is_working_day(on):
        return {}
    standing = [item for source in sources() for item in source.owed(on)]
    had = _already_had(on)
    owed = [item for item in standing if had.get(_key(item), item.rung - timedelta(1)) < item.rung]
    owed.sort(key=lambda item: (item.person_id, item.order))
    return {person: list(items) for person, items in groupby(owed, lambda item: item.person_id)}


def _key(item):
    return (item.person_id, item.source, item.object_id, item.rule, item.ground)


def _already_had(on):
    """{key: the last day} of what counts as had: sent, or about to be sent today.

    What failed or is uncertain does not count: it is owed again the next working day.
    """
    counts = Q(digest__status=Digest.Status.SENT) | Q(
        digest__on=on, digest__status__in=(Digest.Status.DECIDED, Digest.Status.CLAIMED)
    )
    rows = (
        DigestItem.objects.filter(counts, digest__on__gte=on - LONGEST_RUNG, digest__on__lte=on)
        .order_by()
        .values_list("digest__person", "source", "object_id", "rule", "ground")
        .annotate(last=Max("digest__on"))
    )
    return {tuple(key): last for *key, last in rows}


@transaction.atomic
def decide(on):
    """Write today's digests into the ledger, before anything is sent; returns how many.

    Safe when run twice or by two workers at once: a person's digest of a day is unique, a second
    run waits for the first one's rows and leaves them alone, and only the run whose `batch` a row
    bears gives it items.
    """
    owed = work_out(on)
    batch, now = uuid.uuid4(), timezone.now()
    Digest.objects.bulk_create(
        (
            Digest(person_id=person, on=on, address=items[0].address, batch=batch, decided_at=now)
            for person, items in owed.items()
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    mine = dict(Digest.objects.filter(batch=batch).values_list("person_id", "pk"))
    DigestItem.objects.bulk_create(
        (
            DigestItem(
                digest_id=mine[person],
                source=item.source,
                object_id=item.object_id,
                plan_id=item.plan_id,
                rule=item.rule,
                ground=item.ground,
                post_id=item.post_id,
                because=item.because,
            )
            for person, items in owed.items()
            if person in mine
            for item in items
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )
    return len(mine)
