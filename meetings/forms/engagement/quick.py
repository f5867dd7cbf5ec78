"""The quick log: one screen on a phone, in under a minute."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from meetings.engagement.activities import groups_for, methods_for
from meetings.models import EngagementMethod
from stakeholders.dates import DateField, in_words
from stakeholders.forms.fields import SeveralRows, Words
from stakeholders.models import Area, CommunityGroup, Post

from . import choices

TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
# So many are seen at once, on a phone without much scrolling; the rest are one press away.
METHODS_SHOWN = 5
GROUPS_SHOWN = 5


class InOrder(ModelChoiceIterator):
    """Rows in the order of `field.rows`, which were read already."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for row in self.field.rows:
            yield self.choice(row)

    def __len__(self):
        return len(self.field.rows)


class SeveralInOrder(SeveralRows):
    iterator = InOrder


class OneInOrder(forms.ModelChoiceField):
    iterator = InOrder


class QuickLogForm(forms.Form):
    """`on` is today. What the person uses most stands first."""

    # The day is asked for only where it is another one: it is not optional there.
    mark_optional = False

    method = OneInOrder(
        EngagementMethod.objects.none(),
        label="What kind?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose what kind of engagement it was"},
    )
    when = forms.ChoiceField(
        label="When?",
        widget=forms.RadioSelect,
        initial=TODAY,
        error_messages={"required": "Choose when it was"},
    )
    day = DateField(label="Which day?", name="The day", required=False)
    groups = SeveralInOrder(
        CommunityGroup.objects.none(),
        label="With whom?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nobody = forms.BooleanField(label="Nobody in particular: the public", required=False)
    place = Words(label="Where? (optional)", max_length=300, required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Which area? (optional)", required=False
    )
    reached = choices.reached_field("How many people? (optional)")
    heard = forms.CharField(
        label="What did you hear? (optional)",
        max_length=8000,
        required=False,
        help_text="Leave out names and addresses",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    posts = SeveralRows(
        Post.objects.none(),
        label="Who of the office was there? (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    title = Words(
        label="A name for it (optional)",
        max_length=200,
        required=False,
        help_text="Otherwise it is called by its kind and place",
    )

    def __init__(self, *args, person, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        method, groups = self.fields["method"], self.fields["groups"]
        method.rows = methods_for(person)
        method.queryset = choices.methods()
        groups.rows = groups_for(person)
        groups.queryset = choices.groups()
        self.fields["area"].queryset = choices.areas()
        self.fields["posts"].queryset = choices.posts_of_office(person.access.posts)
        if len(person.access.posts) == 1:
            self.initial.setdefault("posts", list(person.access.posts))
        when = self.fields["when"]
        when.choices = [
            (TODAY, f"Today, {in_words(on, 'l j F')}"),
            (YESTERDAY, "Yesterday"),
            (OTHER, "Another day"),
        ]
        when.widget.reveals = {OTHER: ["day"]}
        self.fields["day"].help_text = "A day that is yet to come is planned"

    def clean(self):
        cleaned = super().clean()
        when = cleaned.get("when")
        if when == OTHER and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", ValidationError("Enter the day", code="required"))
        if "groups" not in self.errors:
            if not cleaned.get("groups") and not cleaned.get("nobody"):
                words = "Tick whom it was with, or “Nobody in particular”"
                self.add_error("groups", ValidationError(words, code="group_missing"))
            elif cleaned.get("groups") and cleaned.get("nobody"):
                words = "Tick groups, or “Nobody in particular”, not both"
                self.add_error("nobody", ValidationError(words, code="nobody_and_groups"))
        return cleaned

    @property
    def activity(self):
        """What services.log_activity takes."""
        said = self.cleaned_data
        days = {TODAY: self.on, YESTERDAY: self.on - dt.timedelta(days=1), OTHER: said["day"]}
        same = ("method", "groups", "place", "reached", "heard", "posts", "title")
        row = {name: said[name] for name in same}
        return row | {
            "held_on": days[said["when"]],
            "areas": [said["area"]] if said["area"] else [],
        }

    def in_its_words(self, problem):
        """A service's objection beside this form's own fields: it asks for the date as a day."""
        found = getattr(problem, "error_dict", {})
        if "held_on" not in found:
            return problem
        return ValidationError(
            {"day" if name == "held_on" else name: own for name, own in found.items()}
        )

    # How the page draws the choices: those that come first, and the rest one press away.

    @property
    def methods_shown(self):
        return f":{METHODS_SHOWN}"

    @property
    def methods_more(self):
        return f"{METHODS_SHOWN}:"

    @property
    def groups_shown(self):
        return f":{GROUPS_SHOWN}"

    @property
    def groups_more(self):
        return f"{GROUPS_SHOWN}:"

    @property
    def more_methods_open(self):
        chosen = str(self["method"].value() or "")
        return chosen in {str(row.pk) for row in self.fields["method"].rows[METHODS_SHOWN:]}

    @property
    def more_groups_open(self):
        chosen = {str(value) for value in self["groups"].value() or ()}
        return bool(chosen & {str(row.pk) for row in self.fields["groups"].rows[GROUPS_SHOWN:]})

    @property
    def more_open(self):
        return bool(self["posts"].errors or self["title"].errors or self["title"].value())
