"""The questions of a consultation and what was answered to each."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View

from meetings.forms.engagement.consulting import QuestionForm
from meetings.models import Consultation, ConsultationQuestion
from meetings.services.engagement import (
    add_question,
    edit_question,
    move_question,
    remove_question,
)
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed

from .consulting import OfConsultation, consultation_url


class QuestionCreate(OfConsultation, FormPage):
    form_class = QuestionForm
    title = "Add a question"
    success = "The question is added."

    def save(self, form):
        answers = form.cleaned_data["answers"]
        return add_question(self.row, by=self.person, answers=answers, **form.changes)

    def get_success_url(self):
        return consultation_url(self.row, "questions")


class OfQuestion(OfConsultation):
    def get_question(self):
        seen = Consultation.objects.visible_to(self.person).in_force().order_by()
        rows = ConsultationQuestion.objects.filter(consultation__in=seen.values("pk"))
        question = get_object_or_404(
            rows.select_related("consultation__owner_post"), pk=self.kwargs["pk"]
        )
        self.checked(question.consultation)
        return question

    @cached_property
    def question(self):
        return self.get_question()

    @property
    def row(self):
        return self.question.consultation

    def get_success_url(self):
        return consultation_url(self.row, f"question-{self.question.pk}")


class QuestionEdit(OfQuestion, ChangePage):
    form_class = QuestionForm
    title = "Change a question, or count its answers"
    success = "The change is saved."

    def get_object(self):
        return self.get_question()

    def save(self, form):
        return edit_question(
            self.question,
            by=self.person,
            changes=form.changes,
            answers=form.cleaned_data["answers"],
            version=form.opened_on,
        )


class QuestionMove(OfQuestion, Allowed, View):
    """One place up or down, by a press of a button on the consultation's page."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        up = request.POST.get("direction") != "down"
        if not move_question(self.question, by=self.person, up=up):
            messages.info(request, f"The question can’t go further {'up' if up else 'down'}.")
        return HttpResponseRedirect(self.get_success_url())


class QuestionRemove(OfQuestion, ConfirmPage):
    title = "Remove this question?"
    consequence = "It goes with its answers. What they were stays in the history."
    button = "Remove it"
    success = "The question is removed."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.question)} | kwargs)

    def save(self, form):
        return remove_question(self.question, by=self.person)

    def get_success_url(self):
        return consultation_url(self.row, "questions")
