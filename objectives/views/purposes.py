"""Which statutory duty and which theme is served by what."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from actionplans.models import StatutoryDuty, Strategy, StrategyTheme
from actionplans.services import create_duty, create_theme, edit_duty, edit_theme
from objectives.forms.purposes import DutyForm, ThemeForm
from objectives.models import Action, Objective
from objectives.states import Status
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, coordinators, plan_readers


class DutyList(Allowed, TemplateView):
    """Each duty and each theme with the objectives and actions that serve it, and the gaps."""

    allowed = plan_readers
    template_name = "objectives/duty_list.html"

    def get_context_data(self, **kwargs):
        objectives = Prefetch("objectives", serving_objectives(self.person), to_attr="serving")
        actions = Prefetch("actions", serving_actions(self.person), to_attr="doing")
        duties = list(StatutoryDuty.objects.prefetch_related(objectives, actions))
        themes = Prefetch("themes", StrategyTheme.objects.prefetch_related(objectives))
        strategies = list(Strategy.objects.prefetch_related(themes))
        return super().get_context_data(
            duties=duties,
            unserved=sum(not (duty.serving or duty.doing) for duty in duties),
            strategies=strategies,
            may_edit=self.access.coordinator,
            **kwargs,
        )


def serving_objectives(person):
    """Objectives that stand, of plans in force, in the plans' order."""
    rows = Objective.objects.visible_to(person).filter(withdrawn_at=None, plan__withdrawn_at=None)
    return rows.select_related("plan").order_by("plan__title", "plan_id", "position", "pk")


def serving_actions(person):
    rows = Action.objects.visible_to(person).filter(plan__withdrawn_at=None)
    rows = rows.exclude(status=Status.CLOSED).select_related("plan", "objective")
    return rows.order_by("plan__title", "plan_id", "objective__position", "position", "pk")


class InDuties:
    """A page that leads back to the list."""

    allowed = coordinators

    def get_success_url(self):
        return reverse("objectives:duty-list")


class DutyCreate(InDuties, FormPage):
    form_class = DutyForm
    title = "Add a statutory duty"
    intro = "Choose it then on the objectives and actions that help to keep it."
    button = "Add the duty"
    success = "The duty is added."

    def save(self, form):
        return create_duty(by=self.person, **form.changes)


class DutyEdit(InDuties, ChangePage):
    form_class = DutyForm
    title = "Change the statutory duty"
    success = "The duty is changed."

    def get_object(self):
        return get_object_or_404(StatutoryDuty, pk=self.kwargs["pk"])

    def save(self, form):
        changes, version = form.changes, form.opened_on
        return edit_duty(self.get_object(), by=self.person, changes=changes, version=version)


class ThemeCreate(InDuties, FormPage):
    form_class = ThemeForm
    title = "Add a theme"
    button = "Add the theme"
    success = "The theme is added."

    @cached_property
    def strategy(self):
        return get_object_or_404(Strategy, slug=self.kwargs["slug"])

    @property
    def intro(self):
        return f"Of the strategy “{self.strategy}”"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": StrategyTheme(strategy=self.strategy)}

    def save(self, form):
        return create_theme(by=self.person, strategy=self.strategy, **form.changes)


class ThemeEdit(InDuties, ChangePage):
    form_class = ThemeForm
    title = "Change the theme"
    success = "The theme is changed."

    def get_object(self):
        return get_object_or_404(StrategyTheme, pk=self.kwargs["pk"])

    def save(self, form):
        changes, version = form.changes, form.opened_on
        return edit_theme(self.get_object(), by=self.person, changes=changes, version=version)
