import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.mail import get_connection

from stakeholders.models import Digest
from stakeholders.workdays import is_working_day

from . import ledger, smtp
from .deciding import decide
from .preparing import prepared

log = logging.getLogger(__name__)

# A server that takes mails and never answers costs a time-out each, and leaves each uncertain:
# after so many in a row the others wait for the next run.
LOST_IN_A_ROW = 3
# Shorter than a task may take (CELERY_TASK_SOFT_TIME_LIMIT): nothing is cut off in the middle.
LONGEST_RUN = timedelta(minutes=20)
LATER = "What is left is tried again later today."


@dataclass
class Run:
    """What one run of the reminders did."""

    decided: int = 0
    sent: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    uncertain: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    left: int = 0
    problem: str = ""


class MailServerDown(Exception):
    pass


def run(on):
    """Settle what earlier runs left, decide what is owed on `on`, and send it.

    Decide, claim, send, confirm: each step is in the database before the next one begins.
    """
    ledger.settle(on)
    done = Run(decided=decide(on))
    if is_working_day(on):
        send(Digest.objects.to_send(on), on=on, done=done)
        done.left = Digest.objects.to_send(on).count()
    return done


def send(digests, *, on, done=None):
    """Send these digests, all over one connection; what another worker has is left to it."""
    done = done or Run()
    keys = list(digests.order_by("pk").values_list("pk", flat=True))
    sender = Sender(done)
    try:
        for ready in prepared(keys, on=on):
            sender.send(ready)
    except MailServerDown as problem:
        done.problem = str(problem)
    finally:
        sender.close()
    return done


class Sender:
    """One connection to the mail server, opened anew whenever it was lost.

    `ledger` keeps the books of what it is handed: the reminders' own, unless told.
    """

    def __init__(self, done, ledger=ledger):
        self.done, self.ledger = done, ledger
        self.connection = get_connection()
        self.lost = 0
        self.until = time.monotonic() + LONGEST_RUN.total_seconds()

    def send(self, ready):
        if time.monotonic() > self.until:
            raise MailServerDown(
                f"The mail server takes too long: no more was sent after {LONGEST_RUN}. {LATER}"
            )
        self.open()
        if not self.ledger.claim(ready):
            return
        address = ready.digest.address
        if ready.problem:
            self._failed(ready.digest, ready.problem)
        elif ready.message is None:
            self.ledger.withdraw(ready.digest)
            self.done.withdrawn.append(address)
        else:
            self._hand_over(ready)

    def open(self):
        """A connection on which the server has said its name: before that, nothing is claimed."""
        try:
            if self.connection.open() and (conversation := smtp.conversation(self.connection)):
                conversation.ehlo_or_helo_if_needed()
        except smtp.CUT_OFF as problem:
            self.close()
            raise MailServerDown(f"The mail server can't be reached ({problem}). {LATER}") from None

    def close(self):
        try:
            self.connection.close()
        except smtp.CUT_OFF:
            log.info("Reminders: the mail server did not say good-bye")

    def _hand_over(self, ready, *, again=True):
        digest = ready.digest
        try:
            self.connection.send_messages([ready.message])
        except smtp.REFUSALS as refusal:
            # The server said no, so it was certainly not sent. It may have hung up as well.
            self.close()
            if again and smtp.code_of(refusal) == smtp.CLOSING and self._opens():
                # Many servers close the line after so many mails; the next line is as good.
                self._hand_over(ready, again=False)
                return
            self.lost = 0
            words = smtp.words_of(refusal)
            self._failed(digest, f"The mail server refused it: {words}", refusal=words)
        except smtp.CUT_OFF as cut:
            # Cut off in the middle: nobody knows whether the server had taken it.
            self.close()
            self.ledger.uncertain(digest, f"The connection was lost: {cut}")
            self.done.uncertain.append(digest.address)
            self.lost += 1
            if self.lost == LOST_IN_A_ROW:
                raise MailServerDown(
                    f"The mail server cut off {LOST_IN_A_ROW} in a row ({cut}). {LATER}"
                ) from None
        else:
            self.lost = 0
            self.ledger.confirm(digest)
            self.done.sent.append(digest.address)

    def _opens(self):
        try:
            self.open()
        except MailServerDown:
            return False
        return True

    def _failed(self, digest, problem, **refusal):
        self.ledger.fail(digest, problem, **refusal)
        self.done.failed[digest.address] = problem
