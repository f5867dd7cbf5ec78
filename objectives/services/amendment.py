"""The steps of an amendment: what is there, what comes, where it stands, what goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from objectives.deadlines import Certainty, DeadlineReading
from objectives.importing.differing import Changed, LivingPlan
from objectives.importing.differing.matching import Node
from objectives.importing.differing.wording import same_words
from objectives.importing.matching import match_posts
from objectives.models import ProgressUpdate
from objectives.states import Status
from stakeholders.dates import spoken

from .arranging import FileOrder, move_activity, put_under
from .leads import set_leads
from .redating import correct_deadline, redate_action
from .structure import (
    create_action,
    create_activity,
    create_objective,
    edit_action,
    edit_activity,
    edit_objective,
    withdraw_activity,
    withdraw_objective,
)
from .updates import record_update

_READ = (Certainty.CERTAIN, Certainty.ASSUMED)


@dataclass(frozen=True)
class DateChanges:
    """What a changed date is: a new date, which counts as a slip, or a mistake put right."""

    new_dates: bool
    reason: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    """by the action's key: a reason of its own, which makes it a new date"""


class Amendment:
    """One file's changes to one plan, of which some are ticked."""

    def __init__(self, plan, living: LivingPlan, difference, ticked, by, reason, dates, at):
        self.plan, self.living, self.ticked = plan, living, ticked
        self.reason, self.dates = reason, dates
        self.by = {"by": by, "at": at}
        self.old, self.new = difference.nodes
        self.difference = difference
        self.created: dict[int, object] = {}
        """rows made for nodes of the file"""
        self.rows = living.objectives | living.activities | living.actions
        self.posts = self._posts()

    def make(self) -> None:
        self._change()
        self._add()
        self._move()
        self._put_in_order()
        self._remove()

    # what is there

    def _change(self) -> None:
        of_row: dict[str, list[Changed]] = {}
        for entry in self.difference.changed:
            if entry.key in self.ticked:
                of_row.setdefault(entry.key.split(":")[1], []).append(entry)
        nodes = {node.match.key: node for node in self.new.all() if node.match}
        for key, entries in of_row.items():
            self._change_row(self.rows[key], nodes[key], {entry.field for entry in entries})

    def _change_row(self, row, node: Node, fields: set[str]) -> None:
        new = node.drafted
        values = {name: getattr(new, name) for name in fields - {"deadline", "leads"}}
        if "leads" in fields:
            values["lead_text"] = new.lead_text
        edit = {"objective": edit_objective, "activity": edit_activity, "action": edit_action}
        if values:
            edit[node.what](row, changes=values, **self.by)
        if "leads" in fields:
            set_leads(row, posts=[self.posts[name] for name in new.leads], **self.by)
        if "deadline" in fields:
            self._change_deadline(row, node)

    def _change_deadline(self, action, node: Node) -> None:
        before, after = node.match.drafted.deadline, node.drafted.deadline
        own = self.dates.reasons.get(node.match.key, "").strip()
        # What had no date gets its first one; what is over is not put off.
        puts_off = action.is_open and (before.due_on or before.ongoing)
        if (own or self.dates.new_dates) and puts_off and after.certainty in _READ:
            reading = _in_its_own_words(before, after)
            redate_action(action, reading=reading, reason=own or self.dates.reason, **self.by)
        else:
            reason = own or self.dates.reason or self.reason
            correct_deadline(action, reading=after, reason=reason, **self.by)

    # what comes

    def _posts(self) -> dict:
        """The posts that what is ticked names, made where they aren't there yet."""
        needed = [
            node.drafted
            for node in self.new.actions
            if f"add:{node.key}" in self.ticked
            or (node.match and f"change:{node.match.key}:leads" in self.ticked)
        ]
        draft = self.difference.new
        if draft.objectives:
            whole = replace(draft.objectives[0], actions=tuple(needed))
            draft = replace(draft, objectives=(whole,))
        return match_posts(draft, **self.by).posts | self.living.posts

    def _row(self, node: Node):
        """The row of the plan that a node of the file is; None where it has none."""
        return self.rows[node.match.key] if node.match else self.created.get(id(node))

    def _needed(self, node: Node):
        return self._row(node) or self._create(node)

    def _add(self) -> None:
        for node in self.new.all():
            if node.match is None and f"add:{node.key}" in self.ticked:
                self._needed(node)
        by_key = {node.key: node for node in self.new.actions}
        for node in self.new.actions:
            if id(node) in self.created:
                others = (self._row(by_key[key]) for key in node.drafted.references)
                self.created[id(node)].references.set([row for row in others if row])

    def _create(self, node: Node):
        new = node.drafted
        if node.what == "objective":
            fields = {"title": new.title, "exempt_reason": new.exempt_reason or ""}
            row = create_objective(plan=self.plan, number=new.number, **fields, **self.by)
        elif node.what == "activity":
            objective = self._needed(node.objective)
            row = create_activity(objective=objective, number=new.number, text=new.text, **self.by)
        else:
            row = self._create_action(node)
        self.created[id(node)] = row
        return row

    def _create_action(self, node: Node):
        new = node.drafted
        parent = self._needed(node.parent) if node.parent else None
        objective = self._needed(node.objective)
        if parent is not None and (parent.parent_id or parent.objective_id != objective.pk):
            parent = None
        action = create_action(
            objective=objective,
            parent=parent,
            number=new.number,
            text=new.text,
            reading=new.deadline,
            posts=[self.posts[name] for name in new.leads if name in self.posts],
            lead_text=new.lead_text,
            source=new.source[:100],
            review_interval=new.review_interval or "",
            needs_confirmation=bool(new.needs_confirmation),
            exempt_reason=new.exempt_reason or "",
            **self.by,
        )
        if new.notes:
            action = edit_action(action, changes={"notes": new.notes}, **self.by)
        if new.status:
            record_update(
                action=action,
                kind=ProgressUpdate.Kind.IMPORTED,
                status=new.status.status,
                rag=new.status.rag,
                comment=new.status.comment,
                next_step=new.status.next_step,
                completed_on=new.status.completed_on,
                published_words=new.status.words,
                **self.by,
            )
        return action

    # where it stands

    def _is_moved(self, node: Node) -> bool:
        return node.match is not None and f"move:{node.match.key}" in self.ticked

    def _move(self) -> None:
        for node in self.new.activities:
            row = self._row(node)
            if self._is_moved(node) and row.objective_id != self._needed(node.objective).pk:
                objective = self._needed(node.objective)
                self.rows[node.match.key] = move_activity(row, objective=objective, **self.by)
        # First what leaves its action, so that another may become a part in its place.
        for node in sorted(self.new.actions, key=lambda node: node.parent is not None):
            if self._is_moved(node):
                objective = self._needed(node.objective)
                parent = self._needed(node.parent) if node.parent else None
                row = self._row(node)
                here = (row.objective_id, row.parent_id)
                if here != (objective.pk, parent.pk if parent else None):
                    row = put_under(row, objective=objective, parent=parent, **self.by)
                    self.rows[node.match.key] = row

    def _put_in_order(self) -> None:
        moved = {id(node): node for node in self.new.all() if self._is_moved(node)}
        astray = {
            id(node)
            for node in self.new.all()
            if node.match
            and not self._is_moved(node)
            and f"move:{node.match.key}" in {entry.key for entry in self.difference.moved}
        }
        order = FileOrder(self._row, moved.keys(), moved.keys() | self.created.keys(), astray)
        order.put(self.plan, self.new, **self.by)

    # what goes

    def _remove(self) -> None:
        gone = [node for node in self.old.all() if f"remove:{node.key}" in self.ticked]
        # Parts before the whole; what the objectives take along comes last.
        for node in sorted(gone, key=lambda node: (node.what == "objective", node.parent is None)):
            row = self.rows[node.key]
            if node.what == "action":
                row.refresh_from_db(fields=["status"])
                if row.status != Status.CLOSED:
                    record_update(action=row, status=Status.CLOSED, comment=self.reason, **self.by)
            elif node.what == "activity":
                withdraw_activity(row, reason=self.reason, **self.by)
            else:
                withdraw_objective(row, reason=self.reason, **self.by)


def _in_its_own_words(before: DeadlineReading, after: DeadlineReading) -> DeadlineReading:
    """A new date says the new day: the old words beneath it would say the old one."""
    if after.due_on and same_words(before.text, after.text):
        return replace(after, text=spoken(after.due_on))
    return after
