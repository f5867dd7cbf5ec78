"""All that has to be known to say how promises stand, in a fixed number of small queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Min
from django.utils.timezone import localdate

from meetings.models import (
    Attendance,
    AttendanceStatement,
    CommitmentPost,
    Forum,
    Meeting,
    ReportBack,
)
from stakeholders.events import set_back
from stakeholders.models import Event

from .cycles import cycle_of

Status = Meeting.Status
FORUM = ("series", "per_year", "ended_on", "name")


class Seen(NamedTuple):
    """As much of a meeting as is counted: ten thousand of them cost little."""

    pk: int
    forum: int
    held_on: date
    status: str


class SeenForum(NamedTuple):
    pk: int
    per_year: int | None
    ended_on: date | None
    name: str = ""
    added_on: date | None = None


@dataclass
class Facts:
    posts: dict = field(default_factory=lambda: defaultdict(list))
    """{promise: [post]}, keys, in the order of their rotation"""
    forums: dict = field(default_factory=lambda: defaultdict(list))
    """{series: [SeenForum]}"""
    meetings: dict = field(default_factory=lambda: defaultdict(list))
    """{forum: [Seen]}, earliest first, without those that were cancelled"""
    said: dict = field(default_factory=dict)
    """{(meeting, post): (expected, outcome)}"""
    reported: set = field(default_factory=set)
    """{(meeting, post)} that a report back came from"""


def look(commitments, *, cycles, at=None, public=False):
    """The facts of promises, each in its cycle of `cycles` ({promise: Cycle}). Five queries.

    With `at`, a moment, what was said, planned, moved or ended after it is not known yet. `public`
    facts have no exempt meeting.
    """
    facts = Facts()
    if not commitments:
        return facts
    series = {commitment.series_id for commitment in commitments}
    first = min(cycle.starts_on for cycle in cycles.values())
    last = max(cycle.ends_on for cycle in cycles.values())
    _see_posts(facts, commitments)
    _see_forums(facts, Forum.objects.filter(series__in=series), at)
    meetings = Meeting.objects.filter(forum__series__in=series)
    meetings = meetings.filter(exempt_reason="") if public else meetings
    if at is None:
        meetings = meetings.filter(held_on__gte=first, held_on__lte=last)
        _see_meetings(facts, meetings)
    else:
        known = meetings.known_by(at, first, last)
        meetings = meetings.filter(pk__in=[meeting.pk for meeting in known])
        for meeting in known:
            if meeting.status != Status.CANCELLED:
                seen = Seen(meeting.pk, meeting.forum_id, meeting.held_on, meeting.status)
                facts.meetings[seen.forum].append(seen)
    posts = {post for own in facts.posts.values() for post in own}
    _see_attendances(
        facts, {"meeting__in": meetings.order_by().values("pk"), "post__in": posts}, at
    )
    if any(commitment.reports_back for commitment in commitments):
        reports = ReportBack.objects.filter(
            attendance__meeting__in=meetings.order_by().values("pk")
        )
        reports = reports.filter(recorded_at__lte=at) if at else reports
        own = reports.order_by().values_list("attendance__meeting", "attendance__post")
        facts.reported = set(own)
    return facts


def _see_posts(facts, commitments):
    """Not asked for again where the promises came with them (`with_posts`)."""
    loaded = [getattr(row, "_prefetched_objects_cache", {}) for row in commitments]
    if all("commitment_posts" in own for own in loaded):
        for row in commitments:
            facts.posts[row.pk] += [one.post_id for one in row.commitment_posts.all()]
        return
    rows = CommitmentPost.objects.filter(commitment__in=[row.pk for row in commitments])
    for commitment, post in rows.order_by("position", "pk").values_list("commitment", "post"):
        facts.posts[commitment].append(post)


def cycles_on(commitments, on):
    return {commitment.pk: cycle_of(commitment, on) for commitment in commitments}


def _see_forums(facts, forums, at):
    forums = forums.annotate(added_at=Min("frequencies__recorded_at"))
    forums = forums.order_by("position", "name", "pk").only(*FORUM)
    if at is not None:
        added = Event.objects.later(Forum, at).filter(verb="forum added")
        forums = forums.exclude(pk__in=added.values("object_id"))
        forums = set_back(forums, at, ("per_year", "ended_on"))
    for forum in forums:
        added_on = forum.added_at and localdate(forum.added_at)
        seen = SeenForum(forum.pk, forum.per_year, forum.ended_on, forum.name, added_on)
        facts.forums[forum.series_id].append(seen)


def _see_meetings(facts, meetings):
    rows = meetings.exclude(status=Status.CANCELLED).order_by("held_on", "starts_at", "pk")
    for known in rows.values_list("pk", "forum", "held_on", "status"):
        seen = Seen(*known)
        facts.meetings[seen.forum].append(seen)


def _see_attendances(facts, own, at):
    if at is None:
        rows = Attendance.objects.filter(**own).order_by()
        for meeting, post, *said in rows.values_list("meeting", "post", "expected", "outcome"):
            facts.said[meeting, post] = said
        return
    own = {f"attendance__{name}": value for name, value in own.items()}
    rows = AttendanceStatement.objects.filter(recorded_at__lte=at, **own)
    names = ("attendance__meeting", "attendance__post", "expected", "outcome")
    # The last one stays: that is what was said by then.
    for meeting, post, *said in rows.order_by("recorded_at", "pk").values_list(*names):
        facts.said[meeting, post] = said
