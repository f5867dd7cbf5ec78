"""One worker sends the day's digests, beside smtplib that hands over the same bytes."""

import datetime as dt
import smtplib
from itertools import cycle

from django.conf import settings
from django.db import transaction

from objectives.models import ActionLead
from stakeholders.models import Digest, DigestItem, Person, Post, PostHolding
from stakeholders.reminding import decide, preparing, sending
from stakeholders.workdays import is_working_day, next_working_day

from . import sink
from .measuring import Case

FLOOR = "floor: smtplib, same bytes"
LEADS = 1000


def cases(world, *, on):
    day = on if is_working_day(on) else next_working_day(on)
    spread(world, LEADS)
    decide(day)
    keys = list(Digest.objects.values_list("pk", flat=True))
    mails = [
        (ready.digest.address, ready.message.message().as_bytes())
        for ready in preparing.prepared(keys, on=day)
    ]
    items, size = DigestItem.objects.count(), sum(len(mail) for _, mail in mails)
    print(
        f"{len(mails):,} digests to send, each of {items / len(mails):.1f} reminders and "
        f"{size / len(mails):,.0f} bytes."
    )
    port = sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    def bare():
        with smtplib.SMTP("127.0.0.1", port) as server:
            for address, mail in mails:
                server.sendmail("portal@example.org", [address], mail)

    def portal():
        done = sending.send(Digest.objects.to_send(day), on=day)
        assert len(done.sent) == len(mails), done

    return [
        Case(FLOOR, bare),
        Case("digests sent by one worker", portal, after=unsend, floor=FLOOR, at_most=2),
    ]


@transaction.atomic
def spread(world, leads):
    """The plan's actions led by so many posts, each held by somebody."""
    organisation = world.post.organisation
    posts = Post.objects.bulk_create(
        Post(title=f"Head of team {n}", organisation=organisation) for n in range(leads)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Leader {n}", email=f"leader{n}@northmoor.example") for n in range(leads)
    )
    PostHolding.objects.bulk_create(
        PostHolding(post=post, person=person, starts_on=dt.date(2020, 4, 1))
        for post, person in zip(posts, people, strict=True)
    )
    rows = list(ActionLead.objects.order_by("pk"))
    for row, post in zip(rows, cycle(posts), strict=False):
        row.post = post
    ActionLead.objects.bulk_update(rows, ["post"], batch_size=1000)


def unsend():
    """Decided, as before; their links stay."""
    Digest.objects.update(status=Digest.Status.DECIDED, claimed_at=None, settled_at=None)
