from django import forms

from stakeholders.dates import DateField
from stakeholders.models import Person, Post, PostHolding
from stakeholders.pages import ChangeForm

from .fields import OrganisationChoice, PersonChoice, PostChoice, Words, refuse_twin
from .people import DAY_HINT, refuse_backwards


class PostForm(ChangeForm):
    organisation = OrganisationChoice(label="Organisation", required=False)

    class Meta:
        model = Post
        fields = ["title", "organisation", "mailbox"]
        field_classes = {"title": Words}
        labels = {"title": "Title", "mailbox": "Team mailbox"}
        help_texts = {
            "title": "The role or department, as plans name it: Head of Engagement",
            "mailbox": "Shown on papers instead of a person's address",
        }
        error_messages = {"title": {"required": "Enter the title of the post"}}

    def clean(self):
        if title := self.cleaned_data.get("title"):
            organisation = self.cleaned_data.get("organisation")
            twins = Post.objects.filter(title__iexact=title, organisation=organisation)
            words = "There is already a post with this title"
            if organisation is not None:
                words = f"{organisation} already has a post with this title"
            refuse_twin(self, "title", twins, words)
        return self.cleaned_data


class AbolishForm(ChangeForm):
    """The version travels along: a post that changed meanwhile is looked at again first."""

    abolished_on = DateField(
        label="Since when does the post no longer exist?",
        name="The date",
        help_text=f"The first day without it. {DAY_HINT}",
        error_messages={"required": "Enter the date"},
    )

    class Meta:
        model = Post
        fields = ["abolished_on"]


class AppointForm(ChangeForm):
    """Who holds a post: asked for on the page of the post, or on the page of the person."""

    person = PersonChoice(label="Who holds it?")
    post = PostChoice(label="Which post?")
    starts_on = DateField(
        label="First day",
        name="The first day",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the first day"},
    )
    ends_on = DateField(
        label="Last day",
        name="The last day",
        help_text="Leave empty if it is not known",
        required=False,
    )

    class Meta:
        model = PostHolding
        fields = ["person", "post", "starts_on", "ends_on"]

    def __init__(self, *args, post=None, person=None, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.in_force(on).select_related("organisation")
        for name, known in (("post", post), ("person", person)):
            if known is not None:
                del self.fields[name]

    def clean(self):
        refuse_backwards(self)
        return self.cleaned_data


class HoldingForm(ChangeForm):
    """The dates of a holding, to mend what was typed wrongly."""

    starts_on = DateField(
        label="First day",
        name="The first day",
        help_text=DAY_HINT,
        error_messages={"required": "Enter the first day"},
    )
    ends_on = DateField(
        label="Last day",
        name="The last day",
        help_text="Leave empty if it is not known",
        required=False,
    )

    class Meta:
        model = PostHolding
        fields = ["starts_on", "ends_on"]

    def clean(self):
        refuse_backwards(self)
        return self.cleaned_data


class EndForm(ChangeForm):
    """The last day of a holding or of a seat. The model is given by the two forms below."""

    ends_on = DateField(
        label="Last day",
        name="The last day",
        help_text=f"The last day on which it is theirs. {DAY_HINT}",
        error_messages={"required": "Enter the last day"},
    )

    class Meta:
        model = PostHolding
        fields = ["ends_on"]

    def clean(self):
        last = self.cleaned_data.get("ends_on")
        if last and last < self.instance.starts_on:
            words = "The last day must be the same as or after the first day"
            self.add_error("ends_on", forms.ValidationError(words, code="before_start"))
        return self.cleaned_data


class HandOverForm(ChangeForm):
    to = PersonChoice(label="Who takes the post over?")
    starts_on = DateField(
        label="Their first day",
        name="The first day",
        help_text=f"The holder until now holds it until the day before. {DAY_HINT}",
        error_messages={"required": "Enter the first day"},
    )

    class Meta:
        model = PostHolding
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Person.objects.exclude(pk=self.instance.person_id)
