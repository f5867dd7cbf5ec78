from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from objectives.evidence import KINDS, MAX_BYTES, TYPES, digest_of
from objectives.states import STATE_OF_RAG, Rag, ShownState, Status
from objectives.story import state_of
from stakeholders.dates import DateField, spoken

ANSWERS = (
    (ShownState.ON_TRACK.value, "On track: it will be done as planned"),
    (ShownState.AT_RISK.value, "At risk: it may be late or fall short"),
    (ShownState.OFF_TRACK.value, "Off track: it will be late or fall short"),
    (ShownState.NOT_STARTED.value, "Not started yet"),
    (ShownState.COMPLETE.value, "Complete"),
    (ShownState.CLOSED.value, "Closed: replaced or withdrawn"),
)
STATEMENTS = {state: (Status.IN_PROGRESS, rag) for rag, state in STATE_OF_RAG.items()} | {
    ShownState.NOT_STARTED: (Status.NOT_STARTED, ""),
    ShownState.COMPLETE: (Status.COMPLETE, ""),
    ShownState.CLOSED: (Status.CLOSED, ""),
}


def words(limit, *, rows, what, **kwargs):
    """A field for sentences. Its limit is far off, so nothing counts down beneath it."""
    too_long = f"{what} must be {limit:,} characters or fewer"
    return forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[MaxLengthValidator(limit, message=too_long)],
        **kwargs,
    )


class UpdateForm(forms.Form):
    """One statement about one action: how it is going, what happened, what comes next.

    What a statement must hold depends on its status; `services.record_update` says so.
    """

    mark_optional = False

    status = forms.ChoiceField(
        label="How is it going?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it is going"},
    )
    completed_on = DateField(
        label="Day it was completed",
        help_text="For example, 27 3 2026",
        name="The day it was completed",
        required=False,
    )
    comment = words(4000, rows=3, what="What has happened", label="What has happened?")
    next_step = words(
        4000,
        rows=2,
        what="What is next",
        label="What is next?",
        help_text="If it is at risk or off track: what is being done about it",
    )
    evidence = forms.FileField(
        label="Is there a file that shows it?",
        help_text=f"{KINDS[:1].upper()}{KINDS[1:]}, up to {MAX_BYTES // 1024 // 1024} MB",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in TYPES)}),
        required=False,
        error_messages={"empty": "The file is empty. Choose another"},
    )
    ask_new_date = forms.BooleanField(
        label="Ask for a new date",
        help_text="The coordinator decides. Until then the date stays as it is",
        required=False,
    )
    new_date = DateField(
        label="New date you ask for",
        help_text="For example, 30 9 2026",
        name="The new date",
        required=False,
    )
    new_date_reason = words(2000, rows=2, what="The reason", label="Why is a new date needed?")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action
        self.initial.setdefault("seen", action.last_update_id)
        self.fields["status"].widget.reveals = {ShownState.COMPLETE.value: ["completed_on"]}
        if self.files:
            # Shown again, the form has lost it: no browser lets a page fill this field.
            self.fields["evidence"].help_text = "Choose the file again: it was not kept"
        self.fields["ask_new_date"].widget.reveals = ["new_date", "new_date_reason"]
        if action.reported_at is not None:
            since = spoken(timezone.localdate(action.reported_at))
            self.fields["comment"].label = f"What has happened since {since}?"

    def clean(self):
        asked = self.cleaned_data.get("ask_new_date")
        typed = [name for name in ("new_date", "new_date_reason") if self.cleaned_data.get(name)]
        if asked and "new_date" not in self.errors and "new_date" not in typed:
            self.add_error(
                "new_date", ValidationError("Enter the new date you ask for", code="required")
            )
        if typed and not asked:
            # Without JavaScript the boxes are always there: what was typed must not be lost.
            self.add_error(
                "ask_new_date",
                ValidationError(
                    "Tick “Ask for a new date”, or empty the date and its reason",
                    code="new_date_unclear",
                ),
            )
        return self.cleaned_data

    @property
    def statement(self):
        """The arguments of `services.record_update`, but for who says it and of which action."""
        data = self.cleaned_data
        status, rag = STATEMENTS[ShownState(data["status"])]
        return {
            "status": status,
            "rag": Rag(rag) if rag else "",
            "comment": data["comment"],
            "next_step": data["next_step"],
            "completed_on": data["completed_on"],
            "new_date": data["new_date"],
            "new_date_reason": data["new_date_reason"],
            "evidence": data["evidence"],
            "seen": data["seen"],
        }

    def says_the_same(self, update):
        """Whether `update` is this very statement, sent before."""
        statement = self.statement
        sent = [digest_of(file)] if (file := statement.pop("evidence")) else []
        same = {field: value for field, value in statement.items() if hasattr(update, field)}
        return all(getattr(update, field) == value for field, value in same.items()) and sent == [
            kept.sha256 for kept in update.evidence.all()
        ]

    def conflict_message(self, update):
        who = update.by or "Somebody"
        return ValidationError(
            f"{who} gave an update on this action while you were writing. Nothing you typed is "
            f"lost: look at what is different, then save again.",
            code="edit_conflict",
        )

    def differences(self, update):
        """Rows of label, saved, typed, where `update` says something else than this form."""
        state = state_of(update)
        chosen = dict(self.fields["status"].choices)
        pairs = [
            ("status", chosen.get(state.value, state.label), chosen[self.cleaned_data["status"]])
        ]
        for name in ("comment", "next_step"):
            pairs.append((name, getattr(update, name), self.cleaned_data[name]))
        days = [update.completed_on, self.cleaned_data["completed_on"]]
        pairs.append(("completed_on", *(spoken(day) if day else "" for day in days)))
        return [
            {
                "label": self.base_fields[name].label,
                "saved": saved or "(empty)",
                "typed": typed or "(empty)",
            }
            for name, saved, typed in pairs
            if saved != typed
        ]


class ConfirmForm(forms.Form):
    comment = words(
        4000,
        rows=3,
        what="What you saw",
        label="What did you see?",
        help_text="For example, the page is on the website",
    )
