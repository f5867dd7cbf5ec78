"""A file's way into the schedule: started, answered, saved, given up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.importing.background import queue_read
from meetings.importing.reviewing import ScheduleReview, review
from meetings.importing.saving import earlier_import, one_import_at_a_time
from meetings.models import ScheduleImport
from objectives.importing.answering import answer_given
from objectives.importing.keeping import kept_fields, lock_ready, save_changed
from objectives.importing.reading import FileContents
from objectives.importing.saving import ImportRefused
from stakeholders.dates import spoken
from stakeholders.editing import lock_row
from stakeholders.events import record

from .storing import Stored, store_schedule

Status = ScheduleImport.Status


@transaction.atomic
def start_schedule_import(*, by, name, content, at=None):
    """Keep the file and have it read. Nothing of the schedule is written before it is saved."""
    at = at or timezone.now()
    row = _kept(name, content, by=by, at=at)
    after = {"file": row.file_name, "sha256": row.sha256}
    record("schedule import started", row, by=by, after=after, at=at)
    queue_read(row.pk)
    return row


@transaction.atomic
def answer_schedule_doubts(row, *, by, key, choice, value="", was=None, at=None):
    """Answer one doubt, or at once all that are one question: see `answer_given`."""
    current = lock_ready(row, _WHY_NOT)
    asked = review(current, on=timezone.localdate(at)).asked(key)
    given = answer_given(asked, current=current, choice=choice, value=value, was=was)
    current.answers = current.answers | {key: given | {"by": by.pk}}
    return save_changed(current, "answers")


@transaction.atomic
def save_schedule_import(row, *, by, version=None, at=None) -> Stored:
    """Put what was looked through into the schedule, all of it or nothing."""
    at = at or timezone.now()
    one_import_at_a_time()
    current = lock_ready(row, _WHY_NOT, version=version)
    found = review(current, on=timezone.localdate(at))
    if found.schedule is None:
        raise ValidationError(found.problem, code="no_schedule")
    if earlier := earlier_import(current.sha256, but=current):
        raise ValidationError(already_there(earlier), code="already_imported")
    try:
        stored = store_schedule(current, found, by=by, at=at)
    except ImportRefused as refused:
        raise ValidationError(refused.message, code=refused.code) from refused
    save_changed(current, "status")
    return stored


@transaction.atomic
def import_schedule(
    *, contents: FileContents, found: ScheduleReview, by=None, at=None
) -> Stored | None:
    """Store a file that was read at once, with what was assumed. The same file again changes
    nothing: then None is returned. Raises ImportRefused."""
    at = at or timezone.now()
    one_import_at_a_time()
    if earlier_import(contents.sha256):
        return None
    row = _kept(contents.name, contents.content, by=by, at=at, rows=contents.as_json())
    return store_schedule(row, found, by=by, at=at)


@transaction.atomic
def discard_schedule_import(row, *, by, at=None):
    """Give a file up. It goes; that there was one stays in the log."""
    current = lock_row(row)
    if current.status in (Status.SAVED, Status.DISCARDED):
        raise ValidationError(_WHY_NOT[current.status], code="not_open")
    current.status, current.content, current.rows = Status.DISCARDED, b"", None
    current.answers, current.progress = {}, ""
    before = {"file": current.file_name}
    record("schedule import discarded", current, by=by, before=before, at=at)
    return save_changed(current, "status", "content", "rows", "answers", "progress")


def already_there(earlier):
    day = spoken(timezone.localdate(earlier.changed_at))
    return f"This file was put into the schedule before, on {day}."


_WHY_NOT = {
    Status.SAVED: "This file was saved in the schedule meanwhile.",
    Status.DISCARDED: "This file was discarded meanwhile.",
    Status.REFUSED: "The file could not be read.",
}


def _kept(name, content, *, by, at, **fields):
    return ScheduleImport.objects.create(**kept_fields(name, content, by=by, at=at), **fields)
