"""Forms about how a body wants its papers."""

from django import forms

from reports.models import ClearancePost, ExemptionParagraph, FormSection, Recipient
from stakeholders.forms.fields import PersonChoice, PostChoice, Words
from stakeholders.models import Person, Post
from stakeholders.pages import ChangeForm

MARKDOWN_HINT = (
    "Printed in every paper, above what the portal writes. An empty line starts a new paragraph, "
    "“- ” at the start of a line a list, **two stars** on either side make words bold."
)


class SectionForm(ChangeForm):
    class Meta:
        model = FormSection
        fields = ["title", "content", "standing_text", "numbered"]
        field_classes = {"title": Words}
        widgets = {
            "content": forms.RadioSelect,
            "standing_text": forms.Textarea(attrs={"rows": 8}),
        }
        labels = {
            "title": "Heading",
            "content": "What does the portal write beneath it?",
            "standing_text": "Standing text",
            "numbered": "Number the heading and its paragraphs",
        }
        help_texts = {"standing_text": MARKDOWN_HINT}
        error_messages = {
            "title": {
                "required": "Enter the heading",
                "max_length": "The heading must be %(limit_value)d characters or fewer",
            },
            "content": {"required": "Choose what the portal writes beneath it"},
            "standing_text": {
                "max_length": "The standing text must be %(limit_value)d characters or fewer. It "
                "has %(show_value)d"
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A radio button for "nothing" would be an answer that is not allowed.
        self.fields["content"].choices = FormSection.Content.choices


class ClearerForm(forms.ModelForm):
    post = PostChoice(
        label="Which post clears the papers?",
        help_text="Whoever holds the post on the day is asked. It is asked last; you can move it.",
    )

    class Meta:
        model = ClearancePost
        fields = ["post"]

    def __init__(self, *args, body, on, **kwargs):
        super().__init__(*args, **kwargs)
        there = body.clearers.values("post")
        posts = Post.objects.in_force(on).exclude(pk__in=there)
        self.fields["post"].queryset = posts.select_related("organisation")


PRIVATE_HINT = "Papers that the public may not see"


class RecipientForm(ChangeForm):
    class Meta:
        model = Recipient
        fields = ["private_papers"]
        labels = {"private_papers": "Private papers too"}
        help_texts = {"private_papers": PRIVATE_HINT}


class NewRecipientForm(RecipientForm):
    person = PersonChoice(
        label="Who is sent the papers?",
        help_text="For somebody without a seat, such as the council's committee team. An "
        "administrator adds people who are not listed.",
    )
    field_order = ["person", "private_papers"]

    class Meta(RecipientForm.Meta):
        fields = ["person", *RecipientForm.Meta.fields]

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        there = body.recipients.values("person")
        self.fields["person"].queryset = Person.objects.exclude(pk__in=there)


class ExemptionForm(ChangeForm):
    class Meta:
        model = ExemptionParagraph
        fields = ["reference", "words"]
        field_classes = {"reference": Words}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        labels = {"reference": "Paragraph", "words": "What it covers"}
        help_texts = {
            "reference": "As a paper names it, for example: Paragraph 3 of Schedule 12A",
            "words": "In a few plain words",
        }
        error_messages = {
            "reference": {
                "required": "Enter the paragraph",
                "max_length": "The paragraph must be %(limit_value)d characters or fewer",
            },
            "words": {"required": "Say what the paragraph covers"},
        }
