"""What is owed and goes out with the next run, not yet decided."""

from dataclasses import dataclass
from datetime import time

from django.utils import timezone

from stakeholders.models import Digest, DigestItem, Person, Post
from stakeholders.workdays import is_working_day, next_working_day

from .deciding import work_out

# The last catch-up run of a day (CELERY_BEAT_SCHEDULE).
LAST_RUN = time(16)


@dataclass(frozen=True)
class Upcoming:
    """The digest that a person is owed: its items as the ledger would hold them."""

    person: Person
    address: str
    items: tuple


def next_day(now):
    """The day of the next run that decides: today where none has decided yet."""
    local = timezone.localtime(now)
    on = local.date()
    waits = is_working_day(on) and local.time() < LAST_RUN
    if waits and not Digest.objects.timed().filter(on=on).exists():
        return on
    return next_working_day(on)


def upcoming(on):
    """[Upcoming] of the day `on`, by name."""
    owed = work_out(on)
    people = Person.objects.in_bulk(owed)
    posts = Post.objects.in_bulk({item.post_id for items in owed.values() for item in items})
    found = []
    for person, items in owed.items():
        rows = [DigestItem.owed(item, None) for item in items]
        for row in rows:
            row.post = posts.get(row.post_id)
        found.append(Upcoming(people[person], items[0].address, tuple(rows)))
    return sorted(found, key=lambda row: row.person.name)
