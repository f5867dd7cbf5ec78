"""Consultations: three working days before one closes; closed, until somebody says what came of it;
and when the people who took part have waited four weeks for an answer. To the post that runs it,
else to whoever looks after engagement."""

from datetime import timedelta

from django.urls import reverse

from meetings.models import Consultation
from objectives.reminders.rules import Step
from stakeholders.dates import in_words
from stakeholders.workdays import next_working_day, subtract_working_days

from . import asking
from .things import AGAIN, SILENT, Thing

SOURCE = "consultation"
CLOSING, UNCOUNTED = "consultation_closing", "consultation_uncounted"
UNANSWERED = "consultation_unanswered"
PRIVATE = "A private consultation"
WORKING_DAYS_BEFORE = 3


def read(on, since, keys=None):
    rows = Consultation.objects.all()
    if on:
        rows = rows.in_force().filter(answered_on__isnull=True, opens_on__lte=on)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.order_by("pk"):
        yield thing_of(row, on, since)


def thing_of(row, on, since):
    closed = bool(on) and row.closes_on < on
    asks = "it closes soon"
    if closed:
        asks = (
            "tell the people who took part what came of it"
            if row.has_results
            else ("it is closed: say how many answered, and what they said")
        )
    return Thing(
        key=row.pk,
        steps=steps_of(row, since),
        section="consultations",
        heading=row.title,
        asks=asks,
        details=(f"{'closed' if closed else 'closes'} {in_words(row.closes_on, 'l j F Y')}",),
        post_id=row.owner_post_id,
        private=bool(row.exempt_reason),
        url=reverse("meetings:consultation-detail", args=[row.pk]),
        page="",
    )


def steps_of(row, since):
    closes, ground = row.closes_on, f"closes {row.closes_on}"
    if row.answered_on:
        return ()
    before = max(subtract_working_days(closes, WORKING_DAYS_BEFORE), row.opens_on, since)
    steps = [Step(CLOSING, before, ground, until=closes)]
    if row.has_results:
        waited = max(closes + timedelta(days=SILENT), since)
        steps.append(Step(UNANSWERED, waited, ground, every=AGAIN))
    else:
        after = max(next_working_day(closes), since)
        steps.append(Step(UNCOUNTED, after, ground, every=AGAIN))
    return tuple(steps)


source = asking.Source(
    SOURCE,
    read,
    "Consultation",
    gate=asking.engagement_on,
    kept="consultations",
    private=PRIVATE,
)
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
