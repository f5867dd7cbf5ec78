"""Asking for a paper: the first time, again, or as a correction of what was published."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from actionplans.periods import has_begun
from reports.building import draft_again, own_cut_off, queue_build
from reports.models import Report, ReportRevision
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of
from stakeholders.slugs import free_slug

from .clearing import void_clearances
from .refusing import refuse

Build, Status = ReportRevision.Build, ReportRevision.Status


def check_period(plan, period, *, today):
    if not has_begun(period, today):
        refuse(
            f"{period.label} has not begun. Choose a period that has, or build this paper "
            f"on or after {period.starts_on.day} {period.starts_on:%B %Y}.",
            "period_not_begun",
        )
    if period.ends_on < plan.starts_on:
        refuse(
            f"{period.label} was over before {plan} began on {plan.starts_on.day} "
            f"{plan.starts_on:%B %Y}. Choose a later period.",
            "period_before_plan",
        )


@transaction.atomic
def request_report(
    *,
    plan,
    body,
    period,
    by,
    private=False,
    meeting=None,
    agenda_item="",
    correction="",
    cut_off=None,
    queue=True,
    at=None,
):
    """Ask for the paper of a period; returns its revision, waiting to be built.

    Asked for twice it is built once: a revision that waits or is being built is given back as it
    is. A draft that was built, or failed, is built again, up to its own cut-off or to now where
    that still lies ahead. One that is in clearance, or cleared, stands still until somebody takes
    it back: whoever asks may not know that it is there (code `in_clearance`). What is published
    stays: only a `correction`, in words, starts a new revision, one at a time (`not_published`
    while there is one that is not published). With `queue=False` the caller builds.
    """
    at = at or timezone.now()
    check_period(plan, period, today=timezone.localdate(at))
    report, created = Report.objects.get_or_create(
        plan=plan,
        body=body,
        kind=Report.kind_of(period),
        period=str(period),
        private=private,
        defaults={
            "slug": partial(_slug, plan, body, period, private),
            "meeting": meeting,
            "agenda_item": agenda_item,
        },
    )
    if not created:
        report = _keep_head(lock_row(report), meeting=meeting, agenda_item=agenda_item)
    return ask_for(report, by=by, correction=correction, cut_off=cut_off, queue=queue, at=at)


@transaction.atomic
def ask_for(report, *, by, correction="", cut_off=None, exempt_paragraph="", queue=True, at=None):
    """Ask for a paper that there is already, minutes too, by the rules of `request_report`."""
    at = at or timezone.now()
    report = lock_row(report)
    latest = report.revisions.first()
    if latest and latest.is_published and not correction:
        refuse(
            "This paper is published and stays as it is. To change it, correct it: that makes a "
            "new revision.",
            "already_published",
        )
    building = latest and latest.build in (Build.WAITING, Build.RUNNING)
    asked_twice = building and latest.correction == correction
    if correction and latest and not latest.is_published and not asked_twice:
        refuse(
            f"Revision {latest.number} of this paper is not published yet, so there is nothing to "
            f"correct. Change it, or publish it first.",
            "not_published",
        )
    if building:
        return latest
    if latest and latest.status in (Status.IN_CLEARANCE, Status.CLEARED):
        refuse(
            "This paper is in clearance or cleared, so it stands still. Take it back first: then "
            "it can be built again, and its officers are asked again.",
            "in_clearance",
        )
    if latest is None or latest.is_published:
        latest = _revision_after(latest, report, correction)
    else:
        void_clearances(latest)  # what was given before an officer sent it back
    # Minutes say what is written of the meeting when they are asked for.
    latest.cut_off = at if report.is_minutes else min(cut_off or own_cut_off(latest), at)
    latest.exempt_paragraph = exempt_paragraph or latest.exempt_paragraph
    draft_again(latest, by=by, at=at)
    record(
        "paper asked for",
        latest,
        by=by,
        after=values_of(latest, ["number", "cut_off", "correction"]),
        plan=report.plan_id,
        at=at,
    )
    if queue:
        queue_build(latest.pk)
    return latest


def correct_report(report, *, by, correction, keep_cut_off=True, queue=True, at=None):
    """Start a new revision of a published paper, with its cut-off or with one of now."""
    at = at or timezone.now()
    if not correction.strip():
        refuse("Say what this revision corrects.", "correction_missing")
    cut_off = None if keep_cut_off else at
    return ask_for(report, by=by, correction=correction, cut_off=cut_off, queue=queue, at=at)


def _revision_after(former, report, correction):
    if former is None:
        return ReportRevision(report=report, number=1)
    return ReportRevision(
        report=report,
        number=former.number + 1,
        cut_off=former.cut_off,
        correction=correction,
        # Minutes leave out the same matters as before.
        exempt_paragraph=former.exempt_paragraph if report.is_minutes else "",
    )


def _slug(plan, body, period, private):
    # Two plans and bodies may join to the same words ("a-b" and "c", "a" and "b-c").
    words = f"{plan.slug}-{body.slug}-{period}" + ("-private" if private else "")
    return free_slug(Report, words, fallback="paper")


def _keep_head(report, *, meeting, agenda_item):
    """An empty field in a later request does not empty what was said before."""
    report.meeting = meeting or report.meeting
    report.agenda_item = agenda_item or report.agenda_item
    report.save(update_fields=["meeting", "agenda_item"])
    return report
