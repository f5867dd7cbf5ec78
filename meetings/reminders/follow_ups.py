"""Follow-ups of meetings: before their day, after it and weekly; without a day, when nothing was
said for four weeks."""

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from meetings.models import FollowUp
from stakeholders.dates import in_words, spoken

from .asking import Source
from .things import Thing, ladder

SOURCE = "follow_up"
PAGE = "meetings:mine-by-link"


def read(on, since, keys=None):
    rows = FollowUp.objects.open() if on else FollowUp.objects.all()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    rows = rows.select_related("meeting__forum__series", "item").order_by("pk")
    for row in rows.annotate(noted_at=Max("progress__recorded_at")):
        yield thing_of(row, on, since)


def thing_of(row, on, since):
    meeting = row.meeting
    series = meeting.forum.series
    answered_on = row.noted_at and timezone.localdate(row.noted_at)
    late = bool(on) and row.is_overdue(on)
    by = in_words(row.due_on, "l j F Y") if row.due_on else row.due_text
    details = (
        f"{meeting.forum}, {spoken(meeting.held_on)}",
        by and f"{'was due' if late else 'due'} {by}",
        answered_on and f"it was last said how it goes on {spoken(answered_on)}",
    )
    return Thing(
        key=row.pk,
        steps=ladder(
            due_on=row.due_on,
            since=since,
            made_on=timezone.localdate(row.created_at),
            answered_on=answered_on,
            ground="follow-up",
            told=True,
        ),
        section="follow_ups",
        heading=row.words,
        asks="something that a meeting asked for",
        details=tuple(filter(None, details)),
        post_id=row.lead_post_id,
        series_post_id=series.lead_post_id,
        private=bool(row.why_private),
        state="overdue" if late else "",
        due_on=row.due_on,
        url=reverse("meetings:meeting-detail", args=[meeting.pk]),
        page=PAGE,
    )


source = Source(SOURCE, read, "Follow-up")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
