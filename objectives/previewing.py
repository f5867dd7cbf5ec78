"""What the reminders of one plan would send on a day, before anything is sent."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from stakeholders import reminding
from stakeholders.models import Digest, DigestItem, Person, Post
from stakeholders.reminding.sources import Line
from stakeholders.workdays import is_working_day

from . import reminders


@dataclass(frozen=True)
class Preview:
    person: Person
    lines: tuple[Line, ...]


@contextmanager
def nothing_kept():
    """What is changed inside is tried and taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def digests(plan, *, on):
    """What goes out about `plan` on the day `on`; while its reminders are off, what would if they
    were turned on from that day."""
    if not is_working_day(on):
        return []
    if plan.reminders_from is None:
        return first_digests(plan, on=on)
    return next_digests(plan, on=on)


def first_digests(plan, *, on):
    """The digests of this plan alone, as if its reminders were turned on from the day `on`."""
    plan.reminders_from, plan.paused_until = on, None
    return _previews(plan, reminders.owed_for([plan], on), on)


def next_digests(plan, *, on):
    """What of this plan was not sent yet and goes out on the day `on`, its reminders being on.

    By the settings that the given row bears: they may be ones that are only being tried.
    """
    if not plan.is_reminding_on(on):
        return []
    return _previews(plan, reminding.not_had(list(reminders.owed_for([plan], on)), on), on)


def _previews(plan, owed, on):
    by_person = {}
    for item in owed:
        by_person.setdefault(item.person_id, []).append(item)
    people = Person.objects.in_bulk(by_person)
    posts = Post.objects.in_bulk({item.post_id for rows in by_person.values() for item in rows})
    items = [
        DigestItem(
            digest=Digest(person=people[item.person_id], on=on),
            object_id=item.object_id,
            rule=item.rule,
            ground=item.ground,
            post=posts.get(item.post_id),
            because=item.because,
        )
        for rows in by_person.values()
        for item in rows
    ]
    lines = {}
    for item, line in reminders.describe(items, on, plans={plan.pk: plan}):
        own = lines.setdefault(item.digest.person, {})
        if item.object_id not in own or line.order < own[item.object_id].order:
            own[item.object_id] = line
    return [
        Preview(person, tuple(sorted(own.values(), key=lambda line: line.order)))
        for person, own in sorted(lines.items(), key=lambda pair: pair[0].name)
    ]
