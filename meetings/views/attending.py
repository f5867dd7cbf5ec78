"""What whoever attends sees and says: their meetings, whether they go, what they heard.

The same pages open by an e-mail's link (`attending_by_link`), so nothing is kept in a session.
"""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings import mine
from meetings.forms.attending import (
    DONE,
    GOES,
    FollowUpAnswerForm,
    GoingForm,
    NewReportBackForm,
    ReportBackForm,
)
from meetings.forms.following import ResponseForm
from meetings.models import Attendance, FollowUp, Meeting
from meetings.presenting import fact, with_tags
from meetings.services import (
    add_follow_up,
    edit_report_back,
    note_follow_up,
    report_back,
    respond,
    say_going,
    send_apologies,
)
from stakeholders.models import Post
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, officers, post_holders

SAVED = {
    "going": "Your answer is saved.",
    "report": "Thank you: what you heard is saved.",
    "follow-up": "Your answer is saved.",
    "response": "The response is saved.",
    "issue": "Your answer is saved. Now the people who said it should be told.",
    "told": "It is saved that people were told.",
}


class Attending:
    """Where the pages lead to, for somebody who is signed in."""

    allowed = officers
    by_link = False

    def address_of(self, name, *args):
        return reverse(f"meetings:{name}", args=args)

    def get_home_url(self):
        return self.address_of("mine")

    def get_back_url(self):
        return self.get_home_url()

    def get_success_url(self):
        return f"{self.get_home_url()}?saved={self.saved}"


class MyMeetings(Attending, Allowed, TemplateView):
    allowed = post_holders
    template_name = "meetings/mine.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        found = mine.mine_of(self.person, on=on)
        with_tags((coming.meeting for coming in found.coming), on)
        for seat in (seat for coming in found.coming for seat in coming.seats if seat.asks):
            seat.url = self.address_of("going", seat.meeting.pk, seat.post.pk)
        for row in found.to_report:
            row.url = self.address_of("report-back", row.pk)
        for row in found.follow_ups:
            row.url = self.address_of("follow-up-answer", row.pk)
        for row in found.recommendations:
            row.url = self.address_of("recommendation-answer", row.pk)
        for row in found.issues:
            row.url = self.address_of("issue-told" if row.response else "issue-answer", row.pk)
        return super().get_context_data(
            mine=found,
            on=on,
            # Their page is for whoever is signed in.
            promising=() if self.by_link else mine.promising(self.person.access.posts, on=on),
            by_link=self.by_link,
            may_answer=officers(self.access),
            saved=SAVED.get(self.request.GET.get("saved", ""), ""),
            **kwargs,
        )


class Going(Attending, FormPage):
    """One own post at one meeting that is still to come."""

    form_class = GoingForm
    template_name = "meetings/going.html"
    saved = "going"
    title = "Will you go?"

    @cached_property
    def seat(self):
        """(meeting, post): of another's post, and of a meeting that is none of its, nothing."""
        key = self.kwargs["post"]
        if key not in self.person.access.posts:
            raise Http404
        meetings = Meeting.objects.of_posts([key]).ahead(timezone.localdate())
        meeting = get_object_or_404(meetings.select_related("forum__series"), pk=self.kwargs["pk"])
        return meeting, Post.objects.get(pk=key)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"post": self.seat[1]}

    def get_initial(self):
        meeting, post = self.seat
        said = meeting.attendances.filter(post=post).select_related("substitute").first()
        if said is None or not said.outcome:
            return {}
        return {"going": "cant", "substitute": said.substitute}

    def save(self, form):
        meeting, post = self.seat
        if form.cleaned_data["going"] == GOES:
            return say_going(meeting, post, by=self.person)
        substitute = form.cleaned_data["substitute"]
        return send_apologies(meeting, post, by=self.person, substitute=substitute)

    def get_context_data(self, **kwargs):
        meeting, post = self.seat
        facts = [
            fact("Meeting", meeting.forum),
            fact("Time", meeting.times),
            fact("Place", meeting.place),
            fact("You go as", post),
        ]
        return super().get_context_data(meeting=meeting, facts=facts, **kwargs)


class OfAttendance(Attending):
    """What the person's own posts went to; a coordinator writes for everybody."""

    saved = "report"

    @cached_property
    def attendance(self):
        rows = mine.answers_to(Attendance.objects.of_held())
        attendance = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not (self.access.coordinator or attendance.went_id in self.person.access.posts):
            raise Http404
        return attendance

    def get_context_data(self, **kwargs):
        meeting = self.attendance.meeting
        return super().get_context_data(
            caption=str(meeting), attendance=self.attendance, meeting=meeting, **kwargs
        )


def reporters(access):
    return access.coordinator or officers(access)


class WriteReportBack(OfAttendance, ChangePage):
    """The one report of an attendance: written here, and changed here."""

    allowed = reporters
    template_name = "meetings/report_back.html"

    def get_title(self):
        return "Change what you heard" if self.report else "Report back"

    @property
    def report(self):
        return getattr(self.attendance, "report_back", None)

    def get_form_class(self):
        return ReportBackForm if self.report else NewReportBackForm

    def get_object(self):
        return self.report or ReportBackForm._meta.model()

    @transaction.atomic
    def save(self, form):
        said = {name: form.cleaned_data[name] for name in ("heard", "came_of_it")}
        if self.report:
            return edit_report_back(
                self.report, by=self.person, changes=said, version=form.opened_on
            )
        found = report_back(self.attendance, by=self.person, **said)
        if form.cleaned_data["to_do"]:
            add_follow_up(
                self.attendance.meeting,
                by=self.person,
                words=form.cleaned_data["to_do"],
                lead_post=form.cleaned_data["who"],
                due_text=form.cleaned_data["by_when"],
            )
        return found

    def get_success_url(self):
        own = self.attendance.went_id in self.person.access.posts
        if own:
            return super().get_success_url()
        return reverse("meetings:meeting-detail", args=[self.attendance.meeting_id])

    def get_back_url(self):
        return self.get_success_url().partition("?")[0]


class FollowUpAnswer(Attending, FormPage):
    form_class = FollowUpAnswerForm
    template_name = "meetings/follow_up_answer.html"
    saved = "follow-up"
    title = "How is it going?"

    @cached_property
    def follow_up(self):
        rows = mine.follow_ups(self.person.access.posts)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if officers(self.access):
            self.follow_up  # noqa: B018 - another's, or one that is closed, is not there
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        return note_follow_up(
            self.follow_up,
            by=self.person,
            post=self.follow_up.lead_post,
            words=form.cleaned_data["words"],
            closes=form.cleaned_data["state"] == DONE,
        )

    def get_context_data(self, **kwargs):
        said = FollowUp.objects.get(pk=self.follow_up.pk).progress.select_related("by")
        return super().get_context_data(
            follow_up=self.follow_up, progress=said.order_by("-recorded_at"), **kwargs
        )


class RecommendationAnswer(Attending, ChangePage):
    """The office's response, by whoever holds the post that owes it."""

    form_class = ResponseForm
    template_name = "meetings/recommendation_answer.html"
    saved = "response"
    title = "Respond to a recommendation"

    def get_object(self):
        rows = mine.recommendations(self.person.access.posts)
        return get_object_or_404(rows.select_related("owner_post"), pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if officers(self.access):
            self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"meeting": self.object.meeting, "on": timezone.localdate()}

    def save(self, form):
        return respond(self.object, by=self.person, version=form.opened_on, **form.changes)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"recommendation": self.object}
