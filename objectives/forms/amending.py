"""A file that amends a living plan, and what is ticked of what it changes."""

from django import forms

from objectives.importing.reading import MAX_BYTES
from objectives.importing.reading.refusals import empty, too_large

NEW_DATES, CORRECTIONS = "new_dates", "corrections"


class AmendForm(forms.Form):
    file = forms.FileField(
        label="The amended file",
        help_text="The Excel file that you downloaded here and edited, or the plan as a Word "
        f"document, an Excel workbook, CSV, JSON or text, up to {MAX_BYTES // 1024 // 1024} MB",
        max_length=255,
        error_messages={
            "required": "Choose the amended file",
            "empty": empty().message,
            "max_length": "The file's name is too long. Give it a shorter one.",
        },
    )

    def clean_file(self):
        """Refused by its size before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(too_large().message, code="too_large")
        return file


class ApplyForm(forms.Form):
    """What to do with the ticked changes. The ticks themselves stand in the page's tables."""

    dates = forms.ChoiceField(
        label="What are the changed dates?",
        choices=[
            (NEW_DATES, "New dates: each counts as moved"),
            (CORRECTIONS, "Corrections of mistakes: none counts as moved"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the changed dates are new dates or corrections"},
    )
    reason = forms.CharField(
        label="Why is the plan changed?",
        help_text="Kept with every changed date and with everything that is taken out",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the reason is kept with the plan"},
    )

    def __init__(self, *args, asks_for_dates, asks_for_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_dates:
            del self.fields["dates"]
        if not asks_for_reason:
            del self.fields["reason"]
