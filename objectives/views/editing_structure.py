"""Objectives, activities and actions by hand: for coordinators."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from objectives.deadlines import to_check
from objectives.forms.plans import ReasonForm
from objectives.forms.structure import (
    ActionForm,
    ActivityForm,
    LeadsForm,
    NewActionForm,
    ObjectiveForm,
)
from objectives.models import Action, Activity, Objective
from objectives.services import (
    create_action,
    create_activity,
    create_objective,
    edit_action,
    edit_activity,
    edit_objective,
    move,
    read_for,
    record_update,
    set_leads,
    withdraw_activity,
    withdraw_objective,
)
from objectives.states import Status
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators

from .editing_plans import InPlan


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


class ObjectiveCreate(InPlan, FormPage):
    form_class = ObjectiveForm
    title = "Add an objective"
    button = "Add the objective"
    success = "The objective is added."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan}

    def save(self, form):
        return create_objective(plan=self.plan, by=self.person, **form.changes, **form.assigned)

    def get_back_url(self):
        return reverse("objectives:plan-arrange", args=[self.plan.slug])

    def get_success_url(self):
        return f"{self.get_back_url()}#objective-{self.object.pk}"


class ObjectiveEdit(InObjective, ChangePage):
    form_class = ObjectiveForm
    title = "Change the objective"
    success = "The objective is changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan}

    def save(self, form):
        return edit_objective(
            self.row,
            by=self.person,
            changes=form.changes,
            version=form.opened_on,
            **form.assigned,
        )


class ObjectiveWithdraw(InObjective, ConfirmPage):
    form_class = ReasonForm
    button = "Withdraw the objective"
    success = "The objective is withdrawn."

    def get_title(self):
        return f"Withdraw objective {self.row.number}?"

    def get_consequence(self):
        count = self.row.actions.open().count()
        actions = "action is" if count == 1 else "actions are"
        return (
            f"“{self.row.title}” stays in the plan, marked as withdrawn. {count} open {actions} "
            f"closed with it."
        )

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return withdraw_objective(self.row, by=self.person, reason=reason)


class ActivityCreate(InObjective, FormPage):
    form_class = ActivityForm
    title = "Add an activity"
    button = "Add the activity"
    success = "The activity is added."

    @property
    def intro(self):
        return f"To objective {self.row}"

    def save(self, form):
        return create_activity(objective=self.row, by=self.person, **form.changes)


class ActivityEdit(InActivity, ChangePage):
    form_class = ActivityForm
    title = "Change the activity"
    success = "The activity is changed."

    def save(self, form):
        changes, version = form.changes, form.opened_on
        return edit_activity(self.row, by=self.person, changes=changes, version=version)


class ActivityWithdraw(InActivity, ConfirmPage):
    form_class = ReasonForm
    title = "Withdraw the activity?"
    button = "Withdraw the activity"
    success = "The activity is withdrawn."

    def get_consequence(self):
        return f"“{self.row.text}” leaves the plan's page. Its words stay in the history."

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return withdraw_activity(self.row, by=self.person, reason=reason)


class NewAction(FormPage):
    template_name = "objectives/action_form.html"
    form_class = NewActionForm
    button = "Add the action"
    success = "The action is added."

    def get_context_data(self, **kwargs):
        return super().get_context_data(plan=self.plan, **kwargs)

    def get_success(self):
        """Without JavaScript this is the first that is heard of how the deadline was read."""
        odd = to_check(self.object.deadline, self.plan.starts_on)
        return f"{self.success} Look at its deadline: {odd}" if odd else self.success

    def add(self, form, *, objective, parent=None):
        return create_action(
            objective=objective,
            parent=parent,
            by=self.person,
            reading=read_for(self.plan, form.cleaned_data["deadline_text"]),
            posts=form.posts,
            lead_text="; ".join(post.title for post in form.posts),
            **form.own_fields,
        )


class ActionCreate(InObjective, NewAction):
    title = "Add an action"

    @property
    def intro(self):
        return f"To objective {self.row}"

    def save(self, form):
        return self.add(form, objective=self.row)


class SubActionCreate(InAction, NewAction):
    title = "Add a sub-action"
    success = "The sub-action is added."

    @property
    def intro(self):
        return f"To action {self.row}"

    @cached_property
    def row(self):
        parents = Action.objects.filter(parent=None, plan__withdrawn_at__isnull=True)
        return get_object_or_404(parents, pk=self.kwargs["pk"])

    def save(self, form):
        return self.add(form, objective=self.row.objective, parent=self.row)


class ActionPage(InAction):
    """Pages about an action lead back to it."""

    def get_success_url(self):
        return reverse("objectives:action-detail", args=[self.row.pk])


class ActionEdit(ActionPage, ChangePage):
    form_class = ActionForm
    success = "The action is changed."

    def get_title(self):
        return f"Change action {self.row.label}"

    def save(self, form):
        return edit_action(
            self.row,
            by=self.person,
            changes=form.changes,
            version=form.opened_on,
            **form.assigned,
        )


class ActionWithdraw(ActionPage, ConfirmPage):
    form_class = ReasonForm
    button = "Withdraw the action"
    success = "The action is closed."

    def get_title(self):
        return f"Withdraw action {self.row.label}?"

    def get_consequence(self):
        return (
            f"“{self.row.text}” stays in the plan as closed, with your reason. Nobody is reminded "
            f"of it."
        )

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return record_update(action=self.row, by=self.person, status=Status.CLOSED, comment=reason)


class ActionLeads(ActionPage, FormPage):
    form_class = LeadsForm
    title = "Change the leads"
    success = "The leads are changed."

    @property
    def intro(self):
        return str(self.row)

    def get_initial(self):
        posts = [lead.post_id for lead in self.row.leads.in_force()]
        return {
            "accountable": posts[0] if posts else None,
            "others": posts[1:],
            "version": self.row.version,
        }

    def save(self, form):
        return set_leads(self.row, by=self.person, posts=form.posts, version=form.opened_on)


class Move(Allowed, View):
    """One press, up or down: back to the same place of the page."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        up = request.POST.get("direction") != "down"
        if not move(self.row, by=self.person, up=up):
            messages.info(request, "It is at the end of the list already.")
        return HttpResponseRedirect(self.get_success_url())


class ObjectiveMove(InObjective, Move):
    pass


class ActivityMove(InActivity, Move):
    pass


class ActionMove(InAction, Move):
    pass
