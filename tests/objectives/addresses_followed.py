"""Who may use which address of measures and risks."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from objectives.services import (
    close_risk,
    create_measure,
    create_risk,
    give_reading,
    set_targets,
)
from tests.world import EVERYONE, Address

from .addresses_editing import only, plan

READERS = {"coordinator", "auditor", "lead", "other_lead"}
ANSWERERS = {"coordinator", "lead"}


def furnish(world):
    """A measure off its trajectory whose next figure is owed, a risk that is to be looked at, and
    a closed one; `lead` answers for them."""
    today = timezone.localdate()
    first, ago = today - timedelta(days=500), timezone.now() - timedelta(days=200)
    own = {"by": world.coordinator, "owner_post": world.post}
    world.measure = create_measure(
        world.plan,
        title="Public confidence",
        definition="Share of residents who say that the police do a good job",
        source="Telephone survey",
        unit="percent",
        decimals=1,
        first_on=first,
        objectives=[world.objective],
        **own,
    )
    given = {"by": world.lead, "post": world.post}
    world.reading = give_reading(world.measure, on=first, value=Decimal("61.5"), **given)
    target = {today + timedelta(days=400): Decimal(70)}
    set_targets(world.measure, by=world.coordinator, targets=target)
    words = {"cause": "Surveys reach older people", "effect": "Young views are missing"}
    scores = {"likelihood": 3, "impact": 4, "review_on": today - timedelta(days=100), "at": ago}
    world.risk = create_risk(
        world.plan,
        title="Few young people answer",
        actions=[world.action],
        **own | words | scores,
    )
    world.closed_risk = create_risk(world.plan, title="The hall is full", **own | words | scores)
    close_risk(world.closed_risk, by=world.coordinator, reason="Another hall was found")


def of(name):
    return lambda world: {"pk": getattr(world, name).pk}


def reading(world):
    return {"pk": world.measure.pk, "reading": world.reading.pk}


def by_link(name):
    return lambda world: {"token": world.token, "pk": getattr(world, name).pk}


ADDRESSES = {
    "objectives:measure-list": Address(READERS, plan),
    "objectives:measure-readings": Address(READERS, plan),
    "objectives:measure-file": Address(READERS, plan),
    "objectives:measure-detail": Address(READERS, of("measure")),
    "objectives:measure-create": only(plan),
    "objectives:measure-edit": only(of("measure")),
    "objectives:measure-targets": only(of("measure")),
    "objectives:measure-withdraw": only(of("measure")),
    "objectives:measure-reading": Address(ANSWERERS, of("measure")),
    "objectives:reading-correct": Address(ANSWERERS, reading),
    "objectives:answer-reading": Address(EVERYONE, by_link("measure")),
    "objectives:risk-list": Address(READERS, plan),
    "objectives:risk-file": Address(READERS, plan),
    "objectives:risk-detail": Address(READERS, of("risk")),
    "objectives:risk-create": only(plan),
    "objectives:risk-edit": only(of("risk")),
    "objectives:risk-review": Address(ANSWERERS, of("risk")),
    "objectives:risk-close": only(of("risk")),
    "objectives:risk-reopen": only(of("closed_risk")),
    "objectives:answer-risk-review": Address(EVERYONE, by_link("risk")),
}
