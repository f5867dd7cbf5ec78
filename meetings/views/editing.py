"""Tables and lines of the schedule by hand: for coordinators."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from meetings.forms.schedule import (
    CategoryForm,
    NewSeriesForm,
    SeriesForm,
)
from meetings.frequency import read_frequency
from meetings.models import Meeting, MeetingCategory, MeetingSeries
from meetings.services import (
    create_category,
    create_series,
    edit_category,
    edit_series,
    move_category,
    move_series,
    withdraw_series,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators


def series_url(series):
    return reverse("meetings:series-detail", args=[series.pk])


class ToOrder:
    allowed = coordinators

    def get_success_url(self):
        return reverse("meetings:schedule-order")


class CategoryCreate(ToOrder, FormPage):
    title = "Add a table to the schedule"
    form_class = CategoryForm
    success = "The table is added. Now add its meetings."

    def save(self, form):
        return create_category(by=self.person, **form.changes)


class CategoryEdit(ToOrder, ChangePage):
    title = "Change the name of a table"
    form_class = CategoryForm
    success = "The name is changed."

    def get_object(self):
        return get_object_or_404(MeetingCategory, pk=self.kwargs["pk"])

    def save(self, form):
        return edit_category(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class Move(Allowed, View):
    """One place up or down, by a press of a button in the order page."""

    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        row = get_object_or_404(self.rows(), pk=self.kwargs["pk"])
        up = request.POST.get("direction") != "down"
        moved = self.move(row, by=self.person, up=up)
        place = "up" if up else "down"
        if moved:
            messages.success(request, f"“{row}” is one place further {place}.")
        else:
            messages.info(request, f"“{row}” can’t go further {place}.")
        return HttpResponseRedirect(reverse("meetings:schedule-order"))


class CategoryMove(Move):
    move = staticmethod(move_category)

    def rows(self):
        return MeetingCategory.objects.all()


class SeriesMove(Move):
    move = staticmethod(move_series)

    def rows(self):
        return MeetingSeries.objects.visible_to(self.person).in_force()


class SeriesCreate(FormPage):
    allowed = coordinators
    title = "Add a meeting to the schedule"
    intro = "This is a line of the schedule: a meeting that comes round. Its dates come after."
    form_class = NewSeriesForm

    def get_initial(self):
        asked = self.request.GET.get("category", "")
        return {"category": asked} if asked.isdecimal() else {}

    def save(self, form):
        return create_series(by=self.person, **form.changes)

    def get_success_url(self):
        forums = read_frequency(self.request.POST.get("frequency_text", "")).forums
        if forums > 1:
            messages.success(self.request, "The meeting is on the schedule.")
            return reverse("meetings:forum-create-several", args=[self.object.pk])
        messages.success(self.request, "The meeting is on the schedule. Now plan its dates.")
        return series_url(self.object)

    def get_back_url(self):
        return reverse("meetings:schedule")


class InSeries:
    """A page that changes one line of the schedule that was not withdrawn."""

    allowed = coordinators

    def get_series(self):
        rows = MeetingSeries.objects.visible_to(self.person).in_force()
        return get_object_or_404(rows.select_related("category"), pk=self.kwargs["pk"])

    @cached_property
    def series(self):
        return self.get_series()

    def get_success_url(self):
        return series_url(self.series)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.series)} | kwargs)


class SeriesEdit(InSeries, ChangePage):
    title = "Change a meeting of the schedule"
    form_class = SeriesForm
    success = "The schedule is changed."

    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_series()

    def save(self, form):
        return edit_series(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class SeriesWithdraw(InSeries, ConfirmPage):
    title = "Take this meeting off the schedule?"
    button = "Take it off the schedule"
    form_class = ReasonForm
    success = "The meeting is no longer on the schedule."

    def get_consequence(self):
        own = Meeting.objects.filter(forum__series=self.series)
        return "Its past and its history stay readable. " + cancelled_with_it(
            own.ahead(timezone.localdate()).count()
        )

    def save(self, form):
        reason, on = form.cleaned_data["reason"], timezone.localdate()
        return withdraw_series(self.series, by=self.person, reason=reason, on=on)


def cancelled_with_it(count):
    if not count:
        return "No meeting is planned ahead."
    return (
        "The meeting planned ahead is cancelled."
        if count == 1
        else (f"The {count} meetings planned ahead are cancelled.")
    )
