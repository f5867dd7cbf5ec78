"""A lead's own work, the most urgent first, and the next action that waits for an answer."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q

from .models import Action, NotMine
from .rounds import asking
from .states import OPEN_STATUSES

# Who has answered for a late action this week is not sent back to it today.
ANSWERED_WITHIN = timedelta(days=7)
DUE_SOON_DAYS = 14


@dataclass
class Work:
    """Open actions by urgency, each once, under the first heading that fits."""

    to_confirm: list[Action] = field(default_factory=list)
    overdue: list[Action] = field(default_factory=list)
    due_soon: list[Action] = field(default_factory=list)
    asked: list[Action] = field(default_factory=list)  # by an update round, and not yet answered
    update_due: list[Action] = field(default_factory=list)
    rest: list[Action] = field(default_factory=list)
    finished: int = 0

    @property
    def waiting(self):
        """How many wait for something from the lead."""
        return len(self.to_confirm) + len(self.to_answer)

    @property
    def to_answer(self):
        return [*self.overdue, *self.due_soon, *self.asked, *self.update_due]


def led_by(posts):
    """The actions that the posts lead, in plans that still run."""
    related = ("plan", "objective", "deadline", "last_update")
    return Action.objects.led_by(posts).running().select_related(*related)


def work_of(person, *, on):
    work = Work()
    actions = led_by(person.access.posts).annotate(reported_by=F("last_update__by"))
    actions = list(actions.in_published_order())
    asked = asking({action.plan_id for action in actions}, on)
    for action in actions:
        if action.unconfirmed and action.reported_by != person.pk:
            work.to_confirm.append(action)
        elif not action.is_open and action.pk in asked:
            work.asked.append(action)  # sent back with a question
        elif not action.is_open:
            work.finished += 1
        elif action.is_overdue(on):
            work.overdue.append(action)
        elif action.is_due_soon(on, days=DUE_SOON_DAYS):
            work.due_soon.append(action)
        elif action.pk in asked:
            work.asked.append(action)
        elif action.is_update_due(on):
            work.update_due.append(action)
        else:
            work.rest.append(action)
    # Sorting is stable: what is equally urgent stays in the order of the plan.
    work.overdue.sort(key=lambda action: action.due_on)
    work.due_soon.sort(key=lambda action: action.due_on)
    work.update_due.sort(key=lambda action: action.next_update_due_on)
    work.rest.sort(key=lambda action: (action.due_on is None, action.due_on or on))
    return work


def needs_answer(actions, *, on):
    """Of `actions`, those that wait for a word: an update round asks for it, an update is due, or
    the date is near or past and nobody has said anything about it this week."""
    silent = Q(reported_at__isnull=True) | Q(reported_at__date__lt=on - ANSWERED_WITHIN)
    near = Q(due_on__lte=on + timedelta(days=DUE_SOON_DAYS)) & silent
    asked = asking(actions.order_by().values("plan"), on)
    due = Q(status__in=OPEN_STATUSES) & (Q(next_update_due_on__lte=on) | near)
    return actions.filter(Q(pk__in=asked) | due)


def next_to_answer(person, *, after, on):
    """The action to go on to after `after`, or None where nothing waits.

    A lead goes on to the most urgent of their own; a coordinator who speaks for others goes on
    down the same plan, and from its end to its beginning.
    """
    posts = person.access.posts
    if posts and after.leads.in_force().filter(post__in=posts).exists():
        passed_on = NotMine.objects.waiting().filter(post__in=posts).values("action")
        own = needs_answer(led_by(posts), on=on).exclude(pk=after.pk).exclude(pk__in=passed_on)
        return own.order_by(F("due_on").asc(nulls_last=True), "next_update_due_on", "pk").first()
    if not person.access.coordinator:
        return None
    waiting = needs_answer(Action.objects.filter(plan=after.plan_id), on=on)
    waiting = waiting.exclude(pk=after.pk).select_related("objective").in_published_order()
    place = after.objective.position
    further_down = Q(objective__position__gt=place) | Q(
        objective__position=place, position__gt=after.position
    )
    return waiting.filter(further_down).first() or waiting.first()
