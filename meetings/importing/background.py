"""Reading an uploaded schedule in the background: claimed, read in a child process, kept."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from meetings.models import ScheduleImport
from objectives.importing.claiming import Reads
from objectives.importing.reading import UnreadableFile, read_in_child

from .reviewing import review

log = logging.getLogger(__name__)

READING = "Reading the file"
LOOKING = "Looking for the meetings in it"
READS = Reads(
    ScheduleImport,
    given_up="Copy the schedule alone into a new file and try that, or paste its tables as text.",
)


def queue_read(pk):
    """Hand the file to a worker once its row is saved."""
    transaction.on_commit(lambda: send_read(pk))


def send_read(pk):
    """Where the broker is down the file is read at once: the coordinator waits for it anyway."""
    from meetings.tasks import read_schedule  # tasks enter here: they can't be imported above

    try:
        read_schedule.delay(pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("Schedule import %s is read at once: no broker: %s", pk, problem)
        read_row(pk)


def read_row(pk, *, at=None):
    """Read a waiting file. Returns its row, or None where somebody else has it."""
    at = at or timezone.now()
    if not (row := READS.claim(pk, at=at)):
        return None
    try:
        READS.say(row, READING)
        contents = read_in_child(bytes(row.content), row.file_name)
        READS.say(row, LOOKING)
        found = review(row, on=timezone.localdate(at), contents=contents)
    except UnreadableFile as refused:
        return READS.refuse(row, refused.message)
    except Exception:
        log.exception("Schedule import %s could not be read", pk)
        return READS.refuse(
            row,
            "Something went wrong while the file was read. The details are in the portal's log. "
            "Copy the schedule's tables and paste them as text, or tell whoever looks after the "
            "portal.",
        )
    if found.schedule is None:
        return READS.refuse(row, found.problem)
    return READS.finish(row, status=ScheduleImport.Status.READY, rows=contents.as_json())


def sweep_stuck_reads(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many."""
    keys = READS.start_again(now)
    for pk in keys:
        send_read(pk)
    return len(keys)
