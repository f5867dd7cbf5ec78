from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from actionplans.models import ActionPlan
from objectives.baselines import changes_since
from objectives.importing.differing.wording import ADDED, REMOVED, word_changes
from objectives.models import Baseline
from stakeholders.permissions import Allowed, plan_readers


class PlanBaseline(Allowed, TemplateView):
    """What changed since a body approved the plan; any of its approvals."""

    allowed = plan_readers
    template_name = "objectives/plan_baseline.html"

    def get_context_data(self, **kwargs):
        plans = ActionPlan.objects.visible_to(self.person)
        plan = get_object_or_404(plans, slug=kwargs["slug"])
        baselines = Baseline.objects.filter(plan=plan).select_related("endorsement__body")
        baseline = get_object_or_404(baselines.select_related("plan"), pk=kwargs["pk"])
        changes = changes_since(baseline, person=self.person)
        return super().get_context_data(
            plan=plan,
            mark=plan.mark,
            baseline=baseline,
            others=baselines.exclude(pk=baseline.pk).defer("document"),
            changes=changes,
            wording=[
                {"row": one.row, "words": word_changes(one.before, one.now)}
                for one in changes.wording
            ],
            removed=REMOVED,
            new=ADDED,
            slipped=sum(1 for one in changes.deadlines if one.times),
            **kwargs,
        )
