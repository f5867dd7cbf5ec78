from django import forms

from objectives.deadlines import Certainty, DeadlineReading
from objectives.services import read_for
from stakeholders.dates import DateField

WORDS_HINT = "For example 31 March 2027, Q2 2026/27, by end March 2027, Ongoing, Monthly"


class DeadlineForm(forms.Form):
    """A deadline in words, read by the plan's rules, and the reason for changing it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    deadline_text = forms.CharField(label="Deadline", max_length=200, help_text=WORDS_HINT)
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the reason is kept with the old deadline"},
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan

    @property
    def reading(self):
        return read_for(self.plan, self.cleaned_data["deadline_text"])

    @property
    def opened_on(self):
        return self.cleaned_data["version"]


class RedateForm(DeadlineForm):
    """A new date must be one that can be kept: words without a date won't do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deadline_text"].label = "New deadline"
        self.fields["deadline_text"].error_messages["required"] = "Enter the new deadline"

    def clean_deadline_text(self):
        text = self.cleaned_data["deadline_text"]
        reading = read_for(self.plan, text)
        if reading.certainty in (Certainty.UNREADABLE, Certainty.NONE):
            raise forms.ValidationError(
                f"{reading.note} Enter it as a date, for example 31 March 2027.",
                code="unreadable",
            )
        return text


class CorrectForm(DeadlineForm):
    """Mends wrong words or a wrong understanding of them; dates given here win over the words."""

    deadline_text = forms.CharField(
        label="Deadline, as the plan says it", max_length=200, required=False, help_text=WORDS_HINT
    )
    starts_on = DateField(
        label="Starts on",
        name="The start",
        required=False,
        help_text="Leave all of these empty to let the portal read the words",
    )
    due_on = DateField(label="Due on", name="The due date", required=False)
    ongoing = forms.BooleanField(label="It is ongoing: it has no due date", required=False)
    field_order = ["deadline_text", "starts_on", "due_on", "ongoing", "reason"]

    def clean(self):
        cleaned = super().clean()
        starts, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if due and cleaned.get("ongoing"):
            self.add_error("ongoing", "Choose one: a due date, or ongoing")
        if starts and due and due < starts:
            self.add_error("due_on", "The due date must be the same as or after the start")
        return cleaned

    @property
    def reading(self):
        given = {name: self.cleaned_data[name] for name in ("starts_on", "due_on", "ongoing")}
        if not any(given.values()):
            return super().reading
        return DeadlineReading(
            self.cleaned_data["deadline_text"],
            certainty=Certainty.CERTAIN.value,
            note="The dates were given by the coordinator.",
            **given,
        )


class DateRequestForm(forms.Form):
    """The coordinator's answer to a lead who asked for a new date."""

    accept = forms.TypedChoiceField(
        label="Do you accept the new date?",
        choices=[("yes", "Yes, the action gets this date"), ("no", "No, the deadline stays")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    note = forms.CharField(
        label="A word to the lead",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if you say no",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accept") is False and not cleaned.get("note"):
            self.add_error("note", "Tell the lead why the deadline stays")
        return cleaned
