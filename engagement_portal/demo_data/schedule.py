"""The demo's meetings schedule, with meetings held and ahead."""

import datetime as dt

from actionplans.intervals import add_months
from meetings.services import (
    add_forums,
    cancel_meeting,
    create_category,
    create_series,
    edit_forum,
    edit_series,
    hold_meeting,
    plan_meeting,
)
from stakeholders.workdays import is_working_day

from .people import moment

# Columns of a line that few have: the fixture's key and the field.
RARE = {"public": "open_to_public", "publishes": "publishes", "notice_days": "notice_days"}
RARE |= {"minutes_days": "minutes_days"}


class Schedule:
    """Five tables of meeting series, and the meetings of each."""

    def __init__(self, data, days, people):
        self.days, self.people = days, people
        self.by = {"by": people.coordinator, "at": people.since}
        self.categories = [create_category(title=title, **self.by) for title in data["categories"]]
        self.series = {}
        for row in data["series"]:
            self.series[row["title"]] = self._add_series(row)
        for row in data["series"]:
            if later := row.get("precedes"):
                changes = {"precedes": self.series[later]}
                edit_series(self.series[row["title"]], changes=changes, **self.by)

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
            **{field: row[key] for key, field in RARE.items() if key in row},
            **self.by,
        )
        if names := row.get("forums"):
            on = self.people.since.date()
            add_forums(series, total=len(names), names=names, on=on, **self.by)
        forums = {forum.name: forum for forum in series.forums.all()}
        if places := row.get("places"):
            for forum in forums.values():
                edit_forum(forum, changes={"usual_places": "\n".join(places)}, **self.by)
        for meeting in row.get("meetings", []):
            self._add_meeting(forums[meeting.get("forum", "")], meeting)
        if rounds := row.get("rounds"):
            self._add_rounds(list(forums.values()), rounds)
        return series

    def _add_rounds(self, forums, rounds):
        """Each forum in turn, a few of them on each day of every round."""
        first, until = self.days.day(rounds["from"]), self.days.day(rounds["until"])
        for place, forum in enumerate(forums):
            start = first + dt.timedelta(weeks=place // 4, days=place % 4)
            for nth in range(24):
                day = add_months(start, nth * rounds["months"])
                # The same weekday in every round.
                day += dt.timedelta(days=(start.weekday() - day.weekday()) % 7)
                if day > until:
                    break
                words = {"place": rounds["place"].format(forum=forum.name)}
                self._add_meeting(forum, rounds | words | {"on": day})

    def _add_meeting(self, forum, row):
        day = row["on"] if isinstance(row["on"], dt.date) else self.days.day(row["on"])
        held_on = apart_from_holidays(day)
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
            hold_meeting(meeting, by=by, on=self.days.today, at=after(held_on, self.people.since))


def after(day, since):
    """The evening of a day, or when the portal was set up, whichever is later."""
    return max(moment(day, 22), since)


def apart_from_holidays(day):
    """The same weekday of another week, where nobody would meet on `day`."""
    if day.month == 12 and day.day >= 24:
        return day - dt.timedelta(weeks=2)
    while (day.month, day.day) <= (1, 2) or (day.weekday() < 5 and not is_working_day(day)):
        day += dt.timedelta(weeks=1)
    return day
