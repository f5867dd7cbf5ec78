"""Which parts a plan has in its papers: looked at, moved, left out, put back."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from actionplans.models import ActionPlan
from reports.collect.parts import all_parts, parts_of
from reports.services import move_part, reset_parts, show_part
from stakeholders.permissions import Allowed, coordinators, draft_readers


class OfPlan(Allowed):
    @cached_property
    def plan(self):
        return get_object_or_404(ActionPlan.objects.in_force(), slug=self.kwargs["slug"])


class PlanParts(OfPlan, TemplateView):
    allowed = draft_readers
    template_name = "reports/plan_parts.html"

    def get_context_data(self, **kwargs):
        parts = parts_of(self.plan)
        return super().get_context_data(
            plan=self.plan,
            mark=self.plan.mark,
            parts=[
                {"key": part.KEY, "title": part.TITLE, "about": part.ABOUT, "shown": shown}
                for part, shown in parts
            ],
            shown=sum(shown for _, shown in parts),
            may_change=self.access.coordinator,
            as_usual=parts == [(part, True) for part in all_parts().values()],
            **kwargs,
        )


class PartPress(OfPlan, View):
    """One press of a button, and back to the same place of the page."""

    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, slug, key):
        if key not in all_parts():
            raise Http404
        if not self.press(key):
            messages.info(request, "It is there already.")
        return HttpResponseRedirect(f"{reverse('reports:plan-parts', args=[slug])}#part-{key}")


class PlanPartMove(PartPress):
    def press(self, key):
        up = self.request.POST.get("direction") != "down"
        return move_part(self.plan, key=key, up=up, by=self.person)


class PlanPartShow(PartPress):
    def press(self, key):
        shown = self.request.POST.get("shown") != "no"
        return show_part(self.plan, key=key, shown=shown, by=self.person)


class PlanPartsReset(OfPlan, View):
    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, slug):
        reset_parts(self.plan, by=self.person)
        messages.success(request, "The parts are as usual again.")
        return HttpResponseRedirect(reverse("reports:plan-parts", args=[slug]))
