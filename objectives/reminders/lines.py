"""How an e-mail shows an action that somebody is reminded of, while that still holds."""

from django.db.models import F, Q

from actionplans.models import ActionPlan
from objectives.models import Action, Objective, UpdateRound
from objectives.rounds import asking
from objectives.states import Rag
from stakeholders.dates import in_words, spoken
from stakeholders.reminding.because import to_reader
from stakeholders.reminding.sources import Gone, Line
from stakeholders.workdays import working_day_from

from .reading import FIELDS, leads_of, with_grounds
from .recipients import ANSWERABLE, Recipients
from .rules import RULES, Asked, rungs, steps

# What a line shows of an action beside what the rules ask of it.
SHOWN = ("objective_id", "number", "text", "rag", "starts_on", "ongoing")


def describe(items, on, plans=None):
    """(item, Line or Gone) for each of the ledger's items.

    Read at sending: an action that was completed, re-dated or answered since the decision, or
    that has other leads now, is gone. `plans` stand in for the database's rows where a setting
    is only being tried.
    """
    actions = read_to_describe({item.object_id for item in items}, plans)
    in_force = {action.plan for action in actions.values()}
    leads, asked = leads_of(actions), asking(in_force, on, only=Q(pk__in=actions))
    rounds = UpdateRound.objects.in_bulk({key for key, *_ in asked.values()})
    of_items = {post for posts in leads.values() for post in posts}
    recipients = Recipients(in_force, on, posts=of_items)
    for item in items:
        action, posts = actions.get(item.object_id), leads.get(item.object_id, ())
        asks = Asked(*asked[item.object_id]) if item.object_id in asked else None
        gone = why_gone(item, action, posts, asks, recipients, on)
        yield item, Gone(gone) if gone else _line(action, item, asks, rounds, on)


def read_to_describe(keys, plans=None):
    """{key: action} with what a line says of it. Their few plans and objectives are read once."""
    actions = (
        with_grounds(Action.objects.filter(pk__in=keys))
        .annotate(deadline_text=F("deadline__text"))
        .only(*FIELDS, *SHOWN)
        .in_bulk()
    )
    posts = ("coordinator_post", "escalation_post")
    of_plans = {action.plan_id for action in actions.values()}
    plans = plans or ActionPlan.objects.select_related(*posts).in_bulk(of_plans)
    objectives = Objective.objects.in_bulk({action.objective_id for action in actions.values()})
    for action in actions.values():
        action.plan = plans[action.plan_id]
        action.objective = objectives[action.objective_id]
    return actions


def why_gone(item, action, posts, asked, recipients, on):
    """Why the item no longer holds, in words; empty where it does."""
    if action is None:
        return "The action was taken out of the plan"
    if not action.plan.is_reminding_on(on):
        return "The plan's reminders are off"
    standing = {(rule, ground) for rule, _, ground in rungs(action, on, asked)}
    if (item.rule, item.ground) not in standing:
        return "It was answered, ended or given a new date"
    told = recipients.of(action, posts, item.rule, private=action.private)
    if item.digest.person_id not in {person.pk for person in told}:
        return "Somebody else answers for it now"
    return ""


def _line(action, item, asked, rounds, on):
    plan = action.plan
    details = [_deadline_words(action, on), _last_update_words(action)]
    if asked is not None and asked.question:
        details.append(f"sent back with a question: {asked.question}")
    if item.because:
        details.append(to_reader(item.because, item.post))
    coordinator = plan.coordinator_post
    return Line(
        section=item.rule,
        heading=str(action),
        details=tuple(filter(None, details)),
        state=action.shown_state(on),
        due_on=action.due_on,
        mark=plan.mark,
        reply_to=coordinator.mailbox if coordinator else "",
        plan=plan.title,
        answerable=item.because in ANSWERABLE,
        next_step=next_step(action, on),
        answer_by=rounds[asked.round_id].answers_by if item.rule == "round_request" else None,
        order=(
            RULES.index(item.rule),
            action.due_on or on,
            action.objective.position,
            action.position,
        ),
    )


def next_step(action, on):
    """Who is told next, and before which day an update prevents it; empty where nobody is."""
    told = {
        "escalated_coordinator": action.plan.coordinator_post or "coordinator",
        "escalated_post": action.plan.escalation_post,
    }
    coming = [
        (day, step.rule)
        for step in (steps(action, on) if action.is_overdue(on) else ())
        if step.rule in told and (day := step.following(on)) is not None
    ]
    if not coming:
        return ""
    day, rule = min(coming)
    # On a day off nothing is sent: it goes the next working day.
    day = in_words(working_day_from(day), "l j F Y")
    # Whoever holds the post may not read what is exempt: then the office's staff are told.
    who = "coordinator" if action.private else told[rule]
    return f"If there is no update before {day}, the {who} is told."


def _deadline_words(action, on):
    words = action.deadline_text or ""
    understood = ""
    if action.due_on:
        # Published and understood in the same words: said once.
        words = "" if words == spoken(action.due_on) else words
        understood = f"due {in_words(action.due_on, 'l j F Y')}"
        if late := action.days_overdue(on):
            understood += f", {late} day{'' if late == 1 else 's'} overdue"
    elif action.ongoing:
        understood = "ongoing" if "ongoing" not in words.lower() else ""
    return ": ".join(part for part in (words, understood) if part) or "no date given"


def _last_update_words(action):
    if action.last_update_id is None:
        return "nobody has reported on it yet"
    stated = f", {Rag(action.rag).label.lower()}" if action.rag else ""
    return f"last update {in_words(action.reported_at, 'j F Y')}{stated}"
