"""Consultations: what is asked and when, the results, and what the office answered."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.engagement.consulting import (
    activities_of,
    decision_of,
    in_order,
    issues_of,
    notes_on,
    reach_of,
    results_of,
    state_of,
)
from meetings.filters_consulting import ConsultationFilter
from meetings.forms.engagement.consulting import (
    AnswerForm,
    ConsultationForm,
    ReachForm,
    ResultsForm,
)
from meetings.models import Consultation, KeyDecision
from meetings.services.engagement import (
    answer_consultation,
    create_consultation,
    edit_consultation,
    record_results,
    set_reach,
    withdraw_consultation,
)
from objectives.permissions import may_answer
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_readers

from .owned import ChangeOwned, OfOwned


def consultation_url(consultation, place=""):
    address = reverse("meetings:consultation-detail", args=[consultation.pk])
    return f"{address}#{place}" if place else address


class ConsultationList(Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "meetings/engagement/consultation_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = Consultation.objects.visible_to(self.person).in_force()
        filterset = ConsultationFilter(self.request.GET, queryset=rows, on=on)
        ordered = in_order(filterset.qs.select_related("owner_post"), on)
        page = Paginator(ordered, 25).get_page(self.request.GET.get("page"))
        for row in page:
            row.state = state_of(row, on)
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            total=rows.count(),
            unanswered=rows.unanswered(on).count(),
            open_count=rows.open(on).count(),
            place="consultations",
            **kwargs,
        )


class OfConsultation(OfOwned):
    def rows(self):
        rows = Consultation.objects.visible_to(self.person).in_force()
        return rows.select_related("owner_post")

    def get_success_url(self):
        return consultation_url(self.row)


class ConsultationDetail(OfConsultation, Allowed, TemplateView):
    changes = False
    template_name = "meetings/engagement/consultation_detail.html"

    def get_context_data(self, **kwargs):
        on, row = timezone.localdate(), self.row
        return super().get_context_data(
            consultation=row,
            state=state_of(row, on),
            is_closed=row.closes_on < on,
            is_coming=row.is_coming(on),
            notes=list(notes_on(row)),
            decision=decision_of(self.person, row),
            results=results_of(row),
            reach=reach_of(row),
            activities=activities_of(self.person, consultation=row),
            issues=issues_of(self.person, consultations=[row.pk]),
            may_change=may_answer(self.person, row),
            may_withdraw=self.access.coordinator,
            place="consultations",
            **kwargs,
        )


class WithDecisions:
    """The form's decisions are those that the person may see."""

    def get_form_kwargs(self):
        decisions = KeyDecision.objects.visible_to(self.person).in_force()
        return super().get_form_kwargs() | {"decisions": decisions}


class ConsultationCreate(WithDecisions, FormPage):
    allowed = coordinators
    form_class = ConsultationForm
    title = "Add a consultation"
    button = "Add this consultation"
    success = "The consultation is added. Now add its questions."

    def get_initial(self):
        asked = self.request.GET.get("decision", "")
        return {"decision": asked} if asked.isdecimal() else {}

    def save(self, form):
        return create_consultation(by=self.person, **form.changes)

    def get_success_url(self):
        return consultation_url(self.object)

    def get_back_url(self):
        return reverse("meetings:consultation-list")


class ChangeConsultation(OfConsultation, ChangeOwned):
    success = "The change is saved."


class ConsultationEdit(WithDecisions, ChangeConsultation):
    form_class = ConsultationForm
    title = "Change a consultation"

    def save(self, form):
        return edit_consultation(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class ConsultationResults(ChangeConsultation):
    form_class = ResultsForm
    title = "What came of it"
    intro = "How many answered each question is recorded with the question."
    success = "The results are recorded."

    def save(self, form):
        return record_results(self.row, by=self.person, version=form.opened_on, **form.changes)


class ConsultationAnswer(ChangeConsultation):
    form_class = AnswerForm
    title = "What the office answered"
    intro = "People took part: tell them what came of it. Then this consultation is closed."
    success = "The answer is recorded."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        return answer_consultation(self.row, by=self.person, version=form.opened_on, **form.changes)


class ConsultationReach(OfConsultation, FormPage):
    form_class = ReachForm
    title = "From which groups did responses come?"
    intro = (
        "As people said of themselves. Leave a group empty where it is not known: enter 0 only "
        "where it was asked and nobody was of it."
    )
    success = "The numbers are recorded."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"reach": self.row.reach.all()}

    def save(self, form):
        return set_reach(self.row, by=self.person, counts=form.counts)

    def get_success_url(self):
        return consultation_url(self.row, "reach")


class ConsultationWithdraw(OfConsultation, ConfirmPage):
    allowed = coordinators
    form_class = ReasonForm
    title = "Withdraw this consultation?"
    consequence = "It is no longer shown. It stays in the history, with your reason."
    button = "Withdraw it"
    success = "The consultation is withdrawn."

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return withdraw_consultation(self.row, by=self.person, reason=reason)

    def get_success_url(self):
        return reverse("meetings:consultation-list")

    def get_back_url(self):
        return consultation_url(self.row)
