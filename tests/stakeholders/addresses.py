"""Who may use the addresses of people, posts, bodies, accounts and the log."""

from django.utils.http import urlsafe_base64_encode

from stakeholders.models import Event
from tests.stakeholders.factories import AbsenceFactory, DigestFactory
from tests.world import EVERYONE, SIGNED_IN, Address

STAFF_AND_AUDITORS = {"coordinator", "auditor"}
READERS = {"administrator", "auditor"}
EDITORS = {"administrator"}


def furnish(world):
    world.holding = world.lead.holdings.get()
    world.seat = world.panel_member.memberships.get()
    world.absence = AbsenceFactory(person=world.lead, deputy=world.other_lead)
    world.digest = DigestFactory(person=world.lead)
    world.person_without_account = AbsenceFactory().person


def pk_of(name):
    return lambda world: {"pk": getattr(world, name).pk}


def reads(name=None):
    return Address(READERS, pk_of(name) if name else lambda world: {})


def edits(name=None):
    return Address(EDITORS, pk_of(name) if name else lambda world: {})


def link(world):
    uid = urlsafe_base64_encode(str(world.outsider.user.pk).encode())
    return {"uidb64": uid, "token": "nobody-s"}


ADDRESSES = {
    # One's own account
    "stakeholders:sign-in": Address(EVERYONE),
    "stakeholders:sign-out": Address(SIGNED_IN, method="post"),
    "stakeholders:account": Address(SIGNED_IN),
    "stakeholders:password-change": Address(SIGNED_IN),
    "stakeholders:password-reset": Address(EVERYONE),
    "stakeholders:password-reset-sent": Address(EVERYONE),
    "stakeholders:password-reset-confirm": Address(EVERYONE, link),
    "stakeholders:invitation": Address(EVERYONE, link),
    # People and their accounts
    "stakeholders:person-list": reads(),
    "stakeholders:person-detail": reads("lead"),
    "stakeholders:person-create": edits(),
    "stakeholders:person-edit": edits("lead"),
    "stakeholders:person-roles": edits("outsider"),
    "stakeholders:person-invite": edits("person_without_account"),
    "stakeholders:account-deactivate": edits("outsider"),
    "stakeholders:account-reactivate": edits("outsider"),
    "stakeholders:account-unlock": edits("outsider"),
    "stakeholders:person-links": Address(READERS | {"coordinator"}, pk_of("lead")),
    # Absences
    "stakeholders:absence-create": edits("lead"),
    "stakeholders:absence-edit": edits("absence"),
    "stakeholders:absence-delete": edits("absence"),
    # Posts and who holds them
    "stakeholders:post-list": reads(),
    "stakeholders:post-detail": reads("post"),
    "stakeholders:post-create": edits(),
    "stakeholders:post-edit": edits("post"),
    "stakeholders:post-abolish": edits("post"),
    "stakeholders:post-restore": edits("post"),
    "stakeholders:person-appoint": edits("lead"),
    "stakeholders:holding-create": edits("post"),
    "stakeholders:holding-edit": edits("holding"),
    "stakeholders:holding-end": edits("holding"),
    "stakeholders:holding-hand-over": edits("holding"),
    "stakeholders:holding-withdraw": edits("holding"),
    # Bodies and their members
    "stakeholders:body-list": reads(),
    "stakeholders:body-detail": reads("panel"),
    "stakeholders:body-create": edits(),
    "stakeholders:body-edit": edits("panel"),
    "stakeholders:body-dissolve": edits("panel"),
    "stakeholders:body-restore": edits("panel"),
    "stakeholders:membership-create": edits("panel"),
    "stakeholders:membership-edit": edits("seat"),
    "stakeholders:membership-end": edits("seat"),
    "stakeholders:membership-withdraw": edits("seat"),
    # Organisations and the office
    "stakeholders:organisation-list": reads(),
    "stakeholders:organisation-create": edits(),
    "stakeholders:organisation-edit": edits("organisation"),
    "stakeholders:office": reads(),
    "stakeholders:office-edit": edits(),
    # Reminders
    "stakeholders:digest-list": Address(STAFF_AND_AUDITORS),
    "stakeholders:digests-ahead": Address(STAFF_AND_AUDITORS),
    "stakeholders:digest-detail": Address(STAFF_AND_AUDITORS, pk_of("digest")),
    # The log
    "stakeholders:event-list": Address({"auditor"}),
    "stakeholders:object-history": Address({"auditor"}, lambda world: event_kwargs(world)),
}


def event_kwargs(world):
    event = Event.objects.first() or Event.objects.create(
        actor=world.administrator,
        verb="person edited",
        object_type="stakeholders.person",
        object_id=world.lead.pk,
        object_text=world.lead.name,
        at=world.administrator.user.date_joined,
    )
    return {"kind": event.object_type, "number": event.object_id}
