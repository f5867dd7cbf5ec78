"""What is asked of a paper before it goes out (seed 000, last page)."""

from django.db import transaction
from django.utils import timezone

from reports.building import draft_again, queue_build
from reports.models import ReportRevision
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of

from .clearing import void_clearances
from .refusing import refuse, refuse_published

Answer = ReportRevision.ExemptAnswer
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
    if not report.private and not exempt_paragraph.strip() and leaves_out(report):
        refuse(
            "This paper leaves private matters out. Choose the paragraph under which they are "
            "private: the paper names it.",
            "paragraph_missing",
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


def leaves_out(report):
    """Whether a public paper has matters to leave out, and its body a list of reasons for it. A
    body without one is named by its law alone (GovernanceBody.exemption_basis)."""
    return report.body.exemptions.exists() and report.plan.actions.exempt().exists()


def check_answers(report, *, exempt_answer, exempt_paragraph, public_interest):
    if exempt_answer == Answer.YES and not report.private:
        refuse(
            "A public paper leaves exempt matters out, so it holds none. Build the private paper "
            "for them.",
            "exempt_in_public",
        )
    if exempt_answer == Answer.NO and report.private:
        refuse(
            "A private paper shows exempt actions: answer yes, or build the public paper.",
            "nothing_exempt_in_private",
        )
    if exempt_answer == Answer.YES and not exempt_paragraph.strip():
        refuse("Name the paragraph under which the paper is private.", "paragraph_missing")
    if exempt_answer == Answer.YES and not public_interest.strip():
        refuse(
            "Say why the public interest is better served by keeping the paper private.",
            "public_interest_missing",
        )
