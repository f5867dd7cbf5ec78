from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.current import refresh
from objectives.models import Action, Activity, Objective
from objectives.states import Status
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import next_position

from .leads import set_leads
from .purposes import set_duties, set_themes
from .redating import publish_deadline
from .updates import record_update


@transaction.atomic
def create_objective(
    *, plan, by, title, number="", exempt_reason="", duties=(), themes=(), at=None
):
    objective = Objective.objects.create(
        plan=plan,
        number=number,
        title=title,
        exempt_reason=exempt_reason,
        position=next_position(plan.objectives),
    )
    after = values_of(objective, ["number", "title", "exempt_reason"])
    record("objective created", objective, by=by, after=after, plan=plan, at=at)
    if duties:
        objective = set_duties(objective, by=by, duties=duties, at=at)
    if themes:
        objective = set_themes(objective, by=by, themes=themes, at=at)
    return objective


@transaction.atomic
def edit_objective(objective, *, by, changes, duties=None, themes=None, version=None, at=None):
    """Change its words; `duties` and `themes` where they are given."""
    objective = change_row(
        objective,
        by=by,
        verb="objective edited",
        changes=changes,
        version=version,
        plan=objective.plan_id,
        at=at,
    )
    if duties is not None:
        objective = set_duties(objective, by=by, duties=duties, at=at)
    if themes is not None:
        objective = set_themes(objective, by=by, themes=themes, at=at)
    return objective


@transaction.atomic
def withdraw_objective(objective, *, by, reason, at=None):
    """Take an objective out of the plan; its open actions close with the same reason."""
    at = at or timezone.now()
    current = change_row(
        objective,
        by=by,
        verb="objective withdrawn",
        changes={"withdrawn_at": at, "withdrawn_reason": reason},
        plan=objective.plan_id,
        at=at,
    )
    for action in current.actions.open():
        record_update(action=action, by=by, status=Status.CLOSED, comment=reason, at=at)
    return current


@transaction.atomic
def create_activity(*, objective, by, text, number="", at=None):
    activity = Activity.objects.create(
        objective=objective,
        number=number,
        text=text,
        position=next_position(objective.activities),
    )
    after = values_of(activity, ["number", "text"])
    record("activity created", activity, by=by, after=after, plan=objective.plan_id, at=at)
    return activity


def edit_activity(activity, *, by, changes, version=None, at=None):
    return change_row(
        activity,
        by=by,
        verb="activity edited",
        changes=changes,
        version=version,
        plan=activity.objective.plan_id,
        at=at,
    )


def withdraw_activity(activity, *, by, reason, at=None):
    return change_row(
        activity,
        by=by,
        verb="activity withdrawn",
        changes={"withdrawn_at": at or timezone.now(), "withdrawn_reason": reason},
        plan=activity.objective.plan_id,
        at=at,
    )


@transaction.atomic
def create_action(
    *,
    objective,
    by,
    text,
    reading,
    number="",
    parent=None,
    posts=(),
    lead_text="",
    source="",
    review_interval="",
    needs_confirmation=False,
    exempt_reason="",
    duties=(),
    at=None,
):
    """Add an action with its published deadline (a `DeadlineReading`) and the posts that lead it.

    A sub-action is put behind its parent and the sub-actions that this already has.
    """
    at = at or timezone.now()
    # The objective is locked so that two people who add at once don't get the same place.
    objective = lock_row(objective)
    if parent is not None and (parent.parent_id or parent.objective_id != objective.pk):
        raise ValidationError("A sub-action belongs to an action of the same objective")
    if parent is not None and lock_row(parent).status == Status.COMPLETE:
        raise ValidationError(
            "The action that it would be part of is complete: reopen that one first",
            code="parent_complete",
        )
    action = Action.objects.create(
        plan_id=objective.plan_id,
        objective=objective,
        parent=parent,
        number=number,
        text=text,
        lead_text=lead_text,
        source=source,
        review_interval=review_interval,
        needs_confirmation=needs_confirmation,
        exempt_reason=exempt_reason,
        position=next_position(objective.actions),
    )
    after = values_of(
        action,
        ["number", "text", "lead_text", "review_interval", "needs_confirmation", "exempt_reason"],
    )
    record("action created", action, by=by, after=after, plan=action.plan_id, at=at)
    publish_deadline(action, by=by, reading=reading, at=at)
    if posts:
        set_leads(action, by=by, posts=posts, at=at)
    if duties:
        set_duties(action, by=by, duties=duties, at=at)
    if parent is not None:
        _put_in_order(objective)
    # The row as the deadline and the leads have left it: its version has moved on.
    return refresh(lock_row(action))


@transaction.atomic
def edit_action(action, *, by, changes, duties=None, version=None, at=None):
    """Change words and settings of an action; deadlines and leads have verbs of their own."""
    action = change_row(
        action,
        by=by,
        verb="action edited",
        changes=changes,
        version=version,
        plan=action.plan_id,
        at=at,
    )
    if duties is not None:
        action = set_duties(action, by=by, duties=duties, at=at)
    return refresh(action)


def _in_blocks(objective):
    """The actions of an objective in order, each with its sub-actions behind it."""
    rows = list(objective.actions.order_by("position", "pk"))
    subs = {}
    for row in rows:
        if row.parent_id:
            subs.setdefault(row.parent_id, []).append(row)
    return [[row, *subs.get(row.pk, [])] for row in rows if not row.parent_id]


def _put_in_order(objective, blocks=None):
    ordered = [row for block in blocks or _in_blocks(objective) for row in block]
    for position, row in enumerate(ordered):
        row.position = position
    Action.objects.bulk_update(ordered, ["position"])


@transaction.atomic
def move(row, *, by, up, at=None):
    """Move an objective, activity or action one place up or down among its neighbours.

    An action takes its sub-actions along; a sub-action stays within its parent. At the end of
    the list nothing moves. Returns whether it moved.
    """
    if isinstance(row, Objective):
        holder, plan = row.plan, row.plan_id
        siblings = list(holder.objectives.select_for_update().order_by("position", "pk"))
    elif isinstance(row, Activity):
        holder, plan = lock_row(row.objective), row.objective.plan_id
        siblings = list(holder.activities.order_by("position", "pk"))
    else:
        holder, plan = lock_row(row.objective), row.plan_id
        siblings = list(holder.actions.filter(parent=row.parent_id).order_by("position", "pk"))
    here = siblings.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return False
    siblings[here], siblings[there] = siblings[there], siblings[here]
    if isinstance(row, Action):
        blocks = _in_blocks(holder)
        if row.parent_id:
            block = next(block for block in blocks if block[0].pk == row.parent_id)
            block[1:] = siblings
        else:
            order = {sibling.pk: place for place, sibling in enumerate(siblings)}
            blocks.sort(key=lambda block: order[block[0].pk])
        _put_in_order(holder, blocks)
    else:
        for position, sibling in enumerate(siblings):
            sibling.position = position
        type(row).objects.bulk_update(siblings, ["position"])
    verb = f"{row._meta.verbose_name} moved {'up' if up else 'down'}"
    record(
        verb, row, by=by, before={"place": here + 1}, after={"place": there + 1}, plan=plan, at=at
    )
    return True
