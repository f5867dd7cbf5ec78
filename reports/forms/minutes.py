from django import forms

PUBLIC, PRIVATE = "public", "private"


class MinutesForm(forms.Form):
    access = forms.ChoiceField(
        label="Which minutes?",
        choices=[
            (PUBLIC, "Public minutes, without what is private"),
            (PRIVATE, "Private minutes, with everything"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you want the public or the private minutes"},
    )
    exempt_paragraph = forms.CharField(
        label="Reason in law for what is private",
        max_length=300,
        required=False,
        help_text="For example: paragraph 3 of Schedule 12A. Public minutes name it where they "
        "leave something out. If you leave this empty, they name the legal basis of the Board or "
        "Panel, where it has one.",
    )


class ApproveForm(forms.Form):
    approved_by = forms.CharField(
        label="Who approved the minutes?",
        max_length=200,
        help_text="A role, not a name: for example “The chair” or “The next meeting, on 3 July”. "
        "It is printed at the end of the minutes.",
        error_messages={"required": "Say who approved the minutes"},
    )
