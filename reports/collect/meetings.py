"""The queries of a paper's part on meetings: a fixed number of them, however many there are.

Everything as it was said by the cut-off. Where the paper is public, an exempt meeting, and what is
exempt of another, is not there: no count has it.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from meetings.models import (
    Attendance,
    AttendanceCommitment,
    FollowUp,
    Forum,
    Frequency,
    Meeting,
    MeetingSeries,
    Recommendation,
)
from meetings.promises import standings
from stakeholders.events import set_back
from stakeholders.models import Event

Status = Meeting.Status
TERMS = ("words", "times", "each_forum", "cycle_months", "reports_back", "certainty")
PROMISED = (*TERMS, "starts_on", "ends_on")
SAID_OF_FOLLOW_UP = ("words", "due_text", "due_on", "lead_post", "closed_at", "action")
RECOMMENDED = ("words", "due_on", "owner_post", "answer", "response", "responded_on")


@dataclass(frozen=True)
class SeriesCount:
    """What came of a series in the period. `expected` is (at least, at most), None where how often
    it meets is not known."""

    series: MeetingSeries
    expected: tuple[int, int] | None
    held: int
    attended: int
    cancelled: int
    unsaid: int


@dataclass(frozen=True)
class MeetingsReading:
    series: tuple[SeriesCount, ...]
    standings: tuple
    follow_ups: tuple[FollowUp, ...]
    closed: int
    waiting: tuple[Recommendation, ...]
    answered: tuple[Recommendation, ...]
    left_out: bool

    @property
    def is_empty(self):
        return not any((self.series, self.standings, self.follow_ups, self.closed)) and not any(
            (self.waiting, self.answered, self.left_out)
        )


def read_meetings(reading):
    """Of a paper's `reading`: its period, cut-offs, and whether it is private."""
    cut_off, private = reading.cut_off, reading.private
    day, since = timezone.localdate(cut_off), reading.previous_cut_off
    follow_ups, hidden_follow_ups = shown(
        (
            row
            for row in follow_ups_by(cut_off)
            if is_open(row, cut_off) or is_closed(row, since, cut_off)
        ),
        private,
    )
    recommendations, hidden_recommendations = shown(
        (
            row
            for row in recommendations_by(cut_off)
            if not is_answered(row, day) or row.responded_on > timezone.localdate(since)
        ),
        private,
    )
    meetings, hidden_meetings = shown(meetings_of(reading.period, cut_off), private)
    return MeetingsReading(
        series=tuple(series_counts(meetings, reading.period, cut_off)),
        standings=tuple(
            standings(
                promises_of(reading.period, cut_off),
                on=day,
                at=cut_off,
                within=min(day, reading.period.ends_on),
                public=not private,
            )
        ),
        follow_ups=tuple(row for row in follow_ups if is_open(row, cut_off)),
        closed=sum(not is_open(row, cut_off) for row in follow_ups),
        waiting=tuple(row for row in recommendations if not is_answered(row, day)),
        answered=tuple(row for row in recommendations if is_answered(row, day)),
        left_out=hidden_follow_ups or hidden_recommendations or hidden_meetings,
    )


def shown(rows, private):
    """(the rows that the paper may have, whether others are left out)."""
    rows = list(rows)
    kept = [row for row in rows if private or not row.why_private]
    return kept, len(kept) < len(rows)


def meetings_of(period, cut_off):
    rows = Meeting.objects.select_related("forum__series__category").defer("notes")
    return rows.known_by(cut_off, period.starts_on, period.ends_on)


def series_counts(meetings, period, cut_off):
    """One for each line of the schedule that met, or should have, in the order of the schedule."""
    attended = attended_by(cut_off, [meeting.pk for meeting in meetings])
    expected = expected_of(period, cut_off)
    own = defaultdict(list)
    for meeting in meetings:
        own[meeting.forum.series_id].append(meeting)
    lines = MeetingSeries.objects.filter(pk__in={*own, *expected}).select_related("category")
    for line in lines.filter(in_force_by(cut_off) | Q(pk__in=own)):
        by_status = defaultdict(list)
        for meeting in own[line.pk]:
            by_status[meeting.status].append(meeting.pk)
        yield SeriesCount(
            series=line,
            expected=expected.get(line.pk),
            held=len(by_status[Status.HELD]),
            attended=sum(pk in attended for pk in by_status[Status.HELD]),
            cancelled=len(by_status[Status.CANCELLED]),
            unsaid=len(by_status[Status.PLANNED]),
        )


def in_force_by(cut_off):
    return Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=cut_off)


def attended_by(cut_off, meetings):
    """The meetings that somebody of the office was at, whoever's place it was in."""
    rows = Attendance.objects.filter(meeting__in=meetings)
    rows = set_back(rows, cut_off, ("outcome", "substitute"))
    return {row.meeting_id for row in rows if row.went_id}


def expected_of(period, cut_off):
    """{series: (at least, at most) meetings in the period, or None}, by how often its forums met
    as the period ended. What meets once a year meets "0 or 1" times in a quarter."""
    known = set_back(Forum.objects.order_by(), cut_off, ("ended_on",))
    forums = [forum.pk for forum in known if forum.is_in_force(period.ends_on)]
    rows = Frequency.objects.filter(forum__in=forums, recorded_at__lte=cut_off)
    rows = rows.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=period.ends_on))
    now = {}
    for forum, series, per_year in rows.values_list("forum", "forum__series", "per_year"):
        now[forum] = (series, per_year)  # the latest of each: they are ordered by their start
    known = defaultdict(list)
    for series, per_year in now.values():
        known[series].append(per_year)
    return {series: span_of(numbers, period) for series, numbers in known.items()}


def span_of(numbers, period):
    if None in numbers:
        return None
    exact = sum(numbers) * len(period.quarters) / 4
    return floor(exact), ceil(exact)


def promises_of(period, cut_off):
    """Those that were in force in the period, of lines that stood on the schedule, with the terms
    that they had by the cut-off."""
    later = Event.objects.later(AttendanceCommitment, cut_off).filter(verb="commitment made")
    made = AttendanceCommitment.objects.exclude(pk__in=later.values("object_id"))
    made = made.filter(series__in=MeetingSeries.objects.filter(in_force_by(cut_off)))
    made = made.select_related("series__category").order_by(
        "series__category__position", "series__position", "pk"
    )
    return [
        promise
        for promise in set_back(made, cut_off, PROMISED)
        if promise.starts_on <= period.ends_on
        and (promise.ends_on is None or promise.ends_on >= period.starts_on)
    ]


def by_cut_off(model, cut_off, names, *related):
    """Rows as they were by then. Whether they are private is asked of what they are now."""
    rows = model.objects.filter(created_at__lte=cut_off).filter(in_force_by(cut_off))
    rows = rows.select_related("item", "meeting__forum__series", *related)
    rows = set_back(rows.order_by("created_at", "pk"), cut_off, names)
    prefetch_related_objects(rows, *related)  # of posts that were another one by then
    return rows


def follow_ups_by(cut_off):
    return by_cut_off(FollowUp, cut_off, SAID_OF_FOLLOW_UP, "lead_post")


def recommendations_by(cut_off):
    return by_cut_off(Recommendation, cut_off, RECOMMENDED, "owner_post", "body")


def is_open(row, cut_off):
    """Neither closed by then nor followed in a plan."""
    return not row.action_id and (row.closed_at is None or row.closed_at > cut_off)


def is_closed(row, since, cut_off):
    return row.closed_at is not None and since < row.closed_at <= cut_off


def is_answered(row, day):
    return bool(row.answer) and row.responded_on is not None and row.responded_on <= day
