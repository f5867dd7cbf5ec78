"""The reminders run: what is owed decided for every action, and the digests sent."""

from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from objectives.models import Action
from stakeholders.models import Digest, DigestItem
from stakeholders.reminding import decide, run
from stakeholders.workdays import working_day_from

from .measuring import Case
from .spreading import spread_leads

FLOOR = "floor: read once, insert once"


def cases(world, *, on):
    day = working_day_from(on)
    spread_leads()
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


def forget():
    """The ledger as it was before, without the dead rows that a DELETE leaves."""
    mail.outbox = []
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Digest._meta.db_table} CASCADE")
