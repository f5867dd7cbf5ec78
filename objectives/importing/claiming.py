"""Files that workers read in the background: each claimed by one worker, and none forgotten.

A read is one row of a model with `status`, `attempts`, `started_at`, `progress` and `problem`. A
worker claims it with a conditional update, so that it is read once however often it is asked for;
each claim has a number (`attempts`), and a worker that was given up for dead can't overwrite what
its successor did.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

# Longer than a read may take (reading.child.SECONDS, and looking for the rows in it).
STUCK_AFTER = timedelta(minutes=5)
# A request that no worker took: the message got lost.
FORGOTTEN_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
STOPPED = "Reading stopped half-way and starts again"


class Reads:
    """The files of one model on their way from the upload to being looked through."""

    def __init__(self, model, *, given_up):
        """`given_up`: what to do with a file that kills its workers, in words."""
        self.rows, self.Status, self.given_up = model.objects, model.Status, given_up

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
