"""The life of a plan: what bodies decided on it, and how far it has come (seed 000 §3.3-3.4)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from actionplans.models import ActionPlan, Amendment, Endorsement
from actionplans.services import (
    add_amendment,
    close_plan,
    edit_endorsement,
    finish_amendment,
    record_endorsement,
    start_delivery,
)
from objectives.forms.life import (
    AmendmentDoneForm,
    AmendmentForm,
    EndorsementEditForm,
    EndorsementForm,
)
from objectives.services import approve_plan
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, plan_readers

from .editing_plans import InPlan
from .rows import InRow

Outcome, Stage = Endorsement.Outcome, ActionPlan.Stage


class PlanLife(Allowed, TemplateView):
    """Its stage, every body's decision, the amendments that are to be done, what comes next."""

    allowed = plan_readers
    template_name = "objectives/plan_life.html"

    def get_context_data(self, **kwargs):
        plans = ActionPlan.objects.visible_to(self.person)
        plan = get_object_or_404(plans, slug=kwargs["slug"])
        amendments = list(
            Amendment.objects.filter(endorsement__plan=plan)
            .select_related("endorsement__body", "done_by")
            .order_by("done_on", "endorsement__decided_on", "pk")
        )
        amendments.sort(key=lambda row: row.done_on is not None)
        waiting = sum(row.done_on is None for row in amendments)
        decided = plan.endorsements.select_related("body", "baseline").defer("baseline__document")
        return super().get_context_data(
            plan=plan,
            mark=plan.mark,
            stages=stages_of(plan),
            next=next_words(plan, waiting),
            waiting=waiting,
            endorsements=decided,
            amendments=amendments,
            may_edit=self.access.coordinator and plan.withdrawn_at is None,
            may_start=plan.stage == Stage.APPROVED,
            may_close=plan.stage in (Stage.APPROVED, Stage.IN_DELIVERY),
            may_decide=plan.stage != Stage.CLOSED,
            **kwargs,
        )


def stages_of(plan):
    """Each stage in order: where the plan stands, and what it has behind it."""
    names = list(Stage)
    here = names.index(plan.stage)
    return [
        {"word": stage.label, "here": place == here, "past": place < here}
        for place, stage in enumerate(names)
    ]


def next_words(plan, waiting):
    """What is to happen next, in a sentence."""
    if waiting and plan.stage != Stage.CLOSED:
        amendments = "1 amendment is" if waiting == 1 else f"{waiting} amendments are"
        again = " again" if plan.stage in (Stage.APPROVED, Stage.IN_DELIVERY) else ""
        return f"{amendments} to be done before a body can approve the plan{again}."
    return {
        Stage.DRAFT: "A body endorses or approves the plan next.",
        Stage.ENDORSED: "Nothing stands in the way of its approval.",
        Stage.APPROVED: "The plan is approved. Its delivery can start.",
        Stage.IN_DELIVERY: "Its leads are at work and report on it.",
        Stage.CLOSED: plan.closing_note,
    }[plan.stage]


class InLife:
    """A page that leads back to the plan's life."""

    def get_success_url(self):
        return reverse("objectives:plan-life", args=[self.plan.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.plan.title} | kwargs)


class EndorsementCreate(InLife, InPlan, FormPage):
    form_class = EndorsementForm
    title = "Record what a body decided"
    success = "The decision is recorded."

    def get_initial(self):
        asked = self.request.GET.get("outcome")
        return {"outcome": asked} if asked in Outcome.values else {}

    def save(self, form):
        outcome, amendments = form.cleaned_data["outcome"], form.asked_for
        if outcome == Outcome.APPROVED and not amendments:
            return approve_plan(self.plan, by=self.person, **form.decision)
        return record_endorsement(
            self.plan, by=self.person, outcome=outcome, amendments=amendments, **form.decision
        )


class EndorsementEdit(InLife, InRow, ChangePage):
    model = Endorsement
    form_class = EndorsementEditForm
    success = "The decision is changed."

    def get_title(self):
        return f"{self.row}: date, minute and note"

    def save(self, form):
        changes, version = form.changes, form.opened_on
        return edit_endorsement(self.row, by=self.person, changes=changes, version=version)


class AmendmentCreate(InLife, InRow, FormPage):
    model = Endorsement
    form_class = AmendmentForm
    title = "Add an amendment"
    button = "Add the amendment"
    success = "The amendment is added. No body can approve the plan until it is done."

    @property
    def intro(self):
        return f"{self.row}, {self.row.decided_on:%-d %B %Y}"

    def save(self, form):
        return add_amendment(self.row, by=self.person, text=form.cleaned_data["text"])


class AmendmentDone(InLife, InRow, FormPage):
    model = Amendment
    plan_path = "endorsement__plan"
    form_class = AmendmentDoneForm
    title = "Mark the amendment as done"
    button = "It is done"
    success = "The amendment is done."

    @property
    def intro(self):
        return self.row.text

    def get_initial(self):
        return {"done_on": timezone.localdate(), "version": self.row.version}

    def save(self, form):
        fields = form.cleaned_data
        return finish_amendment(
            self.row,
            by=self.person,
            done_on=fields["done_on"],
            note=fields["note"],
            version=fields["version"],
        )


class PlanStartDelivery(InLife, InPlan, ConfirmPage):
    title = "Start delivery?"
    consequence = (
        "The plan is shown as in delivery. Reminders stay as they are: "
        "turn them on from the plan's page."
    )
    button = "Start delivery"
    success = "The plan is in delivery."

    def save(self, form):
        return start_delivery(self.plan, by=self.person)


class PlanClose(InLife, InPlan, ConfirmPage):
    form_class = ReasonForm
    title = "Close the plan?"
    button = "Close the plan"
    success = "The plan is closed."

    def get_consequence(self):
        count = self.plan.actions.open().count()
        actions = "action is" if count == 1 else "actions are"
        return (
            "Nothing is deleted, and the plan can still be read. Nobody is reminded of it any "
            f"more. {count} {actions} still open and will stay as last reported."
        )

    def save(self, form):
        return close_plan(self.plan, by=self.person, reason=form.cleaned_data["reason"])
