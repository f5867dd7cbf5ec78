"""By when each paper has to be where, for all papers that are on their way."""

from datetime import timedelta

from django.utils import timezone
from django.views.generic import TemplateView

from meetings.models import Meeting
from reports.models import Report
from reports.presenting import period_label, standing
from reports.timetable import steps, steps_ahead
from stakeholders.dates import spoken
from stakeholders.models import GovernanceBody
from stakeholders.permissions import Allowed, form_readers

# Half a year of meetings: what comes later has no quarter yet that it could be about.
AHEAD = timedelta(days=183)
MOST_WITHOUT_DATES = 25


class Timetable(Allowed, TemplateView):
    allowed = form_readers
    template_name = "reports/timetable.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        waiting = Report.objects.visible_to(self.person).unpublished()
        papers = on_their_way(waiting.for_meetings_ahead(on).with_steps(self.access), on)
        undated = waiting.without_meeting_ahead(on)
        shown = undated.with_newest_revision(self.access).select_related("meeting")
        return super().get_context_data(
            papers=papers,
            late=sum(paper.late > 0 for paper in papers),
            meetings=meetings_without_paper(self.person, on),
            undated=[without_dates(report) for report in shown[:MOST_WITHOUT_DATES]],
            undated_count=undated.count(),
            may_make=self.access.coordinator,
            **kwargs,
        )


def on_their_way(reports, on):
    """The papers with their steps: what is late first, the latest of all before the others."""
    papers = list(reports)
    for report in papers:
        report.period_label = period_label(report)
        report.steps = steps(report, report.newest, on)
        report.late = max((step.late for step in report.steps if not step.done_on), default=0)
    papers.sort(key=lambda report: (-report.late, report.meeting.held_on, report.pk))
    return papers


def meetings_without_paper(person, on):
    """The meetings of bodies ahead for which nobody has asked for a paper, with their steps."""
    bodies = GovernanceBody.objects.in_force(on)
    ahead = Meeting.objects.visible_to(person).ahead(on).filter(held_on__lte=on + AHEAD)
    meetings = ahead.filter(forum__series__body__in=bodies, reports=None)
    found = list(meetings.select_related("forum__series__body"))
    for meeting in found:
        meeting.body = meeting.forum.series.body
        meeting.steps = {step.key: step for step in steps_ahead(meeting.body, meeting.held_on, on)}
    return found


def without_dates(report):
    """Why there is nothing to count back from."""
    meeting = report.meeting
    if meeting is None:
        report.why = "No meeting is chosen"
    elif meeting.status == Meeting.Status.CANCELLED:
        report.why = f"The meeting on {spoken(meeting.held_on)} is cancelled"
    else:
        report.why = f"The meeting on {spoken(meeting.held_on)} has been"
    report.period_label = period_label(report)
    report.standing = standing(report.newest)
    return report
