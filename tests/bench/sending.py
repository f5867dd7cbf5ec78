"""One worker sends the day's digests, beside smtplib that hands over the same bytes."""

import smtplib

from django.conf import settings

from stakeholders.models import Digest, DigestItem
from stakeholders.reminding import decide, preparing, sending
from stakeholders.workdays import working_day_from

from . import sink
from .measuring import Case
from .spreading import spread_leads

FLOOR = "floor: smtplib, same bytes"


def cases(world, *, on):
    day = working_day_from(on)
    spread_leads()
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


def unsend():
    """Decided, as before; their links stay."""
    Digest.objects.update(status=Digest.Status.DECIDED, claimed_at=None, settled_at=None)
