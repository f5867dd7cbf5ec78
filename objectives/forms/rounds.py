from django import forms

from objectives.models import UpdateRound
from stakeholders.dates import DateField
from stakeholders.pages import ChangeForm

ANSWERS_BY = "The day for the answers"


class RoundOpenForm(forms.Form):
    """A quarter's round: `quarters` are those that can be opened now, each with its own days."""

    quarter = forms.ChoiceField(
        label="Which quarter do the leads report on?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the quarter"},
    )
    answers_by = DateField(
        label="By when do they answer?",
        name=ANSWERS_BY,
        help_text="Leave empty for the fifth working day after the quarter",
        required=False,
    )

    def __init__(self, *args, quarters, **kwargs):
        super().__init__(*args, **kwargs)
        self.quarters = {str(quarter): quarter for quarter in quarters}
        self.fields["quarter"].choices = [(key, row.label) for key, row in self.quarters.items()]

    def clean_quarter(self):
        return self.quarters[self.cleaned_data["quarter"]]


class RoundChangeForm(ChangeForm):
    class Meta:
        model = UpdateRound
        fields = ["answers_by"]
        field_classes = {"answers_by": DateField}
        labels = {"answers_by": "By when do the leads answer?"}
        error_messages = {"answers_by": {"required": "Enter the day by which they answer"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers_by"].name = ANSWERS_BY


class RoundCloseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendBackForm(forms.Form):
    question = forms.CharField(
        label="What do you want to know?",
        help_text="The lead reads this with the request for a new answer. The update that was "
        "given stays as it is.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you want to know"},
    )
