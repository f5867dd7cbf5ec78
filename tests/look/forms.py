"""Every kind of field once, with label, hint and the ways to go wrong."""

import django_filters
from django import forms
from django.contrib.auth.models import Group

from stakeholders.dates import DateField

RAG = [("green", "On track"), ("amber", "At risk"), ("red", "Off track")]
ORGANISATIONS = [("1", "Northmoor Council"), ("2", "Vale Fire and Rescue")]


class EveryField(forms.Form):
    name = forms.CharField(
        label="Name of the post",
        help_text="As the plan writes it",
        error_messages={"required": "Enter the name of the post"},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="Reminders go there",
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    how_often = forms.IntegerField(label="Meetings a year", help_text="0 to 365", min_value=0)
    how_it_goes = forms.ChoiceField(
        label="How is it going?",
        help_text="As you see it today",
        choices=RAG,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it is going"},
    )
    groups = forms.MultipleChoiceField(
        label="Who is it for?",
        help_text="Choose all that apply",
        choices=[("young", "Young people"), ("rural", "Rural communities"), ("faith", "Faith")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one group"},
    )
    organisation = forms.ChoiceField(
        label="Organisation",
        help_text="The one that answers for it",
        choices=[("", "---------"), *ORGANISATIONS],
    )
    several = forms.MultipleChoiceField(
        label="Other organisations", help_text="Hold Ctrl to choose several", choices=ORGANISATIONS
    )
    due_on = DateField(label="New due date", help_text="For example, 27 3 2026", name="New date")
    comment = forms.CharField(
        label="What happened since 3 March?",
        help_text="A sentence or two",
        max_length=300,
        widget=forms.Textarea,
    )
    evidence = forms.FileField(label="Evidence", help_text="A document of up to 10 MB")
    next_step = forms.CharField(label="What is next?", required=False)
    agreed = forms.BooleanField(
        label="The Panel has agreed to this",
        help_text="Its minutes say so",
        error_messages={"required": "Confirm that the Panel has agreed"},
    )
    version = forms.CharField(widget=forms.HiddenInput, initial="7")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how_it_goes"].widget.option_hints = {"amber": "Say what is being done"}


class Narrow(django_filters.FilterSet):
    """A filter with one of each: the list behind it does not matter."""

    text = django_filters.CharFilter(label="Words", method="keep")
    state = django_filters.ChoiceFilter(label="State", choices=RAG, method="keep")
    lead = django_filters.ModelChoiceFilter(
        label="Lead", queryset=Group.objects.all(), method="keep"
    )
    overdue = django_filters.BooleanFilter(
        label="Overdue only", widget=forms.CheckboxInput, method="keep"
    )

    class Meta:
        model = Group
        fields = []

    def keep(self, queryset, name, value):
        return queryset
