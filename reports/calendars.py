"""Papers as calendar entries: the steps of their timetables for the office, and for a post what
it is asked to clear (a calendar source: meetings.calendars.sources)."""

from django.urls import reverse

from meetings.calendars.sources import LONG_AGO, Entry, Whose, posts_of, uid_for, window

from .models import Clearance, Report
from .presenting import period_label
from .timetable import steps

KEY = "papers"
TITLE = "Report timetables"
ABOUT = "The days by which papers are cut off, cleared, handed in and published."
WHOSE = (Whose.MINE, Whose.POST, Whose.OFFICE)
BY_PLAN = True


def entries(feed, on):
    posts = posts_of(feed)
    found = _steps(feed, on) if posts is None else _to_clear(feed, posts)
    first, last = window(on)
    return [entry for entry in found if first <= entry.day <= last]


def _steps(feed, on):
    papers = Report.objects.visible_to(feed.person).filter(meeting__held_on__range=window(on))
    if feed.plan_id:
        papers = papers.filter(plan=feed.plan_id)
    for report in papers.with_steps(feed.person.access).order_by("pk"):
        for step in steps(report, report.newest, on):
            yield Entry(
                uid=uid_for("paper", report.pk, step.key),
                title=f"{step.title}{' (done)' if step.done_on else ''}: {_about(report)}",
                day=step.day,
                changed_at=_changed_at(report),
                # The days follow the meeting.
                sequence=report.meeting.sequence,
                path=reverse("reports:report-detail", args=[report.slug]),
                categories=("Report timetables",),
            )


def _changed_at(report):
    newest = report.newest
    moments = (report.meeting.status_at, newest and newest.published_at, newest and newest.cut_off)
    return max((moment for moment in moments if moment), default=LONG_AGO)


def _to_clear(feed, posts):
    asked = Clearance.objects.waiting().of_posts(posts).filter(answer_by__isnull=False)
    if feed.plan_id:
        asked = asked.filter(revision__report__plan=feed.plan_id)
    for clearance in asked:
        yield Entry(
            uid=uid_for("clearance", clearance.pk),
            title=f"Clear a paper: {_about(clearance.revision.report)}",
            day=clearance.answer_by,
            changed_at=clearance.asked_at,
            path=reverse("reports:clearance-list"),
            categories=("Report timetables",),
        )


def _about(report):
    """As an e-mail: of a private paper, or one on a marked plan, nothing is told outside."""
    if report.private:
        return "a private paper"
    if report.plan.mark:
        return f"a paper marked {report.plan.mark}"
    return f"paper for the {report.body}, {period_label(report)}"
