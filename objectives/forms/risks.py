"""Forms of risks: their words, and what is found when one is looked at again."""

from django import forms

from objectives.models import Action, Risk
from objectives.models.risks import SCALE
from stakeholders.dates import DateField
from stakeholders.forms.fields import PostChoice, SeveralRows
from stakeholders.pages import ChangeForm

from .measures import EXEMPT_HINT, posts_on

LONGEST = 90


class ActionsThatLower(SeveralRows):
    def label_from_instance(self, action):
        words = f"{action.label} {action.text}"
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


class RiskForm(ChangeForm):
    owner_post = PostChoice(
        label="Who answers for it?",
        help_text="The post. Whoever holds it is reminded to look at it again",
        required=False,
    )
    actions = ActionsThatLower(
        Action.objects.none(),
        label="Actions of the plan that lower it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["title", "cause", "effect", "likelihood", "impact", "response", "review_on"]

    class Meta:
        model = Risk
        fields = ["title", "cause", "effect", "response", "owner_post", "exempt_reason"]
        labels = {
            "title": "What may happen?",
            "cause": "Because of what?",
            "effect": "What would follow?",
            "response": "What is done about it?",
        }
        help_texts = {
            "title": "In a few words, for example: few young people answer the survey",
            "exempt_reason": EXEMPT_HINT,
        }
        widgets = {
            "cause": forms.Textarea(attrs={"rows": 2}),
            "effect": forms.Textarea(attrs={"rows": 2}),
            "response": forms.Textarea(attrs={"rows": 3}),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "title": {"required": "Say in a few words what may happen"},
            "cause": {"required": "Say what it may come from"},
            "effect": {"required": "Say what would follow"},
        }

    def __init__(self, *args, plan, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = posts_on(on)
        actions = plan.actions.open()
        if self.instance.pk:
            lowering = self.instance.actions.all()
            actions = plan.actions.filter(pk__in=actions) | plan.actions.filter(pk__in=lowering)
            self.initial["actions"] = list(lowering)
        if actions.exists():
            self.fields["actions"].queryset = (
                actions.distinct().select_related("objective").in_published_order()
            )
        else:
            del self.fields["actions"]

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name != "actions"}

    @property
    def lowering(self):
        return self.cleaned_data.get("actions", ())


def score_field(label, question):
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": question},
    )


def review_field():
    return DateField(
        label="When is it looked at again?",
        name="The day of the next look",
        error_messages={"required": "Enter the day on which it is looked at again"},
    )


class NewRiskForm(RiskForm):
    likelihood = score_field("How likely is it?", "Choose how likely it is")
    impact = score_field("How bad would it be?", "Choose how bad it would be")
    review_on = review_field()


class ReviewForm(forms.Form):
    likelihood = score_field("How likely is it now?", "Choose how likely it is")
    impact = score_field("How bad would it be now?", "Choose how bad it would be")
    words = forms.CharField(
        label="What has changed?",
        help_text="Needed where one of the two numbers changes",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = review_field()
