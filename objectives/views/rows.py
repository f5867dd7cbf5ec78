"""A page about one row of a plan: an objective, an activity, an action."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from objectives.models import Action, Activity, Objective
from objectives.services import (
    move,
)
from stakeholders.permissions import Allowed, coordinators


class InRow:
    """A page about one row of a plan in force. `model` says which, `plan_of` how it hangs there."""

    allowed = coordinators
    model = None
    plan_path = "plan"

    @cached_property
    def row(self):
        rows = self.model.objects.filter(**{f"{self.plan_path}__withdrawn_at__isnull": True})
        return get_object_or_404(rows.select_related(self.plan_path), pk=self.kwargs["pk"])

    def get_object(self):
        return self.row

    @property
    def plan(self):
        row = self.row
        for step in self.plan_path.split("__"):
            row = getattr(row, step)
        return row

    def get_success_url(self):
        return f"{reverse('objectives:plan-arrange', args=[self.plan.slug])}#{self.anchor}"

    @property
    def anchor(self):
        return f"{self.model._meta.model_name}-{self.row.pk}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.plan.title} | kwargs)


class InObjective(InRow):
    model = Objective


class InActivity(InRow):
    model = Activity
    plan_path = "objective__plan"


class InAction(InRow):
    model = Action


class Move(Allowed, View):
    """One press, up or down: back to the same place of the page."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        up = request.POST.get("direction") != "down"
        if not move(self.row, by=self.person, up=up):
            messages.info(request, "It is at the end of the list already.")
        return HttpResponseRedirect(self.get_success_url())
