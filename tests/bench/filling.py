"""A large plan, the same at every run but for its dates, which are counted from today.

Rows are written in bulk, with keys given in advance; what is kept beside an action for speed is
worked out by `objectives.current.derive`, the portal's own rule, and a sample is held against it.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.services import create_plan
from objectives import current
from objectives.models import (
    Action,
    ActionLead,
    Activity,
    DateRequest,
    Deadline,
    Objective,
    ProgressUpdate,
)
from stakeholders.models import Event, Person, Post, PostHolding
from tests.stakeholders.factories import GovernanceBodyFactory, OfficeFactory, OrganisationFactory
from tests.world import build_lead

OBJECTIVES = 9
LEADS = 40
UPDATES = 5
DAY = dt.timedelta(days=1)
THINGS = ("street surgery", "listening day", "survey", "visit", "newsletter", "conference")
PLACES = ("Moorside", "Easter Vale", "Northmoor", "Kettle Bridge", "the upper dale", "Saltby")


@dataclass
class World:
    """What the measurements need to know of the plan."""

    plan: ActionPlan
    lead: Person
    post: Post
    body: object
    rows: dict = field(default_factory=dict)
    posts: list = field(default_factory=list)
    holders: list = field(default_factory=list)


@dataclass
class Batch:
    """Rows of one model that wait to be written, each with its key after those there are."""

    model: type
    rows: list = field(default_factory=list)

    def __post_init__(self):
        self.before = self.model._base_manager.aggregate(last=Max("pk"))["last"] or 0

    @property
    def last(self):
        return self.before + len(self.rows)

    def add(self, **fields):
        row = self.model(pk=self.last + 1, **fields)
        self.rows.append(row)
        return row

    def write(self):
        self.model._base_manager.bulk_create(self.rows, batch_size=1000)


@transaction.atomic
def fill(actions, *, on):
    """A plan of so many actions, all of them open, whose reminders are on since two months."""
    random = Random(2010)
    office = OfficeFactory()
    posts, holders, lead = build_posts(office.organisation)
    plan = create_plan(
        by=None,
        title="Listening plan",
        starts_on=on - 600 * DAY,
        owners=[office.organisation],
        reminders_from=on - 60 * DAY,
        coordinator_post=posts[1],
    )
    writer = fill_plan(plan, actions, posts, holders, on=on, random=random)
    body = GovernanceBodyFactory(name="Northmoor Panel", slug="northmoor-panel")
    return World(plan, lead, posts[0], body, writer.sizes, posts, holders)


@transaction.atomic
def add_plan(world, actions, *, on):
    """Another plan of the same kind, of so many actions."""
    plan = create_plan(
        by=None,
        title=f"Plan of {actions} actions",
        starts_on=on - 600 * DAY,
        owners=list(world.plan.owners.all()),
    )
    fill_plan(plan, actions, world.posts, world.holders, on=on, random=Random(actions))
    return plan


def fill_plan(plan, actions, posts, holders, *, on, random):
    objectives = Objective.objects.bulk_create(
        Objective(plan=plan, number=str(n), position=n, title=f"Hear more people, part {n}")
        for n in range(1, OBJECTIVES + 1)
    )
    Activity.objects.bulk_create(
        Activity(objective=objective, number=str(n), position=n, text=f"Go where people are: {n}")
        for objective in objectives
        for n in range(1, 4)
    )
    writer = Writer(plan, on, random, posts, holders)
    each = -(-actions // OBJECTIVES)
    for place in range(actions):
        writer.write_action(objectives[place // each], place % each)
    writer.save()
    return writer


def build_posts(organisation):
    others = [OrganisationFactory(name=f"Council of {place}") for place in PLACES[:3]]
    lead = build_lead()
    posts = Post.objects.bulk_create(
        Post(title=f"Head of service {n}", organisation=[organisation, *others][n % 4])
        for n in range(1, LEADS)
    )
    holders = Person.objects.bulk_create(
        Person(name=f"Holder {n}", email=f"holder{n}@northmoor.example") for n in range(1, LEADS)
    )
    PostHolding.objects.bulk_create(
        PostHolding(post=post, person=holder, starts_on=dt.date(2020, 4, 1))
        for post, holder in zip(posts, holders, strict=True)
    )
    return [lead.holdings.get().post, *posts], [lead, *holders], lead


class Writer:
    """Four rows in ten are ongoing, as in a real plan; six in ten have several leads."""

    def __init__(self, plan, on, random, posts, holders):
        self.plan, self.on, self.random = plan, on, random
        self.posts, self.holders = posts, holders
        models = (Action, Deadline, ProgressUpdate, ActionLead, DateRequest)
        self.batches = {model: Batch(model) for model in models}
        self.events = []

    def add(self, model, **fields):
        return self.batches[model].add(**fields)

    def write_action(self, objective, place):
        random = self.random
        sub = place % 20 in (17, 18, 19)
        thing, where = random.choice(THINGS), random.choice(PLACES)
        action = self.add(
            Action,
            plan=self.plan,
            objective=objective,
            number=str(place + 1),
            position=place,
            text=f"Hold a {thing} in {where} with the people who are seldom heard, write down what "
            f"they say, and tell them within a month what came of it ({place + 1})",
            parent_id=self.batches[Action].last - place % 20 + 17 if sub else None,
            exempt_reason="Names an informant" if random.random() < 0.01 else "",
        )
        deadlines = self.write_deadlines(action)
        updates = self.write_updates(action)
        asked = random.random() < 0.01
        if asked:
            self.add(
                DateRequest,
                action=action,
                due_on=self.on + 300 * DAY,
                reason="The hall is not free",
                asked_at=self.at(2),
            )
        values = current.derive(
            action=action, plan=self.plan, deadlines=deadlines, updates=updates, date_asked=asked
        )
        for name, value in values.items():
            setattr(action, name, value)

    def write_deadlines(self, action):
        random = self.random
        if random.random() < 0.4:
            fields = {"text": "Ongoing", "ongoing": True}
        else:
            due = self.on + random.randint(-120, 240) * DAY
            fields = {"text": f"{due:%B %Y}", "due_on": due}
        fields |= {"action": action, "starts_on": self.plan.starts_on, "certainty": "certain"}
        rows = [self.add(Deadline, kind="published", recorded_at=self.at(600), **fields)]
        if "due_on" in fields and random.random() < 0.1:
            fields["due_on"] += 45 * DAY
            moved = {"kind": "redated", "reason": "The hall was not free"}
            rows.append(self.add(Deadline, recorded_at=self.at(100), **fields | moved))
        return rows

    def write_updates(self, action):
        random = self.random
        leads = random.sample(range(LEADS), 2 if random.random() < 0.6 else 1)
        for position, lead in enumerate(leads):
            post = self.posts[lead]
            self.add(
                ActionLead, action=action, post=post, position=position, started_at=self.at(600)
            )
        by = {"by": self.holders[leads[0]], "post": self.posts[leads[0]]}
        ages = [random.randint(0, 180)]
        while len(ages) < UPDATES:
            ages.append(ages[-1] + random.randint(60, 95))
        self.tell("action created", action, 600, by["by"])
        rows = []
        for age in reversed(ages):
            rag = random.choice(("green", "green", "green", "amber", "red"))
            row = self.add(
                ProgressUpdate,
                action=action,
                status="in_progress",
                rag=rag,
                comment="Two were held and forty people came. Most spoke about the late buses.",
                next_step="" if rag == "green" else "Ask the council for its hall.",
                recorded_at=self.at(age),
                **by,
            )
            rows.append(row)
            self.tell("update given", action, age, by["by"], {"rag": rag, "update": row.pk})
        return rows

    def at(self, age):
        noon = dt.datetime.combine(self.on - (age + 1) * DAY, dt.time(12))
        return timezone.make_aware(noon)

    def tell(self, verb, action, age, by, after=None):
        self.events.append(
            Event(
                actor=by,
                verb=verb,
                object_type="objectives.action",
                object_id=action.pk,
                object_text=action.text[:300],
                plan_id=self.plan.pk,
                after=after or {},
                at=self.at(age),
            )
        )

    def save(self):
        for batch in self.batches.values():
            batch.write()
        Event.objects.bulk_create(self.events, batch_size=1000)
        with connection.cursor() as cursor:
            models = list(self.batches)
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)

    @property
    def sizes(self):
        return {model: len(batch.rows) for model, batch in self.batches.items()}


def check_filled(sample=200):
    """What was written in bulk is what the services would have written."""
    for action in Action.objects.order_by("?").select_related("plan")[:sample]:
        if found := current.drift(action):
            raise AssertionError(f"Action {action.pk} drifted: {found}")
