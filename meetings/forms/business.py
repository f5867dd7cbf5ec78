"""Forms for a meeting's agenda, papers and decisions."""

from django import forms

from meetings.models import AgendaItem, Decision, MeetingPaper
from objectives.evidence import KINDS, MAX_BYTES, TYPES
from objectives.forms.structure import post_label
from stakeholders.models import Post
from stakeholders.pages import ChangeForm

LONGEST_AGENDA = 20_000
PRIVATE_LABEL = "Why it must stay private"
PRIVATE_HINT = "Only if public papers must leave it out. For example, the paragraph that allows it"


class OfMeetingForm(ChangeForm):
    """A row of a `meeting`: items that it may stand under are those of its agenda."""

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("item"):
            field.queryset = meeting.items.in_force()
            field.label = "Item of the agenda"
            field.empty_label = "None"
            if not field.queryset.exists():
                del self.fields["item"]
        for name in ("lead_post", "owner_post"):
            if field := self.fields.get(name):
                own = Post.objects.filter(pk=getattr(self.instance, f"{name}_id"))
                field.queryset = (
                    Post.objects.filter(abolished_on__isnull=True) | own
                ).select_related("organisation")
                field.label_from_instance = post_label
        if field := self.fields.get("exempt_reason"):
            field.label, field.help_text = PRIVATE_LABEL, PRIVATE_HINT
            field.widget.attrs["rows"] = 2

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name in self.fields}


class ItemForm(OfMeetingForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "presenter_text", "exempt_reason"]
        labels = {"title": "Title of the item", "presenter_text": "Who presents it"}
        help_texts = {"presenter_text": "A role, for example Chief Finance Officer"}
        error_messages = {"title": {"required": "Enter the title of the item"}}


class SeveralItemsForm(forms.Form):
    titles = forms.CharField(
        label="The items",
        max_length=LONGEST_AGENDA,
        help_text="One on a line, in their order. Leave the numbers out: they are counted.",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Enter the items, one on a line"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Counting characters down says nothing useful about a list of items.
        self.fields["titles"].widget.attrs.pop("maxlength", None)

    def clean_titles(self):
        titles = [" ".join(line.split()) for line in self.cleaned_data["titles"].splitlines()]
        titles = [title for title in titles if title]
        if long := next((title for title in titles if len(title) > 500), None):
            raise forms.ValidationError(
                f"The item “{long[:40]}…” must have 500 characters or fewer", code="title_too_long"
            )
        return titles


class MinuteForm(OfMeetingForm):
    class Meta:
        model = AgendaItem
        fields = ["minute"]
        labels = {"minute": "What was said?"}
        help_texts = {
            "minute": "What mattered, in a few sentences. Decisions and actions have places of "
            "their own"
        }
        widgets = {"minute": forms.Textarea(attrs={"rows": 8})}


class DecisionForm(OfMeetingForm):
    class Meta:
        model = Decision
        fields = ["words", "item", "exempt_reason"]
        labels = {"words": "What was decided?"}
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"words": {"required": "Enter what was decided"}}


class PaperForm(OfMeetingForm):
    class Meta:
        model = MeetingPaper
        fields = ["kind", "title", "item", "exempt_reason"]
        labels = {"kind": "What is it?", "title": "What is it called?"}
        help_texts = {"title": "If the file’s own name says too little"}
        widgets = {"kind": forms.RadioSelect}
        error_messages = {"kind": {"required": "Choose what it is"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MeetingPaper.Kind.choices


class NewPaperForm(PaperForm):
    upload = forms.FileField(
        label="The file",
        help_text=f"{KINDS[:1].upper()}{KINDS[1:]}, up to {MAX_BYTES // 1024 // 1024} MB",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in TYPES)}),
        error_messages={
            "required": "Choose the file",
            "missing": "Choose the file",
            "empty": "The file is empty. Choose another",
        },
    )
    field_order = ["upload", "kind", "title", "item", "exempt_reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.files:
            # Shown again, the form has lost it: no browser lets a page fill this field.
            self.fields["upload"].help_text = "Choose the file again: it was not kept"
