"""Whether what was answered for a paper fits it."""

from reports.models import ReportRevision

from .refusing import refuse

Answer = ReportRevision.ExemptAnswer


def check_answers_of(report, revision):
    """The twin of `check_answers`, for those that a revision has already."""
    check_answers(
        report,
        exempt_answer=revision.exempt_answer,
        exempt_paragraph=revision.exempt_paragraph,
        public_interest=revision.public_interest,
    )


def leaves_out(report):
    """Whether a public paper has matters to leave out, and its body a list of reasons for it. A
    body without one is named by its law alone (GovernanceBody.exemption_basis)."""
    return report.body.exemptions.exists() and report.plan.actions.exempt().exists()


def check_answers(report, *, exempt_answer, exempt_paragraph, public_interest):
    """Asked when the answers are given, and again when the paper goes on: an action may have become
    exempt since."""
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
    if not report.private and not exempt_paragraph.strip() and leaves_out(report):
        refuse(
            "This paper leaves private matters out. Choose the paragraph under which they are "
            "private: the paper names it.",
            "paragraph_missing",
        )
