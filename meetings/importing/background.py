"""Reading an uploaded schedule in the background: claimed, read in a child process, kept."""

from django.db import transaction

from meetings.models import ScheduleImport
from objectives.importing.claiming import Reads, hand_over
from objectives.importing.reading import UnreadableFile

from .reviewing import review

LOOKING = "Looking for the meetings in it"
READS = Reads(
    ScheduleImport,
    looking=LOOKING,
    given_up="Copy the schedule alone into a new file and try that, or paste its tables as text.",
    instead="Copy the schedule's tables and paste them as text",
)


def queue_read(pk):
    """Hand the file to a worker once its row is saved."""
    transaction.on_commit(lambda: send_read(pk))


def send_read(pk):
    from meetings.tasks import read_schedule  # tasks enter here: they can't be imported above

    hand_over(read_schedule, pk, at_once=read_row)


def read_row(pk, *, at=None):
    return READS.read(pk, _look, at=at)


def _look(row, contents, on):
    found = review(row, on=on, contents=contents)
    if found.schedule is None:
        raise UnreadableFile("no_schedule", found.problem)


def sweep_stuck_reads(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many."""
    keys = READS.start_again(now)
    for pk in keys:
        send_read(pk)
    return len(keys)
