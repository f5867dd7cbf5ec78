"""Plans and strategies by hand: for coordinators."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView

from actionplans.models import ActionPlan, Strategy
from actionplans.services import (
    create_plan,
    create_strategy,
    edit_strategy,
    withdraw_plan,
)
from objectives.forms.plans import PlanForm, StrategyForm
from objectives.services import change_plan
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators


class InPlan:
    """A page about one plan, named in its address, that was not withdrawn."""

    allowed = coordinators

    @cached_property
    def plan(self):
        plans = ActionPlan.objects.in_force().visible_to(self.person)
        return get_object_or_404(plans, slug=self.kwargs["slug"])

    def get_success_url(self):
        return reverse("objectives:plan-detail", args=[self.plan.slug])


class PlanCreate(FormPage):
    allowed = coordinators
    form_class = PlanForm
    title = "Add an action plan"
    intro = "Add its objectives and actions next. Its reminders stay off until you turn them on."
    button = "Add the plan"
    success = "The plan is added. Its first objective comes next."

    def save(self, form):
        fields = form.changes
        return create_plan(by=self.person, owners=form.cleaned_data["owners"], **fields)

    def get_back_url(self):
        return reverse("objectives:plan-list")

    def get_success_url(self):
        return reverse("objectives:plan-arrange", args=[self.object.slug])


class PlanEdit(InPlan, ChangePage):
    form_class = PlanForm
    title = "Change the plan"
    success = "The plan is changed."

    def get_object(self):
        return self.plan

    def get_context_data(self, **kwargs):
        return super().get_context_data(caption=self.plan.title, **kwargs)

    def save(self, form):
        return change_plan(
            self.plan,
            by=self.person,
            changes=form.changes,
            owners=form.cleaned_data["owners"],
            version=form.opened_on,
        )


class PlanWithdraw(InPlan, ConfirmPage):
    form_class = ReasonForm
    consequence = (
        "Nothing is deleted. The plan leaves the list, nobody is reminded of it any more, "
        "and its published reports stay as they are."
    )
    button = "Withdraw the plan"
    success = "The plan is withdrawn."

    def get_title(self):
        return f"Withdraw {self.plan}?"

    def save(self, form):
        return withdraw_plan(self.plan, by=self.person, reason=form.cleaned_data["reason"])

    def get_back_url(self):
        return reverse("objectives:plan-detail", args=[self.plan.slug])

    def get_success_url(self):
        return reverse("objectives:plan-list")


class PlanArrange(InPlan, Allowed, DetailView):
    """What a plan is made of, with everything that can be added, changed, moved, withdrawn."""

    template_name = "objectives/plan_arrange.html"
    context_object_name = "plan"

    def get_object(self, queryset=None):
        return self.plan

    def get_context_data(self, **kwargs):
        objectives = self.plan.objectives.prefetch_related("activities", "actions__deadline")
        return super().get_context_data(objectives=objectives, **kwargs)


class StrategyList(Allowed, ListView):
    allowed = coordinators
    queryset = Strategy.objects.prefetch_related("plans")
    template_name = "objectives/strategy_list.html"
    context_object_name = "strategies"


class StrategyCreate(FormPage):
    allowed = coordinators
    form_class = StrategyForm
    title = "Add a strategy"
    button = "Add the strategy"
    success = "The strategy is added."

    def save(self, form):
        return create_strategy(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("objectives:strategy-list")


class StrategyEdit(ChangePage):
    allowed = coordinators
    form_class = StrategyForm
    title = "Change the strategy"
    success = "The strategy is changed."

    def get_object(self):
        return get_object_or_404(Strategy, slug=self.kwargs["slug"])

    def save(self, form):
        strategy = self.get_object()
        changes, version = form.changes, form.opened_on
        return edit_strategy(strategy, by=self.person, changes=changes, version=version)

    def get_success_url(self):
        return reverse("objectives:strategy-list")
