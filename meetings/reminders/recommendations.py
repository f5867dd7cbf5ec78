"""Recommendations of a Board or Panel that nobody has responded to: before their day, after it
and weekly; without a day, four weeks after they were made."""

from django.urls import reverse
from django.utils import timezone

from meetings.models import Recommendation
from stakeholders.dates import in_words, spoken

from .asking import Source
from .follow_ups import PAGE
from .things import Thing, ladder

SOURCE = "recommendation"


def read(on, since, keys=None):
    rows = Recommendation.objects.all()
    if on:
        rows = rows.waiting()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.select_related("meeting__forum__series", "item", "body").order_by("pk"):
        yield thing_of(row, on, since)


def thing_of(row, on, since):
    meeting = row.meeting
    late = bool(on) and row.is_overdue(on)
    details = [f"{row.body or meeting.forum}, {spoken(meeting.held_on)}"]
    if row.due_on:
        was = "was due" if late else "is due"
        details.append(f"the response {was} {in_words(row.due_on, 'l j F Y')}")
    return Thing(
        key=row.pk,
        steps=ladder(
            due_on=row.due_on,
            since=since,
            made_on=timezone.localdate(row.created_at),
            ground="response",
        ),
        section="recommendations",
        heading=row.words,
        asks=f"a {row.get_kind_display().lower()} that wants a response",
        details=tuple(details),
        post_id=row.owner_post_id,
        series_post_id=meeting.forum.series.lead_post_id,
        private=bool(row.why_private),
        state="overdue" if late else "",
        due_on=row.due_on,
        url=reverse("meetings:meeting-detail", args=[meeting.pk]),
        page=PAGE,
    )


source = Source(SOURCE, read, "Recommendation")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
