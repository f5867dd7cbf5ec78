"""The queries of a paper: a fixed number of them, however many actions the plan has."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.periods import Period, parse_period
from objectives.current import derive
from objectives.models import Action, ActionLead, DateRequest, Deadline, ProgressUpdate
from objectives.presenting import date_words, done_words, state_words
from objectives.rounds import answered_between, cut_off_of
from objectives.states import ShownState, shown_state
from reports.models import Report, ReportRevision
from stakeholders.models import GovernanceBody
from stakeholders.office import OfficeWords

from .rows import Row


@dataclass(frozen=True)
class ObjectiveRows:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reading:
    """All that a paper says, before it is put into words."""

    plan: ActionPlan
    body: GovernanceBody
    period: Period
    cut_off: datetime
    previous_cut_off: datetime
    previous_period: Period | None  # of the last published paper
    private: bool
    exempt_left_out: bool
    office_name: str
    owners: tuple[str, ...]
    coordinator_post: str
    first_recorded_at: datetime | None
    round_opened_at: datetime | None  # of the quarter's update round, where it had one by then
    objectives: tuple[ObjectiveRows, ...]

    @property
    def rows(self):
        return [row for objective in self.objectives for row in objective.rows]

    @property
    def entered_late(self):
        """The plan came into the portal after the cut-off: nobody could have reported by then."""
        return self.first_recorded_at is not None and self.first_recorded_at > self.cut_off

    @property
    def noun(self):
        """A public paper's totals are of public actions, and say so (domain.md)."""
        return "actions" if self.private else "public actions"


def read(plan, body, period, cut_off, *, private):
    before, previous_period = previous_cut_off(plan, body, period, private=private)
    # A paper may be built before its own cut-off; the movement never runs backwards.
    before = min(before, cut_off)
    every = Action.objects.filter(plan=plan)
    actions = list((every if private else every.public()).in_published_order())
    left_out = set(every.values_list("pk", flat=True)).difference(action.pk for action in actions)
    # Nine objectives, not one for each of ten thousand actions.
    objectives = plan.objectives.in_bulk()
    round_opened_at = opened_by(plan, period.quarters[-1], cut_off)
    rows = Rows(plan, cut_off, before, round_opened_at)
    found = []
    for action in actions:
        action.objective = objectives[action.objective_id]
        if row := rows.of(action):
            found.append((action, row))
    done = sub_actions_done(found)
    grouped = defaultdict(list)
    for action, row in found:
        if action.pk in done:
            row = replace(row, done=done_words(*done[action.pk]))
        grouped[action.objective].append(row)
    return Reading(
        plan=plan,
        body=body,
        period=period,
        cut_off=cut_off,
        previous_cut_off=before,
        previous_period=previous_period,
        private=private,
        exempt_left_out=not all(map(rows.added_later, left_out)),
        office_name=OfficeWords().name,
        owners=tuple(plan.owners.order_by("planowner__position").values_list("name", flat=True)),
        coordinator_post=plan.coordinator_post.title if plan.coordinator_post else "",
        first_recorded_at=rows.first_recorded_at,
        round_opened_at=round_opened_at,
        objectives=tuple(ObjectiveRows(str(o), tuple(found)) for o, found in grouped.items()),
    )


def opened_by(plan, quarter, cut_off):
    """When the quarter's update round was opened, if that was before the cut-off."""
    rounds = plan.rounds.filter(quarter=str(quarter), opened_at__lte=cut_off)
    return rounds.values_list("opened_at", flat=True).first()


def previous_cut_off(plan, body, period, *, private):
    """Movement is measured from the last published paper of the kind (design.md), else from the
    cut-off of the period before."""
    published = (
        ReportRevision.objects.filter(
            report__plan=plan,
            report__body=body,
            report__private=private,
            report__kind=Report.kind_of(period),
            report__period__lt=str(period),
            status=ReportRevision.Status.PUBLISHED,
        )
        .order_by("-report__period")
        .values_list("cut_off", "report__period")
        .first()
    )
    if published:
        return published[0], parse_period(published[1])
    return cut_off_of(plan, period.previous().quarters[-1]), None


def sub_actions_done(found):
    """{parent: (complete, all)} of the rows that this paper shows, and of no others.

    A sub-action that was closed is no longer part of the work.
    """
    done = {}
    for action, row in found:
        if action.parent_id and row.state != ShownState.CLOSED:
            complete, total = done.get(action.parent_id, (0, 0))
            done[action.parent_id] = (complete + (row.state == ShownState.COMPLETE), total + 1)
    return done


class Rows:
    """What was recorded about each action by the cut-off, and by the one before it."""

    def __init__(self, plan, cut_off, before, round_opened_at):
        self.plan, self.cut_off, self.before = plan, cut_off, before
        self.on, self.on_before = timezone.localdate(cut_off), timezone.localdate(before)
        self.first_recorded_at = (
            Deadline.objects.filter(action__plan=plan)
            .order_by("recorded_at")
            .values_list("recorded_at", flat=True)
            .first()
        )
        self.deadlines = grouped_by_action(Deadline, plan, "recorded_at", "pk")
        self.leads = grouped_by_action(
            ActionLead,
            plan,
            "started_at",
            "position",
            "pk",
            fields=("action_id", "started_at", "ended_at", "position", "post__title"),
        )
        self.updates = latest_updates(plan, cut_off)
        self.updates_before = latest_updates(plan, before)
        # None where nobody was asked in a round.
        self.answered = round_opened_at and answered_between(plan, round_opened_at, cut_off)
        asked = DateRequest.objects.filter(action__plan=plan, asked_at__lte=cut_off)
        waiting = asked.filter(Q(decided_at__isnull=True) | Q(decided_at__gt=cut_off))
        self.asked = {request.action_id: request for request in waiting}

    def added_later(self, pk):
        """Whether the action came into the plan after the cut-off.

        A plan that was brought into the portal after the cut-off is shown as it was published:
        nothing could have been recorded earlier.
        """
        recorded = self.deadlines.get(pk)
        return bool(recorded) and self.first_recorded_at <= self.cut_off < recorded[0].recorded_at

    def of(self, action):
        """The action's Row, or None where it was added to the plan after the cut-off."""
        if self.added_later(action.pk):
            return None
        recorded = self.deadlines.get(action.pk, [])
        before = None
        if recorded and recorded[0].recorded_at <= self.before:
            earlier, _ = self._as_at(action, self.updates_before, self.before)
            before = state_of(earlier, self.on_before), earlier["slips"]
        values, deadline = self._as_at(action, self.updates, self.cut_off)
        # From here on the action in hand is the one of the cut-off, and is said in the same
        # words as on a page.
        for field, value in values.items():
            setattr(action, field, value)
        action.deadline = deadline
        state, dates = state_words(action, self.on), date_words(action, self.on)
        update, request = self.updates.get(action.pk), self.asked.get(action.pk)
        return Row(
            label=action.label,
            text=action.text,
            leads=self._leads(action),
            state=state.code,
            state_notes=state.notes,
            state_before=before and before[0],
            date_text=dates.published,
            date_notes=dates.notes,
            status=action.status,
            rag=action.rag,
            due_on=action.due_on,
            new_slips=action.slips - (before[1] if before else 0),
            begun=action.starts_on is None or action.starts_on <= self.on,
            update_due=state.update_due,
            reported_on=update and timezone.localdate(update.recorded_at),
            reported_since=bool(update and update.recorded_at > self.before),
            answered=None if self.answered is None else action.pk in self.answered,
            comment=update.comment if update else "",
            next_step=update.next_step if update else "",
            asked_due_on=request.due_on if request else None,
            asked_reason=request.reason if request else "",
            exempt_reason=action.exempt_reason,
            on=self.on,
        )

    def _as_at(self, action, updates, moment):
        recorded = self.deadlines.get(action.pk, [])
        # What the plan was published with holds from its beginning, whenever it was typed in.
        deadlines = [row for row in recorded if row.recorded_at <= moment] or recorded[:1]
        update = updates.get(action.pk)
        values = derive(
            action=action,
            plan=self.plan,
            deadlines=deadlines,
            updates=[update] if update else [],
            date_asked=moment == self.cut_off and action.pk in self.asked,
        )
        return values, (deadlines[-1] if deadlines else None)

    def _leads(self, action):
        leads = self.leads.get(action.pk, [])
        held = [
            lead
            for lead in leads
            if lead.started_at <= self.cut_off
            and (lead.ended_at is None or lead.ended_at > self.cut_off)
        ]
        if not held and leads and leads[0].started_at > self.cut_off:
            held = [lead for lead in leads if lead.started_at == leads[0].started_at]
        return tuple(lead.post__title for lead in sorted(held, key=lambda lead: lead.position)) or (
            (action.lead_text,) if action.lead_text else ()
        )


def state_of(values, on):
    return shown_state(
        status=values["status"],
        rag=values["rag"],
        due_on=values["due_on"],
        starts_on=values["starts_on"],
        reported=values["reported_at"] is not None,
        on=on,
    )


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


def latest_updates(plan, moment):
    """{action: its latest update by `moment`}"""
    newest = (
        ProgressUpdate.objects.filter(action=OuterRef("pk"), recorded_at__lte=moment)
        .order_by("-recorded_at", "-pk")
        .values("pk")[:1]
    )
    keys = Action.objects.filter(plan=plan).annotate(newest=Subquery(newest)).values("newest")
    updates = ProgressUpdate.objects.filter(pk__in=keys).order_by()
    return {row.action_id: row for row in updates.values_list(*UPDATE_FIELDS, named=True)}
