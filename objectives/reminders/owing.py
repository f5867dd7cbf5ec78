"""Every rung that stands on a day, to each person who is told of it."""

from datetime import timedelta

from django.db.models import F, Q

from actionplans.models import ActionPlan
from objectives.models import Action, ActionLead
from stakeholders.reminding.sources import Owed

from .lines import SOURCE
from .recipients import Recipients
from .rules import RULES, rungs

# Read so many actions at a time: memory stays the same however many there are.
AT_A_TIME = 10_000


def owed(on):
    """What stands on `on` for every plan that reminds, in the order of the actions' keys."""
    return owed_for(ActionPlan.objects.reminding_on(on), on)


def owed_for(plans, on):
    """As `owed`, for these plans alone, by the settings that the given rows bear."""
    plans = {plan.pk: plan for plan in plans}
    if not plans:
        return
    recipients = Recipients(plans.values(), on)
    soonest = max(max(plan.due_soon_days, plan.due_soon_again_days) for plan in plans.values())
    actions = Action.objects.filter(plan__in=plans).filter(
        Q(due_on__lte=on + timedelta(days=soonest)) | Q(next_update_due_on__lte=on)
    )
    for action, posts, private in with_leads(actions.open(), plans):
        yield from owed_of(action, posts, recipients, on, private=private)


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


def with_leads(actions, plans, *, also=()):
    """(action, its leading posts, whether it is exempt), in the order of the keys.

    `also` names fields of related rows that are wanted beside those that the rules ask for.
    """
    rows = (
        actions.select_related(
            "last_update", *{name.split("__")[0] for name in also if "__" in name}
        )
        .annotate(place=F("objective__position"))
        .only(
            "plan_id",
            "position",
            "status",
            "deadline_id",
            "due_on",
            "reported_at",
            "last_update__kind",
            "next_update_due_on",
            *also,
        )
        .order_by("pk")
    )
    after = 0
    while chunk := list(rows.filter(pk__gt=after)[:AT_A_TIME]):
        first, after = chunk[0].pk, chunk[-1].pk
        here = actions.filter(pk__range=(first, after))
        leads = {}
        for action_id, post_id in (
            ActionLead.objects.in_force()
            .filter(action__in=here.values("pk"))
            .order_by("action", "position")
            .values_list("action", "post")
        ):
            leads.setdefault(action_id, []).append(post_id)
        exempt = set(here.exempt().values_list("pk", flat=True))
        for action in chunk:
            action.plan = plans[action.plan_id]
            yield action, leads.get(action.pk, ()), action.pk in exempt
        if len(chunk) < AT_A_TIME:
            return


def round_requests(round, on):
    raise NotImplementedError
