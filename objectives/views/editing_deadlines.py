"""Deadlines: mended, re-dated, and the answer to a lead who asks for a new one."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from objectives.deadlines import deadline_doubts
from objectives.forms.redating import CorrectForm, DateRequestForm, RedateForm
from objectives.models import DateRequest
from objectives.services import (
    AlreadyAnswered,
    answer_date_request,
    correct_deadline,
    read_for,
    redate_action,
)
from stakeholders.pages import FormPage
from stakeholders.permissions import Allowed, coordinators

from .actions import due_on, meant
from .editing_actions import ActionPage
from .editing_plans import InPlan


class DeadlinePage(ActionPage, FormPage):
    template_name = "objectives/deadline_form.html"

    def get_initial(self):
        return {"version": self.row.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan}

    def get_context_data(self, **kwargs):
        shown = {"due_on": due_on(self.row), "meant": meant(self.row.deadline)}
        return super().get_context_data(action=self.row, plan=self.plan, **shown | kwargs)

    def save(self, form):
        return self.change(
            self.row,
            by=self.person,
            reading=form.reading,
            reason=form.cleaned_data["reason"],
            version=form.opened_on,
        )


class DeadlineCorrect(DeadlinePage):
    form_class = CorrectForm
    title = "Correct the deadline"
    intro = (
        "For a mistake in the plan's words or in how they were understood. It is no slip. "
        "To put a deadline off, give the action a new date instead."
    )
    success = "The deadline is corrected."
    change = staticmethod(correct_deadline)

    def get_initial(self):
        deadline = self.row.deadline
        return super().get_initial() | {"deadline_text": deadline.text if deadline else ""}


class DeadlineRedate(DeadlinePage):
    form_class = RedateForm
    title = "Give the action a new date"
    intro = "The old deadline is kept, and the action shows how often and how far it slipped."
    success = "The action has a new date."
    change = staticmethod(redate_action)


class DateRequestAnswer(FormPage):
    allowed = coordinators
    form_class = DateRequestForm
    template_name = "objectives/date_request_answer.html"
    title = "A new date is asked for"
    button = "Save the answer"
    success = "Your answer is saved."

    @cached_property
    def date_request(self):
        waiting = DateRequest.objects.filter(action__plan__withdrawn_at__isnull=True)
        related = ("action__plan", "action__objective", "action__deadline", "by", "post")
        return get_object_or_404(waiting.select_related(*related), pk=self.kwargs["pk"])

    def save(self, form):
        request = self.date_request
        words = f"{request.due_on.day} {request.due_on:%B %Y}"
        try:
            return answer_date_request(
                request,
                by=self.person,
                accept=form.cleaned_data["accept"],
                reading=read_for(request.action.plan, words),
                note=form.cleaned_data["note"],
            )
        except AlreadyAnswered:
            raise ValidationError(
                "Somebody has answered this request already. Look at the action to see how.",
                code="already_answered",
            ) from None

    def get_success_url(self):
        return reverse("objectives:action-detail", args=[self.date_request.action_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(date_request=self.date_request, **kwargs)


class DeadlineReading(InPlan, Allowed, View):
    """A part of a page: how the words typed so far would be understood in this plan."""

    def get(self, request, *args, **kwargs):
        text = request.GET.get("deadline_text", "")[:200]
        reading = read_for(self.plan, text)
        odd = [doubt.text for doubt in deadline_doubts(reading, self.plan.starts_on)]
        shown = {"reading": reading, "odd": odd}
        return render(request, "objectives/deadline_reading.html", shown)
