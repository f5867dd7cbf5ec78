"""Decisions that people are heard on before they are made (seed 003 §5.8)."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.engagement.consulting import (
    activities_of,
    decisions_in_full,
    decisions_in_order,
    issues_of,
    state_of,
)
from meetings.filters_consulting import KeyDecisionFilter
from meetings.forms.engagement.consulting import KeyDecisionForm, MakeDecisionForm
from meetings.models import KeyDecision
from meetings.services.engagement import (
    create_key_decision,
    edit_key_decision,
    make_key_decision,
    withdraw_key_decision,
)
from objectives.permissions import may_answer
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_readers

from .owned import ChangeOwned, OfOwned


def decision_url(decision):
    return reverse("meetings:key-decision-detail", args=[decision.pk])


class KeyDecisionList(Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "meetings/engagement/key_decision_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = KeyDecision.objects.visible_to(self.person).in_force()
        filterset = KeyDecisionFilter(self.request.GET, queryset=rows)
        ordered = decisions_in_order(decisions_in_full(self.person, filterset.qs))
        page = Paginator(ordered, 25).get_page(self.request.GET.get("page"))
        for row in page:
            row.day_has_passed = row.is_late(on)
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            total=rows.count(),
            waiting=rows.waiting().count(),
            place="consultations",
            **kwargs,
        )


class OfKeyDecision(OfOwned):
    def rows(self):
        rows = KeyDecision.objects.visible_to(self.person).in_force()
        return decisions_in_full(self.person, rows)

    def get_success_url(self):
        return decision_url(self.row)


class KeyDecisionDetail(OfKeyDecision, Allowed, TemplateView):
    changes = False
    template_name = "meetings/engagement/key_decision_detail.html"

    def get_context_data(self, **kwargs):
        on, row = timezone.localdate(), self.row
        for consultation in row.seen_consultations:
            consultation.state = state_of(consultation, on)
        activities = list(activities_of(self.person, decision=row))
        return super().get_context_data(
            decision=row,
            consultations=row.seen_consultations,
            activities=activities,
            issues=issues_of(
                self.person,
                consultations=[consultation.pk for consultation in row.seen_consultations],
                activities=[activity.pk for activity in activities],
            ),
            is_late=row.is_late(on),
            may_change=may_answer(self.person, row),
            may_add=self.access.coordinator,
            place="consultations",
            **kwargs,
        )


class KeyDecisionCreate(FormPage):
    allowed = coordinators
    form_class = KeyDecisionForm
    title = "Add a decision that people are heard on"
    button = "Add this decision"
    success = "The decision is added."

    def save(self, form):
        return create_key_decision(by=self.person, **form.changes)

    def get_success_url(self):
        return decision_url(self.object)

    def get_back_url(self):
        return reverse("meetings:key-decision-list")


class KeyDecisionEdit(OfKeyDecision, ChangeOwned):
    form_class = KeyDecisionForm
    title = "Change what is to be decided"
    success = "The change is saved."

    def save(self, form):
        return edit_key_decision(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class KeyDecisionMake(OfKeyDecision, ChangeOwned):
    form_class = MakeDecisionForm
    title = "What was decided?"
    success = "The decision is recorded."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        return make_key_decision(self.row, by=self.person, version=form.opened_on, **form.changes)


class KeyDecisionWithdraw(OfKeyDecision, ConfirmPage):
    allowed = coordinators
    form_class = ReasonForm
    title = "Withdraw this decision?"
    consequence = (
        "It is no longer shown. Its consultations and its engagement stay, and the history keeps "
        "your reason."
    )
    button = "Withdraw it"
    success = "The decision is withdrawn."

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return withdraw_key_decision(self.row, by=self.person, reason=reason)

    def get_success_url(self):
        return reverse("meetings:key-decision-list")

    def get_back_url(self):
        return decision_url(self.row)
