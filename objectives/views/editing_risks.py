"""Risks by hand: written down, looked at again, closed and opened again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from objectives.forms.risks import NewRiskForm, ReviewForm, RiskForm
from objectives.permissions import answering_post, may_answer
from objectives.risks import next_review_on, score_words
from objectives.services import close_risk, create_risk, edit_risk, reopen_risk, review_risk
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .editing_plans import InPlan
from .risks import OfRisk


class OfOneRisk(OfRisk):
    def get_success_url(self):
        return reverse("objectives:risk-detail", args=[self.risk.pk])


class RiskCreate(InPlan, FormPage):
    form_class = NewRiskForm
    title = "Add a risk"
    button = "Add the risk"
    success = "The risk is in the register."

    def get_initial(self):
        return {"review_on": next_review_on(None, timezone.localdate())}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan, "on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.plan.title} | kwargs)

    def save(self, form):
        return create_risk(self.plan, by=self.person, actions=form.lowering, **form.changes)

    def get_back_url(self):
        return reverse("objectives:risk-list", args=[self.plan.slug])

    def get_success_url(self):
        return reverse("objectives:risk-detail", args=[self.object.pk])


class RiskEdit(OfOneRisk, ChangePage):
    allowed = coordinators
    form_class = RiskForm
    title = "Change the risk"
    intro = "How likely and how bad it is changes when somebody looks at it again."
    success = "The risk is changed."

    def get_object(self):
        return self.risk

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.risk.plan, "on": timezone.localdate()}

    def save(self, form):
        return edit_risk(
            self.risk,
            by=self.person,
            changes=form.changes,
            actions=form.lowering,
            version=form.opened_on,
        )


class RiskReview(OfOneRisk, FormPage):
    """What is found when it is looked at again. "Nothing has changed" is one press."""

    form_class = ReviewForm
    template_name = "objectives/risk_review.html"
    title = "Look at this risk again"
    success = "What you found is saved."

    @cached_property
    def risk(self):
        risk = super().risk
        if not may_answer(self.person, risk) or risk.closed_at:
            raise PermissionDenied
        return risk

    @property
    def intro(self):
        return f"It stands at {score_words(self.risk.score)}."

    @cached_property
    def same(self):
        """What is said where nothing has changed."""
        again = next_review_on(self.risk.reviews.last(), timezone.localdate())
        scores = {"likelihood": self.risk.likelihood, "impact": self.risk.impact}
        return scores | {"review_on": again}

    def get_initial(self):
        return self.same

    def get_context_data(self, **kwargs):
        return super().get_context_data(same=self.same, **kwargs)

    def post(self, request, *args, **kwargs):
        if "same" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            self.object = self.say(**self.same)
        except ValidationError:
            # Closed meanwhile: its page says so.
            return HttpResponseRedirect(self.get_back_url())
        if said := self.get_success():
            messages.success(request, said)
        return HttpResponseRedirect(self.get_success_url())

    def save(self, form):
        return self.say(**form.cleaned_data)

    def say(self, **found):
        post = answering_post(self.person, self.risk)
        return review_risk(self.risk, by=self.person, post=post, **found)


class RiskClose(OfOneRisk, ConfirmPage):
    allowed = coordinators
    form_class = ReasonForm
    title = "Close the risk?"
    consequence = "It leaves the register, and nobody is reminded of it. What was said of it stays."
    button = "Close the risk"
    success = "The risk is closed."

    def save(self, form):
        return close_risk(self.risk, by=self.person, reason=form.cleaned_data["reason"])


class RiskReopen(OfOneRisk, ConfirmPage):
    allowed = coordinators
    form_class = ReasonForm
    title = "Open the risk again?"
    consequence = "It stands in the register again, as it was last looked at."
    button = "Open it again"
    success = "The risk is open again."

    def save(self, form):
        return reopen_risk(self.risk, by=self.person, reason=form.cleaned_data["reason"])
