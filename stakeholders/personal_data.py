"""What is held about somebody outside the office, beside their contact: where they took part, and
where their name stands in what people wrote. The rooms to the right say what they hold.

A module of the settings list PERSONAL_DATA_SOURCES has `mentions_of(names, person)`: a `Mention`
for each text that says one of the names, as far as `person` may open it; and
`appearances_of(contact, person)`: an `Appearance` for each thing that the contact was part of.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from .models import CommunityGroup, Contact, ContactLink, Organisation, SubjectRequest

AROUND = 80
"""characters shown on each side of a name"""
SHORTEST_SURNAME = 3


@dataclass(frozen=True)
class Mention:
    where: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class Appearance:
    what: str
    on: date | None
    url: str = ""


@dataclass(frozen=True)
class Place:
    """Texts of one kind of row. `rows(person)` gives those that the person may read, `page(row)`
    the (address name, key) of where a row is read and changed."""

    noun: str
    fields: tuple[str, ...]
    rows: Callable
    page: Callable


def names_of(contact):
    """What a text may call them: also the last name alone, which others may bear as well."""
    last = contact.name.split()[-1:] if " " in contact.name else []
    names = [contact.name, contact.email, contact.phone]
    names += [name for name in last if len(name) >= SHORTEST_SURNAME]
    return [name for name in names if name]


def mentions_of(contact, person):
    names = names_of(contact)
    if not names:
        return []
    found = list(search(OWN_PLACES, names, person, beside=contact))
    for source in sources():
        found += source.mentions_of(names, person)
    return found


def appearances_of(contact, person):
    return [each for source in sources() for each in source.appearances_of(contact, person)]


def sources():
    return [import_module(name) for name in settings.PERSONAL_DATA_SOURCES]


def pattern_of(names):
    """Finds the names as words of their own."""
    spelt = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)


def search(places, names, person, beside=None):
    """A Mention for each text of the places that says one of the names as words of its own."""
    said = pattern_of(names)
    for place in places:
        wanted = Q()
        for field in place.fields:
            for name in names:
                wanted |= Q(**{f"{field}__icontains": name})
        for row in place.rows(person).filter(wanted).order_by("pk"):
            if beside not in (row, getattr(row, "contact", row)):
                yield from _mentions(place, row, said)


def _mentions(place, row, said):
    for field in place.fields:
        text = getattr(row, field)
        if hit := said.search(text):
            label = row._meta.get_field(field).verbose_name
            yield Mention(f"{place.noun}, {label}", around(text, hit), url_of(*place.page(row)))


def visible(model):
    return lambda person: model.objects.visible_to(person)


def of_all(model, readers):
    """All rows, for those whom `readers`, a test of Access, lets read them."""
    return lambda person: model.objects.all() if readers(person.access) else model.objects.none()


def under(model, holder, holders):
    """Rows whose `holder` the person may see."""
    return lambda person: model.objects.filter(
        **{f"{holder}__in": holders.objects.visible_to(person).order_by().values("pk")}
    ).select_related(holder)


def around(text, hit):
    start, end = max(hit.start() - AROUND, 0), min(hit.end() + AROUND, len(text))
    words = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def url_of(name, key):
    """Nothing where a kind of row has no page of its own."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


OWN_PLACES = (
    Place(
        "Another contact",
        ("role", "needs", "basis_note", "purpose", "source", "hold_reason"),
        lambda person: Contact.objects.visible_to(person),
        lambda row: ("stakeholders:contact-detail", row.pk),
    ),
    Place(
        "For whom another contact speaks",
        ("condition_note",),
        under(ContactLink, "contact", Contact),
        lambda row: ("stakeholders:contact-detail", row.contact_id),
    ),
    Place(
        "What another contact asked of their data",
        ("outcome",),
        under(SubjectRequest, "contact", Contact),
        lambda row: ("stakeholders:contact-detail", row.contact_id),
    ),
    Place(
        "A group",
        ("name", "about", "priority_reason", "withdrawn_reason"),
        lambda person: CommunityGroup.objects.all(),
        lambda row: ("stakeholders:group-detail", row.pk),
    ),
    Place(
        "An organisation",
        ("name", "about"),
        lambda person: Organisation.objects.all(),
        lambda row: ("stakeholders:organisation-detail", row.pk),
    ),
)
