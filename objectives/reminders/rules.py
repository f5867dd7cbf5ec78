"""When a reminder becomes owed: the rules of domain.md, "The reminder rules".

Each rule has *rungs*, days from which a reminder is owed: due soon 14 and 3 days before the due
date, overdue the day after and then weekly, update due on its day and then weekly, the coordinator
told at 14 days overdue and the escalation post at 28, a round's request on the day it was asked.
The latest rung that has come stands. The numbers are the plan's own. No rung counts time before
the plan's `reminds_since`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from objectives.models import ProgressUpdate

# The order in which an e-mail lists them; an action stands under the first that holds.
RULES = (
    "overdue",
    "due_soon",
    "update_due",
    "round_request",
    "escalated_coordinator",
    "escalated_post",
)
LEADS_RULES = RULES[:4]


@dataclass(frozen=True)
class Step:
    """A rule's rungs on one ground: the day `first`, then `every` so many days, `until` a day."""

    rule: str
    first: date
    ground: str
    every: int | None = None
    until: date | None = None

    def latest(self, on):
        """The rung that stands on `on`, or None."""
        if on < self.first or (self.until is not None and on > self.until):
            return None
        return self.first if self.every is None else self._latest_ever(on)

    def following(self, on):
        """The first rung after `on`, or None."""
        if on < self.first:
            day = self.first
        elif self.every is None:
            return None
        else:
            day = self._latest_ever(on) + self.again
        return day if self.until is None or day <= self.until else None

    def _latest_ever(self, on):
        return self.first + (on - self.first) // self.again * self.again

    @property
    def again(self):
        return timedelta(days=self.every)


@dataclass(frozen=True)
class Asked:
    """That an update round asks for an action, since when, and what was asked if sent back."""

    round_id: int
    at: datetime
    question: str = ""

    @property
    def on(self):
        return timezone.localdate(self.at)

    @property
    def ground(self):
        """Another question is another ground, also on the day that the first was sent out."""
        return f"round {self.round_id} asked {self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def steps(action, on, asked=None):
    """Every Step of an action, as it is known on `on`. `asked` is an open round's request: it
    stands of a complete one too, where the coordinator sent that back with a question."""
    plan, since = action.plan, action.plan.reminds_since
    found = []
    if asked is not None:
        found.append(Step("round_request", max(asked.on, since), asked.ground))
    if not action.is_open:
        return found
    if action.due_on is not None:
        found += _of_deadline(action, since, answered_late(action, on))
    if action.next_update_due_on is not None:
        # What is overdue asks for an update already: it owes no second reminder beside that.
        found.append(
            Step(
                "update_due",
                max(action.next_update_due_on, since),
                f"update {action.last_update_id or 0} by {action.next_update_due_on}",
                every=plan.again_after_days,
                until=action.due_on,
            )
        )
    return found


def _of_deadline(action, since, answered):
    plan, due, ground = action.plan, action.due_on, f"deadline {action.deadline_id}"
    for days in (plan.due_soon_days, plan.due_soon_again_days):
        yield Step("due_soon", max(due - timedelta(days=days), since), ground, until=due)
    late = max(due + timedelta(days=1), since)
    # The ladder counts silence: an answer that is given late starts it anew (decision 11).
    silent_since = max(due, since)
    if answered is not None:
        late = max(late, answered + timedelta(days=plan.again_after_days))
        silent_since = max(silent_since, answered)
    yield Step("overdue", late, ground, every=plan.again_after_days)
    told = silent_since + timedelta(days=plan.coordinator_after_days)
    yield Step("escalated_coordinator", told, ground)
    if plan.escalation_post_id is not None:
        told = silent_since + timedelta(days=plan.escalation_after_days)
        yield Step("escalated_post", told, ground)


def answered_late(action, on):
    """The day, by `on`, on which somebody reported on the action after it fell due; else None.

    What was imported with the plan is nobody's answer to a reminder. `said` comes from
    `reading.with_grounds`.
    """
    if action.reported_at is None or action.said == ProgressUpdate.Kind.IMPORTED:
        return None
    day = timezone.localdate(action.reported_at)
    return day if action.due_on < day <= on else None


def rungs(action, on, asked=None):
    """[(rule, rung, ground)] that stand on the day `on` for an action of a plan that reminds."""
    standing = {}
    for step in steps(action, on, asked):
        day = step.latest(on)
        if day is not None and (step.rule not in standing or standing[step.rule][0] < day):
            standing[step.rule] = day, step.ground
    return [(rule, *standing[rule]) for rule in RULES if rule in standing]


def next_rung(action, on, asked=None):
    """(rule, day) of the first rung after `on`, or None where nothing will be owed by itself."""
    coming = [
        (day, RULES.index(step.rule))
        for step in steps(action, on, asked)
        if (day := step.following(on)) is not None
    ]
    if not coming:
        return None
    day, rule = min(coming)
    return RULES[rule], day
