"""How the demo's plans came to be in delivery, and which duties and themes they serve."""

from actionplans.services import (
    create_duty,
    create_theme,
    finish_amendment,
    record_endorsement,
    start_delivery,
)
from objectives.services import approve_plan, set_duties, set_themes

from .people import moment


class Life:
    """Told before anything happens to the plans' actions: an approval freezes what they say."""

    def __init__(self, data, plans, people):
        self.plans, self.people = plans, people
        by = {"by": people.coordinator, "at": people.since}
        self.duties = {key: create_duty(**row, **by) for key, row in data["duties"].items()}
        self.themes = {
            key: create_theme(strategy=plans.strategy, title=title, **by)
            for key, title in data["themes"].items()
        }
        for slug, row in data["plans"].items():
            self._tell(plans.by_slug[slug], row)
        for key, duties in data["actions"].items():
            action = plans.actions[key]
            set_duties(action, duties=self._chosen(duties), **self._by(action.plan))

    def _by(self, plan):
        """Entered an hour after the plan itself."""
        return {"by": self.people.coordinator, "at": moment(plan.starts_on, 10)}

    def _chosen(self, keys):
        return [self.duties[key] for key in keys]

    def _tell(self, plan, row):
        by = self._by(plan)
        for objective in plan.objectives.all():
            serves = row["objectives"].get(objective.number, {})
            set_duties(objective, duties=self._chosen(serves.get("duties", [])), **by)
            themes = [self.themes[key] for key in serves.get("themes", [])]
            set_themes(objective, themes=themes, **by)
        for decision in row["decisions"]:
            self._decide(plan, decision, by)
        if row["in_delivery"]:
            start_delivery(plan, **by)

    def _decide(self, plan, row, by):
        days = self.plans.days.of_plan(plan.starts_on, plan.ends_on)
        fields = {
            "body": self.people.bodies[row["body"]],
            "decided_on": days.day(row["on"]),
            "minute_reference": row["minute"],
            "note": row["note"],
        }
        if row["outcome"] == "approved":
            approve_plan(plan, **fields, **by)
            return
        asked = row.get("amendments", [])
        texts = [amendment["text"] for amendment in asked]
        endorsement = record_endorsement(
            plan, outcome=row["outcome"], amendments=texts, **fields, **by
        )
        for amendment, told in zip(endorsement.amendments.all(), asked, strict=True):
            done_on = days.day(told["done"])
            finish_amendment(amendment, done_on=done_on, note=told["how"], **by)
