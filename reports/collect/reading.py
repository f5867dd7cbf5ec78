"""The queries of a paper: a fixed number of them, however many actions the plan has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from actionplans.models import ActionPlan
from actionplans.periods import Period, parse_period
from objectives.models import Action
from objectives.presenting import done_words
from objectives.rounds import cut_off_of
from objectives.states import ShownState
from reports.document import Moment
from reports.models import Report, ReportRevision
from stakeholders.models import GovernanceBody
from stakeholders.office import OfficeWords

from .figures import Figures
from .moments import moments_of
from .recorded import Recorded
from .rows import Row


@dataclass(frozen=True)
class ObjectiveRows:
    """`key` begins the keys of its figures; `place` is that of what is written about it; `short`
    is how a caption speaks of it: "Objective 4"."""

    key: str
    place: str
    title: str
    short: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reading:
    """All that a paper says, before it is put into words. `narratives` are Markdown by place."""

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
    moments: tuple[Moment, ...]
    objectives: tuple[ObjectiveRows, ...]
    narratives: Mapping[str, str] = field(default_factory=dict)
    figures: Figures = field(default_factory=Figures)

    @cached_property
    def rows(self):
        return [row for objective in self.objectives for row in objective.rows]

    @cached_property
    def _by_action(self):
        return {row.action: row for row in self.rows}

    def row_of(self, action):
        """The row of an action of the plan by its key, None where this paper has none of it."""
        return self._by_action.get(action)

    @property
    def printed_moments(self):
        """[(place, Moment)] of those at which there was something to count, and of now."""
        return [
            (place, moment)
            for place, moment in enumerate(self.moments)
            if place == 0 or any(row.states[place] for row in self.rows)
        ]

    @property
    def has_past(self):
        """Whether there is something that movement can be measured from."""
        return any(row.state_before for row in self.rows)

    @property
    def entered_late(self):
        """The plan came into the portal after the cut-off: nobody could have reported by then."""
        return self.first_recorded_at is not None and self.first_recorded_at > self.cut_off

    @property
    def noun(self):
        """A public paper's totals are of public actions, and say so (domain.md)."""
        return "actions" if self.private else "public actions"


def read(plan, body, period, cut_off, *, private, narratives=None):
    before, previous_period = previous_cut_off(plan, body, period, private=private)
    # A paper may be built before its own cut-off; the movement never runs backwards.
    before = min(before, cut_off)
    moments = moments_of(plan, body, period, cut_off, private=private)
    every = Action.objects.filter(plan=plan)
    actions = list((every if private else every.public()).in_published_order())
    left_out = set(every.values_list("pk", flat=True)).difference(action.pk for action in actions)
    round_opened_at = opened_by(plan, period.quarters[-1], cut_off)
    recorded = Recorded(plan, cut_off, before, moments, round_opened_at)
    return Reading(
        plan=plan,
        body=body,
        period=period,
        cut_off=cut_off,
        previous_cut_off=before,
        previous_period=previous_period,
        private=private,
        exempt_left_out=not all(map(recorded.added_later, left_out)),
        office_name=OfficeWords().name,
        owners=tuple(plan.owners.order_by("planowner__position").values_list("name", flat=True)),
        coordinator_post=plan.coordinator_post.title if plan.coordinator_post else "",
        first_recorded_at=recorded.first_recorded_at,
        round_opened_at=round_opened_at,
        moments=moments,
        objectives=tuple(by_objective(plan, actions, recorded)),
        narratives=narratives or {},
    )


def by_objective(plan, actions, recorded):
    """Each objective that has a row, with its rows, in the plan's order."""
    # Nine objectives, not one for each of ten thousand actions.
    objectives = plan.objectives.in_bulk()
    reasons = {action.pk: action.exempt_reason for action in actions}
    order, found = {}, []
    for action in actions:
        if recorded.added_later(action.pk):
            continue
        action.objective = objectives[action.objective_id]
        # Its own reason, or that of what it is part of: the twin of Action.is_exempt.
        action.exempt_reason = (
            action.exempt_reason
            or action.objective.exempt_reason
            or reasons.get(action.parent_id, "")
        )
        objective = order.setdefault(action.objective, len(order))
        found.append((action, recorded.of(action, place=len(found), objective=objective)))
    done = sub_actions_done(found)
    grouped = defaultdict(list)
    for action, row in found:
        if action.pk in done:
            row = replace(row, done=done_words(*done[action.pk]))
        grouped[action.objective].append(row)
    for objective, place in order.items():
        yield ObjectiveRows(
            key=f"objective-{place + 1}",
            place=f"objective:{objective.pk}",
            title=str(objective),
            short=f"Objective {objective.number}" if objective.number else str(objective),
            rows=tuple(grouped[objective]),
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
