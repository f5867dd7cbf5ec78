"""What a file of the log says of each activity, by the columns that an import reads."""

import datetime as dt

from django.db.models import Prefetch
from django.utils import timezone

from meetings.importing.engagement.headings import COLUMNS
from meetings.importing.engagement.naming import KINDS, read_names
from meetings.models import ActivityGroup
from objectives.models import Action, Objective
from stakeholders.models import Post

AT_ONCE = 1_000
FIELDS = tuple(column.field for column in COLUMNS if column.field != "wrong")
HEADINGS = tuple(column.heading for column in COLUMNS if column.field != "wrong")
WIDE = {"Title", "Groups", "Place", "What was heard", "What came of it"}
_LABELLED = ("principle", "post")


def export_rows(activities, *, person):
    """{field: value} of each activity in the QuerySet, some read at a time. What `person` may not
    see of a plan or a decision is left out; contacts always are."""
    labels = {kind: _labels(kind) for kind in _LABELLED}
    sees_all = person.access.sees_everything
    objectives = Objective.objects.visible_to(person)
    actions = Action.objects.visible_to(person)
    rows = activities.select_related(
        *("method", "principle", "programme", "consultation", "decision", "logged_by")
    ).prefetch_related(
        Prefetch("activity_groups", ActivityGroup.objects.select_related("group")),
        Prefetch("posts", Post.objects.all()),
        Prefetch("objectives", objectives),
        Prefetch("actions", actions),
        "areas",
        "organisations",
    )
    for activity in rows.iterator(chunk_size=AT_ONCE):
        yield _row(activity, labels, sees_all)


def table_cells(row):
    """A row's values in the order of the headings, for a table: several names stand in one cell,
    parted by semicolons."""
    return [_cell(row[field]) for field in FIELDS]


def _row(activity, labels, sees_all):
    reached = activity.reached is not None
    with_groups = list(activity.activity_groups.all())
    return {
        "number": activity.pk,
        "day": activity.held_on,
        "last_day": activity.ends_on,
        "time": activity.starts_at and f"{activity.starts_at:%H:%M}",
        "title": activity.title,
        "method": activity.method.title,
        "groups": [each.group.name for each in with_groups],
        "reach": {
            each.group.name: each.reached for each in with_groups if each.reached is not None
        },
        "areas": [area.name for area in activity.areas.all()],
        "place": activity.place,
        "level": activity.get_level_display(),
        "principle": _label(activity.principle, labels["principle"]),
        "organisations": [row.name for row in activity.organisations.all()],
        "posts": [_label(post, labels["post"]) for post in activity.posts.all()],
        "reached": activity.reached,
        "counted": activity.reached_counted if reached else None,
        "heard": activity.heard,
        "came_of_it": activity.came_of_it,
        "status": activity.get_status_display(),
        "cancelled": activity.cancelled_reason,
        "was_planned": activity.was_planned,
        "programme": str(activity.programme or ""),
        "consultation": _open(activity.consultation, sees_all),
        "decision": _open(activity.decision, sees_all),
        "private": activity.exempt_reason,
        "objectives": [str(row) for row in activity.objectives.all()],
        "linked_actions": [str(row) for row in activity.actions.all()],
        "logged_by": str(activity.logged_by or ""),
        "logged_at": timezone.localtime(activity.logged_at).isoformat(timespec="seconds"),
    }


def _labels(kind):
    names = read_names(KINDS[kind])
    return {key: names.label(key) for key in names.names}


def _label(row, labels):
    return labels.get(row.pk, row.title) if row else ""


def _open(row, sees_all):
    return str(row) if row and (sees_all or not row.exempt_reason) else ""


def _cell(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {number}" for name, number in value.items())
    return value if isinstance(value, (int, dt.date)) else value or ""
