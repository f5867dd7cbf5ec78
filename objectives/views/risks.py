"""The register of a plan's risks, and everything about one."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from objectives.filters_followed import RiskFilter
from objectives.listing import rows_of
from objectives.models import Risk
from objectives.models.risks import SCALE
from objectives.permissions import may_answer
from objectives.risks import BANDS, matrix_of, registered, score_words
from objectives.risks.lowering import lowering
from stakeholders.permissions import Allowed, plan_readers

from .editing_plans import InPlan


class RiskList(InPlan, Allowed, TemplateView):
    """The register: the highest first."""

    allowed = plan_readers
    template_name = "objectives/risk_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = self.plan.risks.visible_to(self.person)
        filterset = RiskFilter(self.request.GET, queryset=rows, on=on)
        shown = registered(filterset.qs)
        lowered = lowering([each.risk for each in shown], self.person, on=on)
        return super().get_context_data(
            plan=self.plan,
            mark=self.plan.mark,
            filter=filterset,
            register=[(each, lowered.get(each.risk.pk, ())) for each in shown],
            matrix=matrix_of([each for each in shown if each.is_open]),
            impacts=[words for _, words in SCALE],
            total=rows.count(),
            due=rows.review_due(on).count(),
            bands=BANDS,
            may_edit=self.access.coordinator,
            **kwargs,
        )


class OfRisk:
    """A page about one risk that the person may see."""

    allowed = plan_readers

    def get_risks(self):
        rows = Risk.objects.visible_to(self.person)
        return rows.filter(plan__withdrawn_at__isnull=True)

    @cached_property
    def risk(self):
        rows = self.get_risks().select_related("plan", "owner_post__organisation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        words = {"risk": self.risk, "plan": self.risk.plan}
        words |= {"caption": self.risk.title, "mark": self.risk.plan.mark}
        return super().get_context_data(**words | kwargs)


class RiskDetail(OfRisk, Allowed, TemplateView):
    template_name = "objectives/risk_detail.html"

    def get_context_data(self, **kwargs):
        risk, on = self.risk, timezone.localdate()
        [each] = registered(Risk.objects.filter(pk=risk.pk))
        actions = risk.actions.visible_to(self.person).select_related("objective", "deadline")
        return super().get_context_data(
            each=each,
            reviews=[
                (review, score_words(review.score))
                for review in risk.reviews.select_related("by", "post").reverse()
            ],
            actions=rows_of(list(actions.in_published_order()), person=self.person, on=on),
            may_edit=self.access.coordinator,
            may_answer=risk.closed_at is None and may_answer(self.person, risk),
            bands=BANDS,
            **kwargs,
        )
