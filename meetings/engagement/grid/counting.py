"""The counts of the grid, summed up by the database: two questions, whatever the size of the log.

A merged group's activities count for the other one, and an activity with both counts once.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, TruncQuarter

from meetings.models import ActivityGroup, EngagementActivity

Status = EngagementActivity.Status
# An activity listens where people could answer by its method and its principle says no other.
LISTENS = Q(method__listens=True) & (Q(principle__isnull=True) | Q(principle__listens=True))


def listens(activity):
    """The one-row twin of LISTENS."""
    return activity.method.listens and (activity.principle is None or activity.principle.listens)


def reached_by_group(links, reached):
    """The one-row twin of `counts_by_group`: {group that it counts for, None without one: people
    reached, None where that is not known}.

    `links` are (group, the one that it was merged into, people reached of it) by rising key,
    `reached` is how many were there in all: that says nothing of one group among several.
    """
    if not links:
        return {None: reached}
    found = {}
    # A group's own number goes before that of one that was merged into it.
    for group, merged_into, own in sorted(links, key=lambda link: link[1] is not None):
        found.setdefault(merged_into or group, own)
    return dict.fromkeys(found, reached) if [*found.values()] == [None] else found


COLUMNS = {"method": F("method"), "quarter": TruncQuarter("held_on")}


@dataclass(frozen=True)
class Scope:
    """Which activities are counted. Without a `person` all of them, private ones too, unless it
    is `public`."""

    person: object = None
    public: bool = False
    area: object = None
    level: str = ""
    principle: object = None
    listened: bool = False
    at: dt.datetime | None = None
    """as it was known at this moment: a report's cut-off"""

    @property
    def narrows(self):
        """Whether aims, which are for all that is done with a group, can't be held against it."""
        return bool(self.area or self.level or self.principle or self.listened)

    def activities(self):
        rows = EngagementActivity.objects.all()
        if self.person is not None:
            rows = rows.visible_to(self.person)
        if self.public:
            rows = rows.filter(exempt_reason="")
        rows = rows.filter(self._in_force())
        if self.area:
            rows = rows.filter(areas=self.area)
        if self.level:
            rows = rows.filter(level=self.level)
        if self.principle:
            rows = rows.filter(principle=self.principle)
        if self.listened:
            rows = rows.filter(LISTENS)
        return rows.order_by()

    def _in_force(self):
        if self.at is None:
            return Q(withdrawn_at__isnull=True)
        withdrawn = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=self.at)
        return Q(logged_at__lte=self.at) & withdrawn

    def known_as(self, status):
        """What had this status then. What was said of it afterwards was planned until then."""
        if self.at is None:
            return Q(status=status)
        later = Q(status_at__gt=self.at)
        if status == Status.PLANNED:
            return Q(status=status) | later
        return Q(status=status) & (Q(status_at__isnull=True) | ~later)


def counts_by_group(scope, by, *, on, first, last):
    """Rows {group, column, ...} of `figures`; `group` is None for activities without one."""
    merged = Coalesce("activity_groups__group__merged_into", "activity_groups__group")
    rows = scope.activities().annotate(
        column=COLUMNS[by],
        group=merged,
        merged=F("activity_groups__group__merged_into"),
        link=F("activity_groups__pk"),
        its_reach=F("activity_groups__reached"),
    )
    twin = ActivityGroup.objects.filter(activity=OuterRef("pk")).filter(
        Q(group=OuterRef("group"))
        | Q(group__merged_into=OuterRef("group"), pk__lt=OuterRef("link"))
    )
    rows = rows.filter(Q(merged__isnull=True) | ~Exists(twin))
    counted = Coalesce("group__merged_into", "group")
    with_one = (
        ActivityGroup.objects.order_by()
        .values("activity")
        .annotate(least=Min(counted), most=Max(counted))
        .filter(least=F("most"))
        .values("activity")
    )
    # How many were there says nothing of one group among several.
    alone = Case(
        When(Q(link__isnull=True) | Q(pk__in=with_one), then=F("reached")),
        output_field=IntegerField(),
    )
    reached = Coalesce("its_reach", alone)
    # Its own values are grouped by, not those that helped to find them.
    rows = rows.annotate(reach=reached).values("group", "column")
    return rows.annotate(**figures(scope, on=on, first=first, last=last))


def counts_in_all(scope, by, *, on, first, last):
    """Rows {column, ...} of `sums`: each activity once."""
    rows = scope.activities().filter(held_on__gte=first, held_on__lte=last)
    rows = rows.annotate(column=COLUMNS[by], reach=F("reached")).values("column")
    return rows.annotate(**sums(scope, on=on, first=first, last=last))


def figures(scope, *, on, first, last):
    """`sums`, and what lies before the period or after it too."""
    done, planned = scope.known_as(Status.DONE), scope.known_as(Status.PLANNED)
    inside = Q(held_on__gte=first, held_on__lte=last)
    return sums(scope, on=on, first=first, last=last) | {
        "heard": Count("pk", filter=done & inside & LISTENS),
        "last_on": Max("held_on", filter=done & Q(held_on__lte=on)),
        "last_heard_on": Max("held_on", filter=done & LISTENS & Q(held_on__lte=on)),
        "next_on": Min("held_on", filter=planned & Q(held_on__gte=on)),
    }


def sums(scope, *, on, first, last):
    inside = Q(held_on__gte=first, held_on__lte=last)
    done = scope.known_as(Status.DONE)
    planned, cancelled = scope.known_as(Status.PLANNED), scope.known_as(Status.CANCELLED)
    return {
        "done": Count("pk", filter=done & inside),
        "as_planned": Count("pk", filter=done & inside & Q(was_planned=True)),
        "planned_ahead": Count("pk", filter=planned & inside & Q(held_on__gte=on)),
        "not_done": Count("pk", filter=(cancelled | (planned & Q(held_on__lt=on))) & inside),
        "reached_known": Sum("reach", filter=done & inside),
        "reached_unknown": Count("pk", filter=done & inside & Q(reach__isnull=True)),
    }
