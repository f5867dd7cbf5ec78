"""Forms for writing down what was heard, and where."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import Consultation, EngagementActivity, IssueSource, Meeting
from stakeholders.dates import DateField
from stakeholders.forms.fields import PostChoice, SeveralRows, Words

from . import choices
from .heard import NO_NAMES, PRIVATE_HINT, groups_field

Kind = IssueSource.Kind
LATELY = datetime.timedelta(days=180)


class SourceForm(forms.Form):
    """Where it was heard. `place` is {"activity": …}, {"meeting": …} or {"consultation": …} where
    that is known: then nobody is asked. `on` is today."""

    kind = forms.ChoiceField(
        label="Where was it heard?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it was heard"},
    )
    activity = forms.ModelChoiceField(
        EngagementActivity.objects.none(), label="Which engagement?", required=False
    )
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Which meeting?", required=False)
    consultation = forms.ModelChoiceField(
        Consultation.objects.none(), label="Which consultation?", required=False
    )
    heard_on = DateField(
        label="When was it heard?",
        name="The day",
        required=False,
        help_text="Leave it empty for the day of the engagement or meeting, or for today",
    )
    count = forms.IntegerField(
        label="How many people said it?",
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text="If you know. Leave it empty if you do not",
    )
    said = forms.CharField(
        label="What was said there?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the office alone. The public never reads it",
    )

    def __init__(self, *args, person, on, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place
        if place:
            for name in ("kind", "activity", "meeting", "consultation"):
                del self.fields[name]
            if "consultation" not in place:
                del self.fields["heard_on"]
            return
        lately = {"held_on__range": (on - LATELY, on)}
        activities = EngagementActivity.objects.visible_to(person).in_force()
        self.fields["activity"].queryset = activities.filter(**lately)
        meetings = Meeting.objects.visible_to(person).exclude(status=Meeting.Status.CANCELLED)
        self.fields["meeting"].queryset = (
            meetings.filter(**lately).select_related("forum__series").order_by("-held_on", "pk")
        )
        consultations = Consultation.objects.visible_to(person).in_force()
        self.fields["consultation"].queryset = consultations.filter(opens_on__lte=on)
        self.fields["kind"].widget.reveals = {
            name: [name] for name in ("activity", "meeting", "consultation")
        }

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        asks = kind in ("activity", "meeting", "consultation")
        if asks and not cleaned.get(kind) and kind not in self.errors:
            words = "Choose where it was heard"
            self.add_error(kind, ValidationError(words, code=f"{kind}_missing"))
        return cleaned

    @property
    def source(self):
        """What `services.engagement.add_source` is told, but for the words."""
        said = {name: self.cleaned_data.get(name) for name in ("heard_on", "count")}
        if self.place:
            ((kind, _),) = self.place.items()
            return said | {"kind": kind} | self.place
        kind = self.cleaned_data["kind"]
        own = {kind: self.cleaned_data[kind]} if kind in self.fields else {}
        return said | {"kind": kind} | own


class NewIssueForm(SourceForm):
    title = Words(
        label="The issue in a few words",
        max_length=200,
        help_text="For example, Speeding on the green. " + NO_NAMES,
        error_messages={"required": "Enter the issue in a few words"},
    )
    words = forms.CharField(
        label="What did people say?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
        error_messages={"required": "Enter what people said"},
    )
    groups = groups_field()
    areas = SeveralRows(
        choices.areas(),
        label="Which areas?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner_post = PostChoice(
        label="Who answers?",
        required=False,
        help_text="The post. Whoever holds it is reminded",
    )
    due_on = DateField(label="Answer by", name="The day", required=False)
    exempt_reason = forms.CharField(
        label="Why it must stay private",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=PRIVATE_HINT,
    )
    field_order = (
        *("title", "words", "kind", "activity", "meeting", "consultation", "heard_on", "count"),
        *("said", "groups", "areas", "owner_post", "due_on", "exempt_reason"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = choices.posts()
        for name in ("groups", "areas"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    @property
    def issue(self):
        names = ("title", "words", "said", "groups", "areas", "owner_post", "due_on")
        return {
            name: self.cleaned_data[name]
            for name in (*names, "exempt_reason")
            if name in self.fields
        }
