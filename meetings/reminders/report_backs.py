"""Report-backs that a promise asks of whoever attended: on the working day after the meeting, then
weekly, until somebody who was there has reported."""

from django.urls import reverse
from django.utils import timezone

from meetings.models import Attendance
from objectives.reminders.rules import Step
from stakeholders.dates import spoken
from stakeholders.workdays import next_working_day

from .asking import Source
from .things import AGAIN, Thing

SOURCE, RULE = "report_back", "report_back"


def read(on, since, keys=None):
    rows = Attendance.objects.report_owed() if on else Attendance.objects.all()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    for row in rows.select_related("meeting__forum__series", "post", "substitute").order_by("pk"):
        yield thing_of(row, since)


def thing_of(row, since):
    meeting = row.meeting
    known_on = timezone.localdate(row.recorded_at)
    first = max(next_working_day(meeting.held_on), known_on, since)
    return Thing(
        key=row.pk,
        steps=(Step(RULE, first, f"report of {meeting.held_on}", every=AGAIN),),
        section="report_backs",
        heading=f"{meeting.forum}, {spoken(meeting.held_on)}",
        asks="say what you heard there and what comes of it",
        details=(f"you went as {row.went}",) if row.went else (),
        post_id=row.went_id,
        series_post_id=meeting.forum.series.lead_post_id,
        private=bool(meeting.exempt_reason),
        url=reverse("meetings:meeting-detail", args=[meeting.pk]),
        page="meetings:mine-by-link",
    )


source = Source(SOURCE, read, "Report back from")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
