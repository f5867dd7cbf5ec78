"""What workers do with a file of the engagement log: read it, save it, start again what died."""

import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from meetings.importing.engagement.reviewing import review
from meetings.models import ActivityImport
from meetings.services.engagement.importing import store_activities
from objectives.importing.claiming import (
    BROKEN,
    FORGOTTEN_AFTER,
    MOST_ATTEMPTS,
    STUCK_AFTER,
    Reads,
)
from objectives.importing.reading import UnreadableFile
from stakeholders.models import Person

from .queueing import send

log = logging.getLogger(__name__)
Status = ActivityImport.Status

LOOKING = "Looking at its rows"
AGAIN = "Try it again"
READS = Reads(
    ActivityImport,
    looking=LOOKING,
    given_up="Copy the rows alone into a new file and try that, or paste them.",
    instead=AGAIN,
)


def read_row(pk, *, at=None):
    return READS.read(pk, _look, at=at)


def _look(row, contents, on):
    found = review(row, on=on, contents=contents)
    if found.table is None:
        raise UnreadableFile("no_log", found.problem)


def save_row(pk, *, at=None):
    """Save a file that somebody asked to be saved: all its right rows in one transaction, so that
    a worker that dies leaves nothing of them. Returns its row, or None where another has it."""
    at = at or timezone.now()
    if not (row := _claim(pk, at)):
        return None
    try:
        with transaction.atomic():
            current = ActivityImport.objects.select_for_update().get(pk=pk)
            if (current.status, current.attempts) != (Status.SAVING, row.attempts):
                return None
            by = Person.objects.filter(pk=current.summary.get("by")).first()
            return store_activities(current, by=by, at=at)
    except Exception:
        log.exception("Engagement import %s could not be saved", pk)
        _give_back(ActivityImport.objects.filter(pk=pk, attempts=row.attempts))
        return None


def sweep(now):
    """Every five minutes: what a dead worker or a lost message left. Returns how many."""
    reads = READS.start_again(now)
    saving = ActivityImport.objects.filter(status=Status.SAVING).filter(
        Q(started_at__lt=now - STUCK_AFTER)
        | Q(started_at__isnull=True, changed_at__lt=now - FORGOTTEN_AFTER)
    )
    _give_back(saving.filter(attempts__gte=MOST_ATTEMPTS))
    saves = list(saving.values_list("pk", flat=True))
    ActivityImport.objects.filter(pk__in=saves).update(started_at=None, changed_at=now)
    for pk in reads:
        send("read_activities", "read_row", pk)
    for pk in saves:
        send("save_activities", "save_row", pk)
    return len(reads) + len(saves)


def _claim(pk, at):
    rows = ActivityImport.objects.filter(pk=pk, status=Status.SAVING, started_at__isnull=True)
    claimed = rows.update(
        started_at=at,
        attempts=F("attempts") + 1,
        progress="Saving the activities",
        changed_at=at,
    )
    return ActivityImport.objects.light().get(pk=pk) if claimed else None


def _give_back(rows):
    """Ready to be saved again, saying why it was not."""
    rows.filter(status=Status.SAVING).update(
        status=Status.READY,
        progress="",
        problem=BROKEN.format(what="it was saved", instead=AGAIN),
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
