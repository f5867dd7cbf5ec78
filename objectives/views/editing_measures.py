"""Measures by hand: made and changed by coordinators; figures given by whoever holds the post."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from objectives.forms.measures import CorrectReadingForm, MeasureForm, ReadingForm, TargetForm
from objectives.measures import figure, period_words, periods
from objectives.models import Reading
from objectives.permissions import answering_post, may_answer
from objectives.services import (
    correct_reading,
    create_measure,
    edit_measure,
    give_reading,
    set_targets,
    withdraw_measure,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .editing_plans import InPlan
from .measures import OfMeasure


class OfOneMeasure(OfMeasure):
    def get_measures(self):
        return super().get_measures().in_force()

    def get_success_url(self):
        return reverse("objectives:measure-detail", args=[self.measure.pk])


class MeasureCreate(InPlan, FormPage):
    form_class = MeasureForm
    title = "Add a measure"
    button = "Add the measure"
    success = "The measure is added. Say next what is to be reached."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan, "on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.plan.title} | kwargs)

    def save(self, form):
        return create_measure(self.plan, by=self.person, objectives=form.served, **form.changes)

    def get_back_url(self):
        return reverse("objectives:measure-list", args=[self.plan.slug])

    def get_success_url(self):
        return reverse("objectives:measure-detail", args=[self.object.pk])


class MeasureEdit(OfOneMeasure, ChangePage):
    allowed = coordinators
    form_class = MeasureForm
    title = "Change the measure"
    success = "The measure is changed."

    def get_object(self):
        return self.measure

    def get_form_kwargs(self):
        more = {"plan": self.measure.plan, "on": timezone.localdate()}
        return super().get_form_kwargs() | more

    def save(self, form):
        return edit_measure(
            self.measure,
            by=self.person,
            changes=form.changes,
            objectives=form.served,
            version=form.opened_on,
        )


class MeasureTargets(OfOneMeasure, FormPage):
    allowed = coordinators
    form_class = TargetForm
    title = "What is to be reached, and by when?"
    intro = (
        "One target is a straight way from the first reading to it. Several are a trajectory: the "
        "way goes from one to the next. What papers said before stays as it was."
    )
    success = "The target is saved."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"measure": self.measure}

    def save(self, form):
        return set_targets(
            self.measure,
            by=self.person,
            targets=form.targets,
            reason=form.cleaned_data["reason"],
        )


class MeasureWithdraw(OfOneMeasure, ConfirmPage):
    allowed = coordinators
    form_class = ReasonForm
    title = "Withdraw the measure?"
    consequence = (
        "Nobody is asked for its figures any more, and new papers leave it out. "
        "What was read stays."
    )
    button = "Withdraw the measure"
    success = "The measure is withdrawn."

    def save(self, form):
        return withdraw_measure(self.measure, by=self.person, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return reverse("objectives:measure-list", args=[self.measure.plan.slug])

    def get_back_url(self):
        return OfOneMeasure.get_success_url(self)


class GivesFigures(OfOneMeasure, FormPage):
    """For coordinators and whoever holds the post. A figure in doubt is asked about once."""

    @cached_property
    def measure(self):
        measure = super().measure
        if not may_answer(self.person, measure):
            raise PermissionDenied
        return measure

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"measure": self.measure}

    def form_invalid(self, form):
        if form.has_error("value", code="in_doubt"):
            form.ask_whether_sure()
        return super().form_invalid(form)


class MeasureReading(GivesFigures):
    form_class = ReadingForm
    template_name = "objectives/measure_reading.html"
    title = "Give a figure"
    success = "The figure is saved."

    @cached_property
    def missing(self):
        """The periods that are over without a reading, the first first."""
        given = set(self.measure.readings.values_list("on", flat=True))
        return [day for day in periods(self.measure, timezone.localdate()) if day not in given]

    @property
    def intro(self):
        if self.missing:
            return self.measure.definition
        return "Every period that is over has its figure. To change one, correct it on its page."

    def get_initial(self):
        return {"on": self.missing[0]} if self.missing else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(missing=self.missing, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"missing": self.missing}

    def save(self, form):
        return give_reading(
            self.measure,
            by=self.person,
            post=answering_post(self.person, self.measure),
            sure=form.is_sure,
            **form.given,
        )


class ReadingCorrect(GivesFigures):
    form_class = CorrectReadingForm
    title = "Correct a figure"
    success = "The figure is corrected. The earlier one stays to be seen."

    @cached_property
    def reading(self):
        return get_object_or_404(Reading.objects.all(), pk=self.kwargs["reading"])

    def get_measures(self):
        return super().get_measures().filter(readings=self.reading)

    @property
    def intro(self):
        period = period_words(self.measure, self.reading.on)
        return f"{period}: {figure(self.reading.value, self.measure)}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"reading": self.reading}

    def save(self, form):
        return correct_reading(
            self.reading,
            by=self.person,
            post=answering_post(self.person, self.measure),
            sure=form.is_sure,
            **form.given,
        )
