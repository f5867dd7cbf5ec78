"""The front page for everybody, where the office has switched its public page on: what people said
and what came of it, open consultations, coming public meetings, and published papers."""

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.engagement.heard import public_issues
from meetings.models import Consultation, Meeting
from meetings.presenting_heard import dress_public
from reports.presenting import period_label, title_of
from reports.views.public import ForEverybody, papers

ISSUES, PAPERS = 3, 5
MONTHS_AHEAD = 3


class PublicFront(ForEverybody, TemplateView):
    template_name = "engagement_portal/public_front.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**for_everybody(on=timezone.localdate()) | kwargs)


def for_everybody(*, on):
    return {
        "issues": dress_public(public_issues()[:ISSUES]),
        "consultations": open_consultations(on),
        "meetings": public_meetings(on),
        "papers": latest_papers(),
        "months": MONTHS_AHEAD,
    }


def open_consultations(on):
    """Those that anybody may answer: a private one, or one on a private decision, is not said."""
    rows = Consultation.objects.open(on).filter(exempt_reason="")
    return rows.exclude(decision__exempt_reason__gt="").order_by("closes_on", "pk")


def public_meetings(on):
    rows = Meeting.objects.in_public().ahead(on)
    rows = rows.filter(held_on__lte=on + relativedelta(months=MONTHS_AHEAD))
    return rows.select_related("forum__series")


def latest_papers():
    found = list(papers()[:PAPERS])
    for revision in found:
        report = revision.report
        revision.words = title_of(report) if report.is_minutes else period_label(report)
        revision.about = "Minutes" if report.is_minutes else f"{report.plan}, {report.body}"
    return found
