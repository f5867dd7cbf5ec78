"""The rows of a plan from its draft, written in a few statements."""

import datetime as dt
from dataclasses import asdict

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from actionplans.models import ActionPlan
from objectives.current import derive
from objectives.importing.draft import ActionDraft, PlanDraft
from objectives.models import Action, ActionLead, Activity, Deadline, Objective, ProgressUpdate
from objectives.states import OPEN_STATUSES, Status
from stakeholders.events import line, record_all, values_of


class PlanWriter:
    """Writes what `objectives.services` would write row by row, in a few statements."""

    def __init__(self, plan: ActionPlan, by, at: dt.datetime):
        self.plan, self.by, self.at = plan, by, at
        self.events = []

    def write(self, draft: PlanDraft, posts: dict) -> dict[str, Action]:
        """The actions by their keys in the draft."""
        objectives = Objective.objects.bulk_create(
            Objective(
                plan=self.plan,
                number=o.number,
                title=o.title,
                position=position,
                exempt_reason=o.exempt_reason or "",
            )
            for position, o in enumerate(draft.objectives)
        )
        self._log("objective created", objectives, ["number", "title"])
        pairs = list(zip(objectives, draft.objectives, strict=True))
        activities = Activity.objects.bulk_create(
            Activity(objective=objective, number=a.number, text=a.text, position=position)
            for objective, drafted in pairs
            for position, a in enumerate(drafted.activities)
        )
        self._log("activity created", activities, ["number", "text"])
        actions = self._actions(pairs)
        self._leads(draft.actions, actions, posts)
        self._deadlines(draft.actions, actions)
        self._updates(draft.actions, actions)
        self._references(draft.actions, actions)
        record_all(self.events)
        return actions

    def _actions(self, pairs) -> dict[str, Action]:
        actions: dict[str, Action] = {}
        # A sub-action needs its parent's key, so the parents are written first.
        for subs in (False, True):
            rows = [
                (drafted, self._action(objective, drafted, position, actions))
                for objective, of_objective in pairs
                for position, drafted in enumerate(of_objective.actions)
                if bool(drafted.parent_key) is subs
            ]
            written = Action.objects.bulk_create(action for _, action in rows)
            self._log("action created", written, ["number", "text", "lead_text"])
            actions |= {
                drafted.key: action for (drafted, _), action in zip(rows, written, strict=True)
            }
        return actions

    def _action(self, objective, drafted: ActionDraft, position: int, actions) -> Action:
        action = Action(
            plan=self.plan,
            objective=objective,
            parent=actions[drafted.parent_key] if drafted.parent_key else None,
            number=drafted.number,
            text=drafted.text,
            position=position,
            lead_text=drafted.lead_text,
            source=drafted.source,
            notes=drafted.notes,
            review_interval=drafted.review_interval or "",
            needs_confirmation=bool(drafted.needs_confirmation),
            exempt_reason=drafted.exempt_reason or "",
        )
        deadlines = [self._deadline(drafted)]
        updates = [self._update(drafted)] if drafted.status else []
        state = derive(
            action=action, plan=self.plan, deadlines=deadlines, updates=updates, date_asked=False
        )
        for field, value in state.items():
            setattr(action, field, value)
        return action

    def _deadline(self, drafted: ActionDraft, **fields) -> Deadline:
        return Deadline(
            kind=Deadline.Kind.PUBLISHED,
            **asdict(drafted.deadline),
            by=self.by,
            recorded_at=self.at,
            **fields,
        )

    def _leads(self, drafts: list[ActionDraft], actions, posts) -> None:
        ActionLead.objects.bulk_create(
            ActionLead(
                action=actions[drafted.key],
                post=post,
                position=position,
                started_at=self.at,
            )
            for drafted in drafts
            for position, post in enumerate(_posts_of(drafted, posts))
        )
        for drafted in drafts:
            if found := _posts_of(drafted, posts):
                change = {"before": {"leads": []}, "after": {"leads": found}}
                self._log_one("leads changed", actions[drafted.key], **change)

    def _deadlines(self, drafts: list[ActionDraft], actions) -> None:
        deadlines = Deadline.objects.bulk_create(
            self._deadline(drafted, action=actions[drafted.key]) for drafted in drafts
        )
        for deadline in deadlines:
            deadline.action.deadline = deadline
            after = {
                "deadline": deadline.text,
                "due_on": deadline.due_on,
                "ongoing": deadline.ongoing,
            }
            self._log_one("deadline published", deadline.action, after=after)
        of_action = Deadline.objects.filter(action=OuterRef("pk")).values("pk")[:1]
        self.plan.actions.update(deadline=Subquery(of_action))

    def _update(self, drafted: ActionDraft, **fields) -> ProgressUpdate:
        """The first update, as `record_update` would write one that was imported."""
        status = drafted.status
        done_on = status.completed_on if status.status == Status.COMPLETE else None
        if done_on and done_on > timezone.localdate(self.at):
            done_on = None  # nothing is complete before its day; the words stay
        return ProgressUpdate(
            kind=ProgressUpdate.Kind.IMPORTED,
            status=status.status,
            rag=status.rag if status.status in OPEN_STATUSES else "",
            comment=status.comment,
            next_step=status.next_step,
            completed_on=done_on,
            published_words=status.words,
            by=self.by,
            recorded_at=self.at,
            **fields,
        )

    def _updates(self, drafts: list[ActionDraft], actions) -> None:
        updates = ProgressUpdate.objects.bulk_create(
            self._update(drafted, action=actions[drafted.key])
            for drafted in drafts
            if drafted.status
        )
        for update in updates:
            action = update.action
            action.last_update = update
            before = {"status": Status.NOT_STARTED, "rag": ""}
            after = values_of(action, ["status", "rag", "completed_on"]) | {"update": update.pk}
            self._log_one("update given", action, before=before, after=after)
        if updates:
            of_action = ProgressUpdate.objects.filter(action=OuterRef("pk")).values("pk")[:1]
            self.plan.actions.update(last_update=Subquery(of_action))

    def _references(self, drafts: list[ActionDraft], actions) -> None:
        link = Action.references.through
        link.objects.bulk_create(
            link(from_action=actions[drafted.key], to_action=actions[other])
            for drafted in drafts
            for other in drafted.references
        )

    def _log(self, verb: str, rows, fields: list[str]) -> None:
        for row in rows:
            self._log_one(verb, row, after=values_of(row, fields))

    def _log_one(self, verb: str, row, **details) -> None:
        self.events.append(line(verb, row, by=self.by, plan=self.plan, at=self.at, **details))


def _posts_of(drafted: ActionDraft, posts: dict) -> list:
    return list(dict.fromkeys(posts[name] for name in drafted.leads))
