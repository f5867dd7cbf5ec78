"""The reminders run: what is owed decided for every action, and the digests sent."""

import datetime as dt

from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from objectives.models import Action, ActionLead
from stakeholders.models import Digest, DigestItem, Person, Post, PostHolding
from stakeholders.reminding import decide, run
from stakeholders.workdays import working_day_from

from .measuring import Case

FLOOR = "floor: read once, insert once"


LEADS = 1_000


def cases(world, *, on):
    day = working_day_from(on)
    spread_leads(LEADS)
    decide(day)
    ledger = list(DigestItem.objects.all())
    digest = Digest.objects.first()
    holder = Digest(
        person_id=digest.person_id, on=day, batch=digest.batch, decided_at=timezone.now()
    )
    forget()
    print(f"{len(ledger):,} reminders stand on {day}, none sent yet.")

    @transaction.atomic
    def bare():
        list(Action.objects.open().values_list("pk", "due_on", "next_update_due_on"))
        holder.pk = None
        holder.save()
        for item in ledger:
            item.pk, item.digest_id = None, holder.pk
        DigestItem.objects.bulk_create(ledger, batch_size=1000, ignore_conflicts=True)

    return [
        Case(FLOOR, bare, after=forget),
        Case(
            "reminders decided",
            lambda: decide(day),
            after=forget,
            floor=FLOOR,
            within=2,
        ),
        Case("reminders decided and sent", lambda: run(day), after=forget, floor=FLOOR),
    ]


def spread_leads(number):
    """The actions over so many posts, each with a holder of its own; returns the posts."""
    posts = Post.objects.bulk_create(Post(title=f"Head of unit {n}") for n in range(number))
    holders = Person.objects.bulk_create(
        Person(name=f"Unit holder {n}", email=f"unit{n}-{posts[0].pk}@northmoor.example")
        for n in range(number)
    )
    PostHolding.objects.bulk_create(
        PostHolding(post=post, person=holder, starts_on=dt.date(2020, 4, 1))
        for post, holder in zip(posts, holders, strict=True)
    )
    leads = list(ActionLead.objects.order_by("pk"))
    for place, lead in enumerate(leads):
        lead.post = posts[(place * 7 + lead.position) % number]
    ActionLead.objects.bulk_update(leads, ["post"], batch_size=2_000)
    return posts


def forget():
    """The ledger as it was before, without the dead rows that a DELETE leaves."""
    mail.outbox = []
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Digest._meta.db_table} CASCADE")
