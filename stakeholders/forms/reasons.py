from django import forms


class ReasonForm(forms.Form):
    """Why something is taken back or ended, in a sentence or two."""

    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence: it is kept with the history"},
    )
