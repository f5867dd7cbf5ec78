"""Meetings whose day has passed and of which nobody said whether they were held: on the working
day after, then weekly, to whoever looks after them."""

from django.urls import reverse

from meetings.models import Meeting
from objectives.reminders.rules import Step
from stakeholders.dates import spoken
from stakeholders.workdays import next_working_day

from .asking import Source
from .things import AGAIN, Thing

SOURCE, RULE = "meeting", "meeting_unconfirmed"


def read(on, since, keys=None):
    rows = Meeting.objects.unconfirmed(on) if on else Meeting.objects.all()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.select_related("forum__series").order_by("pk"):
        yield thing_of(row, since)


def thing_of(row, since):
    first = max(next_working_day(row.held_on), since)
    return Thing(
        key=row.pk,
        steps=(Step(RULE, first, f"planned for {row.held_on}", every=AGAIN),),
        section="meetings_kept",
        heading=f"{row.forum}, {spoken(row.held_on)}",
        asks="say whether it was held, and who went",
        series_post_id=row.forum.series.lead_post_id,
        for_staff=True,
        private=bool(row.exempt_reason),
        url=reverse("meetings:meeting-detail", args=[row.pk]),
    )


source = Source(SOURCE, read, "Was it held")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
