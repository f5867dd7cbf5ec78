"""Forms for the meetings themselves."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from meetings.models import Forum, Meeting
from stakeholders.dates import DateField
from stakeholders.pages import ChangeForm

YEARS_AHEAD = 10


class ClockField(forms.TimeField):
    """A time as people type it: 14:00, 14.00, 2pm, 2:30 pm, midday."""

    widget = forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"})
    formats = ("%H:%M", "%H.%M", "%H%M", "%I%p", "%I:%M%p", "%I.%M%p")
    default_error_messages = {"invalid": "Enter a time such as 9:30am or 14:00"}

    def __init__(self, **kwargs):
        super().__init__(input_formats=self.formats, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"\s+", "", value.lower()).replace("a.m.", "am").replace("p.m.", "pm")
            value = {"midday": "12:00", "noon": "12:00", "12noon": "12:00"}.get(value, value)
        return super().to_python(value)


class MeetingForm(ChangeForm):
    """`on` is today. A day that has passed is allowed: offices write meetings up afterwards.

    With `series`, only its own forums are offered.
    """

    forum = forms.ModelChoiceField(
        Forum.objects.none(),
        label="Which meeting?",
        error_messages={"required": "Choose which meeting it is"},
    )
    held_on = DateField(
        label="Date",
        name="The date",
        error_messages={"required": "Enter the date of the meeting"},
    )
    starts_at = ClockField(label="Starts at", required=False, help_text="For example, 9:30am")
    ends_at = ClockField(label="Ends at", required=False)

    class Meta:
        model = Meeting
        fields = [
            *("forum", "held_on", "starts_at", "ends_at", "place"),
            *("openness", "notes", "exempt_reason"),
        ]
        labels = {
            "place": "Place",
            "openness": "May the public come?",
            "exempt_reason": "Why it must stay private",
        }
        help_texts = {
            "place": "A place, or how to join online",
            "openness": "",
            "exempt_reason": "Only if public papers must leave this meeting out",
        }
        widgets = {"exempt_reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, on, series=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["openness"].choices = [
            ("", "As the schedule says"),
            (Meeting.Openness.PUBLIC, "Yes"),
            (Meeting.Openness.PRIVATE, "No, it meets in private"),
        ]
        held_on = self.fields["held_on"]
        held_on.help_text = f"For example, {on.day} {on.month} {on.year}"
        held_on.latest = datetime.date(on.year + YEARS_AHEAD, 12, 31)
        own = Q(series__withdrawn_at__isnull=True) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        if self.instance.pk:
            own |= Q(pk=self.instance.forum_id)
        if series:
            own &= Q(series=series)
            self.fields["forum"].label = f"Which forum of “{series}”?"
        self.fields["forum"].queryset = (
            Forum.objects.filter(own)
            .select_related("series")
            .order_by(
                "series__category__position",
                "series__category",
                "series__position",
                "series",
                "position",
                "pk",
            )
        )

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error(
                "starts_at", ValidationError("Enter when the meeting starts", code="start_missing")
            )
        elif ends and starts and ends <= starts:
            self.add_error(
                "ends_at",
                ValidationError("The end must be later than the start", code="end_before_start"),
            )
        return cleaned
