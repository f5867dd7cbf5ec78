"""Issues that people raised: before the day of the answer, after it and weekly; without a day, four
weeks after they were written down. Answered, when people were not told for two weeks."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from meetings.models import HeardIssue
from objectives.reminders.rules import Step
from stakeholders.dates import in_words, spoken

from . import asking
from .follow_ups import PAGE
from .things import AGAIN, Thing, ladder

SOURCE, UNTOLD = "issue", "untold"
PRIVATE = "A private issue"
NOT_TOLD = timedelta(days=14)


def read(on, since, keys=None):
    rows = HeardIssue.objects.open() if on else HeardIssue.objects.all()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.order_by("pk"):
        yield thing_of(row, on, since)


def thing_of(row, on, since):
    late = bool(on) and row.is_overdue(on)
    details = [f"first heard {spoken(row.heard_on)}"]
    if row.due_on and not row.response:
        was = "was due" if late else "is due"
        details.append(f"the answer {was} {in_words(row.due_on, 'l j F Y')}")
    return Thing(
        key=row.pk,
        steps=steps_of(row, since),
        section="issues",
        heading=row.title,
        asks=(
            "it is answered: tell the people who said it"
            if row.response
            else "something that people said and that wants an answer"
        ),
        details=tuple(details),
        post_id=row.owner_post_id,
        private=bool(row.exempt_reason),
        state="overdue" if late else "",
        due_on=None if row.response else row.due_on,
        url=reverse("meetings:issue-detail", args=[row.pk]),
        page=PAGE,
    )


def steps_of(row, since):
    if not row.response:
        return ladder(
            due_on=row.due_on,
            since=since,
            made_on=timezone.localdate(row.created_at),
            ground="answer",
            told=True,
        )
    answered_on = timezone.localdate(row.responded_at or row.created_at)
    first = max(answered_on + NOT_TOLD, since)
    return (Step(UNTOLD, first, f"not told since {answered_on}", every=AGAIN),)


source = asking.Source(
    SOURCE, read, "Issue heard", gate=asking.engagement_on, kept="issues_kept", private=PRIVATE
)
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
