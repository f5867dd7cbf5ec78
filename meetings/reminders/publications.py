"""What must be published of a meeting: three working days before, the day after, then weekly, to
whoever looks after it."""

from datetime import timedelta

from django.urls import reverse

from meetings.models import Meeting
from meetings.publishing import DUE, LATE, duties
from objectives.reminders.rules import Step
from stakeholders.dates import in_words, spoken
from stakeholders.workdays import subtract_working_days

from .asking import Source
from .things import AGAIN, Thing

SOURCE, RULE = "publication", "publication"
WORKING_DAYS_BEFORE = 3
# Notice is given weeks before a meeting, minutes come weeks after; older ones are history.
BEFORE, AFTER = timedelta(days=366), timedelta(days=92)


def read(on, since, keys=None):
    rows = Meeting.objects.filter(forum__series__publishes=True)
    if on:
        rows = rows.filter(held_on__gte=on - BEFORE, held_on__lte=on + AFTER)
        rows = rows.exclude(status=Meeting.Status.CANCELLED)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.with_series().prefetch_related("publications").order_by("pk"):
        yield thing_of(row, on, since)


def thing_of(row, on, since):
    open_duties = [duty for duty in duties(row, on) if duty.state in (DUE, LATE)] if on else []
    return Thing(
        key=row.pk,
        steps=tuple(step for duty in open_duties for step in steps_of(duty, since)),
        section="meetings_kept",
        heading=f"{row.forum}, {spoken(row.held_on)}",
        asks="something has to be published",
        details=tuple(
            f"{duty.title.lower()}: {'was due' if duty.late else 'due'} "
            f"{in_words(duty.due_on, 'l j F Y')}"
            for duty in open_duties
            if any(step.latest(on) for step in steps_of(duty, since))
        ),
        series_post_id=row.forum.series.lead_post_id,
        for_staff=True,
        private=bool(row.exempt_reason),
        state="overdue" if any(duty.late for duty in open_duties) else "",
        url=reverse("meetings:meeting-detail", args=[row.pk]),
    )


def steps_of(duty, since):
    # Several things of a meeting fall due on the same day: one reminder stands for all of them.
    ground = f"publish by {duty.due_on}"
    soon = max(subtract_working_days(duty.due_on, WORKING_DAYS_BEFORE), since)
    yield Step(RULE, soon, ground, until=duty.due_on)
    yield Step(RULE, max(duty.due_on + timedelta(days=1), since), ground, every=AGAIN)


source = Source(SOURCE, read, "To publish")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
