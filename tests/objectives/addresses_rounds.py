"""The addresses of a plan's update rounds, for the walk over every address."""

from django.utils import timezone

from actionplans.quarters import Quarter
from objectives.models import UpdateRound
from tests.world import Address

from .addresses_editing import only, plan

WATCHERS = {"coordinator", "auditor"}


def furnish_rounds(world):
    """An open round of the running quarter, in which nobody has answered yet."""
    today = timezone.localdate()
    world.round = UpdateRound.objects.create(
        plan=world.plan,
        quarter=str(Quarter.containing(today)),
        opened_at=timezone.now(),
        answers_by=today,
    )


def of_round(world):
    return {"slug": world.plan.slug, "quarter": world.round.quarter}


def action_of_round(world):
    return of_round(world) | {"pk": world.action.pk}


ROUNDS = {
    "objectives:round-list": Address(allowed=WATCHERS, kwargs=plan),
    "objectives:round-detail": Address(allowed=WATCHERS, kwargs=of_round),
    "objectives:round-form": Address(allowed={*WATCHERS, "lead", "other_lead"}, kwargs=of_round),
    "objectives:round-open": only(plan),
    "objectives:round-change": only(of_round),
    "objectives:round-close": only(of_round),
    "objectives:round-chase": only(of_round),
    "objectives:send-back": only(action_of_round),
}
