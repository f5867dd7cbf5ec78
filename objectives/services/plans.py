"""Changes of a plan that its actions feel: how its quarters and years are read, its intervals."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from actionplans.services import edit_plan, set_reminder_numbers
from objectives.current import refresh
from objectives.deadlines import read_deadline
from objectives.models import Deadline

from .redating import correct_deadline

# Changing one of these can change what a deadline's words mean.
READ_BY = {"starts_on", "ends_on", "quarter_basis", "quarter_basis_assumed", "financial_years"}
DATED_BY = READ_BY | {"review_interval"}
READ_AGAIN = "The plan's dates or quarters are counted differently now"


def read_for(plan, text):
    """What the words of a deadline mean in this plan: its quarters, its years, its first day."""
    return read_deadline(
        text,
        plan_starts_on=plan.starts_on,
        plan_ends_on=plan.ends_on,
        quarters=plan.quarter_basis,
        quarters_assumed=plan.quarter_basis_assumed,
        bare_years="financial" if plan.financial_years else "calendar",
    )


@transaction.atomic
def change_plan(plan, *, by, changes, owners=None, version=None, at=None):
    """Edit a plan. Deadlines with their published words are read again where the meaning changes.

    A changed meaning is a correction, never a slip; what a person said, corrected or re-dated
    stays.
    """
    at = at or timezone.now()
    was = type(plan).objects.get(pk=plan.pk)
    plan = edit_plan(plan, by=by, changes=changes, owners=owners, version=version, at=at)
    changed = {field for field in DATED_BY if getattr(plan, field) != getattr(was, field)}
    if changed:
        # Locked first and then read: a deadline that came meanwhile is the one to read again.
        list(plan.actions.order_by("pk").select_for_update().values_list("pk"))
        for action in plan.actions.select_related("deadline"):
            action.plan = plan
            if changed & READ_BY:
                _read_again(action, was, plan, by=by, at=at)
            refresh(action)
    return plan


@transaction.atomic
def change_reminder_rules(plan, *, by, changes, version=None, at=None):
    """The numbers of a plan's reminder rules, and how often its leads report.

    Raises ValidationError, by field, as `actionplans.services.set_reminder_numbers` does.
    """
    numbers = {name: value for name, value in changes.items() if name != "review_interval"}
    plan = set_reminder_numbers(plan, by=by, changes=numbers, version=version, at=at)
    interval = {name: value for name, value in changes.items() if name == "review_interval"}
    return change_plan(plan, by=by, changes=interval, at=at)


def _read_again(action, was, plan, *, by, at):
    """`was` is the plan as it counted until now. What its words did not say by themselves stays:
    a doubt about them was answered, or a start stood in a column of its own."""
    deadline = action.deadline
    if deadline is None or not _as_published(deadline):
        return
    plain = read_for(was, deadline.text)
    by_words = ("due_on", "ongoing", "review_interval")
    if any(getattr(plain, field) != getattr(deadline, field) for field in by_words):
        return
    reading = read_for(plan, deadline.text)
    if deadline.starts_on != plain.starts_on:
        reading = replace(reading, starts_on=deadline.starts_on)
    meant = ("starts_on", "due_on", "ongoing", "review_interval", "certainty")
    if any(getattr(reading, field) != getattr(deadline, field) for field in meant):
        correct_deadline(action, by=by, reading=reading, reason=READ_AGAIN, at=at)


def _as_published(deadline):
    """Whether nobody but this module has said what the published words mean: what was read again
    once is read again as often as the plan's settings change."""
    kind = Deadline.Kind
    again = deadline.kind == kind.CORRECTION and deadline.reason == READ_AGAIN
    return deadline.kind == kind.PUBLISHED or again
