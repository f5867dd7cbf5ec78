from django import forms

from actionplans.models import StatutoryDuty, StrategyTheme
from stakeholders.pages import ChangeForm


class DutyForm(ChangeForm):
    url = forms.URLField(
        label="Address of the text",
        help_text="For example on legislation.gov.uk",
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = StatutoryDuty
        fields = ["act", "section", "title", "url"]
        labels = {"act": "Act", "title": "What it requires"}
        help_texts = {
            "act": "With its year, for example Police Act 1996",
            "section": "For example section 96",
            "title": "In a few words, for example: find out what people think about policing",
        }
        widgets = {"section": forms.TextInput(attrs={"class": "govuk-input--width-10"})}
        error_messages = {"act": {"required": "Enter the name of the Act"}}


class ThemeForm(ChangeForm):
    class Meta:
        model = StrategyTheme
        fields = ["title"]
        labels = {"title": "Theme"}
        error_messages = {"title": {"required": "Enter the theme"}}

    def clean(self):
        cleaned = super().clean()
        if title := cleaned.get("title"):
            # The strategy is no field of the form: Django alone would not look for the same one.
            self.instance.title = title
            self.instance.validate_constraints()
        return cleaned


class PurposesForm(ChangeForm):
    """A form of a row that serves duties, or themes as well: not offered where there are none."""

    purposes = ("duties",)

    def offer(self, **rows):
        for name, queryset in rows.items():
            if queryset.exists():
                self.fields[name].queryset = queryset
            else:
                del self.fields[name]

    @property
    def changes(self):
        changed = super().changes
        return {name: value for name, value in changed.items() if name not in self.purposes}

    @property
    def assigned(self):
        """{"duties": rows} as chosen, for the services."""
        return {
            name: self.cleaned_data[name] for name in self.purposes if name in self.cleaned_data
        }
