"""An answer that somebody gives to a doubt, checked against what may be answered to it."""

from django.core.exceptions import ValidationError

from objectives.importing.doubts import CORRECT
from objectives.importing.reviewing import shown
from stakeholders.editing import EditConflict

LONGEST_ANSWER = 2_000


def answer_given(asked, *, current, choice, value="", was=None):
    """The answer as it is kept. `asked` is what the review says of the doubt: its choices and the
    answer that stands there; `current` is the locked draft.

    Raises EditConflict where another answer stands there than `was`, ValidationError for what
    can't be answered so.
    """
    if asked is None:
        raise ValidationError(
            "This is no longer in doubt: something else was answered or changed meanwhile.",
            code="no_such_doubt",
        )
    choices, answer = asked
    if was is not None and was != shown(answer):
        raise EditConflict(current)
    offered = [each for each in choices if choice in (each.press, each.choice)]
    offered.sort(key=lambda each: each.press != choice)
    if not offered:
        raise ValidationError("Choose one of the answers", code="not_a_choice")
    given = {"choice": offered[0].choice}
    if offered[0].choice == CORRECT:
        given["value"] = offered[0].value or _typed(value)
    return given


def _typed(value):
    value = value.replace("\r\n", "\n").strip()
    if not value:
        raise ValidationError("Type the answer, or choose another one", code="empty")
    if len(value) > LONGEST_ANSWER:
        raise ValidationError("The answer is too long", code="too_long")
    return value
