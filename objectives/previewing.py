"""What turning a plan's reminders on would send on its first day, before anything is sent."""

from dataclasses import dataclass

from stakeholders.models import DigestItem, Person, Post
from stakeholders.workdays import is_working_day, next_working_day

from . import reminders


@dataclass(frozen=True)
class Preview:
    person: Person
    lines: tuple


def first_digests(plan, *, on):
    """The digests of this plan alone, as if its reminders were on from `on`: list of Preview."""
    day = on if is_working_day(on) else next_working_day(on)
    plan.reminders_from = on
    by_person = {}
    for owed in reminders.owed_for([plan], day):
        by_person.setdefault(owed.person_id, []).append(owed)
    people = Person.objects.in_bulk(by_person)
    posts = Post.objects.in_bulk({owed.post_id for rows in by_person.values() for owed in rows})
    previews = []
    for person_id, rows in by_person.items():
        rows.sort(key=lambda owed: owed.order)
        items = [
            DigestItem(
                object_id=owed.object_id,
                rule=owed.rule,
                ground=owed.ground,
                post=posts.get(owed.post_id),
                because=owed.because,
                position=position,
            )
            for position, owed in enumerate(rows)
        ]
        lines = reminders.describe(items, day, plans={plan.pk: plan})
        ordered = tuple(sorted(lines.values(), key=lambda line: line.order))
        previews.append(Preview(person=people[person_id], lines=ordered))
    return sorted(previews, key=lambda preview: preview.person.name)
