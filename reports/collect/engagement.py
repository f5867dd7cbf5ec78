"""The queries of a paper's part on engagement: a fixed number of them, whatever was logged.

Everything as it was logged by the cut-off; where the gaps are is the grid's own rule. Free text of
the log is never read: a paper says with whom, how and where, and a private one no more than that.
Where the paper is public, an exempt activity is not there: no count has it.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.engagement.grid import Cell, Row, counting
from meetings.engagement.grid.counting import LISTENS, listens
from meetings.engagement.grid.judging import due_by, gaps_of, most_urgent_first
from meetings.models import ActivityGroup, EngagementActivity, EngagementAim
from stakeholders.events import set_back
from stakeholders.models import CommunityGroup, Event

Status = EngagementActivity.Status
LOGGED = ("held_on", "status", "reached", "method", "principle")
FREE_TEXT = ("heard", "came_of_it", "cancelled_reason")
NO_GROUP = "No group named"


@dataclass(frozen=True)
class Counted:
    """Of a group or a method: its row of the grid for the period, and how many are planned for the
    one after it."""

    row: Row
    ahead: int
    a_year: int | None = None
    """how often a year the office means to meet the group"""


@dataclass(frozen=True)
class EngagementReading:
    groups: tuple[Counted, ...]
    methods: tuple[Counted, ...]
    total: Counted
    ahead: tuple[EngagementActivity, ...]
    left_out: bool
    logged: bool
    """whether anything at all had been logged by the cut-off"""


def read_engagement(reading):
    """Of a paper's `reading`: its period, cut-off, and whether it is private."""
    period, following = reading.period, reading.period.next()
    logged = logged_by(reading.cut_off)
    if not logged.exists():
        return NOTHING
    every = known_by(reading.cut_off, period.starts_on, following.ends_on)
    rows = [row for row in every if reading.private or not row.exempt_reason]
    within = [row for row in rows if row.held_on <= period.ends_on]
    ahead = [row for row in rows if row not in within and row.status == Status.PLANNED]
    day = timezone.localdate(reading.cut_off)
    logged = logged if reading.private else logged.filter(exempt_reason="")
    some = bool(rows) or logged.exists()
    in_all = sum((cell_of(row, row.reached, day) for row in within), Cell())
    return EngagementReading(
        groups=tuple(by_group(within, ahead, period, day, logged)) if some else (),
        methods=tuple(by_method(within, ahead, day)),
        total=Counted(Row(None, "", (), in_all), len(ahead)),
        ahead=tuple(ahead),
        left_out=len(rows) < len(every),
        logged=some,
    )


NOTHING = EngagementReading((), (), Counted(Row(None, "", (), Cell()), 0), (), False, False)


def logged_by(cut_off):
    rows = EngagementActivity.objects.filter(logged_at__lte=cut_off)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=cut_off))


def known_by(cut_off, first: date, last: date):
    """Those of these days as they were logged by then, the earliest first."""
    later = Event.objects.later(EngagementActivity, cut_off).filter(before__has_key="held_on")
    on_days = Q(held_on__range=(first, last)) | Q(pk__in=later.values("object_id"))
    groups = ActivityGroup.objects.select_related("group__merged_into")
    rows = logged_by(cut_off).filter(on_days).defer(*FREE_TEXT)
    rows = set_back(rows.order_by("held_on", "pk"), cut_off, LOGGED)
    known = [row for row in rows if first <= row.held_on <= last]
    wanted = ("method", "principle", "areas", Prefetch("activity_groups", groups))
    prefetch_related_objects(known, *wanted)
    return sorted(known, key=lambda row: (row.held_on, row.pk))


def cell_of(row, reached, day):
    """What an activity adds to a cell of the grid."""
    if row.status == Status.DONE:
        return Cell(
            done=1,
            as_planned=int(row.was_planned),
            reached=reached or 0,
            reached_unknown=int(reached is None),
        )
    if row.status == Status.PLANNED and row.held_on >= day:
        return Cell(planned_ahead=1)
    return Cell(not_done=1)


def by_method(within, ahead, day):
    cells, coming = defaultdict(Cell), defaultdict(int)
    for row in within:
        cells[row.method] += cell_of(row, row.reached, day)
    for row in ahead:
        coming[row.method] += 1
    used = sorted({*cells, *coming}, key=lambda method: (method.position, method.title))
    return [Counted(Row(None, str(one), (), cells[one]), coming[one]) for one in used]


def by_group(within, ahead, period, day, logged):
    """In the grid's order, the gaps first; what was with no group last."""
    cells, coming, done = defaultdict(Cell), defaultdict(int), defaultdict(list)
    for row in within:
        for group, reached in reached_by_group(row).items():
            cells[group] += cell_of(row, reached, day)
            if row.status == Status.DONE:
                done[group].append(row)
    for row in ahead:
        for group in reached_by_group(row):
            coming[group] += 1
    aims, last = aims_of(period, day), last_done(logged, period.ends_on)
    found = {}
    for group in CommunityGroup.objects.filter(merged_into__isnull=True):
        if group.withdrawn_at and not (cells[group.pk].done or cells[group.pk].not_done):
            continue
        own = [aim for aim in aims[group.pk] if aim.method_id is None]
        due = due_by(own, period.starts_on, min(day, period.ends_on))
        row = group_row(group, cells[group.pk], due, done[group.pk], last.get(group.pk))
        a_year = sum(aim.times for aim in own) if own else None
        found[group.pk] = Counted(row, coming[group.pk], a_year)
    if cells[None] != Cell() or coming[None]:
        found[None] = Counted(Row(None, NO_GROUP, (), cells[None]), coming[None])
    return [found[row.group_id] for row in most_urgent_first(one.row for one in found.values())]


def group_row(group, cell, due, done, last):
    total = replace(cell, aim=due)
    last_on, last_heard_on = last or (None, None)
    told_by = dict.fromkeys(str(row.method) for row in done)
    gaps = gaps_of(
        total,
        heard=sum(map(listens, done)),
        told_by=tuple(told_by),
        last_on=last_on,
        last_heard_on=last_heard_on,
        next_on=None,
        begun=True,
        a_year_on=None,
    )
    in_force = group.withdrawn_at is None
    return Row(
        group.pk,
        group.name,
        (),
        total,
        group.priority,
        in_force,
        gaps if in_force else (),
        last_on,
        last_heard_on,
    )


def reached_by_group(row):
    links = [
        (link.group_id, link.group.merged_into_id, link.reached)
        for link in row.activity_groups.all()
    ]
    return counting.reached_by_group(links, row.reached)


def aims_of(period, day):
    found = defaultdict(list)
    for aim in EngagementAim.objects.during(period.starts_on, min(day, period.ends_on)):
        found[aim.group_id].append(aim)
    return found


def last_done(logged, until):
    """{group: (the last day on which something was done with it, on which it could answer)}."""
    done = logged.filter(status=Status.DONE, held_on__lte=until).order_by()
    group = Coalesce("activity_groups__group__merged_into", "activity_groups__group")
    rows = done.annotate(of=group).filter(of__isnull=False).values("of")
    rows = rows.annotate(last=Max("held_on"), heard=Max("held_on", filter=LISTENS))
    return {row["of"]: (row["last"], row["heard"]) for row in rows}
