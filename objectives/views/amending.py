"""A file held against a living plan: uploaded, shown as a difference, applied as ticked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from objectives.amending import Amendment, amendment_of
from objectives.forms.amending import NEW_DATES, AmendForm, ApplyForm
from objectives.importing.interpreting import NotAPlan
from objectives.importing.reading import UnreadableFile
from objectives.models import ImportDraft
from objectives.services import (
    DateChanges,
    apply_amendment,
    discard_import,
    start_amendment,
)
from stakeholders.editing import EditConflict
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed

from .editing_plans import InPlan

Status = ImportDraft.Status
CHANGED = (
    "Somebody changed the plan or gave an update after this page was opened. The differences "
    "below are those of now: look at them, then apply them."
)


class PlanAmend(InPlan, FormPage):
    form_class = AmendForm
    template_name = "objectives/plan_amend.html"
    title = "Upload an amended file"
    button = "Show what is different"

    def save(self, form):
        file = form.cleaned_data["file"]
        return start_amendment(self.plan, by=self.person, name=file.name, content=file.read())

    def get_back_url(self):
        return reverse("objectives:plan-detail", args=[self.plan.slug])

    def get_success_url(self):
        return reverse("objectives:plan-difference", args=[self.plan.slug, self.object.pk])

    def get_context_data(self, **kwargs):
        waiting = ImportDraft.objects.amending(self.plan).light().select_related("by")
        return super().get_context_data(plan=self.plan, waiting=waiting, **kwargs)


class OfAmendment(InPlan):
    """A page about one file that amends the plan. Every coordinator may go on with it."""

    @cached_property
    def draft(self):
        drafts = ImportDraft.objects.amending(self.plan).select_related("by")
        return get_object_or_404(drafts, pk=self.kwargs["pk"])

    def own_url(self):
        return reverse("objectives:plan-difference", args=[self.plan.slug, self.draft.pk])


class PlanDifference(OfAmendment, Allowed, TemplateView):
    template_name = "objectives/plan_difference.html"

    def get_context_data(self, **kwargs):
        context = {"plan": self.plan, "draft": self.draft, "mark": self.plan.mark}
        if self.draft.status == Status.READY:
            context |= self.found(**kwargs)
        return super().get_context_data(**context | kwargs)

    def found(self, *, amendment=None, form=None, ticked=None, **kwargs):
        try:
            amendment = amendment or self.read()
        except (NotAPlan, UnreadableFile) as refused:
            return {"problem": refused.message}
        ticked = amendment.ticked_at_first if ticked is None else ticked
        return {
            "amendment": amendment,
            "form": form or self.form(amendment),
            "ticked": ticked,
        }

    def read(self) -> Amendment:
        return amendment_of(self.draft, on=timezone.localdate())

    def form(self, amendment, data=None, ticked=None):
        return ApplyForm(
            data,
            asks_for_dates=amendment.changes_dates(ticked),
            asks_for_reason=amendment.needs_reason(ticked),
        )

    def post(self, request, *args, **kwargs):
        if self.draft.status != Status.READY:
            return HttpResponseRedirect(self.own_url())
        try:
            amendment = self.read()
        except (NotAPlan, UnreadableFile):
            return HttpResponseRedirect(self.own_url())
        ticked = set(request.POST.getlist("tick"))
        form = self.form(amendment, request.POST, ticked)
        if request.POST.get("fingerprint") != amendment.fingerprint:
            form.is_valid()
            form.add_error(None, ValidationError(CHANGED, code="edit_conflict"))
            return self.shown(amendment, form, ticked, status=409)
        if form.is_valid():
            try:
                return self.apply(amendment, form.cleaned_data, ticked)
            except EditConflict:
                form.add_error(None, ValidationError(CHANGED, code="edit_conflict"))
                return self.shown(self.read(), form, ticked, status=409)
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.shown(amendment, form, ticked, status=422)

    def apply(self, amendment, given, ticked):
        reason = given.get("reason", "")
        done = apply_amendment(
            self.draft,
            amendment.difference,
            updates=amendment.edits.updates,
            file=amendment.contents,
            by=self.person,
            ticked=ticked,
            reason=reason,
            dates=DateChanges(
                new_dates=given.get("dates") == NEW_DATES,
                reason=reason,
                reasons=amendment.edits.reasons,
            ),
        )
        changes = "One change is" if done == 1 else f"{done} changes are"
        messages.success(self.request, f"{changes} made. Everything else is as it was.")
        return HttpResponseRedirect(self.get_success_url())

    def shown(self, amendment, form, ticked, *, status):
        context = self.get_context_data(amendment=amendment, form=form, ticked=ticked)
        return self.render_to_response(context, status=status)


class AmendmentDiscard(OfAmendment, ConfirmPage):
    title = "Give this file up?"
    consequence = "The plan stays as it is, and the uploaded file is deleted."
    button = "Give the file up"
    success = "The file is given up. The plan is as it was."

    def save(self, form):
        return discard_import(self.draft, by=self.person)

    def get_back_url(self):
        return self.own_url()
