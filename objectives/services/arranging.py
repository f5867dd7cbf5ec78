"""Rows of a plan put where an amended file has them."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.importing.differing.matching import Node, Nodes
from objectives.models import Action, Activity, Objective
from objectives.states import Status
from stakeholders.editing import lock_row
from stakeholders.events import line, record, record_all


@transaction.atomic
def put_under(action, *, by, objective, parent=None, at=None):
    """Put an action, with its sub-actions, under another objective or action, as the last there.

    Raises ValidationError where it would become part of another action and has sub-actions
    itself (code `has_parts`), or is open and the other complete (code `parent_complete`).
    """
    objective = lock_row(objective)
    action = lock_row(action, related=("objective", "parent"))
    if parent is not None and parent.objective_id != objective.pk:
        raise ValidationError("A sub-action belongs to an action of the same objective")
    if parent is not None and (parent.parent_id or action.sub_actions.exists()):
        raise ValidationError(
            f"“{action}” can't become part of another action: one of the two has parts itself, "
            "or is a part.",
            code="has_parts",
        )
    if parent is not None and action.is_open and lock_row(parent).status == Status.COMPLETE:
        raise ValidationError(
            f"“{action}” is open and can't become part of “{parent}”, which is complete: "
            "reopen that one first.",
            code="parent_complete",
        )
    before = {"under": str(action.parent or action.objective)}
    action.objective, action.parent = objective, parent
    last = objective.actions.order_by("-position").values_list("position", flat=True).first()
    action.position = 0 if last is None else last + 1
    action.version += 1
    action.save(update_fields=["objective", "parent", "position", "version"])
    action.sub_actions.update(objective=objective)
    after = {"under": str(parent or objective)}
    record("action moved", action, by=by, before=before, after=after, plan=action.plan_id, at=at)
    return action


def move_activity(activity, *, by, objective, at=None):
    """Put an activity under another objective, as the last there."""
    objective = lock_row(objective)
    activity = lock_row(activity, related=("objective",))
    before = {"under": str(activity.objective)}
    activity.objective = objective
    last = objective.activities.order_by("-position").values_list("position", flat=True).first()
    activity.position = 0 if last is None else last + 1
    activity.version += 1
    activity.save(update_fields=["objective", "position", "version"])
    after = {"under": str(objective)}
    plan = objective.plan_id
    record("activity moved", activity, by=by, before=before, after=after, plan=plan, at=at)
    return activity


@transaction.atomic
def set_order(rows, *, by, plan, moved=(), at=None):
    """Give rows of one model their places in the order given, from 0.

    `rows` are all of one holder: a plan's objectives, an objective's activities, or its actions,
    each with its sub-actions behind it. The log tells of those in `moved` (keys).
    """
    at = at or timezone.now()
    before = {row.pk: row.position for row in rows}
    for position, row in enumerate(rows):
        row.position = position
    changed = [row for row in rows if row.position != before[row.pk]]
    if not changed:
        return
    model = type(changed[0])
    model.objects.bulk_update(changed, ["position"])
    verb = f"{_NAMES[model]} moved"
    record_all(
        [
            line(
                verb,
                row,
                by=by,
                before={"place": before[row.pk] + 1},
                after={"place": row.position + 1},
                plan=plan,
                at=at,
            )
            for row in changed
            if row.pk in moved
        ]
    )


_NAMES = {Objective: "objective", Activity: "activity", Action: "action"}


@dataclass(frozen=True)
class FileOrder:
    """The order of an amended file, for the rows that were added or are to be moved; all other
    rows keep the places that they have among each other."""

    row: Callable[[Node], object | None]
    moved: Set[int]
    """nodes of the file whose rows are moved (`id`)"""
    placed: Set[int]
    """those, and the nodes that were added"""
    astray: Set[int]
    """nodes whose rows stay where they are, though the file has them elsewhere"""

    def put(self, plan, nodes: Nodes, *, by, at) -> None:
        if not self.placed:
            return
        more = {"plan": plan, "by": by, "at": at}
        objectives = list(plan.objectives.order_by("position", "pk"))
        self._set(self._ordered(objectives, nodes.objectives), nodes.objectives, more)
        touched = {
            self.row(node.objective).pk
            for node in (*nodes.activities, *nodes.actions)
            if id(node) in self.placed
        }
        for objective in objectives:
            if objective.pk in touched:
                activities = list(objective.activities.order_by("position", "pk"))
                self._set(self._ordered(activities, nodes.activities), nodes.activities, more)
                self._set(self._blocks(objective, nodes.actions), nodes.actions, more)

    def _set(self, rows: list, nodes: list[Node], more: dict) -> None:
        moved = {self.row(node).pk for node in nodes if id(node) in self.moved}
        set_order(rows, moved=moved, **more)

    def _blocks(self, objective, nodes: list[Node]) -> list:
        """The objective's actions, each with its sub-actions behind it."""
        rows = list(objective.actions.order_by("position", "pk"))
        parts: dict[int, list] = {}
        for row in rows:
            if row.parent_id:
                parts.setdefault(row.parent_id, []).append(row)
        tops = self._ordered([row for row in rows if not row.parent_id], nodes)
        return [row for top in tops for row in (top, *self._ordered(parts.get(top.pk, []), nodes))]

    def _ordered(self, rows: list, nodes: list[Node]) -> list:
        """Each row that is to be placed goes right behind the one that the file has before it."""
        here = {row.pk: row for row in rows}
        siblings = [(node, row.pk) for node in nodes if (row := self.row(node)) and row.pk in here]
        placed = {pk for node, pk in siblings if id(node) in self.placed}
        ordered = [row for row in rows if row.pk not in placed]
        behind = None
        for node, pk in siblings:
            if id(node) in self.astray:
                continue
            if pk in placed:
                at = ordered.index(here[behind]) + 1 if behind is not None else 0
                ordered.insert(at, here[pk])
            behind = pk
        return ordered
