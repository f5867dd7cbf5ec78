"""Forms for planning a year: which dates to propose, each date as a row, what to call off."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError

from actionplans.quarters import financial_year_dates, financial_year_label, financial_year_of
from meetings.models import Meeting
from objectives.deadlines.wording import say_day
from stakeholders.forms.fields import SeveralRows
from stakeholders.forms.reasons import ReasonForm

from .meetings import ClockField

FAR = 2 * 366
YEAR, THIS, NEXT = "year", "this", "next"


class DayField(forms.DateField):
    """One box: a row of a table has no room for three."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": "Enter the date, or take the tick away",
                "invalid": "Choose a date, or type one like 14/03/2027",
            },
            **kwargs,
        )


class PeriodForm(forms.Form):
    """Which dates to propose. `on` is today: nothing is proposed for a day that has come."""

    first_on = DayField(label="First date", required=False)
    period = forms.ChoiceField(label="For", required=False)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.year = on, financial_year_of(on)
        self.fields["first_on"].widget.attrs |= {
            "class": "govuk-input govuk-input--width-10",
            "aria-describedby": "first-on-hint",
        }
        self.fields["period"].widget.attrs["class"] = "govuk-select"
        self.fields["period"].choices = [
            (YEAR, "The next 12 months"),
            (THIS, f"The rest of {financial_year_label(self.year)}"),
            (NEXT, f"All of {financial_year_label(self.year + 1)}"),
        ]

    def clean_first_on(self):
        first_on = self.cleaned_data["first_on"]
        if first_on and abs((first_on - self.on).days) > FAR:
            words = "Enter a first date within two years of today"
            raise ValidationError(words, code="too_far")
        return first_on

    @property
    def first_day(self):
        return self.cleaned_data.get("first_on") if self.is_valid() else None

    @property
    def days(self):
        """{starts_on, ends_on} of the period."""
        tomorrow = self.on + dt.timedelta(days=1)
        period = self.cleaned_data.get("period") if self.is_valid() else YEAR
        if period == THIS:
            return {"starts_on": tomorrow, "ends_on": financial_year_dates(self.year)[1]}
        if period == NEXT:
            first, last = financial_year_dates(self.year + 1)
            return {"starts_on": first, "ends_on": last}
        return {"starts_on": tomorrow, "ends_on": self.on + relativedelta(years=1)}


class ProposalForm(forms.Form):
    """One date. What is wrong with it matters only where it is ticked."""

    chosen = forms.BooleanField(label="Plan this date", required=False)
    held_on = DayField(label="Date")
    starts_at = ClockField(label="Starts at", required=False)
    ends_at = ClockField(label="Ends at", required=False)
    place = forms.CharField(label="Place", max_length=300, required=False)

    def __init__(self, data=None, *, proposal, on):
        self.proposal, self.on = proposal, on
        initial = {name: getattr(proposal, name) for name in ("held_on", "starts_at", "ends_at")}
        initial |= {"chosen": True, "place": proposal.place}
        super().__init__(data, prefix=proposal.key, initial=initial)
        for name, width in (("held_on", 10), ("starts_at", 5), ("ends_at", 5), ("place", 20)):
            self.fields[name].widget.attrs["class"] = f"govuk-input govuk-input--width-{width}"
        self.fields["chosen"].widget.attrs["class"] = "govuk-checkboxes__input"

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if held_on < self.on:
            words = f"{say_day(held_on)} has passed. Enter a later date"
            raise ValidationError(words, code="day_passed")
        return held_on

    def clean(self):
        if not self.cleaned_data.get("chosen"):
            self._errors.clear()
        return self.cleaned_data

    @property
    def row(self):
        """What services.plan_meetings takes."""
        own = {key: value for key, value in self.cleaned_data.items() if key != "chosen"}
        return own | {"forum": self.proposal.forum}


class TooSoonForm(ReasonForm):
    """Which of the planned meetings that come too soon are called off; the others stay."""

    meetings = SeveralRows(
        Meeting.objects.none(),
        label="Which of them should be cancelled?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick those to cancel, or go back to keep them all"},
    )
    field_order = ["meetings", "reason"]

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        after = {row.meeting.pk: row.after for row in found}
        field = self.fields["meetings"]
        field.queryset = Meeting.objects.filter(pk__in=after)
        field.label_from_instance = lambda meeting: words_of(meeting, after[meeting.pk])


def words_of(meeting, after):
    """ "Tuesday 11 August 2026, 28 days after Tuesday 14 July 2026"."""
    days = (meeting.held_on - after.held_on).days
    many = "day" if days == 1 else "days"
    return f"{say_day(meeting.held_on)}, {days} {many} after {say_day(after.held_on)}"
