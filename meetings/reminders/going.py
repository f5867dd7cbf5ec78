"""Meetings that a post is expected at, three working days before."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from meetings import mine
from meetings.models import Attendance, Meeting
from objectives.reminders.rules import Step
from stakeholders.dates import in_words
from stakeholders.reminding.sources import Elsewhere
from stakeholders.workdays import subtract_working_days

from .asking import Source
from .things import Thing

PAGE = "meetings:mine-by-link"
SOURCE, RULE = "going", "meeting_soon"
WORKING_DAYS_BEFORE = 3
# Three working days are never more than this, Christmas and Easter included.
WINDOW = timedelta(days=14)


def read(on, since, keys=None):
    rows = Attendance.objects.all()
    if on:
        rows = rows.going()
        near = Meeting.objects.ahead(on).filter(held_on__lte=on + WINDOW).order_by()
        rows = rows.filter(meeting__in=near.values("pk"))
    rows = rows if keys is None else rows.filter(pk__in=keys)
    in_force = Q(meeting__papers__withdrawn_at__isnull=True)
    rows = rows.annotate(papers=Count("meeting__papers", filter=in_force))
    for row in rows.select_related("meeting__forum__series", "post").order_by("pk"):
        yield thing_of(row, since)


def thing_of(row, since):
    meeting = row.meeting
    first = max(subtract_working_days(meeting.held_on, WORKING_DAYS_BEFORE), since)
    ground = f"meeting on {meeting.held_on} {meeting.starts_at or ''}".strip()
    where = meeting.place or "the place is not said yet"
    papers = {0: "no papers yet", 1: "1 paper"}.get(row.papers, f"{row.papers} papers")
    when = f"{in_words(meeting.held_on, 'l j F Y')}, {meeting.times or 'time not said yet'}"
    return Thing(
        key=row.pk,
        steps=(Step(RULE, first, ground, until=meeting.held_on),),
        section="meetings_ahead",
        heading=str(meeting.forum),
        asks="you are expected there: say if you can’t go",
        details=(when, where, f"{papers} in the portal", f"you go as {row.post}"),
        post_id=row.post_id,
        series_post_id=meeting.forum.series.lead_post_id,
        private=bool(meeting.exempt_reason),
        due_on=meeting.held_on,
        url=reverse("meetings:meeting-detail", args=[meeting.pk]),
        page=PAGE,
    )


def elsewhere(person):
    """What meetings and engagement ask of the person's posts: all of it stands on one page."""
    waiting, ahead = mine.counts_of(person, on=timezone.localdate())
    said = [
        f"{waiting} to answer" if waiting else "",
        f"{ahead} meeting{'' if ahead == 1 else 's'} ahead" if ahead else "",
    ]
    if not any(said):
        return []
    words = f"Your meetings and engagement: {', '.join(filter(None, said))}"
    return [Elsewhere(words, PAGE, "meetings:mine")]


source = Source(SOURCE, read, "Meeting to go to")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
