"""Telling readers of a published paper by e-mail: claimed, sent, confirmed.

As with digests nobody is told twice and nobody forgotten: each step is in the database before the
next begins, a kill between claim and confirmation leaves a delivery *uncertain*, and what no worker
ever heard of is found by the sweep.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from stakeholders.office import OfficeWords
from stakeholders.reminding import ledger, sending

from .letters import message_for
from .models import Delivery

log = logging.getLogger(__name__)
State = Delivery.State

# A request that no worker took by then: its message got lost, or the broker was down.
FORGOTTEN_AFTER = timedelta(minutes=2)
COULD_NOT = "It could not be written; the portal's log says why"
CUT_OFF = "Sending was cut off: it may or may not have arrived"


@dataclass
class Ready:
    """A delivery with its e-mail, written before it is claimed, as the sender wants it."""

    digest: Delivery
    message: object = None
    problem: str = ""
    gone: dict = field(default_factory=dict)


def queue_deliveries(revision_pk):
    """Hand the sending to a worker once what is to be sent is saved."""
    transaction.on_commit(lambda: _queue(revision_pk))


def _queue(revision_pk):
    from .tasks import deliver_paper  # tasks enter here, so they can't be imported above

    try:
        deliver_paper.delay(revision_pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("The e-mails about a paper wait for the sweep: no broker: %s", problem)


def deliver(revision_pk):
    """Send what waits of one paper; returns a `sending.Run`."""
    return _send(Delivery.objects.waiting().filter(revision=revision_pk))


def sweep(now):
    """Every few minutes: who was cut off, and what no worker ever heard of. Returns the Run."""
    Delivery.objects.cut_off(now - ledger.CLAIM_LIFE).update(state=State.UNCERTAIN, problem=CUT_OFF)
    return _send(Delivery.objects.waiting().filter(decided_at__lt=now - FORGOTTEN_AFTER))


def _send(deliveries):
    done = sending.Run()
    rows = _with_papers(deliveries)
    if not rows:
        return done
    office, sender = OfficeWords(), sending.Sender(done, ledger=Books)
    try:
        for delivery in rows:
            sender.send(_ready(delivery, office))
    except sending.MailServerDown as problem:
        done.problem = str(problem)
    finally:
        sender.close()
    return done


def _with_papers(deliveries):
    related = ("plan", "body", "meeting")
    return list(
        deliveries.select_related(
            "person", "link", *(f"revision__report__{name}" for name in related)
        )
        .defer("revision__document")
        .order_by("pk")
    )


def _ready(delivery, office):
    """One that can't be written must not keep everybody behind it from theirs."""
    try:
        return Ready(delivery, message_for(delivery, office=office))
    except Exception:
        log.exception("The e-mail of the delivery %s could not be written", delivery.pk)
        return Ready(delivery, problem=COULD_NOT)


class Books:
    """The steps of a delivery, as `sending.Sender` asks for them."""

    @staticmethod
    def claim(ready):
        """Only one of several workers finds the row still unclaimed."""
        return _step(ready.digest, State.WAITING, State.CLAIMED, claimed_at=timezone.now())

    @staticmethod
    def confirm(delivery):
        _close(delivery, State.SENT, sent_at=timezone.now())
        if delivery.person.mail_refusal:
            ledger.accepted(delivery.person)

    @staticmethod
    def fail(delivery, problem, *, refusal=""):
        _close(delivery, State.FAILED, problem=problem)
        if refusal and delivery.address == delivery.person.email:
            ledger.refused(delivery.person, refusal)

    @staticmethod
    def uncertain(delivery, problem):
        _close(delivery, State.UNCERTAIN, problem=problem)


def _close(delivery, state, **said):
    ledger.insist(lambda: _step(delivery, State.CLAIMED, state, **said))


def _step(delivery, before, after, **said):
    """From one state to the next, by one statement; False where it was in another."""
    row = Delivery.objects.filter(pk=delivery.pk, state=before, decided_at=delivery.decided_at)
    return row.update(state=after, **said) == 1
