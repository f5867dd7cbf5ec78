"""The demo's measures with their readings, and its risks with their reviews."""

import datetime as dt
from decimal import Decimal

from actionplans.intervals import add_months
from actionplans.quarters import Quarter
from objectives.models import Objective
from objectives.services import (
    close_risk,
    create_measure,
    create_risk,
    give_reading,
    review_risk,
    set_targets,
)

from .people import moment

NUMBERS = ("least", "most", "tolerance")


class Followed:
    """Each reading a few days before it is due; each review on its day."""

    def __init__(self, data, plans, people, days):
        self.plans, self.people, self.days = plans, people, days
        self.plan = plans.by_slug["joint-engagement-plan"]
        # The latest quarter that has ended: the figures of most measures are there for it.
        self.latest = Quarter.containing(days.today).previous()
        for row in data["measures"]:
            self._measure(row)
        for row in data["risks"]:
            self._risk(row)

    def _at(self, day):
        return self.people.said_at(day, 15, since=moment(self.plan.starts_on))

    def _measure(self, row):
        ends = self._period_ends()
        measure = create_measure(
            self.plan,
            title=row["title"],
            definition=row["definition"],
            source=row["source"],
            unit=row["unit"],
            decimals=row["decimals"],
            better=row["better"],
            every_months=row["every"],
            ready_days=row["ready"],
            first_on=ends[0],
            owner_post=self.people.posts[row["owner"]],
            objectives=list(Objective.objects.filter(plan=self.plan, number=row["objective"])),
            **{name: Decimal(str(row[name])) for name in NUMBERS},
            **self._at(self.plan.starts_on),
        )
        targets = {
            self._quarter_end(add_months(ends[0], 3 * int(nth))): Decimal(str(value))
            for nth, value in row["targets"].items()
        }
        set_targets(measure, targets=targets, **self._at(self.plan.starts_on))
        for nth, (on, value) in enumerate(zip(ends, row["readings"], strict=False)):
            notes = row["notes"]
            give_reading(
                measure,
                on=on,
                value=Decimal(str(value)),
                note=notes[0] if notes and nth == 0 else "",
                sure=True,
                **self._at(on + dt.timedelta(days=max(row["ready"] - 5, 1))),
            )

    def _period_ends(self):
        quarters = [self.latest]
        for _ in range(4):
            quarters.insert(0, quarters[0].previous())
        return [quarter.ends_on for quarter in quarters]

    def _quarter_end(self, day):
        return Quarter.containing(day).ends_on

    def _risk(self, row):
        posts, actions = self.people.posts, self.plans.actions
        reviews = row["reviews"]
        first = reviews[0]["on"] if reviews else "-100d"
        risk = create_risk(
            self.plan,
            title=row["title"],
            cause=row["cause"],
            effect=row["effect"],
            response=row["response"],
            likelihood=row["likelihood"],
            impact=row["impact"],
            review_on=self.days.day(row["review"]) if not reviews else self.days.day(first),
            owner_post=posts[row["owner"]],
            actions=[actions[key] for key in row["actions"]],
            **self._at(self.days.day("-200d")),
        )
        for review in reviews:
            review_risk(
                risk,
                likelihood=review["likelihood"],
                impact=review["impact"],
                words=review["words"],
                review_on=self.days.day(review["next"]),
                post=posts[row["owner"]],
                **self._at(self.days.day(review["on"])),
            )
        if "closed" in row:
            day, reason = row["closed"]
            close_risk(risk, reason=reason, **self._at(self.days.day(day)))
