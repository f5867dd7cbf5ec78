from django import forms

from actionplans.models import Endorsement
from stakeholders.dates import DateField
from stakeholders.models import GovernanceBody
from stakeholders.pages import ChangeForm

Outcome = Endorsement.Outcome
MINUTE_HINT = "For example 14/26. Leave empty until the minutes are agreed."


class EndorsementForm(forms.Form):
    body = forms.ModelChoiceField(
        GovernanceBody.objects.all(),
        label="Which body decided?",
        error_messages={"required": "Choose the body that decided"},
    )
    decided_on = DateField(
        label="When?",
        name="The date of the decision",
        error_messages={"required": "Enter the day on which it decided"},
    )
    outcome = forms.ChoiceField(
        label="What did it decide?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it decided"},
    )
    amendments = forms.CharField(
        label="Amendments that it asked for",
        help_text="Only if it endorsed the plan subject to amendments. One on each line.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    minute_reference = forms.CharField(
        label="Minute reference",
        help_text=MINUTE_HINT,
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    note = forms.CharField(
        label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.option_hints = {
            Outcome.APPROVED: "The plan is kept as it is now, to see later what changed since",
            Outcome.SUBJECT_TO_AMENDMENTS: "No body can approve the plan until each one is done",
        }

    @property
    def decision(self):
        names = ("body", "decided_on", "minute_reference", "note")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def asked_for(self):
        return [line for line in self.cleaned_data["amendments"].splitlines() if line.strip()]


class EndorsementEditForm(ChangeForm):
    class Meta:
        model = Endorsement
        fields = ["decided_on", "minute_reference", "note"]
        field_classes = {"decided_on": DateField}
        help_texts = {"minute_reference": MINUTE_HINT}
        widgets = {
            "minute_reference": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }


class AmendmentForm(forms.Form):
    text = forms.CharField(
        label="What is to be changed?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the body asked to be changed"},
    )


class AmendmentDoneForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    done_on = DateField(
        label="When was it done?",
        name="The day it was done",
        error_messages={"required": "Enter the day on which it was done"},
    )
    note = forms.CharField(
        label="How?",
        help_text="For example: action 4.2 now names the parish councils",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
