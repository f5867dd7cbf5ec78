"""Forms for what has to happen after a meeting."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import FollowUp, PublicationStep, Recommendation
from objectives.models import Objective
from stakeholders.dates import DateField

from .business import OfMeetingForm

DUE_HINT = "In your own words: next meeting, end of July, 14 March 2027. Or nothing."


class FollowUpForm(OfMeetingForm):
    class Meta:
        model = FollowUp
        fields = ["words", "lead_post", "due_text", "item", "exempt_reason"]
        labels = {
            "words": "What has to be done?",
            "lead_post": "Who does it?",
            "due_text": "By when?",
        }
        help_texts = {
            "lead_post": "The post. Whoever holds it is reminded",
            "due_text": DUE_HINT,
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"words": {"required": "Enter what has to be done"}}


class ProgressForm(forms.Form):
    """How a follow-up is going, by whoever does it or for them."""

    words = forms.CharField(
        label="What has happened?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say in a sentence what has happened"},
    )
    state = forms.ChoiceField(
        label="Is it done?",
        choices=[("open", "Not yet"), ("closed", "Yes, nothing is left to do")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is done"},
    )


class IntoPlanForm(forms.Form):
    objective = forms.ModelChoiceField(
        Objective.objects.none(),
        label="Which objective does it serve?",
        error_messages={"required": "Choose the objective"},
    )
    number = forms.CharField(
        label="Number of the action",
        max_length=20,
        required=False,
        help_text="Only if it has one in the plan, for example 4",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )

    def __init__(self, *args, objectives, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["objective"]
        field.queryset = objectives
        field.label_from_instance = lambda objective: (
            f"{objective.plan}: {objective.number} {objective.title[:90]}"
        )


class RecommendationForm(OfMeetingForm):
    due_on = DateField(
        label="Response due on",
        name="The date",
        required=False,
        help_text="Leave it empty to count back from the body’s next meeting",
    )

    class Meta:
        model = Recommendation
        fields = ["kind", "words", "body", "owner_post", "due_on", "item", "exempt_reason"]
        labels = {
            "kind": "What is it?",
            "words": "In which words?",
            "body": "Who made it?",
            "owner_post": "Who responds?",
        }
        widgets = {"kind": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "kind": {"required": "Choose whether it is a suggestion or a recommendation"},
            "words": {"required": "Enter what was suggested or recommended"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Recommendation.Kind.choices


class ResponseForm(OfMeetingForm):
    """`on` is today."""

    responded_on = DateField(
        label="When was it given?",
        name="The date",
        error_messages={"required": "Enter the day of the response"},
    )

    class Meta:
        model = Recommendation
        fields = ["answer", "response", "responded_on"]
        labels = {"answer": "What is the answer?", "response": "The response"}
        widgets = {"answer": forms.RadioSelect, "response": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = Recommendation.Answer.choices
        self.fields["answer"].required = self.fields["response"].required = True
        self.fields["answer"].error_messages["required"] = "Choose the answer"
        self.fields["response"].error_messages["required"] = "Enter the response"
        if self.instance.responded_on is None:
            self.initial["responded_on"] = on


class PublicationForm(forms.Form):
    """Published on a day, or not needed and why. `on` is today."""

    mark_optional = False

    state = forms.ChoiceField(
        label="Was it published?",
        choices=[("done", "Yes"), ("not_needed", "There is nothing to publish")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was published"},
    )
    done_on = DateField(label="On which day?", name="The day", required=False)
    where = forms.URLField(
        label="At which address? (optional)",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="For example, https://www.example.org/meetings",
        error_messages={"invalid": "Enter an address such as https://www.example.org/meetings"},
    )
    reason = forms.CharField(
        label="Why is there nothing?",
        required=False,
        max_length=300,
        help_text="For example, there were no reports",
    )

    def __init__(self, *args, on: datetime.date, step: PublicationStep | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].widget.reveals = {
            "done": ["done_on", "where"],
            "not_needed": ["reason"],
        }
        self.initial.setdefault("done_on", on)
        if step:
            self.initial |= {
                "state": "not_needed" if step.not_needed else "done",
                "done_on": step.done_on,
                "where": step.where,
                "reason": step.not_needed,
            }

    def clean(self):
        cleaned = super().clean()
        needed = {
            "done": ("done_on", "Enter the day on which it was published"),
            "not_needed": ("reason", "Say why there is nothing to publish"),
        }
        if asked := needed.get(cleaned.get("state")):
            name, words = asked
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(words, code="required"))
        return cleaned
