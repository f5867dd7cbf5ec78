"""Forms for the engagement log as files: what is brought in, and what is shared."""

from django import forms

from meetings.engagement.sharing import FEW, PARTS, Choices
from objectives.forms.importing import SourceForm
from stakeholders.dates import PARTS as PARTS_OF_DAY
from stakeholders.dates import DateField


class ActivityImportForm(SourceForm):
    most_pasted = 4_000_000
    pasted = "pasted rows"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = (
            "An Excel workbook, CSV, or the portal’s own JSON, up to 20 MB and 20,000 rows"
        )
        self.fields["text"].label = "Or paste the rows here"
        self.fields[
            "text"
        ].help_text = "Copy them in Excel with their headings. 10,000 rows at once are no trouble"


class ShareForm(forms.Form):
    """Which counts partners are given. Whoever may see private activities may count them."""

    first = DateField(label="From", name="The first day")
    last = DateField(label="Until", name="The last day")
    parts = forms.MultipleChoiceField(
        label="Count by",
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one to count by"},
    )
    small = forms.BooleanField(
        label=f"Say “fewer than {FEW}” where 1 to {FEW - 1} people were reached",
        help_text="A small number can tell who was there. Leave it on unless the partner may know",
        required=False,
    )
    private = forms.BooleanField(
        label="Count private activities too",
        help_text="Only how many there were and how many people they reached, never their words",
        required=False,
    )
    mark_optional = False

    def __init__(self, *args, may_count_private=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_count_private:
            del self.fields["private"]

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            words = "The last day must be the same as or after the first day"
            self.add_error("last", forms.ValidationError(words, code="ends_first"))
        return given

    @property
    def hidden(self):
        """(name, value) of what was chosen, to be sent along unseen: what is given must be what
        was shown."""
        chosen = self.chosen
        pairs = [("parts", part) for part in chosen.parts]
        for name, day in (("first", chosen.first), ("last", chosen.last)):
            pairs += [(f"{name}_{part}", getattr(day, part)) for part in PARTS_OF_DAY]
        return [*pairs, *((name, "on") for name in ("small", "private") if getattr(chosen, name))]

    @property
    def chosen(self) -> Choices:
        given = self.cleaned_data
        return Choices(
            first=given["first"],
            last=given["last"],
            parts=tuple(part for part in PARTS if part in given["parts"]),
            small=given["small"],
            private=given.get("private", False),
        )
