"""The addresses of a plan's life, for the walk over every address."""

from actionplans.services import create_duty, create_theme, record_endorsement
from objectives.services import approve_plan
from tests.world import Address

from .addresses_editing import only, pk_of, plan

READERS = {"coordinator", "auditor", "lead", "other_lead"}


def furnish_life(world):
    """The board approved the plan; the panel asks for an amendment of it since."""
    day = world.plan.starts_on
    by = world.coordinator
    approval = approve_plan(world.plan, by=by, body=world.board, decided_on=day)
    world.baseline = approval.baseline
    world.endorsement = record_endorsement(
        world.plan,
        by=by,
        body=world.panel,
        decided_on=day,
        outcome="subject_to_amendments",
        amendments=["Name the parish councils"],
    )
    world.asked_amendment = world.endorsement.amendments.get()
    world.duty = create_duty(by=by, act="Police Act 1996", section="section 96")
    world.theme = create_theme(by=by, strategy=world.strategy, title="Listen first")


def baseline(world):
    return {"slug": world.plan.slug, "pk": world.baseline.pk}


LIFE = {
    "objectives:plan-life": Address(allowed=READERS, kwargs=plan),
    "objectives:plan-baseline": Address(allowed=READERS, kwargs=baseline),
    "objectives:duty-list": Address(allowed=READERS),
    "objectives:endorsement-create": only(plan),
    "objectives:endorsement-edit": only(pk_of("endorsement")),
    "objectives:amendment-create": only(pk_of("endorsement")),
    "objectives:amendment-done": only(pk_of("asked_amendment")),
    "objectives:plan-start-delivery": only(plan),
    "objectives:plan-close": only(plan),
    "objectives:duty-create": only(),
    "objectives:duty-edit": only(pk_of("duty")),
    "objectives:theme-create": only(lambda world: {"slug": world.strategy.slug}),
    "objectives:theme-edit": only(pk_of("theme")),
}
