"""Minutes as papers: asked for, approved by whoever chaired, published like any other.

What they say is written at the meeting itself (meetings.services); here it is frozen.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actionplans.quarters import Quarter
from meetings.models import Meeting
from meetings.services import mark_published
from reports.building import put_in_line, queue_build
from reports.models import Report, ReportRevision
from stakeholders.editing import lock_row
from stakeholders.office import OfficeWords
from stakeholders.slugs import free_slug

from .asking import ask_for
from .clearing import is_out_of_date, lock_revision, move
from .refusing import refuse, refuse_published

Build, Status = ReportRevision.Build, ReportRevision.Status


@transaction.atomic
def request_minutes(meeting, *, by, private=False, exempt_paragraph="", queue=True, at=None):
    """Ask for the minutes of a meeting that was held; returns their revision, to be built.

    Public ones leave out whatever is exempt, and name `exempt_paragraph` for it, or else the
    body's own legal basis. A meeting that is exempt as a whole has private minutes alone (code
    `meeting_exempt`); one that was not held has none (`not_held`).
    """
    at = at or timezone.now()
    meeting = lock_row(meeting, related=("forum__series",))
    check_meeting(meeting, private=private)
    report, _ = Report.objects.get_or_create(
        meeting=meeting,
        kind=Report.Kind.MINUTES,
        private=private,
        defaults={
            "body": meeting.forum.series.body,
            "period": str(Quarter.containing(meeting.held_on)),
            "slug": partial(_slug, meeting, private),
        },
    )
    return ask_for(report, by=by, exempt_paragraph=exempt_paragraph, queue=queue, at=at)


def check_meeting(meeting, *, private):
    """Asked again at each step: it may be marked as not held, or as private, meanwhile."""
    if meeting.status != Meeting.Status.HELD:
        refuse("Say first that this meeting was held. Then its minutes can be made.", "not_held")
    if meeting.exempt_reason and not private:
        refuse("This meeting is private as a whole. Make its private minutes.", "meeting_exempt")


@transaction.atomic
def approve_minutes(revision, *, by, approved_by, queue=True, at=None):
    """Note who approved the minutes, as a role ("The chair"): they are drawn again with it.

    Refused until they are built, and where something else is written of the meeting by now (codes
    `not_built`, `out_of_date`, `approver_missing`), or it has no such minutes (`check_meeting`).
    """
    at = at or timezone.now()
    report, revision = lock_revision(revision)
    refuse_published(revision)
    if not report.is_minutes or revision.status != Status.DRAFT:
        refuse("These minutes are approved already.", "already_approved")
    check_meeting(report.meeting, private=report.private)
    if not approved_by.strip():
        refuse("Say who approved the minutes, as a role: “The chair”.", "approver_missing")
    if revision.build != Build.BUILT:
        refuse("The minutes have not been built yet. Wait until they are.", "not_built")
    if is_out_of_date(revision):
        refuse(
            "Something else is written of the meeting since these minutes were built. Build them "
            "again, look at them, and then approve them.",
            "out_of_date",
        )
    revision.cleared_with = " ".join(approved_by.split())
    put_in_line(revision, by=by, at=at)
    if queue:
        queue_build(revision.pk)
    said = {"approved by": revision.cleared_with}
    return move(revision, Status.CLEARED, verb="minutes approved", by=by, at=at, said=said)


def mark_minutes_published(report, revision, *, by, at):
    """What the law asks to be published is done once the minutes are where anybody reads them.

    Where the public page is off, the office publishes them elsewhere and says so by hand.
    """
    in_public = Meeting.objects.in_public().filter(pk=report.meeting_id)
    if report.private or not OfficeWords().public_page or not in_public.exists():
        return
    if not report.meeting.forum.series.publishes:
        return
    place = [report.slug, revision.number]
    mark_published(
        report.meeting,
        kind="minutes",
        by=by,
        done_on=timezone.localdate(at),
        where=f"{settings.SITE_URL}{reverse('reports:public-paper', args=place)}",
        at=at,
    )


def _slug(meeting, private):
    words = f"minutes-{meeting.forum}-{meeting.held_on}" + ("-private" if private else "")
    return free_slug(Report, words, fallback="minutes")
