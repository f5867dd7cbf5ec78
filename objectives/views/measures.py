"""Measures of a plan: how each stands, and everything about one."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from objectives.filters_followed import MeasureFilter
from objectives.measures import (
    chart_of,
    followed,
    measure_standings,
    missing_periods,
    standing_of,
)
from objectives.measures.story import story_of
from objectives.models import Measure
from objectives.permissions import may_answer
from stakeholders.permissions import Allowed, plan_readers

from .editing_plans import InPlan


class MeasureList(InPlan, Allowed, TemplateView):
    """Those off their trajectory first, then those whose reading is late."""

    allowed = plan_readers
    template_name = "objectives/measure_list.html"

    def get_context_data(self, **kwargs):
        visible = Measure.objects.visible_to(self.person)
        standings = measure_standings(self.plan, visible=visible)
        filterset = MeasureFilter(self.request.GET, standings=standings)
        shown = sorted(filterset.found, key=lambda each: (not each.is_off, not each.late))
        return super().get_context_data(
            plan=self.plan,
            mark=self.plan.mark,
            filter=filterset,
            standings=shown,
            total=len(standings),
            off=sum(each.is_off for each in standings),
            late=sum(bool(each.late) for each in standings),
            may_edit=self.access.coordinator,
            **kwargs,
        )


class OfMeasure:
    """A page about one measure that the person may see."""

    allowed = plan_readers

    def get_measures(self):
        rows = Measure.objects.visible_to(self.person)
        return rows.filter(plan__withdrawn_at__isnull=True)

    @cached_property
    def measure(self):
        rows = self.get_measures().select_related("plan", "owner_post__organisation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        words = {"measure": self.measure, "plan": self.measure.plan}
        words |= {"caption": self.measure.title, "mark": self.measure.plan.mark}
        return super().get_context_data(**words | kwargs)


class MeasureDetail(OfMeasure, Allowed, TemplateView):
    template_name = "objectives/measure_detail.html"

    def get_context_data(self, **kwargs):
        measure, now = self.measure, timezone.now()
        [known] = followed([measure], at=now)
        standing = standing_of(known, at=now)
        in_force = measure.withdrawn_at is None
        return super().get_context_data(
            standing=standing,
            chart=chart_of(standing),
            story=story_of(known),
            objectives=measure.objectives.visible_to(self.person),
            may_edit=in_force and self.access.coordinator,
            may_answer=in_force and may_answer(self.person, measure),
            missing=missing_periods(known, timezone.localdate(now)),
            **kwargs,
        )
