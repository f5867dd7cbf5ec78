"""Forms for whoever attends: will I go, what did I hear, how is it going."""

from django import forms

from meetings.models import FollowUp, ReportBack
from stakeholders.forms.fields import PostChoice
from stakeholders.models import Post
from stakeholders.pages import ChangeForm

GOES, CANT = "goes", "cant"
DONE, NOT_YET = "done", "not_yet"


class GoingForm(forms.Form):
    going = forms.ChoiceField(
        label="Will you go?",
        choices=[(GOES, "I will go"), (CANT, "I can’t go: send my apologies")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you will go"},
    )
    substitute = PostChoice(
        label="Who goes instead?",
        required=False,
        help_text="Leave empty if nobody does, or if you will go",
    )

    def __init__(self, *args, post, **kwargs):
        super().__init__(*args, **kwargs)
        same = Post.objects.filter(organisation=post.organisation_id, abolished_on__isnull=True)
        self.fields["substitute"].queryset = same.exclude(pk=post.pk).select_related("organisation")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("going") == GOES and cleaned.get("substitute"):
            self.add_error(
                "substitute",
                forms.ValidationError(
                    "You said that you will go. Leave this empty", code="substitute_beside"
                ),
            )
        return cleaned


class ReportBackForm(ChangeForm):
    class Meta:
        model = ReportBack
        fields = ["heard", "came_of_it"]
        labels = {"heard": "What did you hear?", "came_of_it": "What comes of it?"}
        help_texts = {
            "heard": "A few sentences. Name roles and organisations, not members of the public",
        }
        widgets = {
            "heard": forms.Textarea(attrs={"rows": 5}),
            "came_of_it": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"heard": {"required": "Say in a sentence what you heard"}}


class NewReportBackForm(ReportBackForm):
    """With what has to be done, if anything: it becomes a follow-up of the meeting."""

    to_do = forms.CharField(
        label="Something that has to be done",
        max_length=FollowUp._meta.get_field("words").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It becomes a follow-up of this meeting",
    )
    who = PostChoice(label="Who does it?", required=False)
    by_when = forms.CharField(
        label="By when?",
        max_length=FollowUp._meta.get_field("due_text").max_length,
        required=False,
        help_text="For example, 27 March 2026, or: next meeting",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_use = Post.objects.filter(abolished_on__isnull=True)
        self.fields["who"].queryset = in_use.select_related("organisation")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("to_do") and (cleaned.get("who") or cleaned.get("by_when")):
            self.add_error(
                "to_do",
                forms.ValidationError("Say what has to be done", code="to_do_missing"),
            )
        return cleaned


class FollowUpAnswerForm(forms.Form):
    state = forms.ChoiceField(
        label="How is it going?",
        choices=[(NOT_YET, "Not done yet"), (DONE, "It is done")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is done"},
    )
    words = forms.CharField(
        label="What happened?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say in a sentence what happened, or what is in the way"},
    )
