"""What a file of the log says of each activity, by the columns that an import reads."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from meetings.importing.engagement.headings import COLUMNS
from meetings.importing.engagement.naming import KINDS, read_names
from meetings.models import ActivityGroup, Consultation, EngagementActivity, KeyDecision
from objectives.models import Action, Objective

AT_ONCE = 1_000
FIELDS = tuple(column.field for column in COLUMNS if column.field != "wrong")
HEADINGS = tuple(column.heading for column in COLUMNS if column.field != "wrong")
WIDE = {"Title", "Groups", "Place", "What was heard", "What came of it"}
_READ = (
    *("pk", "held_on", "ends_on", "starts_at", "title", "method__title", "place", "level"),
    *("principle", "principle__title", "reached", "reached_counted", "heard", "came_of_it"),
    *("status", "cancelled_reason", "was_planned", "programme__title", "consultation", "decision"),
    *("exempt_reason", "logged_by__name", "logged_at"),
)
_LEVELS = dict(EngagementActivity.Level.choices)
_STATES = dict(EngagementActivity.Status.choices)


def export_rows(activities, *, person):
    """{field: value} of each activity in the QuerySet, some read at a time and as plain values:
    rows of models would take most of the time. What `person` may not see of a plan or a decision
    is left out; contacts always are."""
    known = _Known(person)
    piece = []
    for row in activities.values(*_READ).iterator(chunk_size=AT_ONCE):
        piece.append(row)
        if len(piece) == AT_ONCE:
            yield from known.rows_of(piece)
            piece = []
    yield from known.rows_of(piece)


def table_cells(row):
    """A row's values in the order of the headings, for a table: several names stand in one cell,
    parted by semicolons."""
    return [_cell(row[field]) for field in FIELDS]


class _Known:
    """The names that activities are told with."""

    def __init__(self, person):
        self.person = person
        self.principles, self.posts = _labels("principle"), _labels("post")
        self.consultations = _titles(Consultation, person)
        self.decisions = _titles(KeyDecision, person)

    def rows_of(self, piece):
        keys = [row["pk"] for row in piece]
        if not keys:
            return
        groups = defaultdict(list)
        links = ActivityGroup.objects.filter(activity__in=keys).order_by("pk")
        for activity, name, reached in links.values_list("activity", "group__name", "reached"):
            groups[activity].append((name, reached))
        linked = {
            "areas": _linked("areas", keys, "area__name"),
            "organisations": _linked("organisations", keys, "organisation__name"),
            "posts": _linked("posts", keys, "post", self.posts),
            "objectives": _linked("objectives", keys, "objective", self._seen(Objective, keys)),
            "linked_actions": _linked("actions", keys, "action", self._seen(Action, keys)),
        }
        for row in piece:
            yield self._row(row, groups[row["pk"]], {k: v[row["pk"]] for k, v in linked.items()})

    def _seen(self, model, keys):
        """Those of a plan that are linked and that the person may see."""
        rows = model.objects.visible_to(self.person).filter(engagement__in=keys).distinct()
        return {row.pk: str(row) for row in rows}

    def _row(self, row, groups, linked):
        known = row["reached"] is not None
        return {
            "number": row["pk"],
            "day": row["held_on"],
            "last_day": row["ends_on"],
            "time": row["starts_at"] and f"{row['starts_at']:%H:%M}",
            "title": row["title"],
            "method": row["method__title"],
            "groups": [name for name, _ in groups],
            "reach": {name: reached for name, reached in groups if reached is not None},
            "areas": linked["areas"],
            "place": row["place"],
            "level": _LEVELS[row["level"]],
            "principle": self.principles.get(row["principle"], row["principle__title"] or ""),
            "organisations": linked["organisations"],
            "posts": linked["posts"],
            "reached": row["reached"],
            "counted": row["reached_counted"] if known else None,
            "heard": row["heard"],
            "came_of_it": row["came_of_it"],
            "status": _STATES[row["status"]],
            "cancelled": row["cancelled_reason"],
            "was_planned": row["was_planned"],
            "programme": row["programme__title"] or "",
            "consultation": self.consultations.get(row["consultation"], ""),
            "decision": self.decisions.get(row["decision"], ""),
            "private": row["exempt_reason"],
            "objectives": linked["objectives"],
            "linked_actions": linked["linked_actions"],
            "logged_by": row["logged_by__name"] or "",
            "logged_at": timezone.localtime(row["logged_at"]).isoformat(timespec="seconds"),
        }


def _labels(kind):
    names = read_names(KINDS[kind])
    return {key: names.label(key) for key in names.names}


def _titles(model, person):
    """{key: title} of those that the person may see."""
    return dict(model.objects.visible_to(person).values_list("pk", "title"))


def _linked(name, keys, value, labels=None):
    """{activity: names of what it is linked with}"""
    rows = EngagementActivity._meta.get_field(name).remote_field.through.objects
    rows = rows.filter(engagementactivity__in=keys).order_by("pk")
    found = defaultdict(list)
    for activity, key in rows.values_list("engagementactivity", value):
        if labels is None or key in labels:
            found[activity].append(key if labels is None else labels[key])
    return found


def _cell(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {number}" for name, number in value.items())
    return value if isinstance(value, (int, dt.date)) else value or ""
