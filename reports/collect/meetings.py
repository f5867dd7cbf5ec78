"""The queries of a paper's part on meetings: a fixed number of them, however many there are.

Everything as it was said by the cut-off. Where the paper is public, an exempt meeting, and what is
exempt of another, is not there: no count has it.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Q
from django.utils import timezone

from meetings.models import (
    AttendanceCommitment,
    AttendanceStatement,
    FollowUp,
    Forum,
    Frequency,
    Meeting,
    MeetingSeries,
    Recommendation,
)
from meetings.promises import standings

Status = Meeting.Status


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
    follow_ups, hidden_follow_ups = shown(follow_ups_by(cut_off), private)
    recommendations, hidden_recommendations = shown(recommendations_by(cut_off), private)
    meetings, hidden_meetings = shown(meetings_of(reading.period, cut_off), private)
    day = timezone.localdate(cut_off)
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
        closed=sum(
            row.closed_at is not None and reading.previous_cut_off < row.closed_at <= cut_off
            for row in follow_ups
        ),
        waiting=tuple(row for row in recommendations if not is_answered(row, day)),
        answered=tuple(
            row
            for row in recommendations
            if is_answered(row, day)
            and row.responded_on > timezone.localdate(reading.previous_cut_off)
        ),
        left_out=hidden_follow_ups or hidden_recommendations or hidden_meetings,
    )


def shown(rows, private):
    """(the rows that the paper may have, whether others are left out)."""
    rows = list(rows)
    kept = [row for row in rows if private or not why_private(row)]
    return kept, len(kept) < len(rows)


def why_private(row):
    """Its own reason, or that of its agenda item or its meeting."""
    wider = (getattr(row, "item", None), getattr(row, "meeting", None))
    return row.exempt_reason or next((r.exempt_reason for r in wider if r and r.exempt_reason), "")


def meetings_of(period, cut_off):
    in_period = Meeting.objects.filter(held_on__range=(period.starts_on, period.ends_on))
    return in_period.planned_by(cut_off).select_related("forum__series__category").defer("notes")


def status_by(meeting, cut_off):
    """As it was said by then; what was said of it later was not known."""
    later = meeting.status_at is not None and meeting.status_at > cut_off
    return Status.PLANNED if later else meeting.status


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
            by_status[status_by(meeting, cut_off)].append(meeting.pk)
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
    """The meetings that some post of the office attended, by the latest statement of each."""
    statements = AttendanceStatement.objects.filter(
        attendance__meeting__in=meetings, recorded_at__lte=cut_off
    )
    latest = {}
    for attendance, meeting, outcome in statements.order_by("recorded_at", "pk").values_list(
        "attendance", "attendance__meeting", "outcome"
    ):
        latest[attendance] = (meeting, outcome)
    return {meeting for meeting, outcome in latest.values() if outcome == "attended"}


def expected_of(period, cut_off):
    """{series: (at least, at most) meetings in the period, or None}, by how often its forums met
    as the period ended. What meets once a year meets "0 or 1" times in a quarter."""
    forums = Forum.objects.in_force(period.ends_on)
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
    """Those that were in force in the period, of lines that stood on the schedule."""
    in_force = AttendanceCommitment.objects.filter(starts_on__lte=period.ends_on)
    in_force = in_force.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.starts_on))
    lines = MeetingSeries.objects.filter(in_force_by(cut_off))
    in_force = in_force.filter(series__in=lines)
    return in_force.select_related("series__category").order_by(
        "series__category__position", "series__position", "pk"
    )


def by_cut_off(model, cut_off):
    rows = model.objects.filter(created_at__lte=cut_off)
    return rows.filter(in_force_by(cut_off)).select_related("item", "meeting__forum__series")


def follow_ups_by(cut_off):
    return by_cut_off(FollowUp, cut_off).select_related("lead_post").order_by("created_at", "pk")


def recommendations_by(cut_off):
    rows = by_cut_off(Recommendation, cut_off).select_related("owner_post", "body")
    return rows.order_by("created_at", "pk")


def is_open(row, cut_off):
    """Neither closed by then nor followed in a plan."""
    return not row.action_id and (row.closed_at is None or row.closed_at > cut_off)


def is_answered(row, day):
    return bool(row.answer) and row.responded_on is not None and row.responded_on <= day
