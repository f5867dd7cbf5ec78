from django import forms

from reports.services import tidy
from reports.services.narrating import LONGEST


class WordsField(forms.CharField):
    """Drops what no page shows before anything is said about it: people paste from everywhere."""

    def to_python(self, value):
        return super().to_python(tidy(value or ""))


class WritingForm(forms.Form):
    text = WordsField(
        label="Your words",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Leave an empty line between paragraphs.",
    )
    # 0 where nothing was written before.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, preview_url, **kwargs):
        super().__init__(*args, **kwargs)
        # The preview follows the typing; a later one takes the place of one that is under way.
        self.fields["text"].widget.attrs |= {
            "hx-post": preview_url,
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#preview-words",
            "hx-sync": "this:replace",
        }
