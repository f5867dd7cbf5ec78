"""The stages of a plan: draft, endorsed, approved, in delivery, closed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.models import ActionPlan
from stakeholders.editing import change_row, lock_row

Stage = ActionPlan.Stage


def move_to(plan, stage, *, by, verb, at=None):
    """Set the stage, with the verb in the log; nothing where the plan is there already."""
    return change_row(plan, by=by, verb=verb, changes={"stage": stage}, plan=plan, at=at)


def refuse_closed(plan):
    if plan.stage == Stage.CLOSED:
        raise ValidationError("The plan is closed: nothing more is decided on it", "plan_closed")


@transaction.atomic
def start_delivery(plan, *, by, version=None, at=None):
    """The work begins: only a plan that a body approved is delivered."""
    plan = lock_row(plan, version=version)
    if plan.stage != Stage.APPROVED:
        raise ValidationError("Delivery starts once the plan is approved", code="not_approved")
    return move_to(plan, Stage.IN_DELIVERY, by=by, verb="delivery started", at=at)


@transaction.atomic
def close_plan(plan, *, by, reason, version=None, at=None):
    """The plan has run its course: nobody is reminded of it, and all of it can still be read."""
    plan = lock_row(plan, version=version)
    if plan.stage not in (Stage.APPROVED, Stage.IN_DELIVERY):
        raise ValidationError(
            "Only a plan that was approved is closed. Withdraw this one instead.",
            code="not_approved",
        )
    changes = {"stage": Stage.CLOSED, "closing_note": reason}
    return change_row(plan, by=by, verb="plan closed", changes=changes, plan=plan, at=at)
