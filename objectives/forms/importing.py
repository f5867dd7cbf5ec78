"""What a coordinator says of a file before it is read: what it is called, when it starts."""

from django import forms

from actionplans.quarters import QuarterBasis
from objectives.importing.reading import MAX_BYTES
from objectives.importing.reading.refusals import empty, too_large
from objectives.models import ImportDraft
from stakeholders.dates import DateField
from stakeholders.forms.fields import Words
from stakeholders.pages import ChangeForm

MOST_PASTED = 1_000_000
PASTED = "pasted text"
NOT_SAID = ("", "I don't know: ask me where it matters")
LAST_DAY_FIRST = "The last day must be the same as or after the first day"


class SourceForm(forms.Form):
    """A file, or its table pasted as text."""

    most_pasted = MOST_PASTED
    """characters"""
    pasted = PASTED
    """what pasted text is called where a file has its name"""

    file = forms.FileField(
        required=False,
        label="The file that you have",
        help_text="A Word document (.docx), an Excel workbook (.xlsx or .xls), CSV or text, up to "
        f"{MAX_BYTES // 1024 // 1024} MB",
        max_length=255,
        error_messages={
            "empty": empty().message,
            "max_length": "The file's name is too long. Give it a shorter one.",
        },
    )
    # Stripped, it would lose the tab before an empty first cell.
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste the plan's table here",
        help_text="Copy the whole table in Word or Excel, with its headings",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    mark_optional = False

    def clean_file(self):
        """Refused by its size before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(too_large().message, code="too_large")
        return file

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(text) > self.most_pasted:
            raise forms.ValidationError(
                f"The text is longer than {self.most_pasted:,} characters. Save it as a file and "
                "give that instead.",
                code="too_large",
            )
        return text

    def clean(self):
        given = super().clean()
        file, text = given.get("file"), given.get("text", "").strip()
        if not self.errors.keys() & {"file", "text"}:
            if not file and not text:
                self.add_error(
                    "file",
                    forms.ValidationError("Choose a file, or paste a table", code="required"),
                )
            elif file and text:
                words = "Give the file or the text, not both: empty the box if the file is right"
                self.add_error("text", forms.ValidationError(words, code="both"))
        return given

    @property
    def source(self):
        """Its name and its bytes."""
        if file := self.cleaned_data["file"]:
            return {"name": file.name, "content": file.read()}
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return {"name": self.pasted, "content": text.encode()}


class ImportForm(SourceForm):
    title = Words(
        max_length=200,
        label="Title of the plan",
        error_messages={"required": "Enter the title of the plan"},
    )
    starts_on = DateField(
        label="First day of the plan",
        name="The first day",
        help_text="For example, 1 4 2026",
        error_messages={"required": "Enter the first day of the plan"},
    )
    ends_on = DateField(
        label="Last day of the plan",
        name="The last day",
        help_text="Leave empty if it has no end",
        required=False,
    )
    quarters = forms.ChoiceField(
        required=False,
        choices=[*QuarterBasis.choices, NOT_SAID],
        initial="",
        label="Which quarters do its deadlines mean?",
        help_text="For deadlines such as “Q2 2026” that don't name the year's kind",
        widget=forms.RadioSelect,
    )

    def clean(self):
        given = super().clean()
        _check_period(self, given)
        return given

    @property
    def particulars(self):
        return {name: self.cleaned_data[name] for name in ImportSettingsForm.BOTH}


class ImportSettingsForm(ChangeForm):
    """The same once the file is read, where the first answer was not right."""

    BOTH = ("title", "starts_on", "ends_on", "quarters")
    mark_optional = False

    class Meta:
        model = ImportDraft
        fields = ["title", "starts_on", "ends_on", "quarters", "bare_years"]
        field_classes = {"title": Words, "starts_on": DateField, "ends_on": DateField}
        labels = {
            "title": "Title of the plan",
            "starts_on": "First day of the plan",
            "ends_on": "Last day of the plan",
            "quarters": "Which quarters do its deadlines mean?",
            "bare_years": "How far does a year on its own go, such as “2027”?",
        }
        help_texts = {"ends_on": "Leave empty if it has no end"}
        widgets = {"quarters": forms.RadioSelect, "bare_years": forms.RadioSelect}
        error_messages = {
            "title": {"required": "Enter the title of the plan"},
            "starts_on": {"required": "Enter the first day of the plan"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quarters"].choices = [*QuarterBasis.choices, NOT_SAID]
        self.fields["starts_on"].name = "The first day"
        self.fields["ends_on"].name = "The last day"

    def clean(self):
        given = super().clean()
        _check_period(self, given)
        return given


def _check_period(form, given):
    first, last = given.get("starts_on"), given.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", forms.ValidationError(LAST_DAY_FIRST, code="ends_first"))
