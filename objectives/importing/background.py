"""Reading an uploaded plan in the background: claimed, read in a child process, kept as rows."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from objectives.importing.claiming import Reads
from objectives.importing.reading import UnreadableFile, read_in_child
from objectives.importing.reviewing import mapping_before, review
from objectives.models import ImportDraft

log = logging.getLogger(__name__)
Status = ImportDraft.Status

READING = "Reading the file"
LOOKING = "Looking for the plan in it"
READS = Reads(
    ImportDraft,
    given_up="Copy the plan alone into a new file and try that, or paste its table as text.",
)


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
    if not (draft := READS.claim(pk, at=at)):
        return None
    try:
        READS.say(draft, READING)
        contents = read_in_child(bytes(draft.content), draft.file_name)
        READS.say(draft, LOOKING)
        draft.rows = contents.as_json()
        on = timezone.localdate(at)
        found = review(draft, on=on, contents=contents)
        if draft.amends and found.tables:  # the portal's own exports need no reading of columns
            draft.mapping = mapping_before(draft, found.tables, on=on)
    except UnreadableFile as refused:
        return READS.refuse(draft, refused.message)
    except Exception:
        log.exception("Import draft %s could not be read", pk)
        return READS.refuse(
            draft,
            "Something went wrong while the file was read. The details are in the portal's log. "
            "Copy the plan's table and paste it as text, or tell whoever looks after the portal.",
        )
    if found.plan is None and not found.tables:
        return READS.refuse(draft, found.problem)
    return READS.finish(draft, status=Status.READY, rows=draft.rows, mapping=draft.mapping)


def sweep_stuck_reads(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many."""
    keys = READS.start_again(now)
    for pk in keys:
        send_read(pk)
    return len(keys)
