"""What the list of papers is filtered by; the choices live in the address."""

import django_filters

from actionplans.models import ActionPlan
from actionplans.periods import parse_period
from stakeholders.models import GovernanceBody

from .models import Report


class ReportFilter(django_filters.FilterSet):
    plan = django_filters.ModelChoiceFilter(label="Plan", queryset=ActionPlan.objects.none())
    body = django_filters.ModelChoiceFilter(
        label="Board or Panel", queryset=GovernanceBody.objects.none()
    )
    kind = django_filters.ChoiceFilter(label="What it is", choices=())
    period = django_filters.ChoiceFilter(label="Period", choices=())

    class Meta:
        model = Report
        fields = []

    def __init__(self, *args, queryset, reader, **kwargs):
        super().__init__(*args, queryset=queryset, **kwargs)
        # Only what there are papers on: a reader's choices tell nothing about other papers.
        plans, bodies, kinds, periods = set(), set(), set(), set()
        fields = ("plan", "body", "kind", "period")
        for plan, body, kind, period in queryset.order_by().values_list(*fields):
            plans.add(plan)
            bodies.add(body)
            kinds.add(kind)
            periods.add(period)
        self.filters["plan"].queryset = ActionPlan.objects.filter(pk__in=plans)
        self.filters["body"].queryset = GovernanceBody.objects.filter(pk__in=bodies)
        self.filters["kind"].extra["choices"] = [
            (str(kind), kind.label) for kind in Report.Kind if kind in kinds
        ]
        self.filters["period"].extra["choices"] = [
            (str(period), period.label)
            for period in sorted(map(parse_period, periods), key=_latest_first)
        ]


def _latest_first(period):
    return -period.ends_on.toordinal(), len(period.quarters)
