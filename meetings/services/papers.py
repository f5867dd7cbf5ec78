"""The papers of a meeting: files, kept as they came."""

from django.utils import timezone

from meetings.models import MeetingPaper
from objectives.evidence import digest_of, keeping_files, problem_with
from stakeholders.events import record

from .rows import change_business, check_item, open_meeting, withdraw_row


def add_paper(meeting, *, by, upload, kind, title="", item=None, exempt_reason="", at=None):
    """Keep a file with the meeting; the same file twice is kept once.

    Raises ValidationError beside `upload` (codes of `objectives.evidence.problem_with`) where it
    is not one that is taken.
    """
    at = at or timezone.now()
    with keeping_files() as keep:
        meeting = open_meeting(meeting)
        check_item(meeting, item)
        if problem := problem_with(upload):
            raise type(problem)({"upload": problem})
        alike = {"sha256": digest_of(upload), "item": item, "kind": kind, "title": title}
        if twin := meeting.papers.in_force().filter(**alike).first():
            return twin
        row = MeetingPaper(
            meeting=meeting,
            item=item,
            kind=kind,
            title=title,
            exempt_reason=exempt_reason,
            by=by,
            added_at=at,
        )
        keep(row, upload)
        after = {"meeting": meeting, "kind": kind, "name": row.name, "sha256": row.sha256}
        if exempt_reason:
            after["exempt_reason"] = exempt_reason
        record("meeting paper added", row, by=by, after=after, at=at)
        return row


def edit_paper(paper, *, by, changes, version=None, at=None):
    """What it is called, what it is, which item it belongs to, whether it is private."""
    verb = "meeting paper edited"
    return change_business(paper, by=by, verb=verb, changes=changes, version=version, at=at)


def withdraw_paper(paper, *, by, reason, at=None):
    """Nobody is offered it any more; the file itself is kept with the history."""
    return withdraw_row(paper, by=by, verb="meeting paper withdrawn", reason=reason, at=at)
