from django import forms

from actionplans.models import ActionPlan, Strategy
from stakeholders.dates import DateField
from stakeholders.forms.fields import SeveralRows
from stakeholders.forms.people import refuse_backwards
from stakeholders.models import Organisation, Post
from stakeholders.pages import ChangeForm

POSTS_HINT = "A post, not a person: whoever holds it"


class PlanForm(ChangeForm):
    owners = SeveralRows(
        Organisation.objects.all(),
        required=False,
        label="Who owns the plan",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ActionPlan
        fields = [
            "title",
            "strategy",
            "owners",
            "starts_on",
            "ends_on",
            "quarter_basis",
            "financial_years",
            "review_interval",
            "coordinator_post",
            "escalation_post",
            "mark",
        ]
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        labels = {
            "title": "Title of the plan",
            "strategy": "Strategy that it supports",
            "quarter_basis": "Which quarters do its deadlines mean?",
            "financial_years": "A year on its own, such as 2027, means the financial year",
            "coordinator_post": "Coordinator",
            "escalation_post": "Who is told when an action is long overdue",
        }
        help_texts = {
            "starts_on": "For example, 1 4 2026",
            "ends_on": "Leave empty if it has no end",
            "quarter_basis": "For deadlines such as “Q2 2026” that don't name the year's kind",
            "review_interval": "An open action asks for an update this often, "
            "unless it says otherwise",
            "coordinator_post": POSTS_HINT,
            "escalation_post": POSTS_HINT,
        }
        widgets = {"quarter_basis": forms.RadioSelect, "mark": forms.RadioSelect}
        error_messages = {
            "title": {"required": "Enter the title of the plan"},
            "starts_on": {"required": "Enter the first day of the plan"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].name = "The first day"
        self.fields["ends_on"].name = "The last day"
        if self.instance.pk:
            self.initial["owners"] = [
                owner.organisation_id for owner in self.instance.ownerships.all()
            ]
        for name in ("coordinator_post", "escalation_post"):
            self.fields[name].queryset = Post.objects.filter(abolished_on__isnull=True)

    def clean(self):
        given = super().clean()
        refuse_backwards(self)
        return given

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name != "owners"}


class StrategyForm(ChangeForm):
    class Meta:
        model = Strategy
        fields = ["title", "summary"]
        labels = {"title": "Title of the strategy", "summary": "What it is about"}
