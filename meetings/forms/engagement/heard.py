"""Forms for what was heard, what was done, and how people were told."""

from django import forms

from meetings.models import HeardIssue
from objectives.models import Action
from stakeholders.dates import DateField, spoken
from stakeholders.forms.fields import PostChoice, SeveralRows, Words
from stakeholders.models import CommunityGroup
from stakeholders.pages import ChangeForm

from . import choices

NO_NAMES = "Say it without names: the public may read it"
PRIVATE_HINT = "Only if it must not be public. Then only staff and whoever answers see it"


def groups_field(label="Which communities?"):
    return SeveralRows(
        CommunityGroup.objects.in_force(),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class IssueForm(ChangeForm):
    class Meta:
        model = HeardIssue
        fields = ["title", "words", "response", "groups", "areas", "exempt_reason"]
        field_classes = {"title": Words, "groups": SeveralRows, "areas": SeveralRows}
        labels = {
            "title": "The issue in a few words",
            "words": "What did people say?",
            "response": "What did we do?",
            "groups": "Which communities?",
            "areas": "Which areas?",
            "exempt_reason": "Why it must stay private",
        }
        help_texts = {"title": NO_NAMES, "words": NO_NAMES, "exempt_reason": PRIVATE_HINT}
        widgets = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "response": forms.Textarea(attrs={"rows": 4}),
            "groups": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "title": {"required": "Enter the issue in a few words"},
            "words": {"required": "Enter what people said"},
            "response": {"required": "Enter what was done"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.response:
            self.fields["response"].required = True
        else:
            del self.fields["response"]
        for name, offered in (("groups", choices.groups), ("areas", choices.areas)):
            # Those that it has already can be kept, also where they are no longer used.
            rows = offered(getattr(self.instance, name).order_by().values("pk"))
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]


class AssignForm(ChangeForm):
    owner_post = PostChoice(
        label="Who answers?",
        required=False,
        help_text="The post. Without one, whoever looks after engagement is reminded",
    )
    due_on = DateField(label="Answer by", name="The day", required=False)

    class Meta:
        model = HeardIssue
        fields = ["owner_post", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = choices.posts(self.instance.owner_post_id)


class RespondForm(ChangeForm):
    """`actions` are those that the person may name; by an e-mail's link there are none."""

    class Meta:
        model = HeardIssue
        fields = ["response", "action"]
        labels = {
            "response": "What did you do, or will you do?",
            "action": "Which action of a plan deals with it?",
        }
        help_texts = {"response": f"A few plain sentences. {NO_NAMES}"}
        widgets = {"response": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, actions=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["response"].required = True
        self.fields["response"].error_messages["required"] = "Enter what was done"
        if actions is None:
            del self.fields["action"]
            return
        # Of a plan that ended meanwhile the action stays chosen.
        own = Action.objects.filter(pk=self.instance.action_id)
        self.fields["action"].queryset = actions | own
        self.fields["action"].label_from_instance = label_of_action

    @property
    def changes(self):
        """The action stays as it is where nobody was asked."""
        return {"action": self.instance.action} | super().changes


def label_of_action(action: Action):
    return f"{action.plan}: {action.label} {action.text[:80]}"


class TellForm(forms.Form):
    """`on` is today."""

    told_on = DateField(
        label="When were they told?",
        name="The day",
        error_messages={"required": "Enter the day on which people were told"},
    )
    method = forms.ModelChoiceField(
        choices.methods(),
        label="How were they told?",
        error_messages={"required": "Choose how people were told"},
    )
    groups = groups_field(label="Which communities were told?")
    words = forms.CharField(
        label="More about how they were told",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"For example, a page in the summer newsletter. {NO_NAMES}",
    )

    def __init__(self, *args, issue, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("told_on", on)
        self.initial.setdefault("groups", [group.counts_for_id for group in issue.groups.all()])
        if not self.fields["groups"].queryset.exists():
            del self.fields["groups"]

    @property
    def said(self):
        return {"groups": ()} | self.cleaned_data


class PublishForm(forms.Form):
    """Where something was found (`found`), it asks for a tick and a reason. `version` is that of
    the issue that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="I have checked: nobody can be recognised",
        error_messages={"required": "Tick this once you have checked, or change the words"},
    )
    checked = forms.CharField(
        label="Why can nobody be recognised?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example, it names a public office. Do not repeat the name",
        error_messages={"required": "Say why nobody can be recognised"},
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        if not found:
            del self.fields["sure"], self.fields["checked"]


class MergeForm(forms.Form):
    """`rows` are the issues that it may be merged into."""

    into = forms.ModelChoiceField(
        HeardIssue.objects.none(),
        label="Which issue is it the same as?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the issue that it is the same as"},
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.queryset = HeardIssue.objects.filter(pk__in=[row.pk for row in rows])
        field.label_from_instance = lambda row: f"{row.title}, first heard {spoken(row.heard_on)}"
