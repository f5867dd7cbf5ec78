"""A paper taken through clearance, for tests that are about something else."""

from reports.building import build_revision
from reports.models import ClearancePost, ReportRevision
from reports.services import answer_questions, clear, publish, send_for_clearance
from reports.services.fitting import leaves_out
from tests.stakeholders.factories import PostFactory

CLEARERS = ("Chief Executive", "Treasurer")


def put_on_list(body, titles=CLEARERS):
    """The body's clearance list, where it has none yet."""
    if not body.clearers.exists():
        for position, title in enumerate(titles):
            post = PostFactory(title=title)
            ClearancePost.objects.create(body=body, post=post, position=position)


def answered(revision, *, by, at, **answers):
    """With the exempt question answered as the paper needs it, and built."""
    private = revision.report.private
    said = {
        "exempt_answer": "yes" if private else "no",
        "exempt_paragraph": "Paragraph 3" if private or leaves_out(revision.report) else "",
        "public_interest": "A person could be found out." if private else "",
        "meeting": revision.report.meeting,
        "agenda_item": revision.report.agenda_item,
    }
    revision = answer_questions(revision, by=by, queue=False, at=at, **(said | answers))
    build_revision(revision.pk, at=at)
    return ReportRevision.objects.get(pk=revision.pk)


def cleared(revision, *, by, at, **answers):
    """Answered, sent to everybody on the list, cleared by all and drawn with their posts."""
    revision = answered(revision, by=by, at=at, **answers)
    put_on_list(revision.report.body)
    revision = send_for_clearance(revision, by=by, at=at)
    for clearance in revision.clearances.waiting():
        clear(clearance, by=by, queue=False, at=at)
    build_revision(revision.pk, at=at)
    return ReportRevision.objects.get(pk=revision.pk)


def published(revision, *, by, at, **answers):
    return publish(cleared(revision, by=by, at=at, **answers), by=by, at=at)
