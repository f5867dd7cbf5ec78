"""What is asked of a paper before it goes out (seed 000, last page)."""

from django.db import transaction
from django.utils import timezone

from reports.building import draft_again, queue_build
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of

from .clearing import void_clearances
from .fitting import check_answers
from .refusing import refuse_published

ANSWERS = ("exempt_answer", "exempt_paragraph", "public_interest")
HEAD = ("meeting", "agenda_item")


@transaction.atomic
def answer_questions(
    revision,
    *,
    by,
    exempt_answer,
    exempt_paragraph="",
    public_interest="",
    meeting=None,
    agenda_item="",
    queue=True,
    at=None,
):
    """Say whether the paper holds exempt information and why, and which meeting it is for.

    The answers are printed in the paper, so a draft is built again with them; clearances that were
    given or asked for are void.
    """
    at = at or timezone.now()
    report = lock_row(revision.report)
    revision = report.revisions.get(pk=revision.pk)
    refuse_published(revision)
    check_answers(
        report,
        exempt_answer=exempt_answer,
        exempt_paragraph=exempt_paragraph,
        public_interest=public_interest,
    )
    before = values_of(revision, ANSWERS) | values_of(report, HEAD)
    revision.exempt_answer, revision.exempt_paragraph = exempt_answer, exempt_paragraph
    revision.public_interest = public_interest
    report.meeting, report.agenda_item = meeting, agenda_item
    after = values_of(revision, ANSWERS) | values_of(report, HEAD)
    if before == after:
        return revision
    report.save(update_fields=HEAD)
    void_clearances(revision)
    draft_again(revision, by=by, at=at)
    record(
        "paper answered for",
        revision,
        by=by,
        before=before,
        after=after,
        plan=report.plan_id,
        at=at,
    )
    if queue:
        queue_build(revision.pk)
    return revision
