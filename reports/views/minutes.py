"""A meeting's minutes: what there is of them, asking for them, noting who approved them."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.models import Meeting
from reports.forms.minutes import PRIVATE, PUBLIC, ApproveForm, MinutesForm
from reports.models import Report
from reports.presenting import standing
from reports.services import approve_minutes, request_minutes
from stakeholders.pages import FormPage
from stakeholders.permissions import Allowed, coordinators, draft_readers

from .making import OfDraft


class OfMeeting(Allowed):
    @cached_property
    def meeting(self):
        visible = Meeting.objects.visible_to(self.person).with_series()
        return get_object_or_404(visible, pk=self.kwargs["pk"])


class MeetingMinutes(OfMeeting, TemplateView):
    """For the office's staff and auditors; readers find published minutes among the papers."""

    allowed = draft_readers
    template_name = "reports/meeting_minutes.html"

    def get_context_data(self, **kwargs):
        papers = Report.objects.visible_to(self.person).minutes().filter(meeting=self.meeting)
        papers = list(papers.with_newest_revision(self.access).order_by("private"))
        for report in papers:
            report.standing = standing(report.newest)
        return super().get_context_data(
            meeting=self.meeting,
            papers=papers,
            may_build=self.access.coordinator
            and self.meeting.status == Meeting.Status.HELD
            and len(papers) < 2,
            **kwargs,
        )


class MinutesRequest(OfMeeting, FormPage):
    allowed = coordinators
    form_class = MinutesForm
    title = "Build the minutes"
    intro = (
        "The minutes are made of what is written of the meeting: who was there, the items, what "
        "was said and decided, the actions and recommendations. Nobody else sees them until you "
        "publish them."
    )
    button = "Build the minutes"
    success = "The minutes are being built. You may leave this page: it goes on without you."

    def get_initial(self):
        return {"access": PRIVATE if self.meeting.exempt_reason else PUBLIC}

    def save(self, form):
        return request_minutes(
            self.meeting,
            by=self.person,
            private=form.cleaned_data["access"] == PRIVATE,
            exempt_paragraph=form.cleaned_data["exempt_paragraph"],
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(caption=str(self.meeting), **kwargs)

    def get_back_url(self):
        return reverse("reports:meeting-minutes", args=[self.meeting.pk])

    def get_success_url(self):
        return reverse("reports:report-detail", args=[self.object.report.slug])


class MinutesApprove(OfDraft, FormPage):
    of_minutes = True
    form_class = ApproveForm
    title = "Approve these minutes"
    intro = "They stand still from now on. To change them, you take them back first."
    button = "Note the approval"
    success = "The minutes are approved. They are drawn once more, with who approved them."

    def get_initial(self):
        chair = self.setup_report().meeting.forum.series.chair_text
        return {"approved_by": " ".join(chair.split())[:200]}

    def save(self, form):
        return approve_minutes(self.get_draft(), by=self.person, **form.cleaned_data)
