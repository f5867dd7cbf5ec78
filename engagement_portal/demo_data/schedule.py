"""The demo's meetings schedule, with meetings held and ahead."""

import datetime as dt

from meetings.models import Forum, Meeting, MeetingCategory, MeetingSeries
from stakeholders.events import record


class Schedule:
    """Five tables of meeting series, and the meetings of each."""

    def __init__(self, data, days, people):
        self.days, self.people = days, people
        self.categories = [
            MeetingCategory.objects.create(title=title, position=position)
            for position, title in enumerate(data["categories"])
        ]
        for position, row in enumerate(data["series"]):
            self._add_series(row, position)

    def _add_series(self, row, position):
        posts = self.people.posts
        series = MeetingSeries.objects.create(
            category=self.categories[row["category"] - 1],
            title=row["title"],
            position=position,
            body=self.people.bodies.get(row.get("body")),
            chair_text=row.get("chair", ""),
            attendance_text=row.get("attendance", ""),
            lead_text=row.get("lead", ""),
            lead_post=posts.get(row.get("lead_post")),
            notes=row.get("notes", ""),
        )
        series.attending_posts.set([posts[key] for key in row.get("posts", [])])
        self._added(series)
        forums = {name: self._add_forum(series, row, name) for name in row.get("forums", [""])}
        for meeting in row.get("meetings", []):
            self._add_meeting(forums[meeting.get("forum", "")], meeting)

    def _add_forum(self, series, row, name):
        forum = Forum.objects.create(
            series=series,
            name=name,
            position=series.forums.count(),
            frequency_text=row["frequency"],
            per_year=row.get("per_year"),
            certainty=_certainty(row),
        )
        return self._added(forum)

    def _add_meeting(self, forum, row):
        held_on = self.days.day(row["on"])
        past = held_on < self.days.today
        status = row.get("status") or (Meeting.Status.HELD if past else Meeting.Status.PLANNED)
        meeting = Meeting.objects.create(
            forum=forum,
            held_on=held_on,
            starts_at=dt.time.fromisoformat(row["at"]),
            ends_at=dt.time.fromisoformat(row["ends"]) if "ends" in row else None,
            place=row["place"],
            status=status,
            notes=row.get("notes", ""),
            exempt_reason=row.get("exempt_reason", ""),
        )
        self._added(meeting)

    def _added(self, obj):
        verb = f"{obj._meta.verbose_name} added"
        record(verb, obj, by=self.people.coordinator, at=self.people.since)
        return obj


def _certainty(row):
    if not row["frequency"]:
        return Forum.Certainty.NONE
    if row.get("per_year") is None:
        return Forum.Certainty.UNREADABLE
    about = row["frequency"].lower().startswith("about")
    return Forum.Certainty.ASSUMED if about else Forum.Certainty.CERTAIN
