"""What stands in the way of a post at a meeting: nobody holds it, they are away, or elsewhere."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time

from meetings.models import Attendance
from stakeholders.models import Absence, PostHolding

# How long a meeting is taken to last where nobody said.
HOURS = 2


@dataclass
class Diary:
    due: dict
    """{post: [Meeting]}: where the post is expected"""
    held: dict
    """{post: [(from, until, person)]}"""
    away: dict
    """{person: [(from, until)]}"""
    apologies: set
    """{(meeting, post)}"""

    def trouble(self, post, meeting):
        """Why the post can't go to the meeting, in words; nothing where it can."""
        day = meeting.held_on
        holders = [who for first, last, who in self.held[post.pk] if _holds(first, last, day)]
        if not holders:
            return f"{post} is vacant on that day"
        if all(self._is_away(who, day) for who in holders):
            return f"{post} is away on that day"
        if (meeting.pk, post.pk) in self.apologies:
            return f"{post} has sent apologies"
        for other in self.due[post.pk]:
            if other.pk != meeting.pk and overlap(other, meeting):
                return f"{post} is at {other.forum} at that time"
        return ""

    def _is_away(self, person, day):
        return any(_holds(first, last, day) for first, last in self.away[person])


def read_diary(posts, meetings):
    """The diary of `posts` for the days of these meetings. Four queries, however many."""
    days = [meeting.held_on for meeting in meetings]
    first, last = min(days), max(days)
    held, away, due = defaultdict(list), defaultdict(list), defaultdict(list)
    holdings = PostHolding.objects.touching(first, last).filter(post__in=posts)
    for post, *holding in holdings.values_list("post", "starts_on", "ends_on", "person"):
        held[post].append(holding)
    people = {person for rows in held.values() for _, _, person in rows}
    absences = Absence.objects.touching(first, last).filter(person__in=people)
    for person, *absence in absences.values_list("person", "starts_on", "ends_on"):
        away[person].append(absence)
    rows = Attendance.objects.going().filter(
        post__in=posts,
        meeting__held_on__range=(first, last),
        meeting__status__in=("planned", "held"),
    )
    for attendance in rows.select_related("meeting__forum__series"):
        due[attendance.post_id].append(attendance.meeting)
    declined = Attendance.objects.filter(meeting__in=meetings, post__in=posts)
    declined = declined.filter(outcome__in=Attendance.AWAY)
    apologies = set(declined.order_by().values_list("meeting", "post"))
    return Diary(due, held, away, apologies)


def overlap(one, other):
    """Whether nobody can be at both. One without times is in the way only of another such one."""
    if one.held_on != other.held_on:
        return False
    if one.starts_at is None or other.starts_at is None:
        return one.starts_at is None and other.starts_at is None
    return one.starts_at < _end(other) and other.starts_at < _end(one)


def _end(meeting):
    if meeting.ends_at:
        return meeting.ends_at
    hour = meeting.starts_at.hour + HOURS
    return time(hour, meeting.starts_at.minute) if hour < 24 else time.max


def _holds(first, last, day):
    return first <= day and (last is None or last >= day)
