"""An action's present state, derived from its history: the one place that says how.

`derive` is a function of rows alone, so that a page, the drift check and a report's cut-off
(given only the rows recorded by then) can't disagree.
"""

from django.utils import timezone

from actionplans.intervals import ReviewInterval

from .models import Deadline, ProgressUpdate
from .states import OPEN_STATUSES, Status

FIELDS = (
    "status",
    "rag",
    "last_update_id",
    "reported_at",
    "completed_on",
    "unconfirmed",
    "deadline_id",
    "starts_on",
    "due_on",
    "ongoing",
    "first_due_on",
    "slips",
    "new_date_asked",
    "next_update_due_on",
)


def derive(*, action, plan, deadlines, updates, date_asked):
    """The values of FIELDS for `action`.

    `deadlines` and `updates` are its rows, oldest first; `date_asked` says whether a request
    for a new date waits for an answer.
    """
    deadline = deadlines[-1] if deadlines else None
    redated = [row for row in deadlines if row.kind == Deadline.Kind.REDATED]
    return {
        **derive_from_update(
            action=action, plan=plan, deadline=deadline, update=updates[-1] if updates else None
        ),
        "deadline_id": deadline.pk if deadline else None,
        "starts_on": deadline.starts_on if deadline else None,
        "due_on": deadline.due_on if deadline else None,
        "ongoing": deadline.ongoing if deadline else False,
        "first_due_on": first_due_on(deadlines),
        "slips": len(redated),
        "new_date_asked": date_asked,
    }


def derive_from_update(*, action, plan, deadline, update):
    """Those of FIELDS that an update changes; the newest one, and the deadline that holds."""
    status = update.status if update else Status.NOT_STARTED
    return {
        "status": status,
        "rag": update.rag if update else "",
        "last_update_id": update.pk if update else None,
        "reported_at": update.recorded_at if update else None,
        "completed_on": update.completed_on if update else None,
        "unconfirmed": (
            action.needs_confirmation
            and status == Status.COMPLETE
            and update.kind != ProgressUpdate.Kind.CONFIRMATION
        ),
        "next_update_due_on": next_update_due_on(
            action=action, plan=plan, deadline=deadline, update=update, status=status
        ),
    }


def first_due_on(deadlines):
    """The date in force when delivery began: the last one before the first re-dating."""
    first = None
    for row in deadlines:
        if row.kind == Deadline.Kind.REDATED:
            break
        first = row.due_on
    return first


def next_update_due_on(*, action, plan, deadline, update, status):
    """The last update, or else the start, plus the review interval (domain.md, deadlines).

    The action's own interval comes first, then its deadline's ("Monthly"), then the plan's.
    """
    if status not in OPEN_STATUSES:
        return None
    words = deadline.review_interval if deadline else ""
    interval = ReviewInterval(action.review_interval or words or plan.review_interval)
    start = (deadline.starts_on if deadline else None) or plan.starts_on
    if update is not None:
        # An update given before the start does not ask for another one before it.
        start = max(start, timezone.localdate(update.recorded_at))
    return interval.after(start)


def derive_from_rows(action):
    return derive(
        action=action,
        plan=action.plan,
        deadlines=list(action.deadlines.order_by("recorded_at", "pk")),
        updates=list(action.updates.order_by("recorded_at", "pk")),
        date_asked=action.date_requests.waiting().exists(),
    )


def refresh(action):
    """Write the present state of a locked action beside it. Call in the change's transaction."""
    return _write(action, derive_from_rows(action))


def refresh_after(update, *, action):
    """As `refresh`, where `update` is all that happened: the dates need no second look."""
    if action.reported_at is not None and action.reported_at > update.recorded_at:
        # One that was entered late: a newer one stays the action's state.
        return refresh(action)
    return _write(
        action,
        derive_from_update(
            action=action, plan=action.plan, deadline=action.deadline, update=update
        ),
    )


def _write(action, values):
    for field, value in values.items():
        setattr(action, field, value)
    action.save(update_fields=[field.removesuffix("_id") for field in values])
    return action


def drift(action):
    """{field: (kept, derived)} where what is kept beside the action is not what its rows say."""
    derived = derive_from_rows(action)
    return {
        field: (getattr(action, field), value)
        for field, value in derived.items()
        if getattr(action, field) != value
    }
