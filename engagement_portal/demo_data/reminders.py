"""What the demo's reminders of the week before last came to: most arrived, some did not."""

from datetime import timedelta

from stakeholders.links import LIFE
from stakeholders.models import Digest, SignedLink
from stakeholders.reminding import decide, ledger, preparing
from stakeholders.workdays import is_working_day

from .people import moment

Status = Digest.Status
REFUSED = "552 5.2.2 The mailbox is full"
CUT_OFF = "The connection was lost: timed out"


class Reminders:
    """Sent so long ago that the weekly rules ask again: today's run has something to send."""

    FIRST, LAST = timedelta(days=13), timedelta(days=8)

    def __init__(self, days):
        on, last = days.today - self.FIRST, days.today - self.LAST
        days_of_runs = []
        while on <= last:
            if is_working_day(on):
                days_of_runs.append(on)
            on += timedelta(days=1)
        for number, day in enumerate(days_of_runs):
            self._run(day, first=number == 0)

    def _run(self, day, *, first):
        """On the first day one was cut off and one refused; both people are owed again the next."""
        decide(day)
        digests = list(Digest.objects.filter(on=day).select_related("person").order_by("pk"))
        seven = moment(day, 7)
        preparing.links_for(digests)
        links = SignedLink.objects.filter(digest__in=digests)
        links.update(made_at=seven, lapses_at=seven + LIFE)
        for place, digest in enumerate(digests):
            row = Digest.objects.filter(pk=digest.pk)
            row.update(status=Status.CLAIMED, decided_at=seven, claimed_at=seven)
            if first and place == 1:
                ledger.uncertain(digest, CUT_OFF)
            elif first and place == 2:
                ledger.fail(digest, f"The mail server refused it: {REFUSED}", refusal=REFUSED)
            else:
                ledger.confirm(digest)
            row.update(settled_at=seven)
        asked = links.filter(digest__status=Status.SENT)
        asked.update(requests=2, last_request_at=moment(day, 9, 40))
