"""Forms for the schedule: its tables, its lines, and the forums of a line."""

from django import forms
from django.db.models import Q

from meetings.frequency import MOST_A_YEAR, MOST_FORUMS, read_frequency, sense_of
from meetings.models import Forum, MeetingCategory, MeetingSeries
from objectives.forms.structure import post_label
from stakeholders.dates import DateField
from stakeholders.forms.fields import SeveralRows
from stakeholders.forms.reasons import ReasonForm
from stakeholders.models import Office, Post
from stakeholders.pages import ChangeForm

from .meetings import ClockField

FREQUENCY_HINT = (
    "In the schedule's own words. For example Monthly, Approx 6 per year, Quarterly x 30, "
    "As required"
)
PER_YEAR_HINT = "Only if you know better than the words say. Otherwise they are read for you."
NOT_SAID = "not_said"


class CategoryForm(ChangeForm):
    class Meta:
        model = MeetingCategory
        fields = ["title"]
        labels = {"title": "Name of the table"}
        help_texts = {"title": "For example, Councils and Members of Parliament"}
        error_messages = {"title": {"required": "Enter the name of the table"}}


class FrequencyFields(forms.Form):
    """How often something meets. Of words that have several senses ("bi-monthly") it is asked
    which is meant: on opening where they are there already, else once they were sent."""

    frequency_text = forms.CharField(
        label="How often", max_length=200, required=False, help_text=FREQUENCY_HINT
    )
    per_year = forms.IntegerField(
        label="Meetings a year",
        min_value=1,
        max_value=MOST_A_YEAR,
        required=False,
        help_text=PER_YEAR_HINT,
    )
    meant = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = self["frequency_text"].value() or ""
        senses = read_frequency(words).alternatives
        if not senses:
            del self.fields["meant"]
            return
        self.fields["meant"].label = f"What does “{words.strip()}” mean?"
        taken = f"Nobody has said: take it as {senses[0].label.lower()} until they do"
        offered = [(sense.words, sense.label) for sense in senses]
        self.fields["meant"].choices = [*offered, (NOT_SAID, taken)]

    def clean(self):
        cleaned = super().clean()
        if "meant" not in self.fields or "meant" in self.errors:
            return cleaned
        if cleaned.get("per_year"):
            cleaned["meant"] = ""
        elif not cleaned["meant"]:
            words = "These words may mean several things. Choose which is meant"
            self.add_error("meant", forms.ValidationError(words, code="meant_missing"))
        elif cleaned["meant"] == NOT_SAID:
            cleaned["meant"] = ""
        return cleaned


class SeriesForm(ChangeForm):
    """A line of the schedule. How often it meets is said for each of its forums."""

    class Meta:
        model = MeetingSeries
        fields = [
            "category",
            "title",
            "chair_text",
            "attendance_text",
            "attending_posts",
            "lead_text",
            "lead_post",
            "body",
            "notes",
            "precedes",
            "open_to_public",
            "publishes",
            "notice_days",
            "minutes_days",
        ]
        labels = {
            "precedes": "Which meeting must it come before?",
            "open_to_public": "The public may come",
            "publishes": "Its time, place, agenda, reports and minutes must be published",
            "notice_days": "Clear days of notice",
            "minutes_days": "Working days until its minutes are published",
            "category": "Table of the schedule",
            "title": "Name of the meeting",
            "chair_text": "Chair or lead",
            "attendance_text": "Who of the office attends",
            "attending_posts": "Posts that attend",
            "lead_text": "Lead officer, as the schedule says it",
            "lead_post": "Lead officer’s post",
            "body": "Board or Panel",
        }
        help_texts = {
            "title": "For example, Joint Audit Committee",
            "precedes": "You are warned where the other one meets twice with none of these between",
            "open_to_public": "A single meeting may be otherwise",
            "notice_days": "Leave empty to use those of the Board or Panel",
            "minutes_days": "Leave empty for 20",
            "chair_text": "In the schedule’s own words. Name posts, not people.",
            "attendance_text": "In the schedule’s own words. For example, Commissioner or Deputy "
            "in turn",
            "attending_posts": "Whom those words mean",
            "lead_post": "Whoever holds this post answers for the meeting",
            "body": "If this is a body that receives the plan’s papers",
        }
        field_classes = {"attending_posts": SeveralRows}
        widgets = {
            "attending_posts": forms.CheckboxSelectMultiple,
            "chair_text": forms.Textarea(attrs={"rows": 2}),
            "attendance_text": forms.Textarea(attrs={"rows": 2}),
            "lead_text": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "category": {"required": "Choose the table that it belongs to"},
            "title": {"required": "Enter the name of the meeting"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        saved = self.instance.pk is not None
        attending = self.instance.attending_posts.values("pk") if saved else []
        own = Post.objects.filter(abolished_on__isnull=True)
        if office := Office.objects.first():
            own = own.filter(organisation=office.organisation_id)
        self.fields["attending_posts"].queryset = (
            Post.objects.filter(Q(pk__in=own) | Q(pk__in=attending))
        ).select_related("organisation")
        self.fields["lead_post"].queryset = Post.objects.filter(
            Q(abolished_on__isnull=True) | Q(pk=self.instance.lead_post_id)
        ).select_related("organisation")
        self.fields["lead_post"].label_from_instance = post_label
        others = MeetingSeries.objects.filter(
            Q(withdrawn_at__isnull=True) | Q(pk=self.instance.precedes_id)
        )
        self.fields["precedes"].queryset = others.exclude(pk=self.instance.pk).order_by("title")
        self.fields["minutes_days"].required = False

    def clean_minutes_days(self):
        days = self.cleaned_data["minutes_days"]
        usual = MeetingSeries._meta.get_field("minutes_days").default
        return usual if days is None else days


class NewSeriesForm(FrequencyFields, SeriesForm):
    field_order = [
        "category",
        "title",
        "chair_text",
        "frequency_text",
        "meant",
        "per_year",
        "attendance_text",
        "attending_posts",
        "lead_text",
        "lead_post",
        "body",
        "notes",
    ]


class ForumForm(FrequencyFields, ChangeForm):
    """A forum. With a single one the line's own name is enough.

    Once it is there, a new frequency may begin on a day (`from_on`).
    """

    usual_starts_at = ClockField(
        label="Usually starts at", required=False, help_text="For example, 9:30am"
    )
    usual_ends_at = ClockField(label="Usually ends at", required=False)
    from_on = DateField(
        label="Since when does it meet this often?",
        name="The day",
        required=False,
        help_text="The first day. What was promised before it still counts. Leave it empty if the "
        "schedule was wrong before.",
    )

    class Meta:
        model = Forum
        fields = ["name", "frequency_text", "per_year"]
        fields += ["usual_starts_at", "usual_ends_at", "usual_places"]
        labels = {"name": "Name of the forum", "usual_places": "Usual places"}
        help_texts = {
            "name": "For example, the area that it is for",
            "usual_places": "One on a line. Where there are several they take turns.",
        }
        widgets = {"usual_places": forms.Textarea(attrs={"rows": 3})}

    field_order = ["name", "frequency_text", "meant", "per_year", "from_on"]

    def __init__(self, *args, name_needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = name_needed
        self.fields["name"].error_messages["required"] = "Enter the name of the forum"
        self.fields["usual_places"].widget.attrs.pop("maxlength", None)
        if not self.instance.pk:
            del self.fields["from_on"]
        sense = sense_of(self.instance)
        if sense or not self.instance.per_year_stated:
            # What was read from the words is read again whenever they change.
            self.initial["per_year"] = None
        if self.instance.pk:
            self.initial["meant"] = sense or NOT_SAID

    @property
    def changes(self):
        return {name: value for name, value in super().changes.items() if name != "from_on"}

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("usual_starts_at"), cleaned.get("usual_ends_at")
        if ends and starts and ends <= starts:
            words = "The end must be later than the start"
            self.add_error("usual_ends_at", forms.ValidationError(words, code="end_before_start"))
        elif ends and not starts and "usual_starts_at" not in self.errors:
            words = "Enter when it usually starts"
            self.add_error("usual_starts_at", forms.ValidationError(words, code="start_missing"))
        return cleaned


class SeveralForumsForm(forms.Form):
    total = forms.IntegerField(
        label="How many forums are there in all?",
        min_value=1,
        max_value=MOST_FORUMS,
        error_messages={"required": "Enter how many forums there are"},
    )
    names = forms.CharField(
        label="Their names",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One name on a line. Forums without one are numbered; you can name them later.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Counting characters down says nothing useful about a list of names.
        self.fields["names"].widget.attrs.pop("maxlength", None)

    def clean_names(self):
        names = [line.strip() for line in self.cleaned_data["names"].splitlines()]
        names = [name for name in names if name]
        if long := next((name for name in names if len(name) > 200), None):
            raise forms.ValidationError(
                f"The name “{long[:40]}…” must have 200 characters or fewer", code="name_too_long"
            )
        return names


class EndForumForm(ReasonForm):
    ended_on = DateField(
        label="From which day does it no longer meet?",
        name="The day",
        help_text="For example, 31 3 2027",
        error_messages={"required": "Enter the day from which it no longer meets"},
    )
    field_order = ["ended_on", "reason"]
