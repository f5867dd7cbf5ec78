"""Forms of the engagement log: the whole of an activity, and what came of a planned one."""

from django import forms
from django.core.exceptions import ValidationError

from meetings.forms.meetings import ClockField
from meetings.models import EngagementActivity
from stakeholders.dates import DateField
from stakeholders.forms.fields import SeveralRows, Words
from stakeholders.models import CommunityGroup
from stakeholders.pages import ChangeForm

from . import choices

REACH = "reach_"


class OfActivity(ChangeForm):
    """Offers what `person` may choose. For each group that it was with already, there is a number
    of how many of it were reached: `reach`."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        saved = row.pk is not None
        kept = {name: self._keys(name) if saved else [] for name in ("groups", "areas", "posts")}
        querysets = {
            "groups": lambda: choices.groups(kept["groups"]),
            "areas": lambda: choices.areas(kept["areas"]),
            "posts": lambda: choices.posts_of_office(kept["posts"]),
            "method": lambda: choices.methods(row.method_id),
            "principle": lambda: choices.principles(row.principle_id),
            "meeting": lambda: choices.meetings(person, row.held_on or self.on, row.meeting_id),
            "programme": lambda: choices.programmes(row.programme_id),
            "decision": lambda: choices.decisions(person, row.decision_id),
            "consultation": lambda: choices.consultations(person, row.consultation_id),
        }
        for name, rows in querysets.items():
            if name in self.fields:
                self.fields[name].queryset = rows()
        if "principle" in self.fields:
            self.fields["principle"].label_from_instance = choices.principle_label
        # A private one that somebody else chose stays, unsaid.
        for name in ("decision", "consultation"):
            chosen = name in self.fields and getattr(row, f"{name}_id")
            if chosen and not self.fields[name].queryset.filter(pk=chosen).exists():
                del self.fields[name]
        # A list that nobody made yet asks nothing.
        for name in ("programme", "decision", "consultation", "principle", "areas"):
            if name in self.fields and not self.fields[name].queryset.exists():
                del self.fields[name]
        self.counted = {}
        if saved:
            self._ask_how_many_of_each()

    def _keys(self, name):
        return list(getattr(self.instance, name).values_list("pk", flat=True))

    def _ask_how_many_of_each(self):
        rows = self.instance.activity_groups.select_related("group")
        for row in rows:
            name = f"{REACH}{row.group_id}"
            self.counted[name] = row.group
            self.fields[name] = choices.reached_field(f"Of these: {row.group}", help_text="")
            self.initial[name] = row.reached
        order = list(self.fields)
        here = order.index("reached") + 1 if "reached" in order else len(order)
        others = [name for name in order if name not in self.counted]
        self.order_fields([*others[:here], *self.counted, *others[here:]])

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name not in self.counted}

    @property
    def reach(self):
        """{group: how many} for those that stay."""
        staying = set(self.cleaned_data.get("groups", ()))
        return {
            group: self.cleaned_data[name]
            for name, group in self.counted.items()
            if group in staying
        }


def several(rows, label, hint=""):
    return SeveralRows(
        rows, label=label, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class ActivityForm(OfActivity):
    """The whole of it. `on` is today."""

    title = Words(
        label="Name",
        max_length=200,
        required=False,
        help_text="Leave it empty to call it by its method and place",
    )
    held_on = DateField(
        label="Date", name="The date", error_messages={"required": "Enter the date"}
    )
    ends_on = DateField(label="Last day, if it took several", name="The last day", required=False)
    starts_at = ClockField(label="Starts at", required=False, help_text="For example, 9:30am")
    groups = several(CommunityGroup.objects.none(), "With whom?", "None: the public at large")
    areas = several(choices.Area.objects.none(), "Areas")
    posts = several(choices.Post.objects.none(), "Who of the office")
    reached = choices.reached_field("How many people in all?")

    class Meta:
        model = EngagementActivity
        fields = [
            *("method", "title", "held_on", "ends_on", "starts_at", "place", "areas", "level"),
            *("groups", "reached", "reached_counted", "posts", "principle", "heard", "came_of_it"),
            *("programme", "meeting", "decision", "consultation", "exempt_reason"),
        ]
        labels = {
            "method": "Method",
            "place": "Place",
            "reached_counted": "The number was counted, not guessed",
            "heard": "What was heard",
            "came_of_it": "What comes of it",
            "principle": "Principle of engagement",
            "meeting": "At a meeting of the schedule",
            "decision": "The decision that it informs",
            "exempt_reason": "Why it must stay private",
        }
        help_texts = {
            "heard": "Leave out names and addresses",
            "exempt_reason": "Only if public papers must leave it out",
        }
        widgets = {
            "level": forms.RadioSelect,
            "heard": forms.Textarea(attrs={"rows": 5}),
            "came_of_it": forms.Textarea(attrs={"rows": 3}),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"method": {"required": "Choose the method"}}

    def __init__(self, *args, on, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)
        self.fields[
            "held_on"
        ].help_text = (
            f"For example, {on.day} {on.month} {on.year}. A day that is yet to come is planned"
        )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("held_on"), cleaned.get("ends_on")
        if first and last and last < first:
            words = "The last day must be the same as or after the first day"
            self.add_error("ends_on", ValidationError(words, code="end_before_start"))
        return cleaned

    def _post_clean(self):
        """The services check what a row must be; the model would say it again, above the form."""


class ConfirmForm(OfActivity):
    """Did a planned activity take place? With what came of it, or why it did not."""

    happened = forms.ChoiceField(
        label="Did it take place?",
        choices=[("yes", "Yes"), ("no", "No, it was cancelled")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it took place"},
    )
    groups = several(CommunityGroup.objects.none(), "With whom?", "None: the public at large")
    reached = choices.reached_field("How many people in all?")
    cancelled_reason = forms.CharField(
        label="Why not?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = EngagementActivity
        fields = ["groups", "reached", "heard", "came_of_it"]
        labels = {"heard": "What was heard", "came_of_it": "What comes of it"}
        help_texts = {"heard": "Leave out names and addresses"}
        widgets = {
            "heard": forms.Textarea(attrs={"rows": 4}),
            "came_of_it": forms.Textarea(attrs={"rows": 2}),
        }

    field_order = ["happened", "groups", "reached"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened"].widget.reveals = {
            "yes": ["groups", "reached", *self.counted, "heard", "came_of_it"],
            "no": ["cancelled_reason"],
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("happened") == "no" and not cleaned.get("cancelled_reason"):
            words = "Say in a sentence why it did not take place"
            self.add_error("cancelled_reason", ValidationError(words, code="required"))
        return cleaned

    def _post_clean(self):
        """As on the whole form."""

    @property
    def took_place(self):
        return self.cleaned_data["happened"] == "yes"

    @property
    def changes(self):
        unsaid = ("happened", "cancelled_reason")
        return {name: value for name, value in super().changes.items() if name not in unsaid}
