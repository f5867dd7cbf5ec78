"""A plan with actions in a given state, made by the services that make them in the portal."""

import datetime

from django.utils import timezone

from actionplans.services import create_plan
from objectives.services import (
    create_action,
    create_objective,
    read_for,
    record_update,
)

# A Tuesday; the days around it are working days.
TODAY = datetime.date(2026, 3, 3)


def noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def make_plan(by, *, starts_on=datetime.date(2025, 4, 1), reminders_from=None, **fields):
    plan = create_plan(by=by, title="Listening plan", starts_on=starts_on, **fields)
    if reminders_from:
        plan.reminders_from = reminders_from
        plan.save(update_fields=["reminders_from"])
    return plan


def make_action(plan, by, *, deadline="", posts=(), reported=None, objective=None, **fields):
    """An action with a deadline in words; `reported` is the day of a green update."""
    objective = (
        objective
        or plan.objectives.first()
        or create_objective(plan=plan, by=by, title="Hear more people", number="1")
    )
    at = noon(plan.starts_on)
    fields.setdefault("text", "Hold a street surgery")
    action = create_action(
        objective=objective, by=by, reading=read_for(plan, deadline), posts=posts, at=at, **fields
    )
    if reported:
        record_update(
            action=action,
            by=by,
            status="in_progress",
            rag="green",
            comment="Going well",
            at=noon(reported),
        )
        action.refresh_from_db()
    return action
