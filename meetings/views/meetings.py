"""The meetings themselves: lists ahead and past, one meeting, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from meetings.filters import MeetingFilter, kept_filter
from meetings.forms.meetings import MeetingForm
from meetings.models import Forum, Meeting, MeetingSeries
from meetings.presenting import with_tags
from meetings.services import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    plan_meeting,
    reinstate_meeting,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, meeting_readers


class MeetingList(Allowed, TemplateView):
    """Meetings from today on, cancelled ones too."""

    allowed = meeting_readers
    template_name = "meetings/meeting_list.html"
    title = "Meetings ahead"
    view = "ahead"
    empty = "No meetings are ahead."

    def rows(self, on):
        return Meeting.objects.visible_to(self.person).from_day(on)

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = self.rows(on)
        filterset = MeetingFilter(self.request.GET, queryset=rows, request=self.request)
        pages = Paginator(filterset.qs.with_series(), 25)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=self.title,
            place="dates",
            view=self.view,
            empty=self.empty,
            filter=filterset,
            kept=kept_filter(self.request),
            on=on,
            page_obj=page,
            meetings=with_tags(page, on),
            total=rows.count(),
            unconfirmed=self.unconfirmed(on),
            **kwargs,
        )

    def unconfirmed(self, on):
        """How many wait for a word from staff on whether they were held."""
        return Meeting.objects.unconfirmed(on).count() if self.access.sees_everything else 0


class MeetingPastList(MeetingList):
    """Meetings whose day has passed, latest first."""

    title = "Past meetings"
    view = "past"
    empty = "No meetings have passed yet."

    def rows(self, on):
        return Meeting.objects.visible_to(self.person).before(on)


class ToMeeting:
    """A page that changes one meeting, and leads back to it."""

    allowed = coordinators

    def get_meeting(self):
        visible = Meeting.objects.visible_to(self.person).select_related("forum__series")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_success_url(self):
        return reverse("meetings:meeting-detail", args=[self.object.pk])


class MeetingCreate(ToMeeting, FormPage):
    title = "Plan a meeting"
    form_class = MeetingForm
    button = "Save the meeting"

    @cached_property
    def preset(self):
        """The forum that `?forum=` names, or the only one of `?series=`; and the series."""
        asked = {key: self.request.GET.get(key, "") for key in ("forum", "series")}
        asked = {key: pk for key, pk in asked.items() if pk.isdecimal()}
        lines = MeetingSeries.objects.visible_to(self.person).in_force()
        forums = Forum.objects.filter(series__in=lines).in_force(timezone.localdate())
        if "forum" in asked:
            return forums.filter(pk=asked["forum"]).select_related("series").first(), None
        series = lines.filter(pk=asked.get("series")).first()
        own = list(forums.filter(series=series).select_related("series")[:2]) if series else []
        return (own[0], None) if len(own) == 1 else (None, series)

    def get_form_kwargs(self):
        extra = {"on": timezone.localdate(), "series": self.preset[1]}
        return super().get_form_kwargs() | extra

    def get_initial(self):
        return {"forum": self.preset[0]} if self.preset[0] else {}

    def save(self, form):
        meeting = plan_meeting(by=self.person, **form.changes)
        if meeting.is_unconfirmed(timezone.localdate()):
            messages.info(self.request, "The date has passed. Say below whether it was held.")
        else:
            messages.success(self.request, "The meeting is on the calendar.")
        return meeting

    def get_back_url(self):
        forum, series = self.preset
        series = forum.series if forum else series
        if series:
            return reverse("meetings:series-detail", args=[series.pk])
        return reverse("meetings:meeting-list")


class MeetingEdit(ToMeeting, ChangePage):
    title = "Change a meeting"
    form_class = MeetingForm
    success = "The meeting is changed."

    def get_object(self):
        return self.get_meeting()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.get_meeting())} | kwargs)

    def save(self, form):
        return edit_meeting(
            self.object,
            by=self.person,
            changes=form.changes,
            version=form.opened_on,
            on=timezone.localdate(),
        )


class MeetingCancel(ToMeeting, ConfirmPage):
    title = "Cancel this meeting?"
    form_class = ReasonForm
    button = "Cancel the meeting"
    consequence = "It stays in the list, marked as cancelled, with your reason."
    success = "The meeting is cancelled."

    @cached_property
    def object(self):
        return self.get_meeting()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.object)} | kwargs)

    def save(self, form):
        return cancel_meeting(self.object, by=self.person, reason=form.cleaned_data["reason"])


class Press(ToMeeting, Allowed, View):
    """One press of a button on a meeting's page."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.object = self.get_meeting()
        try:
            self.change(self.object)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages) + ".")
        else:
            messages.success(request, self.success)
        return HttpResponseRedirect(self.get_success_url())


class MeetingHold(Press):
    success = "The meeting is marked as held."

    def change(self, meeting):
        hold_meeting(meeting, by=self.person, on=timezone.localdate())


class MeetingReinstate(Press):
    success = "The meeting is marked as planned again."

    def change(self, meeting):
        reinstate_meeting(meeting, by=self.person)
