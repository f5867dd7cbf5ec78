"""Forms for decisions that people are heard on, and for consultations."""

from django import forms
from django.core.exceptions import ValidationError

from meetings.forms.business import PRIVATE_HINT, PRIVATE_LABEL
from meetings.models import Consultation, ConsultationQuestion, KeyDecision
from objectives.forms.structure import post_label
from stakeholders.dates import DateField
from stakeholders.pages import ChangeForm

from . import choices
from .numbers import NumbersForm

LONGEST_LIST = 20_000
MOST_DIGITS = 9


class OwnedForm(ChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["owner_post"]
        field.queryset = choices.posts(self.instance.owner_post_id)
        field.label_from_instance = post_label
        private = self.fields["exempt_reason"]
        private.label, private.help_text = PRIVATE_LABEL, PRIVATE_HINT
        private.widget.attrs["rows"] = 2


class KeyDecisionForm(OwnedForm):
    due_on = DateField(
        label="When is it to be decided?",
        name="The date",
        required=False,
        help_text="Leave it empty if nobody knows yet",
    )

    class Meta:
        model = KeyDecision
        fields = ["title", "about", "owner_post", "due_on", "exempt_reason"]
        labels = {
            "title": "What is it called?",
            "about": "What is to be decided?",
            "owner_post": "Who prepares it?",
        }
        help_texts = {"title": "For example, the future of a police station"}
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"title": {"required": "Enter what it is called"}}


class MakeDecisionForm(ChangeForm):
    """`on` is today."""

    decided_on = DateField(
        label="When was it decided?",
        name="The date",
        error_messages={"required": "Enter the day on which it was decided"},
    )

    class Meta:
        model = KeyDecision
        fields = ["outcome", "influence", "decided_on"]
        labels = {"outcome": "What was decided?", "influence": "What did people’s views change?"}
        help_texts = {"influence": "Say so too if they changed nothing, and why"}
        widgets = {
            "outcome": forms.Textarea(attrs={"rows": 4}),
            "influence": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in (
            ("outcome", "Enter what was decided"),
            ("influence", "Enter what people’s views changed, or that they changed nothing"),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        if self.instance.decided_on is None:
            self.initial["decided_on"] = on


class ConsultationForm(OwnedForm):
    opens_on = DateField(
        label="First day to answer",
        name="The first day",
        error_messages={"required": "Enter the first day to answer"},
    )
    closes_on = DateField(
        label="Last day to answer",
        name="The last day",
        error_messages={"required": "Enter the last day to answer"},
    )
    website = forms.URLField(
        label="Where do people answer?",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="For example, https://www.example.org/survey",
        error_messages={"invalid": "Enter an address such as https://www.example.org/survey"},
    )

    class Meta:
        model = Consultation
        fields = [
            *("title", "about", "decision", "owner_post"),
            *("opens_on", "closes_on", "website", "exempt_reason"),
        ]
        labels = {
            "title": "What is it called?",
            "about": "What is it about?",
            "decision": "Which decision does it inform?",
            "owner_post": "Who runs it?",
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"title": {"required": "Enter what it is called"}}

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        self.fields["decision"].empty_label = "None"

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            words = "It must close on or after the day it opens"
            self.add_error("closes_on", forms.ValidationError(words, "closes_before_opening"))
        return cleaned


class ResultsForm(ChangeForm):
    class Meta:
        model = Consultation
        fields = ["responses", "summary"]
        labels = {"responses": "How many responses came?", "summary": "What did people say?"}
        help_texts = {
            "responses": "Leave it empty if it is not known",
            "summary": "In a few sentences, for the public. Name nobody",
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 8})}


class AnswerForm(ChangeForm):
    """`on` is today."""

    answered_on = DateField(
        label="When were people told?",
        name="The date",
        error_messages={"required": "Enter the day on which people were told"},
    )

    class Meta:
        model = Consultation
        fields = ["response", "answered_on"]
        labels = {"response": "What did the office answer?"}
        help_texts = {"response": "What it does now, and what it does not and why. Name nobody"}
        widgets = {"response": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["response"].required = True
        self.fields["response"].error_messages["required"] = "Enter what the office answered"
        if self.instance.answered_on is None:
            self.initial["answered_on"] = on


class QuestionForm(ChangeForm):
    # What is needed of the two depends on how people answer.
    mark_optional = False

    answers = forms.CharField(
        label="The answers to choose from",
        max_length=LONGEST_LIST,
        required=False,
        help_text="One on a line. Once they are counted, with a colon and the number: Yes: 250",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = ConsultationQuestion
        fields = ["words", "kind", "summary"]
        labels = {
            "words": "What is asked?",
            "kind": "How do people answer?",
            "summary": "What people wrote",
        }
        help_texts = {"summary": "What it came to, in a few sentences. Name nobody"}
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {"words": {"required": "Enter what is asked"}}

    field_order = ["words", "kind", "answers", "summary"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ConsultationQuestion.Kind.choices
        self.fields["kind"].widget.reveals = {"choice": ["answers"], "text": ["summary"]}
        # Counting characters down says nothing useful about a list of answers.
        self.fields["answers"].widget.attrs.pop("maxlength", None)
        if self.instance.pk:
            rows = self.instance.answers.all()
            self.initial["answers"] = "\n".join(written(row.words, row.count) for row in rows)

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name != "answers"}

    def clean_answers(self):
        """[(words, count or None)]"""
        return [
            read_answer(line) for line in self.cleaned_data["answers"].splitlines() if line.strip()
        ]


def read_answer(line):
    """(words, count): "Yes: 1,250", or pasted from two columns; an answer may have figures of its
    own: "Aged 18 to 24: 7". Without a number the count is None."""
    line = line.strip()
    words = line.rstrip("0123456789,")
    figures, before = line[len(words) :], words.rstrip()
    if not figures[:1].isdecimal() or not (before.endswith(":") or "\t" in words[len(before) :]):
        return line, None
    digits = figures.replace(",", "").lstrip("0") or "0"
    if len(digits) > MOST_DIGITS:
        said = "Enter how many people gave each answer, in at most 9 digits"
        raise ValidationError(said, code="count_absurd")
    return before.removesuffix(":").rstrip(), int(digits)


def written(words, count):
    return words if count is None else f"{words}: {count}"


class ReachForm(NumbersForm):
    """A number for each group in use, and for each that has one already."""

    mark_optional = False

    def __init__(self, *args, reach, **kwargs):
        super().__init__(*args, **kwargs)
        known = {row.group_id: row.count for row in reach}
        self.groups = {f"group_{group.pk}": group for group in choices.groups(known)}
        for name, group in self.groups.items():
            self.fields[name] = forms.IntegerField(
                label=group.name,
                min_value=0,
                max_value=2**31 - 1,
                required=False,
                initial=known.get(group.pk),
                error_messages={"invalid": f"Enter a whole number for {group}"},
            )

    @property
    def counts(self):
        return {group: self.cleaned_data[name] for name, group in self.groups.items()}
