"""Reading an uploaded plan in the background: claimed, read in a child process, kept as rows."""

from django.db import transaction

from objectives.importing.claiming import Reads, hand_over
from objectives.importing.reading import UnreadableFile
from objectives.importing.reviewing import mapping_before, review
from objectives.models import ImportDraft

LOOKING = "Looking for the plan in it"
READS = Reads(
    ImportDraft,
    looking=LOOKING,
    given_up="Copy the plan alone into a new file and try that, or paste its table as text.",
    instead="Copy the plan's table and paste it as text",
)


def queue_read(pk):
    """Hand the file to a worker once the draft is saved."""
    transaction.on_commit(lambda: send_read(pk))


def send_read(pk):
    from objectives.tasks import read_import  # tasks enter here, so they can't be imported above

    hand_over(read_import, pk, at_once=read_draft)


def read_draft(pk, *, at=None):
    return READS.read(pk, _look, at=at)


def _look(draft, contents, on):
    found = review(draft, on=on, contents=contents)
    if found.plan is None and not found.tables:
        raise UnreadableFile("no_plan", found.problem)
    if draft.amends and found.tables:  # the portal's own exports need no reading of columns
        return {"mapping": mapping_before(draft, found.tables, on=on)}
    return None


def sweep_stuck_reads(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many."""
    keys = READS.start_again(now)
    for pk in keys:
        send_read(pk)
    return len(keys)
