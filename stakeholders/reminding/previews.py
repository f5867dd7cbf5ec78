"""The letters that reminders would make of what is owed, before anything is written down."""

from stakeholders.models import Digest, DigestItem, Person, Post
from stakeholders.office import OfficeWords

from .letter import letter_without_link
from .preparing import contents_of


def previews(owed, on, describe):
    """A Letter for each person, by their names: what they would be sent, but for its link.

    `describe(items, on)` says of the ledger's items what a source says of them.
    """
    owed = list(owed)
    people = Person.objects.in_bulk({item.person_id for item in owed})
    posts = Post.objects.in_bulk({item.post_id for item in owed})
    digests = {key: Digest(person=person, on=on) for key, person in people.items()}
    items = {key: [] for key in people}
    for number, item in enumerate(owed, start=1):
        row = DigestItem.owed(item, digests[item.person_id])
        row.pk, row.post = number, posts.get(item.post_id)
        items[item.person_id].append(row)
    said = dict(describe([row for rows in items.values() for row in rows], on))
    office = OfficeWords()
    return [
        letter_without_link(digests[key], contents_of(items[key], said).lines, on=on, office=office)
        for key in sorted(people, key=lambda key: people[key].name)
    ]
