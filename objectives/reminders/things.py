"""One thing beside the actions that somebody may be reminded of, and the rungs of its ladder."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from actionplans.models import ActionPlan
from stakeholders.reminding.sources import ANSWER_PAGE

from .rules import Step

DUE_SOON = (14, 3)
AGAIN = 7
"""days: what is late is said every week"""
SILENT = 28
"""days: what has no date is asked for when nothing was heard for so long"""
TOLD_AFTER = 14
"""days late, and whoever looks after it is told"""
TOLD = "escalated_coordinator"
# The most urgent first: a thing stands in an e-mail under the first that holds.
RULES = (
    "overdue",
    "due_soon",
    "update_due",
    "untold",
    "reading_due",
    "risk_review",
    "report_back",
    "meeting_soon",
    "meeting_unconfirmed",
    "engagement_unconfirmed",
    "consultation_closing",
    "consultation_uncounted",
    "consultation_unanswered",
    "data_requests",
    "contact_reviews",
    "publication",
    "promise_broken",
    "promise_at_risk",
    TOLD,
)


@dataclass(frozen=True)
class Thing:
    """`post_id` is the post that it is owed to; None where it is for whoever looks after it: the
    post of its line of the schedule, the plan's coordinator. `for_staff` asks of them that they can
    change it. `asks` is what an e-mail says also of a private one. `page` is where it is answered
    by the link; "" where it is not. What belongs to no plan has none."""

    key: int
    steps: tuple[Step, ...]
    section: str
    heading: str
    asks: str = ""
    details: tuple[str, ...] = ()
    post_id: int | None = None
    series_post_id: int | None = None
    for_staff: bool = False
    private: bool = False
    state: str = ""
    due_on: date | None = None
    url: str = ""
    page: str = ANSWER_PAGE
    plan: ActionPlan | None = None
    order: tuple = field(default=())

    def rungs(self, on):
        """[(rule, rung, ground)] that stand on the day `on`, the most urgent first."""
        standing = {}
        for step in self.steps:
            day = step.latest(on)
            if day is not None and (step.rule not in standing or standing[step.rule][0] < day):
                standing[step.rule] = day, step.ground
        return [(rule, *standing[rule]) for rule in RULES if rule in standing]

    def following(self, on):
        """The first rung after `on`, or None."""
        return min(
            (day for step in self.steps if (day := step.following(on)) is not None), default=None
        )


def ladder(*, due_on, since, made_on, ground, answered_on=None, told=False):
    """The steps of something to be done by `due_on`: soon, late, and `told` on. Without a day it
    waits from `made_on`, or since its lead last answered; answered late, it begins anew."""
    if due_on is None:
        said_on = answered_on or made_on
        first = max(said_on + timedelta(days=SILENT), since)
        return (Step("update_due", first, f"{ground} said {said_on}", every=AGAIN),)
    ground = f"{ground} by {due_on}"
    steps = [
        Step("due_soon", max(due_on - timedelta(days=days), since), ground, until=due_on)
        for days in DUE_SOON
    ]
    late, silent_since = max(due_on + timedelta(days=1), since), max(due_on, since)
    if answered_on is not None and answered_on > due_on:
        late = max(late, answered_on + timedelta(days=AGAIN))
        silent_since = max(silent_since, answered_on)
    steps.append(Step("overdue", late, ground, every=AGAIN))
    if told:
        steps.append(Step(TOLD, silent_since + timedelta(days=TOLD_AFTER), ground))
    return tuple(steps)
