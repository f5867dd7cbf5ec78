"""A number for each of many groups on one page, which two people may have open at once."""

import re

from django import forms
from django.core.exceptions import ValidationError


class NumbersForm(forms.Form):
    """`groups` is {name of a field: group}, set by the subclass; each field's `initial` is what
    stands there now, None where there is no number.

    What was left alone stays as somebody else saved it meanwhile; a number that both changed is
    asked about once.
    """

    # What stood there when the page was opened: "group_4=12 group_7=".
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def standing(self):
        numbers = ((name, self.fields[name].initial) for name in self.groups)
        return " ".join(f"{name}={'' if number is None else number}" for name, number in numbers)

    def get_initial_for_field(self, field, field_name):
        if field_name == "was":
            return self.standing()
        return super().get_initial_for_field(field, field_name)

    def clean(self):
        cleaned = super().clean()
        opened = {
            name: int(number) if number else None
            for name, number in re.findall(r"(group_\d+)=(\d{0,10})(?= |$)", cleaned.get("was", ""))
        }
        for name, group in self.groups.items():
            now = self.fields[name].initial
            before, typed = opened.get(name, now), cleaned.get(name)
            if name in self.errors or before == now:
                continue
            if typed == before:
                cleaned[name] = now
            elif typed != now:
                said = "no number" if now is None else now
                words = f"{group}: somebody else has saved {said} meanwhile. Save again for yours"
                self.add_error(name, ValidationError(words, code="edit_conflict"))
        if self.errors:
            self.data = self.data.copy()
            self.data["was"] = self.standing()
            # What was left alone is shown as it stands now.
            for name in self.groups:
                if name in cleaned and name not in self.errors:
                    self.data[name] = "" if cleaned[name] is None else cleaned[name]
        return cleaned

    @property
    def changed(self):
        """{group: number or None} of those that somebody changed."""
        said = {group: (name, self.cleaned_data[name]) for name, group in self.groups.items()}
        return {
            group: number
            for group, (name, number) in said.items()
            if number != self.fields[name].initial
        }
