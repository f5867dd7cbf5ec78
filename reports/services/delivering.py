"""A published paper's readers: who is told of it, and who read or took it.

Sending is in `reports.delivering`: what is decided here is written down before anything goes out.
"""

from django.db import transaction
from django.utils import timezone

from reports.delivering import queue_deliveries
from reports.models import Delivery
from reports.paper_links import new_link
from reports.readers import readers_of, reading_signed_in, shut_out
from stakeholders.editing import lock_row
from stakeholders.events import record
from stakeholders.models import Event, SignedLink

from .refusing import refuse

State = Delivery.State
NOT_LET_IN = "Their account is deactivated, so nothing would let them in"


@transaction.atomic
def tell_readers(revision, *, by, at=None, queue=True):
    """Write down who is told of a paper that is being published, each once; returns how many.

    They are its readers on that day. Who comes later is told by a press (`send_paper`). What still
    waits about a revision that this one replaces is not sent: they hear of this one.
    """
    at = at or timezone.now()
    report, on = revision.report, timezone.localdate(at)
    former = Delivery.objects.waiting().filter(revision__report=report).exclude(revision=revision)
    former.update(state=State.FAILED, problem=f"Revision {revision.number} came before it was sent")
    signed_in, out = reading_signed_in(report, on=on), shut_out()
    deliveries = [
        _decide(Delivery(revision=revision, person=person), person, signed_in, out, at=at)
        for person in readers_of(report, on=on)
    ]
    SignedLink.objects.bulk_create(row.link for row in deliveries if row.link)
    Delivery.objects.bulk_create(deliveries)
    waiting = sum(row.state == State.WAITING for row in deliveries)
    record(
        "readers of paper noted",
        revision,
        by=by,
        after={"to_tell": waiting, "not_to_reach": len(deliveries) - waiting},
        plan=report.plan_id,
        at=at,
    )
    if queue and waiting:
        queue_deliveries(revision.pk)
    return len(deliveries)


@transaction.atomic
def send_paper(revision, *, person, by, queue=True, at=None):
    """Tell one reader of a published paper, again or for the first time. Returns the Delivery.

    Codes: `not_published`; `not_a_reader`, who is none today; `on_its_way`, which is waiting or
    being sent; `no_address`; `shut_out`, whose account is deactivated.
    """
    at = at or timezone.now()
    report, on = lock_row(revision.report), timezone.localdate(at)
    revision = report.revisions.defer("document").get(pk=revision.pk)
    if not revision.is_published:
        refuse("This paper is not published yet.", "not_published")
    if not readers_of(report, on=on).filter(pk=person.pk).exists():
        refuse(
            f"{person} does not receive the papers of the {report.body}. Give them a seat, or add "
            f"them to those who receive its papers, first.",
            "not_a_reader",
        )
    # In no other order: a paper's own joins its plan, which minutes have none of and none can lock.
    own = revision.deliveries.select_for_update().order_by("pk")
    delivery = own.filter(person=person).first()
    if delivery and delivery.state in (State.WAITING, State.CLAIMED):
        refuse("It is on its way already. Look again in a few minutes.", "on_its_way")
    delivery = _decide(
        delivery or Delivery(revision=revision, person=person),
        person,
        reading_signed_in(report, on=on),
        shut_out(),
        at=at,
    )
    if delivery.state == State.NO_ADDRESS:
        refuse(f"{person} has no e-mail address. Add one first.", "no_address")
    if delivery.state == State.FAILED:
        refuse(f"{NOT_LET_IN}. Reactivate it first.", "shut_out")
    if delivery.link and delivery.link.pk is None:
        delivery.link.save()
    delivery.save()
    record(
        "paper sent to a reader",
        revision,
        by=by,
        after={"to": person, "address": delivery.address},
        plan=report.plan_id,
        at=at,
    )
    if queue:
        queue_deliveries(revision.pk)
    return delivery


def _decide(delivery, person, signed_in, out, *, at):
    """What becomes of the delivery, not yet written; with a link for whom no account lets in."""
    delivery.address, delivery.decided_at = person.email, at
    delivery.state, delivery.problem = State.WAITING, ""
    delivery.claimed_at = delivery.sent_at = None
    if person.pk in out:
        delivery.state, delivery.problem = State.FAILED, NOT_LET_IN
    elif not person.email:
        delivery.state = State.NO_ADDRESS
    elif person.pk in signed_in:
        delivery.link = None
    elif delivery.link is None or not delivery.link.is_working(at):
        delivery.link = new_link(person, at=at)
    return delivery


@transaction.atomic
def record_reading(revision, *, by, by_link=False, at=None):
    """Who read which paper on which day: once a day, however often the page is loaded."""
    at = at or timezone.now()
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Event.objects.about(revision).filter(actor=by, verb="paper read", at__gte=day)
    if today.exists():
        return None
    after = {"by_link": True} if by_link else {}
    return record("paper read", revision, by=by, after=after, plan=revision.report.plan_id, at=at)


def record_download(revision, *, by, kind="pdf", by_link=False, at=None):
    """Who had which paper in which form when: an auditor may ask."""
    return record(
        "paper downloaded",
        revision,
        by=by,
        after={"kind": kind} | ({"by_link": True} if by_link else {}),
        plan=revision.report.plan_id,
        at=at,
    )
