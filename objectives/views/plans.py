from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from actionplans.models import ActionPlan
from objectives.bearing import Bearing, bearing_on_objectives
from objectives.exporting import FORMATS
from objectives.filters import ActionFilter, lead_posts
from objectives.listing import Row, rows_of
from objectives.measures import Standing
from objectives.measures.serving import Serving, serving
from objectives.models import Action, Activity, ImportDraft, Objective
from objectives.paging import CountedAlong
from objectives.presenting import KEY, UPDATE_DUE, count_words
from objectives.round_lines import lines_of
from objectives.states import ShownState
from stakeholders.permissions import Allowed, plan_readers

# A plan of the usual size is read as one page; a larger one a screenful at a time.
WHOLE = 100
PAGE = 25


class PlanList(Allowed, TemplateView):
    allowed = plan_readers
    template_name = "objectives/plan_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        plans = ActionPlan.objects.visible_to(self.person).prefetch_related("owners")
        actions = Action.objects.visible_to(self.person)
        counts = actions.count_by_state_within("plan", on)
        update_due = dict(
            actions.update_due(on).order_by().values_list("plan").annotate(n=Count("pk"))
        )
        found = [
            {
                "plan": plan,
                "position": position(counts.get(plan.pk, {})),
                "total": sum(counts.get(plan.pk, {}).values()),
                "overdue": counts.get(plan.pk, {}).get(ShownState.OVERDUE, 0),
                "update_due": update_due.get(plan.pk, 0),
            }
            for plan in plans
        ]
        withdrawn = [row for row in found if row["plan"].withdrawn_at]
        running = [row for row in found if row["plan"].is_running]
        return super().get_context_data(
            plans=running,
            closed=[row for row in found if row not in running and row not in withdrawn],
            withdrawn=withdrawn,
            key=(*KEY, UPDATE_DUE),
            may_edit=self.access.coordinator,
            drafts=self.drafts(on),
            **kwargs,
        )

    def drafts(self, on):
        """Files on their way to a plan, for those who bring them."""
        if not self.access.coordinator:
            return ()
        return ImportDraft.objects.listed(on).light().select_related("by")


@dataclass
class Section:
    """One objective on the page, with those of its actions that are on the page."""

    objective: Objective
    counts: str
    rows: list[Row] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    bearing: list[Bearing] = field(default_factory=list)
    measures: list[Standing] = field(default_factory=list)


class PlanDetail(Allowed, TemplateView):
    """A plan as it is published: objective by objective, with how each action stands.

    It takes the same number of queries whatever the plan's size: `tests/objectives` holds that.
    """

    allowed = plan_readers
    template_name = "objectives/plan_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        plan = get_object_or_404(ActionPlan.objects.visible_to(self.person), slug=kwargs["slug"])
        objectives = {row.pk: row for row in plan.objectives.visible_to(self.person)}
        actions = plan.actions.visible_to(self.person)
        narrow = ActionFilter(
            self.request.GET or None,
            queryset=actions,
            objectives=objectives.values(),
            posts=lead_posts(plan, self.person),
            on=on,
        )
        counts = {}
        if narrow.narrows:
            total = actions.count()
        else:
            # One pass over the plan's rows says how each objective stands, and the plan.
            counts = actions.count_by_state_within("objective", on)
            total = sum(sum(states.values()) for states in counts.values())
        page = self.page(narrow, objectives, total)
        measured = Serving() if narrow.narrows else serving(plan, self.person)
        context = {
            "plan": plan,
            "mark": plan.mark,
            "filter": narrow,
            "filtering": narrow.narrows,
            "page_obj": page,
            "total": total,
            "sections": self.sections(
                page, objectives, counts, measured, narrowed=narrow.narrows, on=on
            ),
            "measured": measured,
            "key": (*KEY, UPDATE_DUE),
            "may_edit": self.access.coordinator,
            "today": on,
            "paused": plan.is_paused_on(on),
        }
        if not narrow.narrows:
            context |= {
                "owners": plan.owners.order_by("planowner__position"),
                "position": position(added_up(counts.values())),
                "update_due": actions.update_due(on).count(),
                "downloads": FORMATS,
                "round_line": lines_of([plan], self.person, on=on).get(plan.pk),
                "sees_rounds": self.access.sees_everything,
            }
        return super().get_context_data(**context | kwargs)

    def page(self, narrow, objectives, total):
        """The page asked for, or the nearest there is. What matches is counted along with it."""
        rows = narrow.qs.in_published_order().select_related("deadline")
        paginator = Paginator(rows, PAGE if total > WHOLE else WHOLE)
        if narrow.narrows:
            paginator = CountedAlong(rows, paginator.per_page)
        else:
            paginator.count = total
        page = paginator.get_page(self.request.GET.get("page"))
        page.object_list = list(page.object_list)
        for action in page.object_list:
            action.objective = objectives[action.objective_id]
        return page

    def sections(self, page, objectives, counts, measured, *, narrowed, on):
        rows = {}
        for row in rows_of(page.object_list, person=self.person, on=on):
            rows.setdefault(row.action.objective_id, []).append(row)
        if narrowed or page.has_other_pages():
            shown = [key for key in objectives if key in rows]
        else:
            shown = list(objectives)
        activities, bearing = {}, {}
        if not narrowed:
            bearing = bearing_on_objectives(shown, self.person)
            for activity in Activity.objects.filter(objective__in=shown, withdrawn_at=None):
                activities.setdefault(activity.objective_id, []).append(activity)
        return [
            Section(
                objective=objectives[key],
                counts="" if narrowed else count_words(counts.get(key, {})),
                rows=rows.get(key, []),
                activities=activities.get(key, []),
                bearing=bearing.get(key, []),
                measures=measured.by_objective.get(key, []),
            )
            for key in shown
        ]


def position(counts):
    """The states that there are, in the order of who needs somebody first."""
    return [
        {"code": state.value, "word": state.label, "count": number}
        for state, number in counts.items()
        if number
    ]


def added_up(counts):
    """One {state: number} out of many."""
    counts = list(counts)
    return {state: sum(states[state] for states in counts) for state in ShownState}
