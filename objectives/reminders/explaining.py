"""For every open action: what stands, or in words why nothing does."""

from actionplans.models import ActionPlan
from objectives.models import Action
from stakeholders.dates import spoken
from stakeholders.reminding.sources import Account

from .owing import owed_of
from .reading import read
from .recipients import Recipients
from .rules import next_rung, rungs

NAMED = ("number", "objective__number", "deadline__text")
WORDS = {
    "due_soon": "a reminder that it is due soon",
    "overdue": "a reminder that it is overdue",
    "update_due": "a reminder that an update is due",
    "round_request": "the update round's request",
    "escalated_coordinator": "word of it to the coordinator",
    "escalated_post": "word of it to the escalation post",
}
NOBODY = (
    "Nobody can be told: nobody with an e-mail address holds its posts, and the plan has no "
    "coordinator with one"
)


def accounts(on, *, as_if_on=False):
    """An Account of every open action; `as_if_on`: as if each plan that runs had its reminders on
    from its start."""
    plans = {plan.pk: plan for plan in ActionPlan.objects.all()}
    if as_if_on:
        for plan in plans.values():
            plan.reminders_from, plan.paused_until = plan.starts_on, None
    recipients = Recipients(plans.values(), on)
    actions = Action.objects.open().filter(plan__in=plans)
    for action, posts, private, asked in read(actions, plans, on, also=NAMED):
        names = {
            "plan": action.plan.slug,
            "objective": action.objective.number,
            "action": action.number,
            "deadline": action.deadline.text if action.deadline else "",
        }
        yield Account(names, **_account(action, posts, recipients, on, private, asked))


def _account(action, posts, recipients, on, private, asked):
    if why := why_silent(action.plan, on):
        return {"why": why}
    coming = next_rung(action, on, asked)
    again = coming[1] if coming else None
    standing = tuple(owed_of(action, posts, recipients, on, asked=asked, private=private))
    if standing:
        return {"standing": standing, "again": again}
    if rungs(action, on, asked):
        return {"why": NOBODY, "again": again}
    return {"why": _why_nothing_stands(action, coming, on), "again": again}


def why_silent(plan, on):
    """Why nothing of the plan is told to anybody on that day; empty where it reminds."""
    if plan.withdrawn_at is not None:
        return "The plan was withdrawn"
    if not plan.is_running:
        return "The plan is closed"
    if plan.reminders_from is None:
        return "The plan's reminders are off"
    if plan.reminders_from > on:
        return f"The plan's reminders are on from {spoken(plan.reminders_from)}"
    if plan.is_paused_on(on):
        return f"The plan's reminders are paused until {spoken(plan.paused_until)}"
    return ""


def _why_nothing_stands(action, coming, on):
    now = "It was reported on since it fell due" if action.is_overdue(on) else "Nothing is due yet"
    if coming is None:
        return f"{now}: nothing more is owed by itself"
    rule, day = coming
    return f"{now}: next comes {WORDS[rule]}, on {spoken(day)}"
