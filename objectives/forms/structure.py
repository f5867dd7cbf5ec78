from django import forms

from actionplans.models import StatutoryDuty, StrategyTheme
from objectives.models import Action, Activity, Objective
from stakeholders.forms.fields import SeveralRows
from stakeholders.models import Post
from stakeholders.pages import ChangeForm

from .purposes import PurposesForm

EXEMPT_HINT = (
    "Fill this in only if it must stay out of public papers. "
    "Then only staff, auditors and its own leads see it."
)
NUMBER_HINT = "As it is published, for example 4 or 1.1.ii"
NARROW = {"class": "govuk-input--width-5"}


class ObjectiveForm(PurposesForm):
    """The themes offered are those of the strategy that `plan` supports."""

    purposes = ("themes", "duties")

    class Meta:
        model = Objective
        fields = ["number", "title", "themes", "duties", "exempt_reason"]
        labels = {"title": "Objective"}
        field_classes = {"themes": SeveralRows, "duties": SeveralRows}
        help_texts = {"number": NUMBER_HINT, "exempt_reason": EXEMPT_HINT}
        widgets = {
            "number": forms.TextInput(attrs=NARROW),
            "title": forms.Textarea(attrs={"rows": 3}),
            "themes": forms.CheckboxSelectMultiple,
            "duties": forms.CheckboxSelectMultiple,
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"title": {"required": "Enter the objective's words"}}

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        themes = StrategyTheme.objects.filter(strategy=plan.strategy_id)
        if self.instance.pk:
            # The plan may support another strategy by now: what was chosen can be taken away.
            themes = (themes | self.instance.themes.all()).distinct()
        self.offer(themes=themes, duties=StatutoryDuty.objects.all())


class ActivityForm(ChangeForm):
    class Meta:
        model = Activity
        fields = ["number", "text"]
        labels = {"text": "Activity"}
        help_texts = {"number": NUMBER_HINT}
        widgets = {
            "number": forms.TextInput(attrs=NARROW),
            "text": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"text": {"required": "Enter the activity's words"}}


class ActionForm(PurposesForm):
    class Meta:
        model = Action
        fields = [
            "number",
            "text",
            "review_interval",
            "needs_confirmation",
            "duties",
            "exempt_reason",
        ]
        help_texts = {
            "number": NUMBER_HINT,
            "review_interval": "Leave empty to do as the plan says",
            "exempt_reason": EXEMPT_HINT,
        }
        field_classes = {"duties": SeveralRows}
        widgets = {
            "number": forms.TextInput(attrs=NARROW),
            "text": forms.Textarea(attrs={"rows": 4}),
            "duties": forms.CheckboxSelectMultiple,
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"text": {"required": "Say what the action requires"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(duties=StatutoryDuty.objects.all())


class LeadsForm(forms.Form):
    """The posts that lead an action, the accountable one apart."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    accountable = forms.ModelChoiceField(
        Post.objects.none(),
        label="Accountable lead",
        required=False,
        help_text="The first lead of the action. Leads are posts: whoever holds them.",
    )
    others = SeveralRows(
        Post.objects.none(),
        label="Joint leads",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(abolished_on__isnull=True).select_related("organisation")
        for name in ("accountable", "others"):
            self.fields[name].queryset = posts
            self.fields[name].label_from_instance = post_label

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("others") and not cleaned.get("accountable"):
            self.add_error("accountable", "Choose which of the leads is accountable")
        return cleaned

    @property
    def posts(self):
        first = self.cleaned_data["accountable"]
        rest = [post for post in self.cleaned_data["others"] if post != first]
        return [first, *rest] if first else []

    @property
    def opened_on(self):
        return self.cleaned_data.get("version")


class NewActionForm(LeadsForm, ActionForm):
    """A new action: its words, its deadline as the plan says it, its leads."""

    deadline_text = forms.CharField(
        label="Deadline, as the plan says it",
        max_length=200,
        required=False,
        help_text="For example 31 March 2027, Q2 2026/27, Ongoing, Monthly. "
        "Leave empty if the plan gives none.",
    )
    field_order = [
        "number",
        "text",
        "deadline_text",
        "accountable",
        "others",
        "review_interval",
        "needs_confirmation",
        "duties",
        "exempt_reason",
    ]

    @property
    def own_fields(self):
        names = [name for name in ActionForm.Meta.fields if name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in names}


def post_label(post):
    if not post.organisation_id:
        return post.title
    return f"{post.title} ({post.organisation.short_name or post.organisation})"
