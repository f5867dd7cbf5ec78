"""What is owed to whom about actions: the rules of domain.md, "The reminder rules".

Each rule has rungs, days on which a reminder becomes owed: due soon 14 and 3 days before the due
date, overdue the day after and then weekly, update due on its day and then weekly. The latest rung
that has come is the one that stands. No rung counts time before the plan's `reminders_from`.
"""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.formats import date_format

from actionplans.models import ActionPlan
from stakeholders.access import COORDINATOR
from stakeholders.models import Absence, Person, PostHolding
from stakeholders.reminding.sources import Gone, Line, Owed

from .models import Action, ActionLead
from .states import Rag

SOURCE = "action"
DUE_SOON_DAYS = (14, 3)
AGAIN_AFTER = timedelta(days=7)

# The order in which a digest lists them; an action stands under the first that holds.
RULES = ("overdue", "due_soon", "update_due")


def rungs(action, on):
    """[(rule, rung, ground)] that stand on the day `on` for an open action of a reminding plan.

    An overdue action's reminder asks for an update already, so it owes no "update due" beside it.
    """
    since = action.plan.reminders_from
    standing = []
    if action.is_overdue(on):
        first = max(action.due_on + timedelta(days=1), since)
        standing.append(("overdue", latest_weekly(first, on), f"deadline {action.deadline_id}"))
    elif action.is_due_soon(on, days=max(DUE_SOON_DAYS)):
        days = [action.due_on - timedelta(days=days) for days in DUE_SOON_DAYS]
        rung = max(max(day, since) for day in days if max(day, since) <= on)
        standing.append(("due_soon", rung, f"deadline {action.deadline_id}"))
    if action.is_update_due(on) and not action.is_overdue(on):
        first = max(action.next_update_due_on, since)
        ground = f"update {action.last_update_id or 0} by {action.next_update_due_on}"
        standing.append(("update_due", latest_weekly(first, on), ground))
    return standing


def latest_weekly(first, on):
    """The latest of the days `first`, a week later, ... that is not after `on`."""
    return first + (on - first) // AGAIN_AFTER * AGAIN_AFTER


def owed(on):
    """Every rung that stands on `on`, to each person who answers for the action's posts."""
    return owed_for(ActionPlan.objects.reminding_on(on), on)


def owed_for(plans, on):
    """As `owed`, for these plans alone, by the `reminders_from` that the given rows bear."""
    plans = {plan.pk: plan for plan in plans}
    actions = (
        Action.objects.filter(plan__in=plans)
        .filter(
            Q(due_on__lte=on + timedelta(days=max(DUE_SOON_DAYS))) | Q(next_update_due_on__lte=on)
        )
        .open()
        .annotate(place=F("objective__position"))
        .only(
            "plan_id",
            "position",
            "status",
            "deadline_id",
            "due_on",
            "last_update_id",
            "next_update_due_on",
        )
    )
    leads = {}
    for action_id, post_id in (
        ActionLead.objects.in_force()
        .filter(action__in=actions.values("pk"))
        .order_by("action", "position")
        .values_list("action", "post")
    ):
        leads.setdefault(action_id, []).append(post_id)
    recipients = Recipients(plans.values(), on)
    exempt = set(actions.exempt().values_list("pk", flat=True))
    for action in actions:
        action.plan = plans[action.plan_id]
        standing = rungs(action, on)
        posts, private = leads.get(action.pk, ()), action.pk in exempt
        to = recipients.of(action.plan, posts, private=private) if standing else {}
        for rule, rung, ground in standing:
            order = (RULES.index(rule), action.due_on or rung, action.place, action.position)
            for person, (post_id, because) in to.items():
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


class Recipients:
    """Who is reminded for a post on a day, read once for a whole run.

    Its holders; the plan's coordinator where the post is vacant or nobody who holds it has an
    e-mail address; for whoever is away, their deputy.
    """

    def __init__(self, plans, on):
        self.holders = {}
        holdings = PostHolding.objects.on(on).select_related("person")
        for holding in holdings.order_by("starts_on", "pk"):
            self.holders.setdefault(holding.post_id, []).append(holding.person)
        self.deputies = {
            absence.person_id: absence.deputy
            for absence in Absence.objects.on(on)
            .filter(deputy__isnull=False)
            .select_related("deputy")
        }
        self.staff = list(
            Person.objects.filter(user__is_active=True, user__groups__name=COORDINATOR).exclude(
                email=""
            )
        )
        self.coordinators = {
            plan.pk: [
                person
                for holder in self.holders.get(plan.coordinator_post_id, ())
                if (person := self.deputies.get(holder.pk, holder)).email
            ]
            or self.staff
            for plan in plans
        }

    def of(self, plan, posts, *, private=False):
        """{person: (post, why it comes to them)} for an action led by `posts`.

        A `private` one is exempt: of those who don't lead it only staff may read it, and whoever
        holds the plan's coordinating post need not be one of them.
        """
        instead = self.coordinators[plan.pk]
        if private:
            instead = [person for person in instead if person in self.staff] or self.staff
        found = {}
        for post in posts:
            for person, because in self._of_post(post, instead):
                found.setdefault(person, (post, because))
        if not posts:
            for person in instead:
                found.setdefault(person, (None, "no_lead"))
        return found

    def _of_post(self, post, instead):
        holders = self.holders.get(post, ())
        to = []
        for holder in holders:
            deputy = self.deputies.get(holder.pk)
            person, because = (deputy, "deputy") if deputy else (holder, "")
            if person.email:
                to.append((person, because))
        if to:
            return to
        because = "no_address" if holders else "vacant"
        return [(person, because) for person in instead]


BECAUSE = {
    "vacant": "{post} is vacant, so this comes to you",
    "no_address": "nobody who holds {post} has an e-mail address, so this comes to you",
    "no_lead": "it has no lead, so this comes to you",
    "deputy": "you stand in for {post}",
}


def describe(items, on, plans=None):
    """(item, Line or Gone) for each of the ledger's items.

    Read at sending: an action completed, re-dated or answered since the decision is gone.
    `plans` stand in for the database's rows where a setting is only being tried.
    """
    actions = (
        Action.objects.filter(pk__in={item.object_id for item in items})
        .select_related("plan__coordinator_post", "objective", "deadline", "last_update")
        .in_bulk()
    )
    for item in items:
        action = actions.get(item.object_id)
        if action is not None and plans:
            action.plan = plans[action.plan_id]
        gone = why_gone(item, action, on)
        yield item, Gone(gone) if gone else _line(action, item, on)


def why_gone(item, action, on):
    """Why the item no longer holds, in words; empty where it does."""
    if action is None:
        return "The action was taken out of the plan"
    if not action.plan.is_reminding_on(on):
        return "The plan's reminders are off"
    if (item.rule, item.ground) not in {(rule, ground) for rule, _, ground in rungs(action, on)}:
        return "It was answered, or its date changed"
    return ""


def _line(action, item, on):
    plan = action.plan
    details = [_deadline_words(action, on), _last_update_words(action)]
    if item.because:
        details.append(BECAUSE[item.because].format(post=item.post))
    coordinator = plan.coordinator_post
    return Line(
        section=item.rule,
        heading=str(action),
        details=tuple(filter(None, details)),
        state=action.shown_state(on),
        due_on=action.due_on,
        mark=plan.mark,
        reply_to=coordinator.mailbox if coordinator else "",
        order=(
            RULES.index(item.rule),
            action.due_on or on,
            action.objective.position,
            action.position,
        ),
    )


def _deadline_words(action, on):
    words = action.deadline.text if action.deadline else ""
    understood = ""
    if action.due_on:
        understood = f"due {date_format(action.due_on, 'l j F Y')}"
        if late := action.days_overdue(on):
            understood += f", {late} day{'' if late == 1 else 's'} overdue"
    elif action.ongoing:
        understood = "ongoing" if "ongoing" not in words.lower() else ""
    return ": ".join(part for part in (words, understood) if part) or "no date given"


def _last_update_words(action):
    if action.last_update is None:
        return "nobody has reported on it yet"
    stated = f", {Rag(action.rag).label.lower()}" if action.rag else ""
    return f"last update {date_format(action.reported_at, 'j F Y')}{stated}"
