"""Reads the grid: the groups, what they are set against, and what the log says of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from dateutil.relativedelta import relativedelta

from actionplans.quarters import Quarter
from meetings.models import EngagementAim, EngagementMethod
from stakeholders.models import CommunityGroup

from .contract import Cell, Column, Grid, Row
from .counting import Scope, counts_by_group, counts_in_all
from .judging import due_by, gaps_of, most_urgent_first

DAY, YEAR = dt.timedelta(days=1), relativedelta(years=1)
NO_GROUP = "No group"


def usual_period(on):
    """Twelve months back and twelve ahead."""
    return on - YEAR + DAY, on + YEAR


def grid(
    *,
    on,
    starts_on=None,
    ends_on=None,
    by="method",
    person=None,
    public=False,
    area=None,
    level="",
    principle=None,
    listened=False,
    at=None,
):
    """Groups by method or `by="quarter"`, from `starts_on` to `ends_on` (`usual_period` without
    them), as it stands on the day `on`.

    Of what `person` may see; without one of everything, or, for a public paper (`public`), of all
    but what is private. `at` is a cut-off: what was logged later does not count, and what was
    said later of a planned activity is not known yet.
    """
    usual = usual_period(on)
    first, last = starts_on or usual[0], ends_on or usual[1]
    scope = Scope(person, public, area, level, principle, listened, at)
    return _Reading(scope, by, on, first, last).grid()


def gaps(*, on, **how):
    """The rows of the grid that have a gap, the most urgent first."""
    return grid(on=on, **how).gaps


class _Reading:
    def __init__(self, scope, by, on, first, last):
        self.scope, self.by, self.on, self.first, self.last = scope, by, on, first, last
        self.until = min(on, last)
        when = {"on": on, "first": first, "last": last}
        self.found = defaultdict(dict)
        for counts in counts_by_group(scope, by, **when):
            self.found[counts["group"]][counts["column"]] = counts
        self.in_all = {counts["column"]: counts for counts in counts_in_all(scope, by, **when)}
        self.methods = list(EngagementMethod.objects.all())
        self.columns = self._columns()
        self.aims = defaultdict(list)
        if not scope.narrows:
            for aim in EngagementAim.objects.during(first, self.until):
                self.aims[aim.group_id, aim.method_id].append(aim)

    def _columns(self):
        if self.by == "method":
            used = {key for key, counts in self.in_all.items() if not _cell(counts).is_empty}
            return tuple(
                Column(method.pk, method.title, method.listens)
                for method in self.methods
                if method.withdrawn_at is None or method.pk in used
            )
        quarters, quarter = [], Quarter.containing(self.first)
        while quarter.starts_on <= self.last:
            first, last = max(quarter.starts_on, self.first), min(quarter.ends_on, self.last)
            quarters.append(Column(quarter.starts_on, quarter.short_label, True, first, last))
            quarter = quarter.next()
        return tuple(quarters)

    def grid(self):
        rows = [self._group(group) for group in self._groups()]
        if any(not _cell(counts).is_empty for counts in self.found[None].values()):
            cells = self._cells(None)
            rows.append(Row(None, NO_GROUP, cells, sum(cells, Cell())))
        totals = tuple(_cell(self.in_all.get(column.key)) for column in self.columns)
        return Grid(
            self.by,
            self.on,
            self.first,
            self.last,
            self.columns,
            tuple(most_urgent_first(rows)),
            totals,
            sum(totals, Cell()),
            self.scope.narrows,
        )

    def _groups(self):
        """Those that engagement is planned with, and those withdrawn that have figures."""
        for group in CommunityGroup.objects.filter(merged_into__isnull=True):
            some = any(not _cell(counts).is_empty for counts in self.found[group.pk].values())
            if some or (group.withdrawn_at is None and self._is_there(group)):
                yield group

    def _is_there(self, group):
        """In the area that is asked for: a group of other areas is no gap in it."""
        return not self.scope.area or group.pk not in self._elsewhere

    @cached_property
    def _elsewhere(self):
        """Keys of the groups that have areas, and not this one."""
        tied = CommunityGroup.areas.through.objects
        here = tied.filter(area=self.scope.area).values("communitygroup")
        others = tied.exclude(communitygroup__in=here)
        return set(others.values_list("communitygroup", flat=True))

    def _cells(self, key):
        counts = self.found[key]
        cells = []
        for column in self.columns:
            aim = None
            if self.by == "method" and (aims := self.aims.get((key, column.key))):
                aim = due_by(aims, self.first, self.until)
            cells.append(_cell(counts.get(column.key), aim))
        return tuple(cells)

    def _group(self, group):
        counts, cells = self.found[group.pk].values(), self._cells(group.pk)
        plain = sum(cells, Cell())
        total = replace(plain, aim=due_by(self.aims[group.pk, None], self.first, self.until))
        facts = {
            "last_on": _latest(counts, "last_on"),
            "last_heard_on": _latest(counts, "last_heard_on"),
            "next_on": min((row["next_on"] for row in counts if row["next_on"]), default=None),
        }
        in_force = group.withdrawn_at is None
        gaps = ()
        if in_force:
            gaps = gaps_of(
                total,
                heard=sum(row["heard"] for row in counts),
                told_by=self._told_by(cells),
                begun=self.first <= self.on,
                a_year_on=self.on + YEAR if self.last >= self.on else None,
                **facts,
            )
        return Row(group.pk, group.name, cells, total, group.priority, in_force, gaps, **facts)

    def _told_by(self, cells):
        if self.by != "method":
            return ()
        pairs = zip(self.columns, cells, strict=True)
        return tuple(column.title for column, cell in pairs if cell.done)


def _cell(counts, aim=None):
    if counts is None:
        return Cell(aim=aim)
    return Cell(
        counts["done"],
        counts["as_planned"],
        counts["planned_ahead"],
        counts["not_done"],
        counts["reached_known"] or 0,
        counts["reached_unknown"],
        aim,
    )


def _latest(counts, name):
    return max((row[name] for row in counts if row[name]), default=None)
