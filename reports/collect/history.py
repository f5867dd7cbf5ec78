"""Rows of an action's history, and the state that it was in at former moments."""

from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from objectives.models import Action, ProgressUpdate
from objectives.states import Status, shown_state

STATE_FIELDS = ("action_id", "status", "rag", "recorded_at")
NO_UPDATE = (Status.NOT_STARTED, "")


class Past:
    """The states of actions at some moments, in two queries however many there are.

    The first moment's updates are looked up, those since are walked through: a paper that looks
    back a year reads a year of updates, whatever the age of its plan.
    """

    def __init__(self, plan, moments):
        self.plan = plan
        moments = sorted(moments)
        self.days = [(moment, timezone.localdate(moment)) for moment in moments]
        self.first = latest_updates(plan, moments[0], STATE_FIELDS)
        since = ProgressUpdate.objects.filter(
            action__plan=plan, recorded_at__gt=moments[0], recorded_at__lte=moments[-1]
        )
        self.since = defaultdict(list)
        # Plain tuples: with names, thousands of them cost more than the query.
        for row in since.order_by("recorded_at", "pk").values_list(*STATE_FIELDS):
            self.since[row[0]].append(row)

    def states_of(self, pk, deadlines):
        """{moment: state's code}, "" while the action was not in the plan or the plan not begun.

        `deadlines` are all of the action's, oldest first: the first is as old as the action.
        """
        first, later = self.first.get(pk), iter(self.since.get(pk, ()))
        update = (first.status, first.rag) if first else None
        following = next(later, None)
        found = {}
        for moment, day in self.days:
            while following and following[3] <= moment:
                update, following = following[1:3], next(later, None)
            deadline = None
            for row in deadlines:
                if row.recorded_at > moment:
                    break
                deadline = row
            there = deadline is not None and self.plan.starts_on <= day
            found[moment] = state_on(day, deadline, update) if there else ""
        return found


def state_on(day, deadline, update):
    status, rag = update or NO_UPDATE
    return shown_state(
        status=status,
        rag=rag,
        due_on=deadline.due_on,
        starts_on=deadline.starts_on,
        reported=update is not None,
        on=day,
    ).value


def grouped_by_action(model, plan, *order, fields=None):
    """{action: its rows}, oldest first; as tuples with names where only `fields` are wanted."""
    rows = model.objects.filter(action__plan=plan).order_by(*order)
    grouped = defaultdict(list)
    for row in rows.values_list(*fields, named=True) if fields else rows:
        grouped[row.action_id].append(row)
    return grouped


UPDATE_FIELDS = (
    *("pk", "action_id", "kind", "status", "rag", "completed_on", "recorded_at"),
    *("comment", "next_step"),
)


def latest_updates(plan, moment, fields=UPDATE_FIELDS):
    """{action: its latest update by `moment`}"""
    newest = (
        ProgressUpdate.objects.filter(action=OuterRef("pk"), recorded_at__lte=moment)
        .order_by("-recorded_at", "-pk")
        .values("pk")[:1]
    )
    keys = Action.objects.filter(plan=plan).annotate(newest=Subquery(newest)).values("newest")
    updates = ProgressUpdate.objects.filter(pk__in=keys).order_by()
    return {row.action_id: row for row in updates.values_list(*fields, named=True)}
