"""Objectives and activities by hand: added, changed, moved, withdrawn."""

from django.urls import reverse

from objectives.forms.structure import (
    ActivityForm,
    ObjectiveForm,
)
from objectives.services import (
    create_activity,
    create_objective,
    edit_activity,
    edit_objective,
    withdraw_activity,
    withdraw_objective,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage

from .editing_plans import InPlan
from .rows import InActivity, InObjective, Move


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


class ObjectiveMove(InObjective, Move):
    pass


class ActivityMove(InActivity, Move):
    pass
