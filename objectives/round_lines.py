"""The line about a plan's open round: on the plan's page, and on the home page of the office."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from actionplans.quarters import Quarter

from .models import UpdateRound
from .rounds import Count, counts_of


@dataclass(frozen=True)
class RoundLine:
    round: UpdateRound
    quarter: str  # "Quarter 2"
    closes_on: date
    count: Count | None  # None for those who don't see every row: a number could tell of one
    may_remind: bool

    @property
    def everybody_answered(self):
        return self.count is not None and self.count.answered == self.count.leads


def lines_of(plans, person, *, on):
    """{plan: RoundLine} of the plans with an open round: one query where there is none, and as
    many for many plans as for one."""
    rounds = list(UpdateRound.objects.open().filter(plan__in=plans).select_related("plan"))
    counts = counts_of(rounds) if rounds and person.access.sees_everything else {}
    return {
        round.plan_id: RoundLine(
            round=round,
            quarter=f"Quarter {Quarter.parse(round.quarter).number}",
            closes_on=timezone.localdate(round.cut_off),
            count=counts.get(round.pk),
            may_remind=person.access.coordinator and round.plan.is_reminding_on(on),
        )
        for round in rounds
    }
