"""The demo's plans, with what their leads have said of each action since they began."""

from django.core.files.base import ContentFile
from django.utils import timezone

from actionplans.models import Strategy
from actionplans.services import create_plan, create_strategy, turn_on_reminders
from objectives.deadlines import read_deadline
from objectives.services import (
    ask_for_new_date,
    create_action,
    create_activity,
    create_objective,
    record_update,
    redate_action,
    say_not_mine,
)

from .life import Life
from .people import moment


class Plans:
    """The plans by slug, and their actions by the keys that the fixtures use."""

    def __init__(self, data, life, story, days, people):
        self.days, self.people = days, people
        self.by_slug, self.actions, self._first_post = {}, {}, {}
        self.strategy = self._add_strategy(data["strategy"])
        for row in data["plans"]:
            self._add_plan(row)
        Life(life, self, people)
        self._tell(story)

    def _add_strategy(self, row):
        strategy = create_strategy(
            by=self.people.coordinator,
            title=self.days.words(row["title"]),
            summary=row["summary"],
            at=self.people.since,
        )
        # A strategy's address must not change with the day of loading.
        Strategy.objects.filter(pk=strategy.pk).update(slug=row["slug"])
        return strategy

    def _add_plan(self, row):
        by, posts = self.people.coordinator, self.people.posts
        starts_on, ends_on = self.days.day(row["starts_on"]), self.days.day(row["ends_on"])
        days = self.days.of_plan(starts_on, ends_on)
        at = moment(starts_on)
        plan = create_plan(
            by=by,
            title=days.words(row["title"]),
            strategy=self.strategy,
            starts_on=starts_on,
            ends_on=ends_on,
            owners=[self.people.organisations[key] for key in row["owners"]],
            quarter_basis=row["quarters"],
            review_interval=row["review_interval"],
            coordinator_post=posts[row["coordinator_post"]],
            escalation_post=posts[row["escalation_post"]],
            at=at,
        )
        type(plan).objects.filter(pk=plan.pk).update(slug=row["slug"])
        plan.slug = row["slug"]
        self.by_slug[row["slug"]] = plan
        for objective in row["objectives"]:
            self._add_objective(plan, objective, days, at)
        if row["reminders_from"]:
            from_day = days.day(row["reminders_from"])
            turn_on_reminders(plan, by=by, from_day=from_day, at=moment(from_day))

    def _add_objective(self, plan, row, days, at):
        by = self.people.coordinator
        objective = create_objective(
            plan=plan, by=by, number=row["number"], title=row["title"], at=at
        )
        for activity in row["activities"]:
            create_activity(
                objective=objective,
                by=by,
                number=activity["number"],
                text=activity["text"],
                at=at,
            )
        for action in row["actions"]:
            parent = self._add_action(plan, objective, action, days, at)
            for part in action.get("sub_actions", []):
                self._add_action(plan, objective, part, days, at, parent=parent)

    def _add_action(self, plan, objective, row, days, at, parent=None):
        number = f"{parent.number}{row['number']}" if parent else row["number"]
        action = create_action(
            objective=objective,
            by=self.people.coordinator,
            parent=parent,
            number=number,
            text=row["text"],
            reading=_read(days.words(row["deadline"]), plan),
            posts=[self.people.posts[key] for key in row["leads"]],
            lead_text=row["lead_text"],
            exempt_reason=row.get("exempt_reason", ""),
            needs_confirmation=row.get("needs_confirmation", False),
            at=at,
        )
        self.actions[row["key"]] = action
        self._first_post[row["key"]] = row["leads"][0]
        return action

    def _tell(self, story):
        """Everything that happened since, in the order in which it happened."""
        happenings = []
        for key, rows in story["updates"].items():
            happenings += [(self._when(row, key), self._update, key, row) for row in rows]
        happenings += [
            (self._when(row, row["key"]), self._redate, row["key"], row) for row in story["redated"]
        ]
        happenings += [
            (self._when(row, row["key"]), self._ask, row["key"], row) for row in story["asked"]
        ]
        happenings += [
            (self._when(row, row["key"]), self._not_mine, row["key"], row)
            for row in story["not_mine"]
        ]
        for at, tell, key, row in sorted(happenings, key=lambda one: one[0]):
            tell(self.actions[key], key, row, at)

    def _when(self, row, key):
        """A time of a working day; another one for each action, so that a list looks alive."""
        place = list(self.actions).index(key)
        return moment(self.days.day(row["on"] + "<work"), 9 + place % 8, place * 7 % 60)

    def _signed(self, row, key, at):
        """Who signs, and for which post; the coordinator where the post was vacant."""
        post = row.get("by", self._first_post[key])
        if post != "coordinator":
            holders = self.people.holders(post, timezone.localdate(at))
            if holders:
                return {"by": holders[0], "post": self.people.posts[post]}
        return {"by": self.people.coordinator}

    def _update(self, action, key, row, at):
        completed_on = self.days.day_or_none(row.get("completed_on"))
        if completed_on:
            completed_on = min(completed_on, timezone.localdate(at))
        record_update(
            action=action,
            status=row["status"],
            rag=row.get("rag", ""),
            comment=row["comment"],
            next_step=row.get("next", ""),
            completed_on=completed_on,
            evidence=_file(row.get("file")),
            at=at,
            **self._signed(row, key, at),
        )

    def _redate(self, action, key, row, at):
        reading = _read(self.days.words(row["deadline"]), action.plan)
        by = self.people.coordinator
        redate_action(action, by=by, reading=reading, reason=row["reason"], at=at)

    def _ask(self, action, key, row, at):
        reading = _read(self.days.words(row["deadline"]), action.plan)
        ask_for_new_date(
            action,
            due_on=reading.due_on,
            reason=row["reason"],
            at=at,
            **self._signed(row, key, at),
        )

    def _not_mine(self, action, key, row, at):
        say_not_mine(
            action,
            reason=row["reason"],
            suggested_post=self.people.posts[row["suggested"]],
            at=at,
            **self._signed(row, key, at),
        )


def _file(row):
    return ContentFile(row["text"].encode(), name=row["name"]) if row else None


def _read(words, plan):
    return read_deadline(
        words,
        plan_starts_on=plan.starts_on,
        plan_ends_on=plan.ends_on,
        quarters=plan.quarter_basis,
        quarters_assumed=plan.quarter_basis_assumed,
    )
