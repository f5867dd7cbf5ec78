"""Who may use which address of the contacts: the office's staff, and auditors to read."""

from tests.stakeholders.directory_factories import ContactLinkFactory, SubjectRequestFactory
from tests.world import Address

READERS = {"coordinator", "auditor"}
CHANGERS = {"coordinator"}


def furnish(world):
    """A contact with a link and an open request; nothing about them is restricted."""
    world.contact_link = ContactLinkFactory()
    world.contact = world.contact_link.contact
    world.subject_request = SubjectRequestFactory(contact=world.contact, kind="correction")


def contact(world):
    return {"pk": world.contact.pk}


def link(world):
    return {"pk": world.contact_link.pk}


def subject_request(world):
    return {"pk": world.subject_request.pk}


def data_file(world):
    return contact(world) | {"form": "json"}


ADDRESSES = {
    "stakeholders:contact-list": Address(READERS),
    "stakeholders:contact-create": Address(CHANGERS),
    "stakeholders:contact-detail": Address(READERS, contact),
    "stakeholders:contact-edit": Address(CHANGERS, contact),
    "stakeholders:contact-review": Address(CHANGERS, contact),
    "stakeholders:contact-hold": Address(CHANGERS, contact),
    "stakeholders:contact-release": Address(CHANGERS, contact),
    "stakeholders:contact-link": Address(CHANGERS, contact),
    # Nobody in this small world has access to restricted contacts.
    "stakeholders:contact-link-edit": Address(set(), link),
    "stakeholders:contact-unlink": Address(CHANGERS, link),
    "stakeholders:contact-data": Address(CHANGERS, contact),
    "stakeholders:contact-data-file": Address(CHANGERS, data_file),
    "stakeholders:contact-erase": Address(CHANGERS, contact),
    "stakeholders:request-create": Address(CHANGERS, contact),
    "stakeholders:request-finish": Address(CHANGERS, subject_request),
    "stakeholders:disposal-list": Address(READERS),
}
