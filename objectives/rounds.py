"""Update rounds, read: what was asked of whom, who has answered, what still waits.

The state of a round is a function of rows, the round's own, updates, leads and questions sent back:
nothing of it is kept, so that an action that gets another lead, or comes into the plan, in the
middle of a round is in its place at once. What was open at some moment of the round belongs to it;
any one's update answers for all the leads of an action.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, OuterRef, Q, Subquery

from actionplans.cut_offs import usual_cut_off

from .models import Action, ActionLead, Deadline, ProgressUpdate, SentBack, UpdateRound
from .states import OPEN_STATUSES, Status

Kind = ProgressUpdate.Kind


@dataclass(frozen=True, slots=True)
class Return:
    """What a round asked about one action, and what came."""

    action_id: int
    asked_at: datetime  # the opening, the action's coming into the plan, or the latest question
    question: str  # with which it was sent back the last time
    answered: bool
    first_at: datetime | None  # the first update of the round, which says whether it came late
    last_at: datetime | None

    @property
    def sent_back(self):
        return bool(self.question) and not self.answered


@dataclass(frozen=True, slots=True)
class Count:
    """How many posts were asked, and how many of them have answered for all of their actions."""

    leads: int
    answered: int

    def __str__(self):
        """ "14 of 31 leads have answered", for a sentence."""
        verb = "has" if 1 in (self.leads, self.answered) else "have"
        return (
            f"{self.answered} of {self.leads} lead{'' if self.leads == 1 else 's'} {verb} answered"
        )


def cut_off_of(plan, quarter):
    """What is recorded after this moment is not in the quarter's papers: the close of the plan's
    update round, else the usual cut-off of the quarter."""
    return cut_offs_of(plan, [quarter])[quarter]


def cut_offs_of(plan, quarters):
    """{quarter: cut-off} in one query, however many there are."""
    rounds = plan.rounds.filter(quarter__in=map(str, quarters), closed_at__isnull=False)
    rounds = list(rounds.only("plan", "quarter", "closed_at"))
    return {quarter: cut_off_among(rounds, quarter) for quarter in quarters}


def cut_off_among(rounds, quarter):
    """The twin of `cut_off_of` for a plan whose rounds are in hand."""
    closed = {round.quarter: round.closed_at for round in rounds}
    return closed.get(str(quarter)) or usual_cut_off(quarter)


def answered_between(plan, opened_at, until):
    """The keys of the plan's actions that somebody gave an update on, from one moment to another:
    what a round had been told by a cut-off. An update that a file brought in is no answer."""
    updates = ProgressUpdate.objects.filter(
        action__plan=plan, recorded_at__gte=opened_at, recorded_at__lte=until
    )
    return set(updates.exclude(kind=Kind.IMPORTED).values_list("action", flat=True))


def asking(plans, on, *, only=None):
    """{action: (round, when it was asked, the question it was sent back with)} for every action
    of an open round of `plans` that still waits for an answer on the day `on`.

    When is the moment of the opening, of the action's coming into the plan, or of the question. An
    action that was sent back waits even where it is complete. Five queries, however many plans.
    `only` says which actions are looked at, where not all are.
    """
    rounds = UpdateRound.objects.open().filter(plan__in=plans, opened_at__date__lte=on)
    return {
        row.action_id: (key, row.asked_at, row.question)
        for key, rows in returns_of(rounds, only=only).items()
        for row in rows
        if not row.answered
    }


def questions_about(actions):
    """{action: the SentBack of an open round that no update has answered yet}"""
    said = {action.pk: action.reported_at for action in actions}
    sent_back = SentBack.objects.filter(action__in=said, round__closed_at__isnull=True)
    return {
        row.action_id: row
        for row in sent_back.select_related("by").order_by("asked_at", "pk")
        if said[row.action_id] is None or said[row.action_id] <= row.asked_at
    }


def waiting_for(round):
    """{post: [its actions that wait for an answer]} as led now, or at the close of a closed one.

    Under None stand those that no post leads.
    """
    found = {
        post: [row.action_id for row in rows if not row.answered]
        for post, rows in by_post(returns_of([round])[round.pk], leads_in([round])).items()
    }
    return {post: actions for post, actions in found.items() if actions}


def count_of(round):
    return counts_of([round])[round.pk]


def counts_of(rounds):
    """{round: Count} of open rounds, or of a closed one; as many queries for many rounds."""
    rounds = list(rounds)
    leads = leads_in(rounds)
    found = {}
    for key, returns in returns_of(rounds).items():
        posts = by_post(returns, leads)
        posts.pop(None, None)
        answered = sum(all(row.answered for row in rows) for rows in posts.values())
        found[key] = Count(leads=len(posts), answered=answered)
    return found


def by_post(returns, leads):
    """{post: its Returns}, under None those of actions that no post leads."""
    found = defaultdict(list)
    for row in returns:
        for post in leads.get(row.action_id, [None]):
            found[post].append(row)
    return found


def leads_in(rounds):
    """{action: [posts]} of the rounds' plans, the accountable one first: of open rounds as led
    now, of one that is closed as at its close."""
    leads = ActionLead.objects.filter(action__plan__in=[round.plan_id for round in rounds])
    until = closed_at(rounds)
    leads = leads.in_force() if until is None else leads.as_at(until)
    found = defaultdict(list)
    for action, post in leads.order_by("action", "position", "pk").values_list("action", "post"):
        found[action].append(post)
    return dict(found)


def returns_of(rounds, *, only=None):
    """{round: [Return]} in the plan's order: of open rounds, or of one that is closed as it stood
    at its close. The same number of queries for any number of rounds and actions.
    """
    by_plan = {round.plan_id: round for round in rounds}
    found = {round.pk: [] for round in by_plan.values()}
    if not by_plan:
        return found
    until = closed_at(by_plan.values())
    opened = min(round.opened_at for round in by_plan.values())
    actions = Action.objects.filter(plan__in=by_plan)
    if only is not None:
        actions = actions.filter(only)
    updates = _updates(actions, opened, until)
    questions = _questions(actions, found, until)
    came_later = _came_later(actions, opened)
    for action, plan, status in _actions(actions, opened, until):
        round = by_plan[plan]
        given = [(at, kind) for at, kind in updates[action] if at >= round.opened_at]
        was_open = status in OPEN_STATUSES
        if not was_open and not any(kind == Kind.REPORT for _, kind in given):
            continue
        came = came_later.get(action, round.opened_at)
        if until is not None and came > until:
            continue
        asked_at, question = questions.get((round.pk, action), (None, ""))
        last_at = given[-1][0] if given else None
        found[round.pk].append(
            Return(
                action_id=action,
                asked_at=max(filter(None, (round.opened_at, came, asked_at))),
                question=question,
                answered=last_at is not None and (asked_at is None or last_at > asked_at),
                first_at=given[0][0] if given else None,
                last_at=last_at,
            )
        )
    return found


def closed_at(rounds):
    """The moment as at which the rounds are read; None: as they stand now."""
    until = next((round.closed_at for round in rounds if not round.is_open), None)
    if until is not None and len(rounds) > 1:
        raise ValueError("A closed round is read by itself")
    return until


def _actions(actions, opened, until):
    """(action, plan, status) of those that may belong: open, or spoken of since the opening."""
    actions = actions.in_published_order()
    actions = actions.filter(Q(status__in=OPEN_STATUSES) | Q(reported_at__gte=opened))
    if until is None:
        return actions.values_list("pk", "plan", "status")
    then = ProgressUpdate.objects.filter(action=OuterRef("pk"), recorded_at__lte=until)
    then = then.order_by("-recorded_at", "-pk").values("status")[:1]
    rows = actions.annotate(then=Subquery(then)).values_list("pk", "plan", "then")
    return [(action, plan, status or Status.NOT_STARTED) for action, plan, status in rows]


def _updates(actions, opened, until):
    """{action: [(moment, kind)]} oldest first; what a file brought in answers for nobody."""
    updates = ProgressUpdate.objects.filter(action__in=actions, recorded_at__gte=opened)
    if until is not None:
        updates = updates.filter(recorded_at__lte=until)
    found = defaultdict(list)
    rows = updates.exclude(kind=Kind.IMPORTED).order_by("recorded_at", "pk")
    for action, at, kind in rows.values_list("action", "recorded_at", "kind"):
        found[action].append((at, kind))
    return found


def _questions(actions, rounds, until):
    """{(round, action): (moment, question)}, the latest of each."""
    questions = SentBack.objects.filter(round__in=rounds, action__in=actions)
    if until is not None:
        questions = questions.filter(asked_at__lte=until)
    rows = questions.order_by("asked_at", "pk")
    return {
        (round, action): (at, question)
        for round, action, at, question in rows.values_list(
            "round", "action", "asked_at", "question"
        )
    }


def _came_later(actions, opened):
    """{action: when it came into the plan} of those that came after the opening: an action's first
    deadline row is as old as itself."""
    first = Deadline.objects.filter(action__in=actions).order_by().values_list("action")
    return dict(first.annotate(first=Min("recorded_at")).filter(first__gt=opened))
