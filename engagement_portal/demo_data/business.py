"""What the demo's meetings dealt with, what came of it, and what was brought back."""

import datetime as dt

from meetings.models import Attendance, Meeting
from meetings.services import (
    add_decision,
    add_follow_up,
    add_item,
    add_recommendation,
    close_follow_up,
    edit_meeting,
    mark_published,
    minute_item,
    note_follow_up,
    report_back,
    respond,
    turn_on_meeting_reminders,
)
from stakeholders.models import Office
from stakeholders.services import edit_office

from .people import moment
from .schedule import after


class Business:
    """Each thing on the evening of its meeting, or, for one ahead, when the portal was set up."""

    def __init__(self, data, schedule, people, days):
        self.schedule, self.people, self.days = schedule, people, days
        for row in data["meetings"]:
            self._meeting(row)
        self._report_backs(data["report_backs"])
        office = Office.objects.get()
        post = people.posts[data["look_after"]]
        said = {"by": people.coordinator, "at": people.since}
        office = edit_office(office, changes={"meetings_post": post}, **said)
        turn_on_meeting_reminders(office, from_day=days.day(data["remind_from"]), **said)

    def _meeting(self, row):
        own = Meeting.objects.filter(forum__series=self.schedule.series[row["series"]])
        own = own.exclude(status=Meeting.Status.CANCELLED).order_by("held_on", "pk")
        if row["nth"] < 0:
            meeting = own.filter(status=Meeting.Status.HELD).last()
        else:
            meeting = own[row["nth"] - 1]
        at = min(after(meeting.held_on, self.people.since), moment(self.days.today, 0))
        said = {"by": self.people.coordinator, "at": at}
        changes = {"others_present": row.get("others", ""), "public_present": row.get("public")}
        edit_meeting(meeting, changes=changes, on=self.days.today, **said)
        for item in row["items"]:
            self._item(meeting, item, said)
        for kind, day in row.get("published", {}).items():
            done_on = self.days.day(day)
            by = self.people.coordinator
            mark_published(meeting, kind=kind, done_on=done_on, by=by, at=moment(done_on, 16))

    def _item(self, meeting, row, said):
        exempt = row.get("exempt", "")
        item = add_item(
            meeting,
            title=row["title"],
            presenter_text=row.get("by", ""),
            exempt_reason=exempt,
            **said,
        )
        if minute := row.get("minute"):
            minute_item(item, minute=minute, **said)
        for words in row.get("decisions", []):
            add_decision(meeting, item=item, words=words, exempt_reason=exempt, **said)
        for follow_up in row.get("follow_ups", []):
            self._follow_up(meeting, item, follow_up, said)
        for recommendation in row.get("recommendations", []):
            self._recommendation(meeting, item, recommendation, said)

    def _follow_up(self, meeting, item, row, said):
        lead = row["lead"]
        follow_up = add_follow_up(
            meeting,
            item=item,
            words=row["words"],
            lead_post=self.people.posts[lead],
            due_text=self.days.words(row["due"]),
            **said,
        )
        post, at = self.people.posts[lead], moment(meeting.held_on + dt.timedelta(days=21))
        holders = self.people.holders(lead, at.date())
        own = {"by": holders[0] if holders else self.people.coordinator, "post": post, "at": at}
        if note := row.get("done"):
            close_follow_up(follow_up, note=note, **own)
        if words := row.get("said"):
            note_follow_up(follow_up, words=words, **own)

    def _recommendation(self, meeting, item, row, said):
        recommendation = add_recommendation(
            meeting,
            item=item,
            kind=row["kind"],
            words=row["words"],
            owner_post=self.people.posts[row["owner"]],
            **said,
        )
        if "answer" in row:
            day = self.days.day(row["responded"])
            respond(
                recommendation,
                answer=row["answer"],
                response=row["response"],
                responded_on=day,
                by=self.people.coordinator,
                at=moment(day, 15),
            )

    def _report_backs(self, words):
        """Of each promise to report back, a few days after; each post still owes its newest."""
        owed = Attendance.objects.attended().filter(
            meeting__forum__series__commitments__reports_back=True,
            post__commitments__reports_back=True,
            meeting__held_on__gte=self.days.day("-12m"),
        )
        rows = list(owed.distinct().select_related("meeting").order_by("meeting__held_on", "pk"))
        newest = {attendance.post_id: attendance for attendance in rows}.values()
        rows = [attendance for attendance in rows if attendance not in newest]
        for place, attendance in enumerate(rows):
            day = min(attendance.meeting.held_on + dt.timedelta(days=2), self.days.today)
            at = max(moment(day), self.people.since)
            report_back(attendance, by=attendance.person, at=at, **words[place % len(words)])
