"""Engagement that comes round: readable for all who see the log, kept by coordinators."""

import datetime as dt

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.engagement import activities as log
from meetings.engagement.programmes import in_list, programme_facts
from meetings.forms.engagement.programmes import EndForm, PeriodForm, PlanForm, ProgrammeForm
from meetings.models import EngagementActivity, Programme
from meetings.planning import propose_programme
from meetings.services.engagement import (
    create_programme,
    edit_programme,
    end_programme,
    plan_programme,
)
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_readers

A_PAGE = 50
SHOWN = 10


def programme_url(programme):
    return reverse("meetings:programme-detail", args=[programme.pk])


class ProgrammeList(Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "meetings/engagement/programme_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        activities = EngagementActivity.objects.visible_to(self.person)
        rows = in_list(Programme.objects.all(), activities, on)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page_obj=page,
            programmes=list(page),
            may_change=self.access.coordinator,
            place="programmes",
            **kwargs,
        )


class OfProgramme:
    allowed = coordinators

    @cached_property
    def programme(self):
        rows = Programme.objects.select_related("method", "principle")
        return get_object_or_404(rows.filter(ended_on__isnull=True), pk=self.kwargs["pk"])

    def get_success_url(self):
        return programme_url(self.programme)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.programme)} | kwargs)


class ProgrammeDetail(OfProgramme, Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "meetings/engagement/programme_detail.html"

    @cached_property
    def programme(self):
        rows = Programme.objects.select_related("method", "principle")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = EngagementActivity.objects.visible_to(self.person).in_force()
        rows = rows.filter(programme=self.programme)
        ahead = log.in_lists(rows.filter(held_on__gte=on).order_by("held_on", "pk"))
        past = log.in_lists(rows.filter(held_on__lt=on).order_by("-held_on", "-pk"))
        return super().get_context_data(
            programme=self.programme,
            facts=programme_facts(self.programme),
            counts=log.counts_of(rows, on),
            ahead=log.dress(ahead[:SHOWN], on),
            past=log.dress(past[:SHOWN], on),
            may_change=self.access.coordinator and self.programme.ended_on is None,
            **kwargs,
        )


class ProgrammeCreate(FormPage):
    allowed = coordinators
    title = "Add a programme"
    intro = "Something that comes round, such as surgeries or visits to schools."
    form_class = ProgrammeForm
    success = "The programme is added. Now plan its dates."

    def save(self, form):
        return create_programme(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("meetings:programme-plan", args=[self.object.pk])

    def get_back_url(self):
        return reverse("meetings:programme-list")


class ProgrammeEdit(OfProgramme, ChangePage):
    title = "Change this programme"
    intro = "It holds for what is planned from now on. What is planned already, or done, stays."
    form_class = ProgrammeForm
    success = "The programme is changed."

    def get_object(self):
        rows = Programme.objects.filter(ended_on__isnull=True)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def save(self, form):
        return edit_programme(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class ProgrammeEnd(OfProgramme, ConfirmPage):
    title = "End this programme?"
    consequence = "What is planned from that day on is cancelled. What was done stays."
    form_class = EndForm
    button = "End it"
    success = "The programme has ended."

    def save(self, form):
        return end_programme(self.programme, by=self.person, **form.cleaned_data)


class ProgrammePlan(OfProgramme, FormPage):
    """Dates proposed; the ticked ones become planned activities."""

    title = "Plan its dates"
    form_class = PlanForm
    button = "Plan the ticked dates"
    template_name = "meetings/engagement/programme_plan.html"

    @cached_property
    def on(self):
        return timezone.localdate()

    @cached_property
    def period(self):
        return PeriodForm(self.request.GET or None)

    @cached_property
    def found(self):
        tomorrow = self.on + dt.timedelta(days=1)
        until = self.period.until(self.on)
        return propose_programme(self.programme, starts_on=tomorrow, ends_on=until)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"found": self.found}

    def get_context_data(self, **kwargs):
        own = {"period": self.period, "found": self.found, "programme": self.programme}
        return super().get_context_data(**own | kwargs)

    def save(self, form):
        dates = [dt.date.fromisoformat(day) for day in form.cleaned_data["dates"]]
        until = self.period.until(self.on)
        return plan_programme(self.programme, by=self.person, until=until, dates=dates)

    def get_success(self):
        count = len(self.object)
        return "1 date is planned." if count == 1 else f"{count} dates are planned."
