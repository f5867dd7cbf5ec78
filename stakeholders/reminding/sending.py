import logging
import smtplib
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.mail import get_connection
from django.utils import timezone

from stakeholders.models import Digest

from .deciding import decide
from .message import lines_of, message_for

log = logging.getLogger(__name__)

# No SMTP conversation takes this long (EMAIL_TIMEOUT bounds each step): an older claim is one
# whose worker died.
CLAIM_LIFE = timedelta(minutes=15)


@dataclass
class Run:
    """What one run of the reminders did."""

    decided: int = 0
    sent: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    uncertain: list[str] = field(default_factory=list)
    left: int = 0
    problem: str = ""


class MailServerDown(Exception):
    pass


def run(on):
    """Settle what earlier runs left, decide what is owed on `on`, and send it.

    Decide, claim, send, confirm: each step is in the database before the next one begins.
    """
    settle(on)
    done = Run(decided=decide(on))
    waiting = list(Digest.objects.to_send(on).order_by("pk").values_list("pk", flat=True))
    connection = get_connection()
    try:
        for pk in waiting:
            _send_one(pk, connection, done)
    except MailServerDown as problem:
        done.problem = str(problem)
    finally:
        connection.close()
    done.left = Digest.objects.to_send(on).count()
    return done


def settle(on):
    """Close the books on what a kill or a dead mail server left behind.

    A claim without a confirmation is uncertain: it may have been sent. A digest of an earlier day
    that nobody claimed was never sent. The items of both are owed again from today.
    """
    now = timezone.now()
    Digest.objects.filter(status=Digest.Status.CLAIMED, claimed_at__lt=now - CLAIM_LIFE).update(
        status=Digest.Status.UNCERTAIN,
        settled_at=now,
        problem="Sending was cut off: it may or may not have arrived",
    )
    Digest.objects.filter(status=Digest.Status.DECIDED, on__lt=on).update(
        status=Digest.Status.WITHDRAWN,
        settled_at=now,
        problem="It could not be sent on its day; its actions were looked at again the next day",
    )


def _send_one(pk, connection, done):
    _open(connection)
    # The claim: only one of several workers finds the row still unclaimed.
    if not Digest.objects.filter(pk=pk, status=Digest.Status.DECIDED).update(
        status=Digest.Status.CLAIMED, claimed_at=timezone.now()
    ):
        return
    digest = Digest.objects.select_related("person").get(pk=pk)
    try:
        message = _written(digest)
    except Exception:
        # One digest that can't be written must not keep everybody behind it from theirs.
        log.exception("Reminders: the digest %s could not be written", pk)
        _failed(digest, "It could not be written; the portal's log says why", done)
        return
    if message is None:
        _settle_one(digest, Digest.Status.WITHDRAWN, "Nothing was left to remind of")
        return
    try:
        message.connection = connection
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        # The server said no, so it was certainly not sent. It may have hung up as well.
        _failed(digest, f"The mail server refused it: {_words(refusal)}", done)
        connection.close()
    except (smtplib.SMTPException, OSError) as cut:
        # Cut off in the middle: nobody knows whether the server had taken it.
        _settle_one(digest, Digest.Status.UNCERTAIN, f"The connection was lost: {cut}")
        done.uncertain.append(digest.address)
        connection.close()
    else:
        _settle_one(digest, Digest.Status.SENT)
        done.sent.append(digest.address)


def _written(digest):
    """The e-mail, or None where nothing in it holds any more."""
    lines = lines_of(digest)
    if not lines:
        return None
    message = message_for(digest, lines)
    message.message()  # headers that can't be written are found here, before anything is sent
    return message


def _failed(digest, problem, done):
    _settle_one(digest, Digest.Status.FAILED, problem)
    done.failed[digest.address] = problem


def _open(connection):
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise MailServerDown(
            f"The mail server can't be reached ({problem}). "
            "What is left is tried again later today."
        ) from problem


def _settle_one(digest, status, problem=""):
    digest.status, digest.problem, digest.settled_at = status, problem, timezone.now()
    digest.save(update_fields=["status", "problem", "settled_at"])


def _words(refusal):
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(refusal.recipients.values()))
    else:
        code, words = refusal.smtp_code, refusal.smtp_error
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    return f"{code} {words}"
