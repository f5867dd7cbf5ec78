"""Clearance: each officer of the body's list clears a paper or sends it back (seed 000).

A paper in clearance stands still: the officers look at one build. Whatever changes it makes it a
draft again, and what was cleared before the change says nothing about it any more.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reports.building import collect_again, put_in_line, queue_build
from reports.document import Document
from reports.models import Clearance, ReportRevision
from reports.stamping import unstamped
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of

from .fitting import check_answers_of
from .refusing import refuse, refuse_published

Build, Status, Decision = ReportRevision.Build, ReportRevision.Status, Clearance.Decision


@transaction.atomic
def send_for_clearance(revision, *, by, answer_by=None, at=None):
    """Ask every post of the body's clearance list, until the day `answer_by` where one is given.
    Returns the revision, in clearance.

    Refused until it is built and the exempt question is answered, where the answer no longer fits,
    where nobody is on the list, and where it no longer says what the plan says: it could not be
    published (codes `not_built`, `exempt_unanswered`, those of `check_answers`, `nobody_clears`,
    `out_of_date`).
    """
    at = at or timezone.now()
    report, revision = lock_revision(revision)
    refuse_published(revision)
    if revision.status != Status.DRAFT:
        refuse("This paper is with its clearing officers already.", "already_in_clearance")
    if revision.build != Build.BUILT:
        refuse("The paper has not been built yet. Wait until it is.", "not_built")
    if not revision.exempt_answer:
        refuse("Say first whether the paper holds exempt information.", "exempt_unanswered")
    check_answers_of(report, revision)
    clearers = list(report.body.clearers.select_related("post"))
    if not clearers:
        refuse(
            f"Nobody is on the clearance list of the {report.body}. Add the posts that clear its "
            f"papers to its form first.",
            "nobody_clears",
        )
    if is_out_of_date(revision):
        refuse(
            "The plan or the paper's details have changed since this was built. Build it again, "
            "look at it, and then send it.",
            "out_of_date",
        )
    asked = (revision.clearances.aggregate(Max("round"))["round__max"] or 0) + 1
    Clearance.objects.bulk_create(
        Clearance(
            revision=revision,
            round=asked,
            post=clearer.post,
            position=clearer.position,
            asked_at=at,
            answer_by=answer_by,
        )
        for clearer in clearers
    )
    return move(
        revision,
        Status.IN_CLEARANCE,
        verb="paper sent for clearance",
        by=by,
        at=at,
        said={"posts": [clearer.post.title for clearer in clearers], "answer_by": answer_by},
    )


def clear(clearance, *, by, comment="", queue=True, at=None):
    """The officer clears the paper; once all have, it is stamped with their posts."""
    return _decide(clearance, Decision.CLEARED, by=by, comment=comment, queue=queue, at=at)


def send_back(clearance, *, by, comment, at=None):
    """The officer sends it back, and says why: it is a draft again."""
    if not comment.strip():
        refuse("Say what has to change before you can clear it.", "comment_missing")
    return _decide(clearance, Decision.SENT_BACK, by=by, comment=comment, at=at)


def note_clearance(clearance, *, by, comment, at=None):
    """A coordinator notes that the officer cleared it outside the portal, and how."""
    if not comment.strip():
        refuse("Say how and when the officer cleared it.", "comment_missing")
    return _decide(clearance, Decision.CLEARED, by=by, comment=comment, noted=True, at=at)


@transaction.atomic
def withdraw_clearance(revision, *, by, queue=True, at=None):
    """Take a paper that is in clearance, or cleared, back to a draft, to change it.

    A cleared one bears its officers' posts in its closing box, so it is built again without them.
    """
    at = at or timezone.now()
    _, revision = lock_revision(revision)
    refuse_published(revision)
    if revision.status == Status.DRAFT:
        return revision
    void_clearances(revision)
    if revision.status == Status.CLEARED:
        revision.cleared_with = ""
        _draw(revision, by=by, at=at, queue=queue)
    return move(revision, Status.DRAFT, verb="paper taken back from clearance", by=by, at=at)


@transaction.atomic
def stamp_again(revision, *, by, queue=True, at=None):
    """Draw a cleared paper once more whose drawing failed: what was cleared stays cleared."""
    at = at or timezone.now()
    _, revision = lock_revision(revision)
    if revision.status != Status.CLEARED or revision.build != Build.FAILED:
        return revision
    before = values_of(revision, ["build"])
    _draw(revision, by=by, at=at, queue=queue)
    revision.save()
    record(
        "cleared paper drawn again",
        revision,
        by=by,
        before=before,
        after=values_of(revision, ["build"]),
        plan=revision.report.plan_id,
        at=at,
    )
    return revision


def void_clearances(revision):
    """What was asked for and what was given say nothing of a paper that changes."""
    open_ones = (Decision.WAITING, Decision.CLEARED)
    revision.clearances.filter(decision__in=open_ones).update(decision=Decision.VOID)


@transaction.atomic
def _decide(clearance, decision, *, by, comment, at, noted=False, queue=True):
    at = at or timezone.now()
    _, revision = lock_revision(clearance.revision)
    clearance = lock_row(clearance, related=("revision", "post"))
    if not clearance.is_waiting:
        refuse(
            "This paper no longer waits for this clearance: it was changed, or decided, meanwhile.",
            "not_waiting",
        )
    clearance.decision, clearance.comment = decision, comment.strip()
    clearance.decided_at, clearance.decided_by, clearance.noted_for_post = at, by, noted
    clearance.save()
    record(
        "paper cleared" if decision == Decision.CLEARED else "paper sent back",
        revision,
        by=by,
        after={"post": clearance.post.title, "comment": clearance.comment, "noted": noted},
        plan=revision.report.plan_id,
        at=at,
    )
    this_round = revision.clearances.filter(round=clearance.round)
    if decision == Decision.SENT_BACK:
        this_round.filter(decision=Decision.WAITING).update(decision=Decision.VOID)
        move(revision, Status.DRAFT, verb="paper is a draft again", by=by, at=at)
    elif not this_round.exclude(decision=Decision.CLEARED).exists():
        titles = this_round.order_by("position", "pk").values_list("post__title", flat=True)
        revision.cleared_with = "\n".join(titles)
        # The same words once more, with who cleared them in the closing box.
        _draw(revision, by=by, at=at, queue=queue)
        move(revision, Status.CLEARED, verb="paper is cleared", by=by, at=at)
    return clearance


def _draw(revision, *, by, at, queue):
    """The caller saves."""
    put_in_line(revision, by=by, at=at)
    if queue:
        queue_build(revision.pk)


def is_out_of_date(revision):
    """Whether the plan, or what was written for the paper, says something else by now."""
    return collect_again(revision) != unstamped(Document.from_data(revision.document))


def lock_revision(revision):
    """(report, revision) as they stand, locked in this order everywhere."""
    report = lock_row(revision.report)
    locked = report.revisions.select_for_update().get(pk=revision.pk)
    locked.report = report
    return report, locked


def move(revision, status, *, verb, by, at, said=None):
    before = values_of(revision, ["status"])
    revision.status = status
    revision.save()
    record(
        verb,
        revision,
        by=by,
        before=before,
        after=values_of(revision, ["status"]) | (said or {}),
        plan=revision.report.plan_id,
        at=at,
    )
    return revision
