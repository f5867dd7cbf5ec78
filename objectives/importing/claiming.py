"""Files that workers read in the background: each claimed by one worker, and none forgotten.

A read is one row of a model with `status`, `attempts`, `started_at`, `progress` and `problem`. A
worker claims it with a conditional update, so that it is read once however often it is asked for;
each claim has a number (`attempts`), and a worker that was given up for dead can't overwrite what
its successor did.
"""

import logging
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from .reading import UnreadableFile, read_in_child

log = logging.getLogger(__name__)

# Longer than a read may take (reading.child.SECONDS, and looking for the rows in it).
STUCK_AFTER = timedelta(minutes=5)
# A request that no worker took: the message got lost.
FORGOTTEN_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
READING = "Reading the file"
STOPPED = "Reading stopped half-way and starts again"
BROKEN = (
    "Something went wrong while {what}. The details are in the portal's log. {instead}, or tell "
    "whoever looks after the portal."
)


def hand_over(task, pk, *, at_once):
    """Give a worker the row; where the broker is down it is done at once, by `at_once`: whoever
    asked waits for it anyway."""
    try:
        task.delay(pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("%s of %s is done at once: no broker: %s", task.name, pk, problem)
        at_once(pk)


class Reads:
    """The files of one model on their way from the upload to being looked through."""

    def __init__(self, model, *, looking, given_up, instead):
        """In words: `looking` is what is done once the file itself is read, `given_up` what to do
        with one that kills its workers, `instead` what to do after a mistake of the portal's."""
        self.model, self.rows, self.Status = model, model.objects, model.Status
        self.looking, self.given_up = looking, given_up
        self.broken = BROKEN.format(what="the file was read", instead=instead)

    def read(self, pk, look, *, at=None):
        """Read a waiting file. Returns its row, or None where somebody else has it.

        `look(row, contents, on)` tells whether what is looked for is in it: it raises
        UnreadableFile where it is not, and returns other fields to keep, or None.
        """
        at = at or timezone.now()
        if not (row := self.claim(pk, at=at)):
            return None
        try:
            self.say(row, READING)
            contents = read_in_child(bytes(row.content), row.file_name)
            self.say(row, self.looking)
            more = look(row, contents, timezone.localdate(at)) or {}
        except UnreadableFile as refused:
            return self.refuse(row, refused.message)
        except Exception:
            log.exception("%s %s could not be read", self.model._meta.verbose_name, pk)
            return self.refuse(row, self.broken)
        return self.finish(row, status=self.Status.READY, rows=contents.as_json(), **more)

    def claim(self, pk, *, at):
        claimed = self.rows.filter(pk=pk, status=self.Status.WAITING).update(
            status=self.Status.READING,
            started_at=at,
            attempts=F("attempts") + 1,
            progress="",
            problem="",
            changed_at=at,
        )
        return self.rows.get(pk=pk) if claimed else None

    def say(self, row, words):
        self._still_mine(row).update(progress=words)

    def refuse(self, row, problem):
        return self.finish(row, status=self.Status.REFUSED, problem=problem, rows=None)

    def finish(self, row, **fields):
        done = self._still_mine(row).update(
            progress="", changed_at=timezone.now(), version=F("version") + 1, **fields
        )
        if not done:
            return None
        row.refresh_from_db()
        return row

    def start_again(self, now):
        """What a dead worker left, and what no worker ever heard of; returns the keys to send.

        After MOST_ATTEMPTS a file that kills its workers is given up, and its row says so.
        """
        Status = self.Status
        stuck = self.rows.filter(status=Status.READING, started_at__lt=now - STUCK_AFTER)
        stuck.filter(attempts__gte=MOST_ATTEMPTS).update(
            status=Status.REFUSED,
            progress="",
            problem=f"Reading the file was started {MOST_ATTEMPTS} times and never came to an "
            f"end. {self.given_up}",
        )
        stuck.update(status=Status.WAITING, progress=STOPPED)
        waiting = self.rows.filter(status=Status.WAITING, changed_at__lt=now - FORGOTTEN_AFTER)
        return list(waiting.order_by("created_at", "pk").values_list("pk", flat=True))

    def _still_mine(self, row):
        return self.rows.filter(pk=row.pk, status=self.Status.READING, attempts=row.attempts)
