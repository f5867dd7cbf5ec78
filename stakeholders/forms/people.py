from django import forms

from stakeholders.access import ADMINISTRATOR, AUDITOR, CONTACT_KEEPER, COORDINATOR
from stakeholders.dates import DateField
from stakeholders.models import Absence, Person
from stakeholders.pages import ChangeForm

from .fields import PersonChoice, Words, refuse_twin

DAY_HINT = "For example, 27 3 2026"


class PersonForm(ChangeForm):
    class Meta:
        model = Person
        fields = ["name", "email"]
        field_classes = {"name": Words}
        labels = {"name": "Name", "email": "E-mail address"}
        help_texts = {
            "name": "As it should be written, for example Jo Rowan",
            "email": "For reminders and the invitation. With an account, it is also the address "
            "to sign in with",
        }
        error_messages = {"name": {"required": "Enter the person's name"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        if email := self.cleaned_data.get("email"):
            others = Person.objects.filter(email__iexact=email)
            refuse_twin(self, "email", others, "Somebody else already has this e-mail address")
        return self.cleaned_data


class AbsenceForm(ChangeForm):
    starts_on = DateField(
        label="First day away",
        name="The first day",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the first day"},
    )
    ends_on = DateField(
        label="Last day away",
        name="The last day",
        help_text="Leave empty if nobody knows yet",
        required=False,
    )
    deputy = PersonChoice(
        label="Deputy",
        help_text="Answers for this person's posts on those days, and gets their reminders",
        required=False,
    )

    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on", "deputy"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = Person.objects.exclude(pk=person.pk)

    def clean(self):
        refuse_backwards(self)
        return self.cleaned_data


def refuse_backwards(form, words="The last day must be the same as or after the first day"):
    first, last = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", forms.ValidationError(words, code="before_start"))


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles",
        required=False,
        choices=[
            (ADMINISTRATOR, "Administrator"),
            (COORDINATOR, "Coordinator"),
            (AUDITOR, "Auditor"),
            (CONTACT_KEEPER, "Contact keeper"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].widget.option_hints = {
            ADMINISTRATOR: "People, posts, bodies, accounts and settings",
            COORDINATOR: "Everything about plans, meetings, engagement and reports",
            AUDITOR: "Reads everything, history included, and changes nothing. No other role "
            "than contact keeper goes with it",
            CONTACT_KEEPER: "For a coordinator or an auditor: sees those contacts too whose "
            "community tells something private about them, such as their religion, health, "
            "ethnic origin or whom they love. To anybody else it gives nothing",
        }
