"""A plan's reminders: turned on and off, paused, and the numbers of their rules."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.editing import change_row, lock_row

NUMBERS = (
    "due_soon_days",
    "due_soon_again_days",
    "again_after_days",
    "coordinator_after_days",
    "escalation_after_days",
    "round_opens_days",
)


def turn_on_reminders(plan, *, by, from_day, at=None):
    """From this day on the plan's leads are reminded; no time before it counts."""
    changes = {"reminders_from": from_day, "paused_until": None, "pause_reason": ""}
    return change_row(plan, by=by, verb="reminders turned on", changes=changes, plan=plan, at=at)


def turn_off_reminders(plan, *, by, at=None):
    changes = {"reminders_from": None, "paused_until": None, "pause_reason": ""}
    return change_row(plan, by=by, verb="reminders turned off", changes=changes, plan=plan, at=at)


@transaction.atomic
def pause_reminders(plan, *, by, until, reason, at=None):
    """Nothing goes out up to and including `until`; after it the ladder begins anew.

    Raises ValidationError (codes `reminders_off`, `pause_over`) where there is nothing to pause.
    """
    at = at or timezone.now()
    plan = lock_row(plan)
    if plan.reminders_from is None:
        raise ValidationError("The plan's reminders are off already", code="reminders_off")
    if until < timezone.localdate(at):
        message = "The last day of the pause must be today or later"
        raise ValidationError({"until": ValidationError(message, code="pause_over")})
    changes = {"paused_until": until, "pause_reason": reason}
    return change_row(plan, by=by, verb="reminders paused", changes=changes, plan=plan, at=at)


@transaction.atomic
def resume_reminders(plan, *, by, at=None):
    """The pause ends now: the ladder begins anew today."""
    at = at or timezone.now()
    plan = lock_row(plan)
    today = timezone.localdate(at)
    if not plan.is_paused_on(today):
        raise ValidationError("The plan's reminders are not paused", code="not_paused")
    changes = {
        "reminders_from": max(plan.reminders_from, today),
        "paused_until": None,
        "pause_reason": "",
    }
    return change_row(plan, by=by, verb="reminders resumed", changes=changes, plan=plan, at=at)


def set_reminder_numbers(plan, *, by, changes, version=None, at=None):
    """Change when leads are reminded and when others are told: `changes` names fields of NUMBERS.

    Raises ValidationError (codes `not_later`, `too_short`) where the numbers contradict each other.
    """
    check_numbers({name: changes.get(name, getattr(plan, name)) for name in NUMBERS})
    verb = "reminder rules changed"
    return change_row(plan, by=by, verb=verb, changes=changes, version=version, plan=plan, at=at)


def check_numbers(numbers):
    problems = {}
    if numbers["due_soon_again_days"] >= numbers["due_soon_days"]:
        problems["due_soon_again_days"] = ValidationError(
            "The second reminder comes after the first: enter fewer days", code="not_later"
        )
    if numbers["again_after_days"] < 1:
        problems["again_after_days"] = ValidationError("Enter 1 day or more", code="too_short")
    if numbers["coordinator_after_days"] < 1:
        problems["coordinator_after_days"] = ValidationError(
            "Enter 1 day or more: due today is not late", code="too_short"
        )
    if numbers["escalation_after_days"] <= numbers["coordinator_after_days"]:
        problems["escalation_after_days"] = ValidationError(
            "The coordinator is told first: enter more days than for the coordinator",
            code="not_later",
        )
    if problems:
        raise ValidationError(problems)
