"""Every change to a paper: asked for, answered for, published. Building is in `building`."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.quarters import Quarter
from objectives.rounds import cut_off_of
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of
from stakeholders.slugs import free_slug

from .building import collect_again, queue_build
from .document import Document
from .models import Report, ReportRevision

Build, Status, Answer = (
    ReportRevision.Build,
    ReportRevision.Status,
    ReportRevision.ExemptAnswer,
)
ANSWERS = ("exempt_answer", "exempt_paragraph", "cleared_with")


def refuse(message, code):
    raise ValidationError(message, code=code)


def check_quarter(plan, quarter, *, today):
    if not quarter.has_begun(today):
        refuse(
            f"{quarter.label} has not begun. Choose a quarter that has, or build this paper "
            f"on or after {quarter.starts_on.day} {quarter.starts_on:%B %Y}.",
            "quarter_not_begun",
        )
    if quarter.ends_on < plan.starts_on:
        refuse(
            f"{quarter.label} was over before {plan} began on {plan.starts_on.day} "
            f"{plan.starts_on:%B %Y}. Choose a later quarter.",
            "quarter_before_plan",
        )


@transaction.atomic
def request_report(
    *,
    plan,
    body,
    quarter,
    by,
    private=False,
    meeting=None,
    agenda_item="",
    answers=None,
    correction="",
    cut_off=None,
    queue=True,
    at=None,
):
    """Ask for the paper of a quarter; returns its revision, waiting to be built.

    Asked for twice it is built once: a revision that waits or is being built is given back as it
    is. A draft that was built, or failed, is built again, up to its own cut-off or to now where
    that still lies ahead. What is published stays: only a `correction`, in words, starts a new
    revision. `answers` are those of `answer_questions`. With `queue=False` the caller builds.
    """
    at = at or timezone.now()
    check_quarter(plan, quarter, today=timezone.localdate(at))
    report, created = Report.objects.get_or_create(
        plan=plan,
        body=body,
        kind=Report.Kind.QUARTERLY,
        period=str(quarter),
        private=private,
        defaults={
            "slug": partial(_slug, plan, body, quarter, private),
            "meeting": meeting,
            "agenda_item": agenda_item,
        },
    )
    report = lock_row(report)
    if not created:
        _keep_head(report, meeting=meeting, agenda_item=agenda_item)
    latest = report.revisions.first()
    if latest and latest.is_published and not correction:
        refuse(
            "This paper is published and stays as it is. To change it, correct it: that makes a "
            "new revision.",
            "already_published",
        )
    if latest and latest.build in (Build.WAITING, Build.RUNNING):
        return latest
    if latest is None or latest.is_published:
        former = latest
        latest = ReportRevision(report=report, number=former.number + 1 if former else 1)
        latest.correction = correction
        own = former.cut_off if former else cut_off_of(plan, quarter)
    else:
        own = cut_off_of(plan, quarter) if not latest.correction else latest.cut_off
    latest.cut_off = min(cut_off or own, at)
    for field, value in (answers or {}).items():
        setattr(latest, field, value)
    _wait(latest, by=by, at=at)
    record(
        "paper asked for",
        latest,
        by=by,
        after=values_of(latest, ["number", "cut_off", "correction"]),
        plan=plan,
        at=at,
    )
    if queue:
        queue_build(latest.pk)
    return latest


def _slug(plan, body, quarter, private):
    # Two plans and bodies may join to the same words ("a-b" and "c", "a" and "b-c").
    words = f"{plan.slug}-{body.slug}-{quarter}" + ("-private" if private else "")
    return free_slug(Report, words, fallback="paper")


def _keep_head(report, *, meeting, agenda_item):
    """An empty field in a later request does not empty what was said before."""
    report.meeting = meeting or report.meeting
    report.agenda_item = agenda_item or report.agenda_item
    report.save(update_fields=["meeting", "agenda_item"])


def _wait(revision, *, by, at):
    revision.status = Status.CLEARED if _answered(revision) else Status.DRAFT
    revision.build = Build.WAITING
    revision.attempts = 0
    revision.requested_by, revision.requested_at = by, at
    revision.started_at, revision.progress, revision.problem = None, "", ""
    revision.save()


def _answered(revision):
    return bool(revision.exempt_answer and revision.cleared_with.strip())


@transaction.atomic
def answer_questions(
    revision,
    *,
    by,
    exempt_answer,
    exempt_paragraph="",
    cleared_with="",
    meeting=None,
    agenda_item="",
    queue=True,
    at=None,
):
    """Say whether the paper holds exempt information, and who cleared it (seed 000, last page).

    The answers are printed in the paper, so a draft that was built is built again with them.
    """
    at = at or timezone.now()
    report = lock_row(revision.report)
    revision = report.revisions.get(pk=revision.pk)
    if revision.is_published:
        refuse("This paper is published and stays as it is.", "already_published")
    check_answers(report, exempt_answer=exempt_answer, exempt_paragraph=exempt_paragraph)
    before = values_of(revision, ANSWERS) | values_of(report, ["meeting", "agenda_item"])
    revision.exempt_answer, revision.exempt_paragraph = exempt_answer, exempt_paragraph
    revision.cleared_with = cleared_with
    report.meeting, report.agenda_item = meeting, agenda_item
    after = values_of(revision, ANSWERS) | values_of(report, ["meeting", "agenda_item"])
    if before == after:
        return revision
    report.save(update_fields=["meeting", "agenda_item"])
    _wait(revision, by=by, at=at)
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


def check_answers(report, *, exempt_answer, exempt_paragraph):
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


@transaction.atomic
def publish(revision, *, by, at=None):
    """Give the paper to its body's members. From now on nothing in it ever changes.

    Refused until it is built, the exempt question is answered and the clearances are in (codes
    `not_built`, `exempt_unanswered`, `not_cleared`), and where the plan says something else by now
    (`out_of_date`): an action that has become exempt since must not slip out.
    """
    at = at or timezone.now()
    report = lock_row(revision.report)
    revision = report.revisions.select_for_update().get(pk=revision.pk)
    if revision.is_published:
        refuse("This paper is published already.", "already_published")
    if revision.build != Build.BUILT:
        refuse("The paper has not been built yet. Wait until it is.", "not_built")
    if not revision.exempt_answer:
        refuse("Say first whether the paper holds exempt information.", "exempt_unanswered")
    check_answers(
        report,
        exempt_answer=revision.exempt_answer,
        exempt_paragraph=revision.exempt_paragraph,
    )
    if not revision.cleared_with.strip():
        refuse("Say first who has cleared the paper.", "not_cleared")
    if collect_again(revision) != Document.from_data(revision.document):
        refuse(
            "The plan or the paper's details have changed since this was built. Build it again, "
            "look at it, then publish it.",
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
        | {"sha256": list(revision.files.values_list("sha256", flat=True))},
        plan=report.plan_id,
        at=at,
    )
    return revision


def correct_report(report, *, by, correction, keep_cut_off=True, queue=True, at=None):
    """Start a new revision of a published paper, with its cut-off or with one of now."""
    at = at or timezone.now()
    if not correction.strip():
        refuse("Say what this revision corrects.", "correction_missing")
    return request_report(
        plan=report.plan,
        body=report.body,
        quarter=Quarter.parse(report.period),
        by=by,
        private=report.private,
        correction=correction,
        cut_off=None if keep_cut_off else at,
        queue=queue,
        at=at,
    )


def record_download(revision, *, by, at=None):
    """Who had which paper when: an auditor may ask."""
    return record("paper downloaded", revision, by=by, plan=revision.report.plan_id, at=at)
