"""A plan as it was approved, and what changed since: what did the body agree to?

`document_of` says what is frozen; `changes_since` holds it against the plan as it is now.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from stakeholders.models import Post

from .models import ActionLead, Activity
from .states import Status

FORMAT = 1


def document_of(plan):
    """What a plan says, as plain JSON: its words, deadlines and leads, not how it goes."""
    objectives = list(plan.objectives.all())
    return {
        "format": FORMAT,
        "title": plan.title,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat() if plan.ends_on else None,
        "objectives": [_objective(row) for row in objectives],
        "activities": [_activity(row) for row in _activities(plan)],
        "actions": [_action(row) for row in _actions(plan)],
    }


def _activities(plan):
    rows = Activity.objects.filter(objective__plan=plan).select_related("objective")
    return rows.order_by("objective__position", "objective_id", "position", "pk")


def _actions(plan):
    leads = ActionLead.objects.in_force().order_by("position", "pk")
    leads = leads.select_related("post__organisation")
    rows = plan.actions.select_related("objective", "parent", "deadline")
    return rows.in_published_order().prefetch_related(Prefetch("leads", leads, to_attr="leading"))


def _objective(row):
    return {
        "id": row.pk,
        "label": row.number,
        "text": row.title,
        "exempt": bool(row.exempt_reason),
        "withdrawn": row.withdrawn_at is not None,
    }


def _activity(row):
    return {
        "id": row.pk,
        "objective": row.objective_id,
        "label": row.number,
        "text": row.text,
        "exempt": bool(row.objective.exempt_reason),
        "withdrawn": row.withdrawn_at is not None,
    }


def _action(row):
    deadline = row.deadline
    return {
        "id": row.pk,
        "objective": row.objective_id,
        "label": row.label,
        "text": row.text,
        "exempt": row.is_exempt,
        "withdrawn": row.status == Status.CLOSED,
        "deadline": {
            "text": deadline.text if deadline else "",
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "ongoing": row.ongoing,
        },
        "first_due_on": row.first_due_on.isoformat() if row.first_due_on else None,
        "slips": row.slips,
        "leads": [_lead(lead.post) for lead in row.leading],
    }


def _lead(post: Post):
    return {"id": post.pk, "title": post.title}


@dataclass(frozen=True)
class Row:
    """One row of the plan, as a page names it. `what` is objective, activity or action."""

    what: str
    pk: int
    label: str
    text: str


@dataclass(frozen=True)
class Reworded:
    row: Row
    before: str
    now: str


@dataclass(frozen=True)
class Redated:
    """A deadline that is not what was approved."""

    row: Row
    before: str
    now: str
    due_before: date | None
    due_now: date | None
    first_due_on: date | None
    """the date in force when delivery began: every slip of the action counts against it"""
    times: int
    """how often it slipped since the baseline; a correction of a mistake is no slip"""
    days: int | None
    """by how many days it slipped since; None where either has no date, or nothing slipped"""


@dataclass(frozen=True)
class Led:
    row: Row
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass
class Changes:
    """What differs from a baseline, each list in the plan's order."""

    wording: list[Reworded] = field(default_factory=list)
    deadlines: list[Redated] = field(default_factory=list)
    leads: list[Led] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    withdrawn: list[Row] = field(default_factory=list)

    @property
    def total(self):
        return sum(map(len, (*self.parts,)))

    @property
    def parts(self):
        return (self.wording, self.deadlines, self.leads, self.added, self.withdrawn)


def changes_since(baseline, *, person=None):
    """What changed since; what `person` may not see is left out (nobody given: everything).

    What was not for the public when it was approved stays hidden from them, though it may have
    been opened since: the old words were not.
    """
    seen = _seen_by(person, baseline.plan)
    now = document_of(baseline.plan)
    changes = Changes()
    for what in ("objective", "activity", "action"):
        key = "activities" if what == "activity" else f"{what}s"
        before = {row["id"]: row for row in baseline.document[key]}
        for row in now[key]:
            was = before.pop(row["id"], None)
            if seen(what, row, was):
                _compare(changes, what, was, row)
        for was in before.values():
            # A row that is gone altogether: there is nothing left to ask who may see it.
            if not was["withdrawn"] and seen(what, None, was):
                changes.withdrawn.append(_row(what, was))
    return changes


def _seen_by(person, plan):
    if person is None or person.access.sees_everything:
        return lambda what, row, was: True
    visible = set(plan.actions.visible_to(person).values_list("pk", flat=True))
    objectives = set(plan.objectives.visible_to(person).values_list("pk", flat=True))
    own = set(plan.actions.led_by(person.access.posts).values_list("pk", flat=True))

    def seen(what, row, was):
        if row is None or (was and was["exempt"]):
            return what == "action" and row is not None and row["id"] in own
        if what == "action":
            return row["id"] in visible
        return (row["id"] if what == "objective" else row["objective"]) in objectives

    return seen


def _compare(changes, what, was, row):
    named = _row(what, row)
    if was is None or (was["withdrawn"] and not row["withdrawn"]):
        if not row["withdrawn"]:
            changes.added.append(named)
        return
    if row["withdrawn"]:
        if not was["withdrawn"]:
            changes.withdrawn.append(named)
        return
    if was["text"].split() != row["text"].split():
        changes.wording.append(Reworded(named, was["text"], row["text"]))
    if what == "action":
        _compare_deadline(changes, named, was, row)
        before, after = ([lead["id"] for lead in side["leads"]] for side in (was, row))
        if before != after:
            titles = (tuple(lead["title"] for lead in side["leads"]) for side in (was, row))
            changes.leads.append(Led(named, *titles))


def _compare_deadline(changes, named, was, row):
    times = max(row["slips"] - was["slips"], 0)
    if was["deadline"] == row["deadline"] and not times:
        return
    due_before, due_now = _day(was["deadline"]["due_on"]), _day(row["deadline"]["due_on"])
    changes.deadlines.append(
        Redated(
            row=named,
            before=was["deadline"]["text"],
            now=row["deadline"]["text"],
            due_before=due_before,
            due_now=due_now,
            first_due_on=_day(row["first_due_on"]),
            times=times,
            days=(due_now - due_before).days if times and due_before and due_now else None,
        )
    )


def _row(what, row):
    return Row(what, row["id"], row["label"], row["text"])


def _day(text):
    return date.fromisoformat(text) if text else None
