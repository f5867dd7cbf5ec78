"""What somebody asks of the data about them (UK GDPR, Articles 15 to 21), and its erasure."""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.editing import lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Disposal, SubjectRequest
from stakeholders.personal_data import names_of, pattern_of
from stakeholders.refusing import beside
from stakeholders.workdays import working_day_from

from .contacts import kept, log_contact

WORDS_OF_A_PERSON = (
    *("name", "role", "email", "phone", "address", "preference", "needs"),
    *("basis_note", "purpose", "source", "hold_reason"),
)
WHAT = "Contact"
WITHHELD = "What was done is no longer kept: it named the person"


def answer_due_on(received_on):
    """The same day of the next month, or that month's last; where nobody works then, the next
    working day (the ICO's guidance on time limits)."""
    return working_day_from(received_on + relativedelta(months=1))


@transaction.atomic
def receive_request(contact, *, by, kind, received_on, at=None):
    if received_on > timezone.localdate(at):
        raise beside("received_on", "Enter today or a day in the past", "received_ahead")
    contact = kept(contact)
    twin = contact.requests.waiting().filter(kind=kind, received_on=received_on).first()
    if twin is not None:
        return twin  # The same button pressed twice.
    request = contact.requests.create(
        kind=kind, received_on=received_on, due_on=answer_due_on(received_on), by=by
    )
    after = values_of(request, ["contact", "kind", "received_on", "due_on"])
    record("data request received", request, by=by, after=after, at=at)
    return request


@transaction.atomic
def finish_request(request, *, by, outcome, version=None, at=None):
    """`outcome` outlives the person's data, and names nobody; the log leaves it out."""
    request = lock_row(request, version=version)
    if request.done_at is not None:
        raise ValidationError("This request was answered already", code="request_done")
    if not outcome.strip():
        raise beside("outcome", "Say what was done", "outcome_missing")
    refuse_names(request.contact, outcome, "outcome")
    request.done_at, request.outcome = at or timezone.now(), outcome
    request.version += 1
    request.save()
    after = values_of(request, ["done_at"])
    record("data request answered", request, by=by, before={"done_at": None}, after=after, at=at)
    return request


@transaction.atomic
def erase_contact(contact, *, by, reason, at=None):
    """Nothing of the person stays but that somebody was there: links and activities count as
    before. Refused while a hold or an unanswered request for a copy stands (Data Protection Act
    2018, s.173: what was asked for must not be destroyed)."""
    at = at or timezone.now()
    contact = kept(contact)
    if contact.hold_reason:
        raise ValidationError("This contact is on hold: release it first", code="contact_on_hold")
    open_requests = contact.requests.waiting()
    if open_requests.filter(kind=SubjectRequest.Kind.ACCESS).exists():
        raise ValidationError(
            "They asked for a copy of what is held: answer that first", code="access_request_open"
        )
    if not reason.strip():
        raise beside("reason", "Say why it is erased", "reason_missing")
    refuse_names(contact, reason, "reason")
    for request in open_requests.filter(kind=SubjectRequest.Kind.ERASURE):
        finish_request(request, by=by, outcome="Erased", at=at)
    for request in contact.requests.all():
        if names_it(contact, request.outcome):
            request.outcome = WITHHELD
            request.save(update_fields=["outcome"])
    for name in WORDS_OF_A_PERSON:
        setattr(contact, name, "")
    contact.erased_at = at
    contact.version += 1
    contact.save()
    contact.links.update(condition_note="")
    Disposal.objects.create(what=WHAT, count=1, reason=reason, by=by, at=at)
    log_contact("contact erased", contact, by=by, at=at)
    return contact


def refuse_names(contact, words, field):
    """What is kept after an erasure must not say whose it was."""
    if contact is not None and names_it(contact, words):
        raise beside(
            field, "This is kept for ever: leave out the name and address", "names_the_person"
        )


def names_it(contact, words):
    names = names_of(contact)
    return bool(names and pattern_of(names).search(words))
