from django import forms

from actionplans.models import ActionPlan
from stakeholders.dates import DateField
from stakeholders.pages import ChangeForm

LONGEST = 365
DAYS = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class DayForm(forms.Form):
    """The day whose e-mails are looked at."""

    mark_optional = False
    on = DateField(
        label="See what another day would send",
        help_text="For example, 27 3 2026",
        name="The day",
        error_messages={"required": "Enter the day that you want to look at"},
    )


class RemindersOnForm(forms.Form):
    from_day = DateField(
        label="Send reminders from",
        name="The first day of reminders",
        help_text="Leads are reminded at once of what is overdue already. The days until anybody "
        "above them is told are counted from this day",
        error_messages={"required": "Enter the day from which reminders go out"},
    )
    # The day whose e-mails the page showed: only what was looked at is turned on.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_day"].earliest = today


class PauseForm(forms.Form):
    until = DateField(
        label="Last day of the pause",
        name="The last day of the pause",
        help_text="For example, 27 3 2026. Reminders begin anew on the next working day after it",
        error_messages={"required": "Enter the last day of the pause"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, in a sentence: it is kept with the plan's history"},
    )


def days(label, hint="", *, smallest=0, required=True):
    wrong = f"Enter a whole number of days, {smallest} to {LONGEST}"
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=smallest,
        max_value=LONGEST,
        required=required,
        widget=forms.TextInput(attrs=DAYS),
        error_messages=messages,
    )


class RulesForm(ChangeForm):
    """The numbers of a plan's reminder rules, in days."""

    due_soon_days = days("First reminder: days before the date", smallest=1)
    due_soon_again_days = days("Second reminder: days before the date", "0 is the day itself")
    again_after_days = days(
        "Reminded again every ... days", "While it is overdue, or an update is due", smallest=1
    )
    coordinator_after_days = days(
        "The coordinator is told: days overdue",
        "Days without an update, counted from the date. Told once",
        smallest=1,
    )
    escalation_after_days = days(
        "The post above is told: days overdue",
        "Days without an update, counted from the date. Told once",
        smallest=1,
    )
    round_opens_days = days(
        "The update round opens: days before the quarter ends",
        "Leave empty if no round is to open by itself",
        smallest=1,
        required=False,
    )

    class Meta:
        model = ActionPlan
        fields = [
            "due_soon_days",
            "due_soon_again_days",
            "again_after_days",
            "coordinator_after_days",
            "escalation_after_days",
            "review_interval",
            "round_opens_days",
        ]
        labels = {"review_interval": "How often leads report"}
        help_texts = {
            "review_interval": "An open action asks for an update this often, unless it or its "
            "deadline says otherwise"
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, post = self.fields["escalation_after_days"], self.instance.escalation_post
        if post:
            field.label = f"The {post} is told: days overdue"
        else:
            field.help_text = "Nobody yet: choose the post under Title, period and owners"
