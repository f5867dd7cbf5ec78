"""The demo's meetings schedule, with meetings held and ahead."""

import datetime as dt

from meetings.services import (
    add_forums,
    cancel_meeting,
    create_category,
    create_series,
    hold_meeting,
    plan_meeting,
)
from stakeholders.workdays import is_working_day

from .people import moment


class Schedule:
    """Five tables of meeting series, and the meetings of each."""

    def __init__(self, data, days, people):
        self.days, self.people = days, people
        self.by = {"by": people.coordinator, "at": people.since}
        self.categories = [create_category(title=title, **self.by) for title in data["categories"]]
        for row in data["series"]:
            self._add_series(row)

    def _add_series(self, row):
        posts = self.people.posts
        series = create_series(
            category=self.categories[row["category"] - 1],
            title=row["title"],
            body=self.people.bodies.get(row.get("body")),
            chair_text=row.get("chair", ""),
            frequency_text=row["frequency"],
            attendance_text=row.get("attendance", ""),
            attending_posts=[posts[key] for key in row.get("posts", [])],
            lead_text=row.get("lead", ""),
            lead_post=posts.get(row.get("lead_post")),
            notes=row.get("notes", ""),
            **self.by,
        )
        if names := row.get("forums"):
            on = self.people.since.date()
            add_forums(series, total=len(names), names=names, on=on, **self.by)
        forums = {forum.name: forum for forum in series.forums.all()}
        for meeting in row.get("meetings", []):
            self._add_meeting(forums[meeting.get("forum", "")], meeting)

    def _add_meeting(self, forum, row):
        held_on = apart_from_holidays(self.days.day(row["on"]))
        meeting = plan_meeting(
            forum=forum,
            held_on=held_on,
            starts_at=dt.time.fromisoformat(row["at"]),
            ends_at=dt.time.fromisoformat(row["ends"]) if "ends" in row else None,
            place=row["place"],
            notes=row.get("notes", ""),
            exempt_reason=row.get("exempt_reason", ""),
            **self.by,
        )
        by = self.people.coordinator
        if "cancelled" in row:
            before = moment(held_on - dt.timedelta(days=3))
            cancel_meeting(meeting, by=by, reason=row["cancelled"], at=before)
        elif held_on < self.days.today:
            hold_meeting(meeting, by=by, on=self.days.today, at=moment(held_on, 22))


def apart_from_holidays(day):
    """The same weekday of another week, where nobody would meet on `day`."""
    if day.month == 12 and day.day >= 24:
        return day - dt.timedelta(weeks=2)
    while (day.month, day.day) <= (1, 2) or (day.weekday() < 5 and not is_working_day(day)):
        day += dt.timedelta(weeks=1)
    return day
