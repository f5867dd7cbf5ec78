""" "No change since 3 March": a lead's whole answer, where that is honest."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.models import Action
from objectives.presenting import no_change_words, says_no_change
from objectives.rounds import questions_about
from objectives.states import Status
from stakeholders.editing import EditConflict

from .updates import moment_in_round, record_update


@transaction.atomic
def record_no_change(actions, *, by, posts=None, seen=None, at=None):
    """Say of each of `actions` that its last statement still holds; the updates, all or none.

    `posts` ({action's key: post}) says for which post each is signed, `seen` ({action's key:
    update's key}) which update the page showed as the latest. Pressed twice, it is said once.

    Raises EditConflict where somebody else has said something since, and ValidationError (codes
    `never_reported`, `not_green`, `overdue`, `question_waits`) where it would not be honest:
    anything late, amber or red asks for a sentence (domain.md, the reminder rules), and so does a
    return that was sent back with a question.
    """
    keys = sorted(action.pk for action in actions)
    # In the order of their keys: two people with the same boxes ticked don't wait for each other.
    rows = Action.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update().values_list("pk"))
    # Read once they are locked: whoever was waited for has left another last update.
    locked = list(rows.select_related("objective", "last_update"))
    at = moment_in_round(locked, at)
    on = timezone.localdate(at)
    questions = questions_about(locked)
    updates = []
    for action in locked:
        last = action.last_update
        if seen and last is not None and seen.get(action.pk, last.pk) != last.pk:
            if last.by_id == getattr(by, "pk", None) and says_no_change(last):
                updates.append(last)
                continue
            raise EditConflict(action)
        if problem := problem_with(action, on=on, question=action.pk in questions):
            raise problem
        updates.append(
            record_update(
                action=action,
                by=by,
                post=(posts or {}).get(action.pk),
                status=Status.IN_PROGRESS,
                rag=action.rag,
                comment=f"{no_change_words(last)}.",
                next_step=last.next_step,
                at=at,
            )
        )
    return updates


def problem_with(action, *, on, question=False):
    """A ValidationError where "no change" says too little about an action, else None."""
    if action.is_steady(on) and not question:
        return None
    if action.reported_at is None:
        code, why = "never_reported", "nobody has reported on it yet"
    elif action.is_overdue(on):
        code, why = "overdue", "its date has passed"
    elif question:
        code, why = "question_waits", "the coordinator sent it back with a question"
    else:
        code, why = "not_green", "it is not on track"
    return ValidationError(f"{action.label} needs a sentence from you: {why}", code=code)
