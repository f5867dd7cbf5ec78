"""Papers on the home page: those that wait for somebody, and those that were published."""

from django.urls import reverse

from reports.models import Clearance, Report, ReportRevision
from reports.presenting import period_label, still_to_clear, title_of, waits_for
from stakeholders.dates import spoken

from .lines import SHORT, Line


def papers_waiting():
    """Papers on their way to being published, each with what it waits for."""
    status, build = ReportRevision.Status, ReportRevision.Build
    unpublished = ReportRevision.objects.filter(
        status__in=(status.DRAFT, status.IN_CLEARANCE, status.CLEARED),
        build__in=(build.BUILT, build.FAILED),
    )
    rows = (
        unpublished.defer("document")
        .select_related("report__body", "report__plan", "report__meeting__forum__series")
        .prefetch_related(still_to_clear())
        .order_by("requested_at")
    )
    return [
        Line(
            f"{row.report.body or row.report.meeting.forum}, {period_label(row.report)}",
            reverse("reports:report-detail", args=[row.report.slug]),
            f"{row.report.about}: {waits_for(row)}",
        )
        for row in rows
    ]


def to_clear(person):
    """What this person's posts are asked to clear, the longest waiting first."""
    return [
        Line(
            f"{row.revision.report.plan}, {period_label(row.revision.report)}",
            reverse("reports:clearance", args=[row.pk]),
            f"as {row.post} for the {row.revision.report.body}"
            + (f", by {spoken(row.answer_by)}" if row.answer_by else ""),
        )
        for row in Clearance.objects.waiting().of_posts(person.access.posts)
    ]


def papers_published(person):
    """The papers that this person may read, newest first."""
    reports = Report.objects.visible_to(person).with_newest_revision(person.access)
    return [
        Line(
            title_of(row) if row.is_minutes else period_label(row),
            reverse("reports:report-read", args=[row.slug, row.newest.number]),
            (str(row.body) if row.is_minutes else f"{row.plan}, {row.body}")
            + (", private paper" if row.private else ""),
        )
        for row in reports.latest_first()[:SHORT]
    ]
