"""The steps of a digest, each written down before the next one begins."""

import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from stakeholders.events import record
from stakeholders.models import Digest, DigestItem, Person

from .preparing import NO_DATABASE

log = logging.getLogger(__name__)
Status = Digest.Status

# No SMTP conversation takes this long (EMAIL_TIMEOUT bounds each step): an older claim is one
# whose worker died.
CLAIM_LIFE = timedelta(minutes=15)
# How often, and after how many seconds each, a confirmation is tried while the database restarts.
TRIES = 10
PAUSE = 2


def settle(on, *, now=None):
    """Close the books on what a kill or a dead mail server left behind.

    A claim without a confirmation is uncertain: it may have been sent. A digest that nobody
    claimed in its time was never sent. The items of both are owed again from today.
    """
    now = now or timezone.now()
    Digest.objects.cut_off(now - CLAIM_LIFE).update(
        status=Status.UNCERTAIN,
        settled_at=now,
        problem="Sending was cut off: it may or may not have arrived",
    )
    left = Digest.objects.left_behind(on)
    left.timed().update(
        status=Status.WITHDRAWN,
        settled_at=now,
        problem="It could not be sent on its day; its actions were looked at again the next day",
    )
    left.pressed().update(
        status=Status.WITHDRAWN,
        settled_at=now,
        problem="It could not be sent by the next working day. Whoever asked for it can ask again",
    )


def claim(ready):
    """Only one of several workers finds the row still unclaimed.

    What is left out of the e-mail is noted with the claim: whoever lost it wrote nothing.
    """
    if not ready.gone:
        return _step(ready.digest, Status.DECIDED, Status.CLAIMED, "claimed_at")
    with transaction.atomic():
        if not _step(ready.digest, Status.DECIDED, Status.CLAIMED, "claimed_at"):
            return False
        for item, because in ready.gone.items():
            item.withdrawn_because = because
        DigestItem.objects.bulk_update(ready.gone, ["withdrawn_because"])
    return True


def confirm(digest):
    _close(digest, Status.SENT)
    if digest.person.mail_refusal:
        accepted(digest.person)


def fail(digest, problem, *, refusal=""):
    """`refusal` is what the mail server said, where it was the server that did not want it."""
    _close(digest, Status.FAILED, problem)
    if refusal and digest.address == digest.person.email:
        refused(digest.person, refusal)


def uncertain(digest, problem):
    _close(digest, Status.UNCERTAIN, problem)


def withdraw(digest):
    _close(digest, Status.WITHDRAWN, "Nothing was left to remind of")


def _close(digest, status, problem=""):
    insist(lambda: _step(digest, Status.CLAIMED, status, "settled_at", problem))


def insist(step):
    """The mail is gone or it is not: that must not get lost because the database restarts now.

    Where it stays away longer the claim stands, and the next run calls it uncertain.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            step()
        except NO_DATABASE:
            if not tries_left or connection.in_atomic_block:
                raise
            log.warning("E-mails: the database is away; one that is sent waits for it")
            connection.close()
            time.sleep(PAUSE)
        else:
            return


def _step(digest, before, after, at, problem=""):
    """From one state to the next, by one statement; False where it was in another.

    A run does this thousands of times, so it is written out once and not composed each time.
    """
    sql = (
        f"UPDATE {Digest._meta.db_table} SET status = %s, problem = %s, {at} = %s"  # noqa: S608
        " WHERE id = %s AND status = %s"
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [after.value, problem, now, digest.pk, before.value])
        return cursor.rowcount == 1


@transaction.atomic
def refused(person, words, *, at=None):
    """Keep what the mail server said of a person's address until it takes a mail again."""
    at = at or timezone.now()
    Person.objects.filter(pk=person.pk).update(mail_refusal=words, mail_refused_at=at)
    record("e-mail refused", person, by=None, after={"mail_refusal": words}, at=at)


@transaction.atomic
def accepted(person, *, at=None):
    Person.objects.filter(pk=person.pk).update(mail_refusal="", mail_refused_at=None)
    before = {"mail_refusal": person.mail_refusal}
    record("e-mail taken again", person, by=None, before=before, at=at)
