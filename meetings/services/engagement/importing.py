"""A file's way into the engagement log: started, answered, saved, given up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.engagement.queueing import queue_read, queue_save
from meetings.importing.engagement.questions import ORDER
from meetings.importing.engagement.reviewing import Review, review
from meetings.importing.engagement.wrong import wrong_rows
from meetings.models import ActivityImport
from objectives.importing.keeping import kept_fields, lock_ready, one_at_a_time, save_changed
from stakeholders.editing import EditConflict, lock_row
from stakeholders.events import record

from .storing_rows import write_activities

Status = ActivityImport.Status
# Any number that no other lock of the portal uses.
_IMPORT_LOCK = 7_201_103


@transaction.atomic
def start_activity_import(*, by, name, content, at=None):
    """Keep the file, or pasted rows, and have it read. Nothing is logged before it is saved."""
    at = at or timezone.now()
    row = _kept(name, content, by=by, at=at)
    after = {"file": row.file_name, "sha256": row.sha256}
    record("engagement import started", row, by=by, after=after, at=at)
    queue_read(row.pk)
    return row


@transaction.atomic
def answer_activity_question(row, *, by, key, choice, was=None, at=None):
    """Answer one question. An empty choice takes the answer back. Raises EditConflict where
    another answer stands there than `was`."""
    current = lock_ready(row, _WHY_NOT)
    question = review(current, on=timezone.localdate(at)).asked(key)
    if question is None:
        raise ValidationError(
            "This is asked no longer: something else was answered meanwhile.", code="no_question"
        )
    if was is not None and was != question.answer:
        raise EditConflict(current)
    if choice and choice not in {each.choice for each in (*question.choices, *question.more)}:
        raise ValidationError("Choose one of the answers", code="not_a_choice")
    return _answered(current, {key: choice}, by=by)


@transaction.atomic
def answer_activity_questions(row, *, by, kind, choice, at=None):
    """Give every open question of one kind, such as all unknown groups, the same answer."""
    current = lock_ready(row, _WHY_NOT)
    found = review(current, on=timezone.localdate(at))
    asked = [each for each in found.open if each.kind == kind and each.kind != ORDER]
    fits = [each for each in asked if choice in {offered.choice for offered in each.choices}]
    if not fits:
        raise ValidationError("Choose one of the answers", code="not_a_choice")
    return _answered(current, {each.key: choice for each in fits}, by=by)


@transaction.atomic
def save_activity_import(row, *, by, version=None, at=None):
    """Have a worker log the right rows; the wrong ones stay listed."""
    at = at or timezone.now()
    current = lock_ready(row, _WHY_NOT, version=version)
    found = review(current, on=timezone.localdate(at))
    if not found.ready:
        raise ValidationError(
            "No row can be saved yet. Answer the questions, or put the rows right in the file.",
            code="nothing_to_save",
        )
    current.status, current.started_at, current.attempts = Status.SAVING, None, 0
    current.summary, current.problem = {"by": by.pk}, ""
    after = {"file": current.file_name, "rows": len(found.ready)}
    record("engagement import confirmed", current, by=by, after=after, at=at)
    queue_save(current.pk)
    return save_changed(current, "status", "started_at", "attempts", "summary", "problem")


@transaction.atomic
def store_activities(row, *, by, at=None):
    """Log what was looked through, in one transaction; of the file only the rows that were not
    saved stay, for it may name people."""
    at = at or timezone.now()
    one_at_a_time(_IMPORT_LOCK)
    found = review(row, on=timezone.localdate(at))
    return _store(row, found, by=by, at=at)


@transaction.atomic
def import_activities(*, contents, found: Review, by=None, at=None):
    """Log the right rows of a file that was read at once. Returns the import's row."""
    at = at or timezone.now()
    one_at_a_time(_IMPORT_LOCK)
    row = _kept(contents.name, contents.content, by=by, at=at)
    return _store(row, found, by=by, at=at)


@transaction.atomic
def discard_activity_import(row, *, by, at=None):
    """Give a file up, or, once saved, the rows that were not. That there was one stays logged."""
    current = lock_row(row)
    if current.status in (Status.DISCARDED, Status.SAVING):
        raise ValidationError(_WHY_NOT[current.status], code="not_open")
    fields = ["content", "rows", "answers", "progress"]
    current.content, current.rows, current.answers, current.progress = b"", None, {}, ""
    before = {"file": current.file_name}
    if current.status == Status.SAVED:
        record("engagement import cleared", current, by=by, before=before, at=at)
    else:
        current.status = Status.DISCARDED
        record("engagement import discarded", current, by=by, before=before, at=at)
    return save_changed(current, "status", *fields)


def earlier_import(row):
    """The last saved one of the very same bytes."""
    rows = ActivityImport.objects.light().filter(sha256=row.sha256, status=Status.SAVED)
    return rows.exclude(pk=row.pk).order_by("-changed_at").first()


_WHY_NOT = {
    Status.SAVED: "This file was saved meanwhile.",
    Status.SAVING: "This file is being saved.",
    Status.DISCARDED: "This file was discarded meanwhile.",
    Status.REFUSED: "The file could not be read.",
}


def _store(row, found, *, by, at):
    counts = write_activities(found, by=by, at=at)
    left = wrong_rows(found)
    row.summary = counts | {
        "wrong": len(found.wrong),
        "there": len(found.there),
        "left": len(found.left),
    }
    row.status, row.content, row.rows, row.answers = Status.SAVED, b"", left.as_json(), {}
    row.progress, row.problem = "", ""
    after = {"file": row.file_name, "sha256": row.sha256, **row.summary}
    record("engagement imported", row, by=by, after=after, at=at)
    return save_changed(
        row, "summary", "status", "content", "rows", "answers", "progress", "problem"
    )


def _answered(row, choices, *, by):
    row.answers = row.answers | {
        key: {"choice": choice, "by": by.pk} for key, choice in choices.items()
    }
    return save_changed(row, "answers")


def _kept(name, content, *, by, at):
    return ActivityImport.objects.create(**kept_fields(name, content, by=by, at=at))
