"""What a lead says beside an update: "no change", "this is not mine", and the answer to that."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from stakeholders.forms.fields import PostChoice
from stakeholders.models import Post

from .structure import LeadsForm
from .updates import words


class NoChangeForm(forms.Form):
    """The actions of which nothing has changed: the one whose button was pressed, or all ticked.

    Each is sent as "12-345": the action, and the update that the page showed as the latest.
    """

    PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")

    @property
    def sent(self):
        if only := self.data.get("only"):
            return [only]
        return self.data.getlist("ticked")

    def clean(self):
        pairs = [self.PAIR.fullmatch(value) for value in self.sent]
        self.seen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
        if not self.seen:
            raise ValidationError(
                "Tick the actions of which nothing has changed, then press the button again",
                code="required",
            )
        return self.cleaned_data


class NotMineForm(forms.Form):
    suggested_post = PostChoice(
        label="Whose is it?",
        help_text="If you know. Posts lead actions, not people",
        required=False,
    )
    reason = words(
        2000, rows=3, what="The reason", label="Why is it not yours, or who could know whose it is?"
    )
    mark_optional = False

    def __init__(self, *args, leads, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.in_force(timezone.localdate()).exclude(pk__in=leads)
        self.fields["suggested_post"].queryset = posts.select_related("organisation")


class NotMineDecisionForm(LeadsForm):
    """The coordinator's answer: other leads, or it stays and why."""

    version = None
    MOVED, STAYS = "moved", "stays"

    decision = forms.ChoiceField(
        label="Whose is it?",
        choices=[(MOVED, "It has other leads from now on"), (STAYS, "It stays with the post")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it has other leads now, or stays"},
    )
    note = words(
        2000,
        rows=3,
        what="The word to the lead",
        label="A word to the lead",
        help_text="Needed if it stays. It is shown on the action's page",
    )
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].widget.reveals = {self.MOVED: ["accountable", "others"]}

    @property
    def answer(self):
        """The arguments of `services.decide_not_mine`."""
        moved = self.cleaned_data["decision"] == self.MOVED
        return {"posts": self.posts if moved else None, "note": self.cleaned_data["note"]}
