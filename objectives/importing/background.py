"""Reading an uploaded file in the background: claimed, read in a child process, kept as rows.

A read is one row of ImportDraft. A worker claims it with a conditional update, so that it is read
once however often it is asked for; each claim has a number (`attempts`), and a worker that was
given up for dead can't overwrite what its successor did.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from objectives.importing.reading import UnreadableFile, read_in_child
from objectives.importing.reviewing import mapping_before, review
from objectives.models import ImportDraft

log = logging.getLogger(__name__)
Status = ImportDraft.Status

# Longer than a read may take (reading.child.SECONDS, and looking for the plan in it).
STUCK_AFTER = timedelta(minutes=5)
# A request that no worker took: the message got lost.
FORGOTTEN_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
READING = "Reading the file"
LOOKING = "Looking for the plan in it"


def queue_read(pk):
    """Hand the file to a worker once the draft is saved."""
    transaction.on_commit(lambda: send_read(pk))


def send_read(pk):
    """Where the broker is down the file is read at once: the coordinator waits for it anyway."""
    from objectives.tasks import read_import  # tasks enter here, so they can't be imported above

    try:
        read_import.delay(pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("Import draft %s is read at once: no broker: %s", pk, problem)
        read_draft(pk)


def read_draft(pk, *, at=None):
    """Read a waiting draft. Returns it, or None where somebody else has it."""
    at = at or timezone.now()
    if not (draft := claim(pk, at=at)):
        return None
    try:
        _say(draft, READING)
        contents = read_in_child(bytes(draft.content), draft.file_name)
        _say(draft, LOOKING)
        draft.rows = contents.as_json()
        on = timezone.localdate(at)
        found = review(draft, on=on, contents=contents)
        if draft.amends and found.tables:  # the portal's own exports need no reading of columns
            draft.mapping = mapping_before(draft, found.tables, on=on)
    except UnreadableFile as refused:
        return _refuse(draft, refused.message)
    except Exception:
        log.exception("Import draft %s could not be read", pk)
        return _refuse(
            draft,
            "Something went wrong while the file was read. The details are in the portal's log. "
            "Copy the plan's table and paste it as text, or tell whoever looks after the portal.",
        )
    if found.plan is None and not found.tables:
        return _refuse(draft, found.problem)
    return _finish(draft, status=Status.READY, rows=draft.rows, mapping=draft.mapping)


def claim(pk, *, at):
    claimed = ImportDraft.objects.filter(pk=pk, status=Status.WAITING).update(
        status=Status.READING,
        started_at=at,
        attempts=F("attempts") + 1,
        progress="",
        problem="",
        changed_at=at,
    )
    return ImportDraft.objects.get(pk=pk) if claimed else None


def sweep_stuck_reads(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many.

    After MOST_ATTEMPTS a file that kills its workers is given up, and its draft says so.
    """
    stuck = ImportDraft.objects.filter(status=Status.READING, started_at__lt=now - STUCK_AFTER)
    stuck.filter(attempts__gte=MOST_ATTEMPTS).update(
        status=Status.REFUSED,
        progress="",
        problem=f"Reading the file was started {MOST_ATTEMPTS} times and never came to an end. "
        "Copy the plan alone into a new file and try that, or paste its table as text.",
    )
    stuck.update(status=Status.WAITING, progress="Reading stopped half-way and starts again")
    waiting = ImportDraft.objects.filter(
        status=Status.WAITING, changed_at__lt=now - FORGOTTEN_AFTER
    )
    keys = list(waiting.order_by("created_at", "pk").values_list("pk", flat=True))
    for pk in keys:
        send_read(pk)
    return len(keys)


def _still_mine(draft):
    return ImportDraft.objects.filter(pk=draft.pk, status=Status.READING, attempts=draft.attempts)


def _say(draft, words):
    _still_mine(draft).update(progress=words)


def _refuse(draft, problem):
    return _finish(draft, status=Status.REFUSED, problem=problem, rows=None)


def _finish(draft, **fields):
    done = _still_mine(draft).update(
        progress="", changed_at=timezone.now(), version=F("version") + 1, **fields
    )
    if not done:
        return None
    draft.refresh_from_db()
    return draft
