"""A plan with a story, for the papers' tests: each moment is fixed."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from actionplans.quarters import Quarter
from actionplans.services import create_plan
from objectives.deadlines import DeadlineReading
from objectives.services import create_action, create_objective, record_update
from stakeholders.models import GovernanceBody
from tests.stakeholders.factories import (
    GovernanceBodyFactory,
    OfficeFactory,
    OrganisationFactory,
    PostFactory,
)

LONDON = ZoneInfo("Europe/London")
QUARTER = Quarter(2025, 1)


def at(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=LONDON)


CUT_OFF = at(2025, 7, 14, 17)
ENTERED = at(2025, 1, 6)


def reading(due_on=None, *, text=None, starts_on=None, ongoing=False):
    words = f"{due_on.day} {due_on:%B %Y}" if due_on else "Ongoing" if ongoing else ""
    return DeadlineReading(
        words if text is None else text,
        due_on=due_on,
        starts_on=starts_on,
        ongoing=ongoing,
        certainty="certain" if due_on or ongoing else "none",
    )


def build_plan(people=None):
    """`plan`, `objective`, `post` and the two bodies; `add` adds an action, `say` an update.

    With `people` (tests.world.build_people) their post and bodies are taken.
    """
    world = people or SimpleNamespace()
    world.office = OfficeFactory()
    world.plan = create_plan(
        by=None,
        title="Joint engagement plan 2025",
        starts_on=date(2025, 1, 6),
        ends_on=date(2026, 12, 31),
        owners=[world.office.organisation, OrganisationFactory(name="Northmoor Police")],
        at=ENTERED,
    )
    world.objective = create_objective(
        plan=world.plan, by=None, number="1", title="Be easy to talk to", at=ENTERED
    )
    if people is None:
        add_post_and_bodies(world)

    def add(text, due_on=None, *, number="", objective=None, when=ENTERED, **more):
        return create_action(
            objective=objective or world.objective,
            by=None,
            text=text,
            number=number,
            reading=more.pop("reading", None) or reading(due_on),
            posts=more.pop("posts", [world.post]),
            at=when,
            **more,
        )

    def say(action, when, rag="green", status="in_progress", **more):
        defaults = {"comment": "It goes on.", "next_step": "Go on."}
        if status == "complete":
            defaults["completed_on"] = when.date()
        return record_update(
            action=action, by=None, status=status, rag=rag, at=when, **(defaults | more)
        )

    world.add, world.say = add, say
    return world


def add_post_and_bodies(world):
    world.post = PostFactory(title="Head of Engagement", organisation=world.office.organisation)
    world.panel = GovernanceBodyFactory(
        name="Northmoor Panel",
        slug="northmoor-panel",
        exemption_basis="Schedule 12A to the Local Government Act 1972",
        report_author="Police and Crime Commissioner for Northmoor",
        terms_of_reference="To support the Commissioner's work",
        contact_post=world.post,
        contact_mailbox="engagement@northmoor.example",
    )
    world.board = GovernanceBodyFactory(
        name="Northmoor Board",
        slug="northmoor-board",
        form=GovernanceBody.Form.BOARD,
        report_author="Chief Executive",
        contact_post=world.post,
        contact_mailbox="engagement@northmoor.example",
    )
