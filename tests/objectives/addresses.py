"""Who may use which address of plans and actions."""

from django.utils import timezone

from objectives.services import ask_for_new_date
from tests.actionplans.factories import ActionPlanFactory, StrategyFactory
from tests.world import Address

from .addresses_answering import ANSWERING, furnish_answering
from .addresses_editing import EDITING
from .addresses_files import FILES, furnish_files
from .addresses_life import LIFE, furnish_life
from .addresses_rounds import ROUNDS, furnish_rounds
from .drafts import make_draft
from .factories import ActionFactory, ActivityFactory, ObjectiveFactory

READERS = {"coordinator", "auditor", "lead", "other_lead"}
ANSWERERS = {"coordinator", "lead"}


def furnish(world):
    """A plan with an action that `lead` leads and asks a new date for, and an exempt one."""
    world.strategy = StrategyFactory(title="Listening well")
    world.plan = ActionPlanFactory(title="Joint plan", slug="joint-plan", strategy=world.strategy)
    world.objective = ObjectiveFactory(plan=world.plan, number="1")
    world.activity = ActivityFactory(objective=world.objective)
    world.action = ActionFactory(objective=world.objective, posts=[world.post])
    world.exempt_action = ActionFactory(
        objective=world.objective, posts=[world.post], exempt_reason="Names an informant"
    )
    world.import_draft = make_draft(world.coordinator)
    today = timezone.localdate()
    world.date_request = ask_for_new_date(
        world.action,
        by=world.lead,
        due_on=today.replace(year=today.year + 1, day=1),
        reason="The hall is not free",
    )
    furnish_life(world)
    furnish_files(world)
    furnish_rounds(world)
    furnish_answering(world)


def plan(world):
    return {"slug": world.plan.slug}


def action(world):
    return {"pk": world.action.pk}


ADDRESSES = (
    ANSWERING
    | EDITING
    | FILES
    | LIFE
    | ROUNDS
    | {
        "objectives:plan-list": Address(allowed=READERS),
        "objectives:plan-detail": Address(allowed=READERS, kwargs=plan),
        "objectives:action-detail": Address(allowed=READERS, kwargs=action),
        "objectives:action-update": Address(allowed=ANSWERERS, kwargs=action),
        "objectives:action-confirm": Address(allowed=ANSWERERS, kwargs=action),
        "objectives:my-work": Address(allowed=READERS),
    }
)
