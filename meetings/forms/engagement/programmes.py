"""Forms for what comes round, and for the lists that the log is kept by."""

from dateutil.relativedelta import relativedelta
from django import forms

from actionplans.models import Principle
from meetings.forms.meetings import ClockField
from meetings.forms.schedule import PER_YEAR_HINT, FrequencyFields
from meetings.frequency import MOST_A_YEAR
from meetings.models import EngagementActivity, EngagementMethod, Programme
from objectives.deadlines.wording import say_day
from stakeholders.dates import DateField, clock
from stakeholders.forms.fields import Words
from stakeholders.forms.reasons import ReasonForm
from stakeholders.models import CommunityGroup
from stakeholders.pages import ChangeForm

from . import choices
from .activities import several


class ProgrammeForm(FrequencyFields, ChangeForm):
    title = Words(label="Name", max_length=200, error_messages={"required": "Enter the name"})
    # As of meetings, in words that fit what is no meeting.
    frequency_text = forms.CharField(
        label="How often",
        max_length=200,
        required=False,
        help_text="For example Monthly, Every 6 weeks, Quarterly",
    )
    per_year = forms.IntegerField(
        label="Times a year",
        min_value=1,
        max_value=MOST_A_YEAR,
        required=False,
        help_text=PER_YEAR_HINT,
    )
    level = forms.ChoiceField(
        label="Level", choices=EngagementActivity.Level.choices, widget=forms.RadioSelect
    )
    groups = several(CommunityGroup.objects.none(), "With whom?")
    areas = several(choices.Area.objects.none(), "Areas")
    posts = several(choices.Post.objects.none(), "Who of the office")
    starts_on = DateField(
        label="First date",
        name="The first date",
        help_text="Later dates keep to its day: the second Tuesday of the month, for example",
        error_messages={"required": "Enter the first date"},
    )
    usual_starts_at = ClockField(
        label="Usually starts at", required=False, help_text="For example, 9:30am"
    )
    field_order = [
        *("title", "method", "frequency_text", "meant", "per_year", "starts_on"),
        *("usual_starts_at", "usual_places", "groups", "areas", "level", "posts", "principle"),
    ]

    class Meta:
        model = Programme
        fields = [
            *("title", "method", "frequency_text", "per_year", "starts_on", "usual_starts_at"),
            *("usual_places", "groups", "areas", "level", "posts", "principle"),
        ]
        labels = {"method": "Method", "usual_places": "Usual places"}
        widgets = {"usual_places": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"method": {"required": "Choose the method"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        kept = {
            name: list(getattr(row, name).values_list("pk", flat=True)) if row.pk else []
            for name in ("groups", "areas", "posts")
        }
        self.fields["groups"].queryset = choices.groups(kept["groups"])
        self.fields["areas"].queryset = choices.areas(kept["areas"])
        self.fields["posts"].queryset = choices.posts_of_office(kept["posts"])
        self.fields["method"].queryset = choices.methods(row.method_id)
        self.fields["principle"].queryset = choices.principles(row.principle_id)
        self.fields["principle"].label_from_instance = choices.principle_label
        if row.pk and not row.per_year_stated:
            self.initial["per_year"] = None
        elif not row.pk:
            self.initial.setdefault("level", EngagementActivity.Level.LOCAL)

    def _post_clean(self):
        """The services check what a row must be."""

    @property
    def changes(self):
        changes = super().changes
        return changes | {"meant": changes.get("meant", "")}


class EndForm(ReasonForm):
    ended_on = DateField(
        label="From which day is it no longer held?",
        name="The day",
        error_messages={"required": "Enter the day"},
    )
    field_order = ["ended_on", "reason"]


class PlanForm(forms.Form):
    """Which of the proposed dates to plan. `found` are the proposals."""

    dates = forms.MultipleChoiceField(
        label="Which dates should be planned?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one date",
            "invalid_choice": "This date is planned already. Look at the dates again",
        },
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["dates"]
        field.choices = [(row.held_on.isoformat(), words_of(row)) for row in found]
        field.widget.option_hints = {
            row.held_on.isoformat(): row.moved for row in found if row.moved
        }
        field.initial = [key for key, _ in field.choices]


def words_of(proposal):
    """ "Tuesday 5 May 2026, 10am, Library"."""
    time = clock(proposal.starts_at) if proposal.starts_at else ""
    return ", ".join(filter(None, [say_day(proposal.held_on), time, proposal.place]))


class PeriodForm(forms.Form):
    """How far ahead to plan. `on` is today."""

    MONTHS = (3, 6, 12, 24)
    mark_optional = False

    months = forms.TypedChoiceField(
        label="How far ahead?", coerce=int, required=False, empty_value=12
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [(count, f"{count} months") for count in self.MONTHS]
        self.fields["months"].initial = 12

    def until(self, on):
        months = self.cleaned_data["months"] if self.is_valid() else 12
        return on + relativedelta(months=months)


class MethodForm(ChangeForm):
    class Meta:
        model = EngagementMethod
        fields = ["title", "listens"]
        labels = {"title": "Name of the method", "listens": "People can answer by it"}
        help_texts = {
            "title": "For example, Street stall",
            "listens": "A newsletter only tells; at a stall people answer",
        }
        error_messages = {"title": {"required": "Enter the name of the method"}}

    def _post_clean(self):
        """The services check that there is one of a name."""


class PrincipleForm(ChangeForm):
    class Meta:
        model = Principle
        fields = ["title", "meaning", "listens"]
        labels = {
            "title": "Name of the principle",
            "meaning": "What it means",
            "listens": "The office hears what people say",
        }
        help_texts = {"title": "For example, Listen"}
        error_messages = {"title": {"required": "Enter the name of the principle"}}

    def _post_clean(self):
        """The services check that there is one of a name in its set."""
