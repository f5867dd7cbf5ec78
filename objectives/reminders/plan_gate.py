"""The gate of what belongs to a plan beside its actions: the plan's own reminders, and its
coordinator where nobody holds the post that answers."""

from dataclasses import dataclass, replace
from functools import partial

from . import sourcing
from .explaining import why_silent
from .recipients import Recipients


@dataclass(frozen=True)
class PlanGate(sourcing.Gate):
    """`as_if_on`: as if every plan had its reminders on."""

    as_if_on: bool = False

    def recipients(self, things, on):
        return PlanRecipients(things, on)

    def why_off(self, thing, on):
        return "" if self.as_if_on else why_silent(thing.plan, on)

    def mailbox_of(self, thing):
        post = thing.plan.coordinator_post
        return post.mailbox if post else ""


def plan_gate(on, since=None):
    """What belongs to a plan begins when the plan reminds: each thing says so by itself."""
    return PlanGate(sourcing.EARLIEST, as_if_on=since is not None)


class PlanRecipients(Recipients):
    """Read once for a whole run."""

    def __init__(self, things, on):
        plans = {thing.plan.pk: thing.plan for thing in things}
        super().__init__(plans.values(), on, posts={thing.post_id for thing in things})

    def told(self, thing, rule):
        """{person: (post, why it comes to them)}"""
        if thing.post_id is None:
            staff = self._coordinators(thing.plan, thing.private)
            return dict.fromkeys(staff, (None, "no_lead"))
        return self.of_post(thing.plan, thing.post_id, private=thing.private)


@dataclass(frozen=True)
class Source(sourcing.Source):
    """After the actions, before the papers and the meetings."""

    gate: callable = plan_gate
    kept: str = "coordinate"
    private: str = ""
    place: int = 8

    def of(self, plan):
        """The same of one plan alone, by the settings that the given row bears."""
        return replace(self, read=partial(self.read, plan=plan))


def rows_for(rows, *, keys, plan):
    """The rows asked for, with their plan at hand, by rising key."""
    rows = rows if keys is None else rows.filter(pk__in=keys)
    if plan is None:
        return list(rows.select_related("plan__coordinator_post").order_by("pk"))
    rows = list(rows.filter(plan=plan).order_by("pk"))
    for row in rows:
        row.plan = plan
    return rows


def since_of(plan):
    """The first day that counts of a plan; of one that does not remind, its first day."""
    return plan.reminds_since or plan.starts_on
