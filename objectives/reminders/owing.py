"""Every rung that stands on a day, to each person who is told of it."""

from datetime import timedelta

from django.db.models import Q

from actionplans.models import ActionPlan
from objectives.models import Action, SentBack, UpdateRound
from objectives.states import OPEN_STATUSES
from stakeholders.reminding.sources import Owed

from .reading import SOURCE, read
from .recipients import Recipients
from .rules import RULES, rungs


def owed(on):
    """What stands on `on` for every plan that reminds, in the order of the actions' keys."""
    return owed_for(ActionPlan.objects.reminding_on(on), on)


def owed_for(plans, on):
    """As `owed`, for these plans alone, by the settings that the given rows bear."""
    plans = {plan.pk: plan for plan in plans}
    if not plans:
        return
    recipients = Recipients(plans.values(), on)
    for action, posts, private, asked in read(candidates(plans.values(), on), plans, on):
        yield from owed_of(action, posts, recipients, on, asked=asked, private=private)


def candidates(plans, on):
    """Actions of which something may be owed: due or to be reported on soon, or in a round."""
    soonest = max(max(plan.due_soon_days, plan.due_soon_again_days) for plan in plans)
    rounds = UpdateRound.objects.open().filter(plan__in=plans)
    dated = Q(due_on__lte=on + timedelta(days=soonest)) | Q(next_update_due_on__lte=on)
    asked = Q(plan__in=rounds.values("plan"))
    sent_back = SentBack.objects.filter(round__in=rounds)
    return Action.objects.filter(plan__in=plans).filter(
        Q(dated | asked, status__in=OPEN_STATUSES) | Q(pk__in=sent_back.values("action"))
    )


def owed_of(action, posts, recipients, on, *, asked=None, private=False):
    for rule, rung, ground in rungs(action, on, asked):
        order = (RULES.index(rule), action.due_on or rung, action.place, action.position)
        told = recipients.of(action, posts, rule, private=private)
        for person, (post_id, because) in told.items():
            yield Owed(
                person_id=person.pk,
                address=person.email,
                source=SOURCE,
                object_id=action.pk,
                plan_id=action.plan_id,
                rule=rule,
                ground=ground,
                rung=rung,
                post_id=post_id,
                because=because,
                order=order,
            )


def round_requests(round, on):
    """What an open round still asks of whom, sent before or not: for a press of a button.

    Nothing while the plan's reminders are off or paused (domain.md: nothing goes out before).
    """
    if not round.plan.is_reminding_on(on):
        return
    plans = {round.plan_id: round.plan}
    recipients = Recipients(plans.values(), on)
    waiting = candidates(plans.values(), on)
    for action, posts, private, asked in read(waiting, plans, on):
        if asked is not None and asked.round_id == round.pk:
            owed = owed_of(action, posts, recipients, on, asked=asked, private=private)
            yield from (item for item in owed if item.rule == "round_request")
