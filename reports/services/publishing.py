"""From a cleared paper to its readers."""

from django.db import transaction
from django.utils import timezone

from reports.models import ReportRevision
from stakeholders.events import record, values_of

from .clearing import is_out_of_date, lock_revision
from .delivering import tell_readers
from .fitting import check_answers_of
from .minutes import check_meeting, mark_minutes_published
from .refusing import refuse

Build, Status = ReportRevision.Build, ReportRevision.Status
NOT_CLEARED = {
    False: "Not everybody on the clearance list has cleared the paper yet.",
    True: "Nobody has approved these minutes yet. Approve them first.",
}


@transaction.atomic
def publish(revision, *, by, at=None):
    """Give the paper to its body's members. From now on nothing in it ever changes.

    Refused until it is built, the exempt question is answered and the clearances are in (codes
    `not_built`, `exempt_unanswered`, `not_cleared`), and where the plan says something else by now
    (`out_of_date`): an action that has become exempt since must not slip out.
    """
    at = at or timezone.now()
    report, revision = lock_revision(revision)
    if revision.is_published:
        refuse("This paper is published already.", "already_published")
    # Of minutes the meeting itself says what is exempt.
    if not revision.exempt_answer and not report.is_minutes:
        refuse("Say first whether the paper holds exempt information.", "exempt_unanswered")
    if report.is_minutes:
        check_meeting(report.meeting, private=report.private)
    else:
        check_answers_of(report, revision)
    if revision.status != Status.CLEARED:
        refuse(NOT_CLEARED[report.is_minutes], "not_cleared")
    if revision.build != Build.BUILT:
        refuse("The paper has not been built yet. Wait until it is.", "not_built")
    if is_out_of_date(revision):
        refuse(
            "The plan or the paper's details have changed since this was cleared. Take it back "
            "from clearance, build it again and look at it.",
            "out_of_date",
        )
    for former in report.revisions.filter(status=Status.PUBLISHED):
        former.status = Status.SUPERSEDED
        former.save(update_fields=["status"])
        record("paper superseded", former, by=by, plan=report.plan_id, at=at)
    before = values_of(revision, ["status"])
    revision.status = Status.PUBLISHED
    revision.published_at, revision.published_by = at, by
    revision.save(update_fields=["status", "published_at", "published_by"])
    record(
        "paper published",
        revision,
        by=by,
        before=before,
        after=values_of(revision, ["status"])
        | {
            "sha256": dict(revision.files.values_list("kind", "sha256")),
            "document_sha256": revision.document_sha256,
        },
        plan=report.plan_id,
        at=at,
    )
    tell_readers(revision, by=by, at=at)
    if report.is_minutes:
        mark_minutes_published(report, revision, by=by, at=at)
    return revision
