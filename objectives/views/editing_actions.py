"""Actions by hand: added, changed, moved, withdrawn, given leads."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from objectives.deadlines import to_check
from objectives.forms.structure import (
    ActionForm,
    LeadsForm,
    NewActionForm,
)
from objectives.models import Action
from objectives.services import (
    create_action,
    edit_action,
    read_for,
    record_update,
    set_leads,
)
from objectives.states import Status
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage

from .rows import InAction, InObjective, Move


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


class ActionMove(InAction, Move):
    pass
