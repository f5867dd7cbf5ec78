"""How often each group is to be engaged: seen by whoever sees the grid, set by a coordinator."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.forms.engagement.grid import AimEndForm, AimForm, AimsForm
from meetings.models import EngagementAim
from meetings.services.engagement import end_aim, set_aim, set_aims
from stakeholders.models import CommunityGroup
from stakeholders.pages import FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_readers


class OfGroup:
    @cached_property
    def group(self):
        return get_object_or_404(CommunityGroup, pk=self.kwargs["pk"])

    def get_success_url(self):
        return reverse("meetings:aim-list", args=[self.group.pk])


class AimList(OfGroup, Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "meetings/engagement/aim_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        aims = list(self.group.aims.select_related("method"))
        return super().get_context_data(
            group=self.group,
            aims=[aim for aim in aims if aim.ends_on is None or aim.ends_on >= on],
            past=[aim for aim in aims if aim.ends_on and aim.ends_on < on],
            may_change=self.access.coordinator and self.group.is_in_force,
            on=on,
            **kwargs,
        )


class AimCreate(OfGroup, FormPage):
    allowed = coordinators
    title = "Set how often"
    form_class = AimForm
    success = "The aim is set."

    def get_title(self):
        return f"How often to engage {self.group}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        return set_aim(group=self.group, by=self.person, **form.cleaned_data)


class AimEnd(FormPage):
    """It is no longer aimed for after a day; what was until then stays."""

    allowed = coordinators
    title = "End this aim"
    form_class = AimEndForm
    button = "End it"
    success = "The aim ends on that day."

    @cached_property
    def aim(self):
        aims = EngagementAim.objects.select_related("group", "method")
        return get_object_or_404(aims, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"intro": f"{self.aim}."} | kwargs)

    def save(self, form):
        return end_aim(self.aim, by=self.person, **form.cleaned_data)

    def get_success_url(self):
        return reverse("meetings:aim-list", args=[self.aim.group_id])


class AimGrid(FormPage):
    """The aims of all groups on one page, by any method."""

    allowed = coordinators
    template_name = "meetings/engagement/aim_grid.html"
    title = "How often each group is to be engaged"
    form_class = AimsForm
    success = "The aims are set."

    def get_form_kwargs(self):
        on = timezone.localdate()
        groups = list(CommunityGroup.objects.in_force())
        aims = EngagementAim.objects.during(on, on).filter(method__isnull=True)
        times = dict(aims.order_by("starts_on").values_list("group", "times"))
        return super().get_form_kwargs() | {"groups": groups, "times": times, "on": on}

    def save(self, form):
        return set_aims(
            by=self.person, times=form.changed, starts_on=form.cleaned_data["starts_on"]
        )

    def get_success_url(self):
        return reverse("meetings:grid")
