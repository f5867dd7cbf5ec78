"""How the running plans stand: their figures, what is overdue, what changed lately."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse

from actionplans.models import ActionPlan
from objectives.listing import rows_of
from objectives.models import Action, Objective, ProgressUpdate
from objectives.round_lines import lines_of
from objectives.states import ShownState

from .lines import SHORT


@dataclass
class PlanPosition:
    plan: ActionPlan
    total: int
    figures: list
    bars: list = field(default_factory=list)
    update_due: int = 0
    overdue: int = 0


def positions(person, *, on):
    """How each running plan stands: those with most that is late first, then the latest."""
    plans = list(ActionPlan.objects.running().visible_to(person))
    actions = Action.objects.visible_to(person).filter(plan__in=plans)
    by_objective = actions.count_by_state_within("objective", on)
    due = Counter(actions.update_due(on).order_by().values_list("plan", flat=True))
    objectives = Objective.objects.visible_to(person).filter(plan__in=plans)
    found = []
    for plan in plans:
        address = reverse("objectives:plan-detail", args=[plan.slug])
        total = dict.fromkeys(ShownState, 0)
        bars = []
        for row in objectives:
            if row.plan_id != plan.pk:
                continue
            counts = by_objective.get(row.pk, {})
            for state, count in counts.items():
                total[state] += count
            bars.append(
                {
                    "label": str(row),
                    "href": f"{address}?objective={row.pk}",
                    "parts": parts(counts),
                    "total": sum(counts.values()),
                }
            )
        found.append(
            PlanPosition(
                plan=plan,
                total=sum(total.values()),
                figures=parts(total),
                bars=bars,
                update_due=due[plan.pk],
                overdue=total[ShownState.OVERDUE],
            )
        )
    return sorted(found, key=lambda position: (-position.overdue, position.total == 0))


def open_rounds(person, *, on):
    """The line of each running plan's open update round, the one that closes next first."""
    lines = lines_of(ActionPlan.objects.running().visible_to(person), person, on=on).values()
    return sorted(lines, key=lambda line: (line.closes_on, line.round.plan.title))


def parts(counts):
    return [
        {"code": state.value, "word": state.label, "count": counts[state]}
        for state in ShownState
        if counts.get(state)
    ]


def overdue(person, *, on):
    """(the longest overdue actions as rows, how many there are in all)."""
    late = Action.objects.visible_to(person).overdue(on).running()
    longest = late.select_related("objective", "deadline").order_by("due_on", "pk")[:SHORT]
    return rows_of(list(longest), person=person, on=on), late.count()


def changed_lately(person):
    """The newest updates on actions that this person may see."""
    updates = ProgressUpdate.objects.filter(
        action__in=Action.objects.visible_to(person), action__plan__withdrawn_at=None
    )
    return updates.select_related("action__objective", "by", "post").order_by(
        "-recorded_at", "-pk"
    )[:SHORT]
