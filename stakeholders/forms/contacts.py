"""Forms for contacts: what is held, for what, and for whom they speak."""

from django import forms

from stakeholders.dates import DateField
from stakeholders.models import (
    CommunityGroup,
    Contact,
    ContactLink,
    Organisation,
    SubjectRequest,
)
from stakeholders.pages import ChangeForm

from .fields import Words
from .people import DAY_HINT
from .reasons import ReasonForm

NAMELESS = "Name nobody here: this is kept after everything else was erased"


class ContactForm(ChangeForm):
    review_on = DateField(
        label="When to look at it again",
        name="The date",
        help_text=f"Whether it is still needed. {DAY_HINT}",
        error_messages={"required": "Enter the day on which to look at it again"},
    )

    class Meta:
        model = Contact
        fields = [
            *("name", "role", "email", "phone", "address", "preference", "needs"),
            *("purpose", "basis", "basis_note", "source", "review_on"),
        ]
        field_classes = {"name": Words, "role": Words, "phone": Words}
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "basis": forms.RadioSelect,
            "basis_note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "name": "Name",
            "role": "What do they do there?",
            "email": "E-mail address",
            "phone": "Telephone",
            "address": "Postal address",
            "preference": "How do they like to be reached?",
            "needs": "What makes it easier for them?",
            "purpose": "What is this held for?",
            "basis": "Why may the office hold it?",
            "basis_note": "When and how did they agree?",
            "source": "Where did it come from?",
        }
        help_texts = {
            "role": "For example, chair of the residents’ association",
            "purpose": "For example, to invite the group to meetings with the Commissioner",
            "source": "For example, they wrote to us",
        }
        error_messages = {
            "name": {"required": "Enter a name"},
            "purpose": {"required": "Say what it is held for"},
            "basis": {"required": "Choose why the office may hold it"},
            "email": {"invalid": "Enter an address like name@example.org"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "phone", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["name"].required = True
        # Asked for with consent alone; it stands beneath that.
        note = self.fields["basis_note"]
        note.required = self.data.get("basis", "consent") == Contact.Basis.CONSENT
        note.error_messages["required"] = "Say when and how they agreed"
        self.fields["basis"].choices = Contact.Basis.choices
        self.fields["basis"].widget.reveals = {Contact.Basis.CONSENT.value: ["basis_note"]}


class ConditionForm(forms.Form):
    """Why a link may be held that can tell data of a special category."""

    condition = forms.ChoiceField(
        label="Which Article 9 condition applies?",
        choices=[("", "None is needed"), *ContactLink.Condition.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text="Needed where being their contact can tell somebody’s religion, health, ethnic "
        "origin or orientation",
    )
    condition_note = forms.CharField(
        label="How is the condition met?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    restricted = forms.BooleanField(
        label="Show it only to those with access to restricted contacts",
        required=False,
        help_text="Always so where a condition is needed",
    )


class LinkForm(ConditionForm):
    """Whoever may not see restricted contacts makes none: it would be gone from their sight."""

    group = forms.ModelChoiceField(
        CommunityGroup.objects.none(), label="Which group do they speak for?", required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Or which organisation?", required=False
    )
    field_order = ["group", "organisation"]

    def __init__(self, *args, keeps_restricted, **kwargs):
        super().__init__(*args, **kwargs)
        groups, organisations = CommunityGroup.objects.in_force(), Organisation.objects.all()
        if not keeps_restricted:
            groups = groups.exclude(characteristics__special=True)
            organisations = organisations.exclude(characteristics__special=True)
            for name in ("condition", "condition_note", "restricted"):
                del self.fields[name]
            self.fields[
                "group"
            ].help_text = "Some need access to restricted contacts, which the administrator gives"
        self.fields["group"].queryset = groups
        self.fields["organisation"].queryset = organisations


class ReviewForm(ChangeForm):
    review_on = DateField(
        label="When to look at it again",
        name="The date",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the day on which to look at it again"},
    )

    class Meta:
        model = Contact
        fields = ["review_on"]


class WhyForm(ReasonForm):
    """Of people's data no history keeps the reason."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "Say why"


class EraseForm(WhyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"For example, they asked for it. {NAMELESS}"


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="What did they ask for?",
        choices=SubjectRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they asked for"},
    )
    received_on = DateField(
        label="When did it arrive?",
        name="The date",
        help_text=f"The month to answer counts from this day. {DAY_HINT}",
        error_messages={"required": "Enter the day on which it arrived"},
    )


class FinishForm(ChangeForm):
    class Meta:
        model = SubjectRequest
        fields = ["outcome"]
        labels = {"outcome": "What was done?"}
        help_texts = {"outcome": NAMELESS}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = True
        self.fields["outcome"].error_messages["required"] = "Say what was done"
