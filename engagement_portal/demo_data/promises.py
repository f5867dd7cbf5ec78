"""The demo's promises of attendance, who went, and what they brought back."""

from meetings.models import Meeting
from meetings.services import make_commitment, record_attendance

from .schedule import after


class Promises:
    """Made when the portal was set up; attendance as each meeting's evening knew it.

    In a rotation the posts visit one forum in eight of each round, in turn, and miss one in six of
    those: behind an even pace, as a rotation is in life.
    """

    def __init__(self, data, schedule, people, days):
        self.schedule, self.people, self.days = schedule, people, days
        self.attended = {}
        for row in data["went"]:
            self.attended.setdefault(row["series"], []).append(row)
        self.meetings = {}
        held = Meeting.objects.filter(status=Meeting.Status.HELD).order_by("held_on", "pk")
        for meeting in held.select_related("forum__series"):
            self.meetings.setdefault(meeting.forum.series.title, []).append(meeting)
        for row in data["promises"]:
            self._promise(row)
        for title, rows in self.attended.items():
            for row in rows:
                meeting = self.meetings[title][row["nth"] - 1]
                self._went(meeting, row["post"], row.get("outcome", "attended"), row.get("sent"))

    def _promise(self, row):
        make_commitment(
            series=self.schedule.series[row["series"]],
            words=row["words"],
            posts=[self.people.posts[key] for key in row["posts"]],
            times=row.get("times"),
            each_forum=row.get("each_forum", False),
            cycle_months=row.get("cycle_months", 12),
            reports_back=row.get("reports_back", False),
            starts_on=self.days.day(row.get("from", "fy.start")),
            by=self.people.coordinator,
            at=self.people.since,
        )
        meetings = self.meetings.get(row["series"], [])
        if "times" not in row:
            for meeting in meetings:
                if not self._is_said(row["series"], meeting, row["posts"][0]):
                    self._went(meeting, row["posts"][0], "attended")
        elif row.get("each_forum") and row["series"] not in self.attended:
            self._rotation(row, meetings)

    def _rotation(self, row, meetings):
        visits, seen = 0, {}
        for meeting in meetings:
            nth = seen[meeting.forum_id] = seen.get(meeting.forum_id, -1) + 1
            if (meeting.forum.position + nth) % 8:
                continue
            visits += 1
            post = row["posts"][visits % len(row["posts"])]
            self._went(meeting, post, "attended" if visits % 6 else "apologies")

    def _is_said(self, title, meeting, post):
        nth = self.meetings[title].index(meeting) + 1
        rows = self.attended.get(title, [])
        return any((row["nth"], row["post"]) == (nth, post) for row in rows)

    def _went(self, meeting, post, outcome, sent=None):
        at = after(meeting.held_on, self.people.since)
        posts, by = self.people.posts, self.people.coordinator
        record_attendance(
            meeting, posts[post], outcome=outcome, substitute=posts.get(sent), by=by, at=at
        )
        if sent:
            record_attendance(meeting, posts[sent], outcome="attended", by=by, at=at)
