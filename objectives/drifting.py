"""Finds actions whose present state, kept beside them for speed, is not what their rows say."""

from django.db import transaction
from django.db.models import Prefetch

from stakeholders.editing import lock_row

from .current import derive, refresh
from .models import DateRequest, Deadline, ProgressUpdate

BATCH = 500


def drifted(actions):
    """Yields (action, {field: (kept, derived)}), in a few queries for every 500 of `actions`."""
    rows = (
        actions.order_by("pk")
        .select_related("plan", "objective")
        .prefetch_related(
            Prefetch("deadlines", Deadline.objects.order_by("recorded_at", "pk")),
            Prefetch("updates", ProgressUpdate.objects.order_by("recorded_at", "pk")),
            Prefetch("date_requests", DateRequest.objects.waiting(), to_attr="waiting_requests"),
        )
    )
    for action in rows.iterator(chunk_size=BATCH):
        derived = derive(
            action=action,
            plan=action.plan,
            deadlines=list(action.deadlines.all()),
            updates=list(action.updates.all()),
            date_asked=bool(action.waiting_requests),
        )
        wrong = {
            field: (getattr(action, field), value)
            for field, value in derived.items()
            if getattr(action, field) != value
        }
        if wrong:
            yield action, wrong


@transaction.atomic
def repair(action):
    """Writes what the rows say. It changes nothing that anybody said, so it is no event."""
    refresh(lock_row(action))
