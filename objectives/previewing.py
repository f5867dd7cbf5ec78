"""What the reminders of one plan would send on a day, before anything is sent."""

from dataclasses import dataclass

from stakeholders import reminding
from stakeholders.models import DigestItem, Person, Post

from . import reminders


@dataclass(frozen=True)
class Preview:
    person: Person
    lines: tuple


def first_digests(plan, *, on):
    """The digests of this plan alone, as if its reminders were turned on from the day `on`."""
    plan.reminders_from = on
    return _previews(plan, reminders.owed_for([plan], on), on)


def next_digests(plan, *, on):
    """What is still owed of this plan on the day `on`, its reminders being on."""
    owed = (item for items in reminding.work_out(on).values() for item in items)
    return _previews(plan, (item for item in owed if item.plan_id == plan.pk), on)


def _previews(plan, owed, on):
    by_person = {}
    for item in owed:
        by_person.setdefault(item.person_id, []).append(item)
    people = Person.objects.in_bulk(by_person)
    posts = Post.objects.in_bulk({item.post_id for rows in by_person.values() for item in rows})
    previews = []
    for person_id, rows in by_person.items():
        rows.sort(key=lambda item: item.order)
        items = [
            DigestItem(
                object_id=item.object_id,
                rule=item.rule,
                ground=item.ground,
                post=posts.get(item.post_id),
                because=item.because,
            )
            for item in rows
        ]
        lines = {}
        for item, line in reminders.describe(items, on, plans={plan.pk: plan}):
            if item.object_id not in lines or line.order < lines[item.object_id].order:
                lines[item.object_id] = line
        ordered = tuple(sorted(lines.values(), key=lambda line: line.order))
        previews.append(Preview(person=people[person_id], lines=ordered))
    return sorted(previews, key=lambda preview: preview.person.name)
