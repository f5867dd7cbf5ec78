"""Rows of a list of actions: what a page needs of each, read in the same few queries for any
number of rows."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from stakeholders.models import PostHolding

from .models import Action, ActionLead
from .presenting import DateWords, StateWords, date_words, done_words, state_words
from .states import Status


@dataclass(frozen=True, slots=True)
class LeadWords:
    post: int
    title: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Row:
    action: Action
    label: str
    date: DateWords
    state: StateWords
    leads: list[LeadWords]
    done: str


def rows_of(actions, *, person, on):
    """A Row for each of `actions`, which have their `objective` and `deadline` at hand."""
    keys = [action.pk for action in actions]
    leads = leads_of(keys, on=on)
    done = sub_actions_done(keys, person=person)
    return [
        Row(
            action=action,
            label=action.label,
            date=date_words(action, on),
            state=state_words(action, on),
            leads=leads.get(action.pk, []),
            done=done_words(*done.get(action.pk, (0, 0))),
        )
        for action in actions
    ]


def leads_of(keys, *, on):
    """{action: its posts, the accountable one first}, each with whether it is vacant on `on`."""
    held = PostHolding.objects.on(on).filter(post=OuterRef("post"))
    found = {}
    for action, post, title, is_held in (
        ActionLead.objects.in_force()
        .filter(action__in=keys)
        .order_by("position", "pk")
        .values_list("action", "post", "post__title", Exists(held))
    ):
        found.setdefault(action, []).append(LeadWords(post, title, not is_held))
    return found


def sub_actions_done(keys, *, person):
    """{parent: (complete, all)} of the sub-actions that `person` may see.

    A sub-action that was closed is no longer part of the work. Exempt ones are few, so whether
    somebody who does not see everything leads them is asked only where there are any.
    """
    subs = Action.objects.filter(parent__in=keys).exclude(status=Status.CLOSED).order_by()
    subs = list(subs.values_list("pk", "parent", "status", "exempt_reason"))
    hidden = set()
    if not person.access.sees_everything:
        hidden = {pk for pk, _, _, reason in subs if reason}
        if hidden:
            own = Action.objects.filter(pk__in=hidden).led_by(person.access.posts)
            hidden -= set(own.values_list("pk", flat=True))
    found = {}
    for pk, parent, status, _ in subs:
        if pk not in hidden:
            done, total = found.get(parent, (0, 0))
            found[parent] = (done + (status == Status.COMPLETE), total + 1)
    return found
