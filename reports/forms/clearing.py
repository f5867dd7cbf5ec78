from django import forms
from django.core.exceptions import ValidationError

from stakeholders.dates import DateField

CLEAR, SEND_BACK = "clear", "send_back"


class SendForm(forms.Form):
    answer_by = DateField(
        label="By when should they answer?",
        name="The day for the answers",
        required=False,
        help_text="The timetable's day for a paper to be cleared stands here, where there is one",
    )


class ClearanceForm(forms.Form):
    decision = forms.ChoiceField(
        label="Do you clear this paper?",
        choices=[(CLEAR, "Yes, I clear it"), (SEND_BACK, "No, I send it back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you clear the paper or send it back"},
    )
    comment = forms.CharField(
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text="If you send it back, say what has to change. The office's coordinators and "
        "the other officers read this; it is not printed in the paper.",
    )

    def clean(self):
        sent_back = self.cleaned_data.get("decision") == SEND_BACK
        if sent_back and not self.cleaned_data.get("comment", "").strip():
            self.add_error(
                "comment", ValidationError("Say what has to change", code="comment_missing")
            )


class NoteClearanceForm(forms.Form):
    comment = forms.CharField(
        label="How and when did the officer clear it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text="For example: by e-mail to the office on 3 July. It is kept in the history.",
        error_messages={"required": "Say how and when the officer cleared it"},
    )
