"""Forms for promises of attendance."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from meetings.models import AttendanceCommitment, MeetingSeries
from meetings.promises import read_promise
from meetings.promises.counting import is_countable
from objectives.forms.structure import post_label
from stakeholders.dates import DateField
from stakeholders.forms.reasons import ReasonForm
from stakeholders.models import Office, Post
from stakeholders.pages import ChangeForm

# More posts than this take turns nowhere.
PLACES = ("first", "second", "third", "fourth")
WORDS, EVERY, NUMBER = "words", "every", "number"
YEAR = 12


class PromiseForm(ChangeForm):
    """A promise. `series` is offered only where it is a new one without a line yet."""

    series = forms.ModelChoiceField(
        MeetingSeries.objects.none(),
        label="Which meeting?",
        error_messages={"required": "Choose which meeting it is"},
    )
    first = forms.ModelChoiceField(
        Post.objects.none(),
        label="Who attends",
        error_messages={"required": "Choose who attends"},
    )
    counted = forms.ChoiceField(
        label="How is it counted?",
        widget=forms.RadioSelect,
        choices=[
            (WORDS, "Read it from the words"),
            (EVERY, "Every meeting"),
            (NUMBER, "A number of meetings in each cycle, as below"),
        ],
        error_messages={"required": "Choose how it is counted"},
    )
    starts_on = DateField(
        label="First day of the first cycle",
        name="The first day",
        error_messages={"required": "Enter the first day of the first cycle"},
    )

    class Meta:
        model = AttendanceCommitment
        fields = ["words", "times", "each_forum", "cycle_months", "reports_back", "starts_on"]
        labels = {
            "words": "The promise in the published words",
            "times": "How many meetings",
            "each_forum": "That many of each forum",
            "cycle_months": "Months in a cycle",
            "reports_back": "Whoever attends reports back",
        }
        help_texts = {
            "words": "For example, Commissioner or Deputy in turn, each forum once in two years",
            "times": "In each cycle",
            "cycle_months": "12 for a year, 24 for two years",
            "each_forum": "If the meeting has several forums",
        }
        widgets = {
            "words": forms.Textarea(attrs={"rows": 2}),
            "times": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            "cycle_months": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        }
        error_messages = {"words": {"required": "Enter the promise as it was published"}}

    field_order = ["series", "words", *PLACES, "counted"]

    def __init__(self, *args, series=None, **kwargs):
        super().__init__(*args, **kwargs)
        made = self.instance.pk is not None
        if made or series:
            del self.fields["series"]
        else:
            self.fields["series"].queryset = MeetingSeries.objects.in_force()
        own = list(self.instance.commitment_posts.all()) if made else []
        self._offer_posts([row.post_id for row in own])
        self.order_fields(self.field_order)
        self.fields["cycle_months"].required = False
        self.initial.setdefault("cycle_months", YEAR)
        if made:
            times = NUMBER if self.instance.times else EVERY
            self.initial["counted"] = times if is_countable(self.instance) else WORDS
        else:
            self.initial.setdefault("counted", WORDS)

    def _offer_posts(self, own):
        posts = Post.objects.filter(abolished_on__isnull=True)
        if office := Office.objects.first():
            posts = posts.filter(organisation=office.organisation_id)
        posts = Post.objects.filter(Q(pk__in=posts) | Q(pk__in=own)).select_related("organisation")
        for place, name in enumerate(PLACES):
            if place:
                label = "Or, in turn" if place == 1 else "Or"
                self.fields[name] = forms.ModelChoiceField(posts, label=label, required=False)
            self.fields[name].queryset = posts
            self.fields[name].label_from_instance = post_label
            if place < len(own):
                self.initial[name] = own[place]

    def clean(self):
        cleaned = super().clean()
        missing = cleaned.get("counted") == NUMBER and not cleaned.get("times")
        if missing and "times" not in self.errors:
            problem = "Enter how many meetings, 1 or more"
            self.add_error("times", ValidationError(problem, code="times_missing"))
        return cleaned

    @property
    def changes(self):
        """What the services take: the terms as they were chosen, and the posts in order."""
        cleaned = self.cleaned_data
        wanted = {name: cleaned[name] for name in ("words", "reports_back", "starts_on")}
        posts = [cleaned[name] for name in PLACES if cleaned.get(name)]
        wanted["posts"] = list(dict.fromkeys(posts))
        if "series" in cleaned:
            wanted["series"] = cleaned["series"]
        return wanted | self._terms()

    def _terms(self):
        cleaned = self.cleaned_data
        if cleaned["counted"] == WORDS:
            reading = read_promise(cleaned["words"])
            return {
                "times": reading.times,
                "each_forum": reading.each_forum,
                "cycle_months": reading.cycle_months,
                "certainty": reading.certainty,
                "note": reading.note,
            }
        return {
            "times": cleaned["times"] if cleaned["counted"] == NUMBER else None,
            "each_forum": cleaned["each_forum"],
            "cycle_months": cleaned["cycle_months"] or YEAR,
        }


class EndPromiseForm(ReasonForm):
    ends_on = DateField(
        label="What is the last day that it is promised for?",
        name="The last day",
        help_text="For example, 31 3 2027",
        error_messages={"required": "Enter the last day that it is promised for"},
    )
    field_order = ["ends_on", "reason"]


class RotationForm(forms.Form):
    """Proposals to accept, all or some: `proposals` of meetings that somebody can go to."""

    chosen = forms.MultipleChoiceField(
        label="Who goes to which meeting",
        widget=forms.CheckboxSelectMultiple,
        help_text="Take the tick away where you want to decide later.",
        error_messages={
            "required": "Tick at least one meeting",
            "invalid_choice": "Something changed meanwhile. Look at the proposals again, and save",
        },
    )

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = {f"{row.meeting.pk}-{row.post.pk}": row for row in proposals}
        self.fields["chosen"].choices = [(key, said(row)) for key, row in self.proposals.items()]
        self.initial["chosen"] = list(self.proposals)

    @property
    def accepted(self):
        """[(meeting, post)]"""
        rows = [self.proposals[key] for key in self.cleaned_data["chosen"]]
        return [(row.meeting, row.post) for row in rows]


def said(proposal):
    """`Deputy Commissioner: Friday 4 June 2027, Moorside. 2 visits in this cycle so far`"""
    meeting = proposal.meeting
    day = f"{meeting.held_on:%A} {meeting.held_on.day} {meeting.held_on:%B %Y}"
    when = f"{day}, {meeting.times}" if meeting.times else day
    where = meeting.forum.name or str(meeting.forum)
    why = f". {proposal.why}" if proposal.why else ""
    return f"{proposal.post}: {where}, {when}{why}"
