"""A meeting written up on one screen, and who is to go to it."""

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import Attendance
from meetings.services import Said
from objectives.forms.structure import post_label
from stakeholders.forms.fields import SeveralRows
from stakeholders.models import Post

HELD, CANCELLED = "held", "cancelled"
Outcome = Attendance.Outcome


def posts_there_are():
    return Post.objects.filter(abolished_on__isnull=True).select_related("organisation")


class ExpectForm(forms.Form):
    posts = SeveralRows(
        Post.objects.none(),
        label="Who goes?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = posts
        self.fields["posts"].label_from_instance = post_label


class RecordForm(forms.Form):
    """What became of `meeting`, and who of the office was there.

    `asked` are the posts that it is asked of one by one; `others` those that may be added.
    `attendances` ({post's key: Attendance}) are what is known already.
    """

    mark_optional = False

    became = forms.ChoiceField(
        label="Did it take place?",
        choices=[(HELD, "Yes, it was held"), (CANCELLED, "No, it was cancelled")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it took place"},
    )
    reason = forms.CharField(
        label="Why was it cancelled?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    also = SeveralRows(
        Post.objects.none(),
        label="Who else of the office was there?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public_present = forms.IntegerField(
        label="How many members of the public came?",
        required=False,
        min_value=0,
        max_value=100_000,
        error_messages={"invalid": "Enter a number, such as 12"},
    )
    others_present = forms.CharField(
        label="Who else was there?",
        required=False,
        max_length=2000,
        help_text="Roles and organisations, no names of members of the public",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, meeting, asked, others, attendances, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        self.fields["became"].widget.reveals = {CANCELLED: ["reason"]}
        self.fields["also"].queryset = others
        self.fields["also"].label_from_instance = post_label
        self.initial |= {
            "became": "" if meeting.status == "planned" else meeting.status,
            "public_present": meeting.public_present,
            "others_present": meeting.others_present,
            "notes": meeting.notes,
            "version": meeting.version,
        }
        substitutes = posts_there_are()
        for post in self.asked:
            self._ask(post, attendances.get(post.pk), substitutes)

    def _ask(self, post, known, substitutes):
        name, instead = f"outcome_{post.pk}", f"instead_{post.pk}"
        self.fields[name] = forms.ChoiceField(
            label=post.title,
            choices=Outcome.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[instead] = forms.ModelChoiceField(
            substitutes.exclude(pk=post.pk),
            label=f"Who went instead of {post.title}? (optional)",
            required=False,
        )
        self.fields[instead].label_from_instance = post_label
        self.fields[name].widget.reveals = {Outcome.APOLOGIES.value: [instead]}
        if known:
            self.initial |= {name: known.outcome, instead: known.substitute_id}

    @property
    def outcome_fields(self):
        return [self[f"outcome_{post.pk}"] for post in self.asked]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("became") != CANCELLED:
            return cleaned
        if not cleaned.get("reason"):
            words = "Say why it was cancelled: it is kept with the history"
            self.add_error("reason", ValidationError(words, code="required"))
        for name in self._said_of_a_cancelled(cleaned):
            self.add_error(
                name,
                ValidationError(
                    "Nobody attends a meeting that is cancelled. Take this away, or say that it "
                    "was held",
                    code="attended_cancelled",
                ),
            )
        return cleaned

    def _said_of_a_cancelled(self, cleaned):
        for post in self.asked:
            if cleaned.get(f"outcome_{post.pk}") in (Outcome.ATTENDED, Outcome.ABSENT):
                yield f"outcome_{post.pk}"
        if cleaned.get("also"):
            yield "also"

    @property
    def said(self):
        """What is said of each post, for `services.record_meeting`."""
        data = self.cleaned_data
        for post in self.asked:
            outcome = data[f"outcome_{post.pk}"]
            # Hidden again on the page, what was chosen there still comes along.
            instead = data[f"instead_{post.pk}"] if outcome == Outcome.APOLOGIES else None
            yield Said(post, outcome, instead)
        for post in data["also"]:
            yield Said(post, Outcome.ATTENDED.value)

    @property
    def details(self):
        names = ("public_present", "others_present", "notes")
        return {name: self.cleaned_data[name] for name in names}
