"""People outside the office: held for a purpose, looked at again, linked to whom they speak for.

The Event log is never taken back, so of a contact it is told which fields changed, and no value.
"""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.editing import TWICE, lock_row
from stakeholders.events import record
from stakeholders.models import Contact, ContactLink, Event
from stakeholders.refusing import beside

REVIEW_AFTER = relativedelta(months=12)
# Held longer without a look it would be kept for good (UK GDPR, Article 5(1)(e)); our own limit.
REVIEW_WITHIN = relativedelta(years=5)
NOTED = (ContactLink.Condition.LAW, ContactLink.Condition.PUBLIC)
"""conditions that hold only where it can be said how they are met"""


def log_contact(verb, contact, *, by, fields=(), at=None):
    """Names of the fields alone."""
    labels = [str(Contact._meta.get_field(name).verbose_name) for name in fields]
    return record(verb, contact, by=by, after={"changed": labels} if labels else None, at=at)


@transaction.atomic
def add_contact(*, by, basis, purpose, review_on=None, at=None, **fields):
    """`fields` are the other ones of the model. Without a day it is looked at again in a year.
    The same given again within a minute is the same contact: a button was pressed twice."""
    at = at or timezone.now()
    review_on = review_on or timezone.localdate(at) + REVIEW_AFTER
    said = {"basis": basis, "purpose": purpose, "review_on": review_on} | fields
    contact = Contact(created_at=at, **said)
    _check(contact)
    _check_review(review_on, at)
    if by is not None:
        lock_row(by)  # The second press waits for the first, and finds what it wrote.
        again = Contact.objects.kept().filter(created_at__range=(at - TWICE, at), **said)
        if twin := again.first():
            return twin
    contact.save()
    named = [*fields, "basis", "purpose", "review_on"]
    given = [name for name in named if getattr(contact, name)]
    log_contact("contact added", contact, by=by, fields=given, at=at)
    return contact


@transaction.atomic
def edit_contact(contact, *, by, changes, version=None, at=None):
    return _change(contact, by=by, verb="contact edited", changes=changes, version=version, at=at)


@transaction.atomic
def review_contact(contact, *, by, review_on, version=None, at=None):
    """It was looked at and is still needed; `review_on` is when to look again."""
    if review_on <= timezone.localdate(at):
        raise beside("review_on", "Enter a day in the future", "review_in_the_past")
    changes = {"review_on": review_on}
    return _change(contact, by=by, verb="contact reviewed", changes=changes, version=version, at=at)


@transaction.atomic
def hold_contact(contact, *, by, reason, at=None):
    """A claim or a request for information forbids to erase it, until the hold is released."""
    if not reason.strip():
        raise beside("reason", "Say why it must not be erased", "hold_without_reason")
    changes = {"hold_reason": reason}
    return _change(contact, by=by, verb="contact put on hold", changes=changes, at=at)


@transaction.atomic
def release_hold(contact, *, by, at=None):
    changes = {"hold_reason": ""}
    return _change(contact, by=by, verb="contact hold released", changes=changes, at=at)


@transaction.atomic
def link_contact(
    contact,
    *,
    by,
    group=None,
    organisation=None,
    condition="",
    condition_note="",
    restricted=False,
    at=None,
):
    """For whom a contact speaks. Where that tells data of a special category an Article 9
    condition is asked for, and only those with access see the contact from then on."""
    contact = kept(contact)
    if (group is None) == (organisation is None):
        raise ValidationError("Choose a group or an organisation", code="link_of_one")
    if group is not None and not group.is_in_force:
        raise beside("group", "Choose a group that is in use", "group_not_in_force")
    said = _said(group or organisation, condition, condition_note, restricted)
    twin = contact.links.filter(group=group, organisation=organisation).first()
    if twin is not None:
        if {name: getattr(twin, name) for name in said} == said:
            return twin  # The same button pressed twice.
        raise ValidationError("This contact speaks for them already", code="linked_already")
    link = contact.links.create(group=group, organisation=organisation, **said)
    # To whom stays out of the log: it would tell what the restricted link keeps.
    record("contact linked", contact, by=by, after={"link": link.pk}, at=at)
    return link


@transaction.atomic
def edit_link(link, *, by, condition="", condition_note="", restricted=False, at=None):
    """Its Article 9 condition, and whether it is only for those with access."""
    kept(link.contact)
    link = lock_row(link)
    said = _said(link.group or link.organisation, condition, condition_note, restricted)
    changed = [name for name, value in said.items() if getattr(link, name) != value]
    if changed:
        for name in changed:
            setattr(link, name, said[name])
        link.save(update_fields=changed)
        after = {"link": link.pk, "changed": changed}
        record("contact link edited", link.contact, by=by, after=after, at=at)
    return link


@transaction.atomic
def unlink_contact(link, *, by, at=None):
    contact = kept(link.contact)
    record("contact unlinked", contact, by=by, before={"link": link.pk}, at=at)
    link.delete()


@transaction.atomic
def note_opening(contact, *, by, at=None):
    """A contact with a restricted link was opened: once a day for each person."""
    at = at or timezone.now()
    contact = lock_row(contact)
    verb = "restricted contact opened"
    today = timezone.localdate(at)
    seen = Event.objects.about(contact).filter(actor=by, verb=verb, at__date=today)
    if not seen.exists() and contact.links.restricted().exists():
        record(verb, contact, by=by, at=at)


def note_export(contact, *, by, form, at=None):
    """What is held was taken out as a file, to be handed over."""
    return record("contact data taken out", contact, by=by, after={"form": form}, at=at)


def kept(contact, *, version=None):
    """The contact, locked. One that was erased is changed no more."""
    contact = lock_row(contact, version=version)
    if contact.erased_at is not None:
        raise ValidationError("This contact was erased", code="contact_erased")
    return contact


def _change(contact, *, by, verb, changes, version=None, at=None):
    contact = kept(contact, version=version)
    changed = [name for name, value in changes.items() if getattr(contact, name) != value]
    if not changed:
        return contact
    for name in changed:
        setattr(contact, name, changes[name])
    _check(contact)
    if "review_on" in changed:
        _check_review(contact.review_on, at)
    contact.version += 1
    contact.save(update_fields=[*changed, "version"])
    log_contact(verb, contact, by=by, fields=changed, at=at)
    return contact


def _check(contact):
    if not contact.name.strip():
        raise beside("name", "Enter a name", "name_missing")
    if not contact.purpose.strip():
        raise beside("purpose", "Say what it is held for", "purpose_missing")
    if contact.basis == Contact.Basis.CONSENT and not contact.basis_note.strip():
        raise beside("basis_note", "Say when and how they agreed", "consent_unproven")


def _check_review(day, at):
    if day > timezone.localdate(at) + REVIEW_WITHIN:
        words = f"Enter a day within {REVIEW_WITHIN.years} years"
        raise beside("review_on", words, "review_too_far")


def _said(target, condition, condition_note, restricted):
    special = target.characteristics.filter(special=True).exists()
    if special and not condition:
        raise beside(
            "condition",
            f"To be a contact of {target} can tell somebody’s religion, health, origin or "
            "orientation. Choose which Article 9 condition lets the office hold it",
            "condition_missing",
        )
    if condition in NOTED and not condition_note.strip():
        raise beside("condition_note", "Say how the condition is met", "condition_unexplained")
    return {
        "condition": condition,
        "condition_note": condition_note,
        "restricted": restricted or special,
    }
