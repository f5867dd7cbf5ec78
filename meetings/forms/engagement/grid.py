"""What the grid shows, and how aims are set."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from actionplans.models import Principle
from actionplans.quarters import financial_year_dates, financial_year_label, financial_year_of
from meetings.engagement.bounds import EARLIEST
from meetings.engagement.grid import usual_period
from meetings.models import EngagementActivity, EngagementMethod
from objectives.filters import PlainSelect
from stakeholders.dates import DateField
from stakeholders.models import Area

from .numbers import NumbersForm

LISTENED = "listened"
# A grid of more would be too wide to read: a quarter each.
LONGEST = dt.timedelta(days=3 * 366)
# From this day as from the log's earliest a year and its quarters can still be counted on or back.
LATEST = dt.date(2099, 12, 31)
MOST_TIMES = 1000
"""a year"""


class DayBox(forms.DateField):
    """One box: three for each date would make the filter higher than the grid."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Choose a date, or type one like 14/03/2026"},
            validators=[
                MinValueValidator(EARLIEST, f"Choose a date in {EARLIEST.year} or later"),
                MaxValueValidator(LATEST, f"Choose a date in {LATEST.year} or earlier"),
            ],
            **kwargs,
        )


class GridForm(forms.Form):
    """All of it lives in the address, and none of it has to be said."""

    by = forms.ChoiceField(
        label="Groups by",
        choices=[("", "Method"), ("quarter", "Quarter")],
        widget=PlainSelect,
        required=False,
    )
    period = forms.ChoiceField(label="Period", widget=PlainSelect, required=False)
    starts = DayBox(label="Or from")
    ends = DayBox(label="Until")
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Area", widget=PlainSelect, required=False, empty_label="All"
    )
    level = forms.ChoiceField(
        label="Level",
        choices=[("", "Any"), *EngagementActivity.Level.choices],
        widget=PlainSelect,
        required=False,
    )
    how = forms.ChoiceField(label="How people were engaged", widget=PlainSelect, required=False)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        this = financial_year_of(on)
        years = range(this + 1, this - 5, -1)
        self.fields["period"].choices = [
            ("", "Twelve months each way"),
            *((str(year), f"Financial year {financial_year_label(year)}") for year in years),
        ]
        self.fields["area"].queryset = Area.objects.all()
        self.fields["how"].choices = [
            ("", "Any way"),
            (LISTENED, "Only where people could answer"),
            *((str(row.pk), row.title) for row in Principle.objects.all()),
        ]

    def clean(self):
        first, last = self._period()
        if last < first:
            self.add_error(
                "ends",
                ValidationError(
                    "The last day must be the same as or after the first day",
                    code="ends_before_it_starts",
                ),
            )
        elif last - first > LONGEST:
            self.add_error(
                "ends", ValidationError("Choose a period of three years or less", code="too_long")
            )
        return self.cleaned_data

    def _period(self):
        said = self.cleaned_data
        usual = usual_period(self.on)
        if year := said.get("period"):
            usual = financial_year_dates(int(year))
        starts, ends = said.get("starts"), said.get("ends")
        if starts and not ends and starts > usual[1]:
            return starts, starts + dt.timedelta(days=364)
        if ends and not starts and ends < usual[0]:
            return ends - dt.timedelta(days=364), ends
        return starts or usual[0], ends or usual[1]

    @property
    def asked(self):
        """The arguments of `grid`; of a form with mistakes, what it shows without them."""
        if not self.is_valid():
            return {}
        said = self.cleaned_data
        first, last = self._period()
        how = said["how"]
        return {
            "by": said["by"] or "method",
            "starts_on": first,
            "ends_on": last,
            "area": said["area"],
            "level": said["level"],
            "listened": how == LISTENED,
            "principle": int(how) if how.isdecimal() else None,
        }


class AimForm(forms.Form):
    method = forms.ModelChoiceField(
        EngagementMethod.objects.none(),
        label="By which method?",
        required=False,
        empty_label="Any method",
    )
    times = forms.IntegerField(
        label="How many times a year?",
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter how many times a year",
            "min_value": "Enter 1 or more",
            "max_value": f"Enter {MOST_TIMES:,} or less",
        },
    )
    starts_on = DateField(
        label="From which day?",
        help_text="What was aimed for until then is kept",
        name="The first day",
        error_messages={"required": "Enter the first day"},
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        methods = EngagementMethod.objects.filter(withdrawn_at__isnull=True)
        self.fields["method"].queryset = methods
        self.initial.setdefault("starts_on", on)


class AimEndForm(forms.Form):
    ends_on = DateField(
        label="Last day",
        name="The last day",
        error_messages={"required": "Enter the last day"},
    )


class AimsForm(NumbersForm):
    """A box for each group: how many times a year, by any method. Empty is no aim."""

    # The page says it once of all.
    mark_optional = False

    starts_on = DateField(
        label="From which day?",
        help_text="For the numbers that you change. What was aimed for until then is kept",
        name="The first day",
        error_messages={"required": "Enter the first day"},
    )

    def __init__(self, *args, groups, times, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {f"group_{group.pk}": group for group in groups}
        self.initial.setdefault("starts_on", on)
        for name, group in self.groups.items():
            self.fields[name] = forms.IntegerField(
                label=group.name,
                help_text="Priority group" if group.priority else "",
                required=False,
                min_value=1,
                max_value=MOST_TIMES,
                initial=times.get(group.pk),
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
                error_messages={
                    "invalid": f"{group.name}: enter a number, or leave it empty",
                    "min_value": f"{group.name}: enter 1 or more, or leave it empty",
                    "max_value": f"{group.name}: enter {MOST_TIMES:,} or less",
                },
            )
