"""Forms of measures: what is followed, what is to be reached, and the figures themselves."""

import datetime

from django import forms

from objectives.measures import figure, period_words, read_figure
from objectives.measures.figures import unit_words
from objectives.measures.typed import example
from objectives.models import Measure, Objective
from stakeholders.dates import DateField
from stakeholders.forms.fields import PostChoice, SeveralRows
from stakeholders.models import Post
from stakeholders.pages import ChangeForm

EVERY = [
    (1, "Every month"),
    (2, "Every 2 months"),
    (3, "Every quarter"),
    (4, "Every 4 months"),
    (6, "Every half-year"),
    (12, "Every year"),
]
DECIMALS = [(0, "None: 61"), (1, "One: 61.5"), (2, "Two: 61.54"), (3, "Three: 61.543")]
SHORT = {"class": "govuk-input--width-10"}
FEW = {"class": "govuk-input--width-4"}
EXEMPT_HINT = (
    "Fill this in only if it must stay out of public papers. "
    "Then only staff, auditors and the post that answers for it see it."
)


def posts_on(on):
    return Post.objects.in_force(on).select_related("organisation")


class MeasureForm(ChangeForm):
    every_months = forms.TypedChoiceField(
        label="How often is there a figure?", choices=EVERY, coerce=int, initial=3
    )
    decimals = forms.TypedChoiceField(
        label="Places after the point",
        choices=DECIMALS,
        coerce=int,
        initial=0,
        widget=forms.RadioSelect,
    )
    first_on = DateField(
        label="When does the first period end?",
        name="The end of the first period",
        help_text="The first figure is for the period that ends on this day, for example 31 3 2026",
        error_messages={"required": "Enter the day on which the first period ends"},
    )
    owner_post = PostChoice(
        label="Who gives the figure?",
        help_text="The post. Whoever holds it is reminded",
        required=False,
    )
    objectives = SeveralRows(
        Objective.objects.none(),
        label="Objectives that it serves",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = [
        *("title", "definition", "source", "unit", "decimals", "better", "every_months"),
        *("first_on", "ready_days", "owner_post", "objectives", "least", "most", "tolerance"),
    ]

    class Meta:
        model = Measure
        fields = [
            *("title", "definition", "source", "unit", "decimals", "better", "every_months"),
            *("first_on", "ready_days", "owner_post", "least", "most", "tolerance"),
            "exempt_reason",
        ]
        labels = {
            "title": "Name of the measure",
            "definition": "What exactly is counted?",
            "source": "Where does the figure come from?",
            "unit": "What is it given in?",
            "better": "Which way is good?",
            "ready_days": "Days until the figure is known",
            "least": "Lowest that it can be",
            "most": "Highest that it can be",
            "tolerance": "How far from its trajectory is still close enough?",
        }
        help_texts = {
            "ready_days": "After the end of the period. Then the figure is asked for",
            "least": "A figure below it is refused. For a share, 0",
            "most": "A figure above it is refused. For a share, 100",
            "tolerance": "In the measure’s own unit, for example 1. 0 if every shortfall counts",
            "exempt_reason": EXEMPT_HINT,
        }
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "unit": forms.RadioSelect,
            "better": forms.RadioSelect,
            "ready_days": forms.NumberInput(attrs=FEW),
            "least": forms.TextInput(attrs=SHORT),
            "most": forms.TextInput(attrs=SHORT),
            "tolerance": forms.TextInput(attrs=SHORT),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "title": {"required": "Enter the name of the measure"},
            "definition": {"required": "Say what exactly is counted"},
            "source": {"required": "Say where the figure comes from"},
            "unit": {"required": "Choose what it is given in"},
        }

    def __init__(self, *args, plan, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = posts_on(on)
        self.fields["unit"].choices = Measure.Unit.choices
        objectives = plan.objectives.filter(withdrawn_at__isnull=True)
        if self.instance.pk:
            served = self.instance.objectives.all()
            objectives = (objectives | plan.objectives.filter(pk__in=served)).distinct()
            self.initial["objectives"] = list(served)
        if objectives.exists():
            self.fields["objectives"].queryset = objectives
        else:
            del self.fields["objectives"]
        for name in ("least", "most", "tolerance"):
            value = self.initial.get(name)
            if value is not None:
                self.initial[name] = f"{value.normalize():f}"

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name != "objectives"}

    @property
    def served(self):
        return self.cleaned_data.get("objectives", ())


def in_which_unit(measure):
    """ "In per cent, for example 61%" """
    words = f"for example {example(measure)}"
    unit = unit_words(measure)
    return f"In {unit}, {words}" if unit else words.capitalize()


class FigureField(forms.CharField):
    """A figure of `measure`, as people type it."""

    def __init__(self, *, measure, **kwargs):
        self.measure = measure
        kwargs.setdefault("label", "The figure")
        kwargs.setdefault("help_text", in_which_unit(measure))
        kwargs.setdefault("widget", forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}))
        super().__init__(max_length=40, **kwargs)
        self.error_messages["required"] = "Enter the figure"

    def clean(self, value):
        value = super().clean(value)
        return read_figure(value, self.measure) if value else None


class FigureForm(forms.Form):
    """A form with a figure that can be doubted: then it asks whether that is meant."""

    SURE = "sure_of"

    note = forms.CharField(
        label="What should readers know about it?",
        help_text="For example: a new survey began in this period",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["value"] = FigureField(measure=measure)
        self.order_fields(self.order)

    order = ("value", "note")

    @property
    def typed(self):
        return self.data.get("value", "").strip()

    @property
    def is_sure(self):
        """Of the very figure that was asked about: another one is asked about anew."""
        return bool(self.typed) and self.data.get(self.SURE) == self.typed

    def ask_whether_sure(self):
        field = forms.MultipleChoiceField(
            label="Is it right as it stands?",
            choices=[(self.typed, f"Yes, {self.typed} is right")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields = {"value": self.fields["value"], self.SURE: field} | self.fields
        self.order_fields([name for name in self.order if name != "note"])


class ReadingForm(FigureForm):
    on = forms.DateField(
        label="Which period is it for?",
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Choose the period", "invalid": "Choose the period"},
    )
    order = ("on", "value", FigureForm.SURE, "note")

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        periods = [(day.isoformat(), period_words(self.measure, day)) for day in missing]
        self.fields["on"].widget = forms.Select(choices=periods)

    @property
    def given(self):
        fields = self.cleaned_data
        return {"on": fields["on"], "value": fields["value"], "note": fields["note"]}


class CorrectReadingForm(FigureForm):
    reason = forms.CharField(
        label="Why does it change?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the figure changes"},
    )
    order = ("value", FigureForm.SURE, "reason", "note")

    def __init__(self, *args, reading, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text += f". It stands at {figure(reading.value, self.measure)}"
        self.initial["note"] = reading.note

    @property
    def given(self):
        return {name: self.cleaned_data[name] for name in ("value", "reason", "note")}


class TargetForm(forms.Form):
    on = DateField(
        label="By when?",
        name="The day of the target",
        earliest=datetime.date(2000, 1, 1),
        error_messages={"required": "Enter the day by which it is to be reached"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed where a target of that day changes. It is kept with the old one",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = FigureField(
            measure=measure,
            label="What is to be reached?",
            help_text=f"{in_which_unit(measure)}. "
            "Leave it empty if the target of that day no longer stands",
            required=False,
        )
        self.order_fields(["on", "value", "reason"])

    @property
    def targets(self):
        return {self.cleaned_data["on"]: self.cleaned_data["value"]}
