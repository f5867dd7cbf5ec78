from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min

from actionplans.models import ActionPlan
from actionplans.periods import FinancialYear, HalfYear, parse_period
from actionplans.quarters import Quarter
from meetings.models import Meeting
from reports.models import ReportRevision
from stakeholders.models import GovernanceBody

FEWEST_QUARTERS, MOST_QUARTERS = 12, 100
# Meetings that a paper may still be for.
RECENT = timedelta(days=400)


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        held_on = meeting.held_on
        return f"{meeting.forum.series.body}, {held_on.day} {held_on:%B %Y}"


def body_meetings(body=None, *, on=None):
    meetings = Meeting.objects.filter(forum__series__body__isnull=False).exclude(
        status=Meeting.Status.CANCELLED
    )
    if body:
        meetings = meetings.filter(forum__series__body=body)
    if on:
        meetings = meetings.filter(held_on__gte=on - RECENT)
    return meetings.select_related("forum__series__body").order_by("-held_on", "pk")


def offered_quarters(on):
    """The newest first, back to where the oldest plan starts: a plan of years ago may be brought
    in and reported on."""
    oldest = ActionPlan.objects.in_force().aggregate(Min("starts_on"))["starts_on__min"] or on
    quarters = [Quarter.containing(on)]
    while len(quarters) < MOST_QUARTERS:
        if quarters[-1].starts_on <= oldest and len(quarters) >= FEWEST_QUARTERS:
            break
        quarters.append(quarters[-1].previous())
    return quarters


def offered_periods(on):
    """Quarters, halves and years, as the groups of one list. Of the longer ones only what began."""
    quarters = offered_quarters(on)
    halves = dict.fromkeys(HalfYear(q.year, (q.number + 1) // 2) for q in quarters)
    years = dict.fromkeys(FinancialYear(q.year) for q in quarters)
    groups = (("Quarters", quarters), ("Half-years", halves), ("Years", years))
    return [(name, [(str(p), p.label) for p in periods]) for name, periods in groups]


class ReportRequestForm(forms.Form):
    plan = forms.ModelChoiceField(
        ActionPlan.objects.in_force(), label="Plan", error_messages={"required": "Choose the plan"}
    )
    body = forms.ModelChoiceField(
        GovernanceBody.objects.none(),
        label="Board or Panel",
        error_messages={"required": "Choose the Board or Panel that the paper is for"},
    )
    period = forms.ChoiceField(
        label="Period",
        error_messages={"required": "Choose the quarter, half-year or year of the paper"},
    )
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label="Meeting",
        required=False,
        help_text="Its date is printed at the head of the paper",
    )
    agenda_item = forms.CharField(
        label="Agenda item",
        max_length=20,
        required=False,
        help_text="The number it has on the agenda, for example 10",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4"}),
    )
    private = forms.BooleanField(
        label="Private paper",
        required=False,
        help_text="Shows the exempt actions too, to those members only who receive private papers",
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = GovernanceBody.objects.in_force(on)
        self.fields["meeting"].queryset = body_meetings(on=on)
        self.fields["period"].choices = offered_periods(on)
        # The last quarter that is over is what most papers are about.
        self.initial.setdefault("period", str(Quarter.containing(on).previous()))

    def clean_period(self):
        return parse_period(self.cleaned_data["period"])

    def clean(self):
        body, meeting = self.cleaned_data.get("body"), self.cleaned_data.get("meeting")
        if body and meeting and meeting.forum.series.body_id != body.pk:
            self.add_error(
                "meeting",
                ValidationError(f"Choose a meeting of the {body}, or none", code="other_body"),
            )


def paragraphs_of(body, chosen):
    """The body's exemption paragraphs to choose from, with an earlier choice that left the list;
    nothing where the body has no list."""
    rows = list(body.exemptions.all())
    if not rows:
        return []
    choices = [(row.reference, str(row)) for row in rows]
    if chosen and chosen not in dict(choices):
        choices.append((chosen, chosen))
    return [("", "None"), *choices]


class ReportAnswersForm(forms.Form):
    exempt_answer = forms.ChoiceField(
        label="Does this paper hold exempt information?",
        choices=ReportRevision.ExemptAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the paper holds exempt information"},
    )
    exempt_paragraph = forms.CharField(
        label="Under which paragraph",
        max_length=300,
        required=False,
        help_text="For a private paper, the paragraph that lets it be private. For a public paper "
        "that leaves matters out, the paragraph under which they are in a private one.",
    )
    public_interest = forms.CharField(
        label="Why the public interest is better served by keeping it private",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text="Only for a private paper. It is printed there.",
    )
    meeting = MeetingChoice(Meeting.objects.none(), label="Meeting", required=False)
    agenda_item = forms.CharField(
        label="Agenda item",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, *args, report, revision, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        if choices := paragraphs_of(report.body, revision.exempt_paragraph):
            asked = self.fields["exempt_paragraph"]
            self.fields["exempt_paragraph"] = forms.ChoiceField(
                label=asked.label,
                help_text=asked.help_text,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )
        if not report.private:
            del self.fields["public_interest"]
        self.fields["meeting"].queryset = body_meetings(report.body)
        for field in {"exempt_answer", "exempt_paragraph", "public_interest"} & set(self.fields):
            self.initial.setdefault(field, getattr(revision, field))
        self.initial.setdefault("meeting", report.meeting_id)
        self.initial.setdefault("agenda_item", report.agenda_item)

    def clean(self):
        if self.cleaned_data.get("exempt_answer") != ReportRevision.ExemptAnswer.YES:
            return
        if not self.report.private:
            return  # the service says why that can't be
        needed = {
            "exempt_paragraph": ("Choose the paragraph", "paragraph_missing"),
            "public_interest": ("Say why the public interest is served", "public_interest_missing"),
        }
        for field, (words, code) in needed.items():
            if field not in self.errors and not self.cleaned_data.get(field, "").strip():
                self.add_error(field, ValidationError(words, code=code))


class ReportCorrectForm(forms.Form):
    correction = forms.CharField(
        label="What does the new revision correct?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="Printed in the new revision and told to its readers. Of what has become "
        "private since, say only that something was left out.",
        error_messages={"required": "Say what the new revision corrects"},
    )
    keep_cut_off = forms.TypedChoiceField(
        label="Which cut-off should it have?",
        choices=[
            ("yes", "The same as the published paper"),
            ("no", "Now, so that it takes in what has been recorded since"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": "Choose the cut-off"},
    )
