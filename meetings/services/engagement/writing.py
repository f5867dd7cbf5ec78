"""How rows of the engagement log are written: many at once in a handful of queries, or one changed,
each with its line in the Event log."""

from django.utils import timezone

from meetings.models import ActivityGroup, EngagementActivity
from stakeholders.editing import lock_row
from stakeholders.events import line, record, record_all, values_of

from .checking import Status, check_activity, check_reached

# Words that may name somebody, and who came: the log says that they changed, not to what.
UNTOLD = ("heard", "came_of_it", "contacts")
SETS = ("groups", "areas", "organisations", "contacts", "posts", "objectives", "actions")
PLAIN = (
    *("title", "held_on", "ends_on", "starts_at", "place", "level", "method", "principle"),
    *("reached", "reached_counted", "heard", "came_of_it", "programme", "meeting", "decision"),
    *("consultation", "exempt_reason"),
)


def built(row, *, by, at):
    """(activity, its sets, reached by group), not yet saved. Done once its day has come; whether
    it was on the plan before its day can be said of what was kept elsewhere (`was_planned`)."""
    row = dict(row)
    sets = {name: list(row.pop(name, ())) for name in SETS}
    reach = dict(row.pop("reach", None) or {})
    status, was_planned = row.pop("status", None), row.pop("was_planned", None)
    activity = EngagementActivity(**row, logged_by=by, logged_at=at, status_at=at)
    on = timezone.localdate(at)
    ahead = activity.held_on is not None and activity.held_on > on
    activity.status = status or (Status.PLANNED if ahead else Status.DONE)
    planned = ahead or activity.status == Status.PLANNED
    activity.was_planned = planned if was_planned is None else was_planned
    activity.title = activity.title or made_title(activity, sets["groups"])
    check_activity(activity, on=on)
    check_reached(*reach.values())
    return activity, sets, reach


def made_title(activity, groups):
    """ "Street stall, Market Square": where nobody gave it a name."""
    what = activity.place or (str(groups[0]) if groups else "")
    return (f"{activity.method}, {what}" if what else str(activity.method))[:200]


def save_all(rows, *, by, at):
    """Save what `built` made, in a fixed number of queries."""
    activities = EngagementActivity.objects.bulk_create([activity for activity, _, _ in rows])
    ActivityGroup.objects.bulk_create(
        [
            ActivityGroup(activity=activity, group=group, reached=reach.get(group))
            for activity, sets, reach in rows
            for group in _once(sets["groups"])
        ]
    )
    for name in SETS[1:]:
        through = EngagementActivity._meta.get_field(name).remote_field.through
        key = EngagementActivity._meta.get_field(name).m2m_reverse_field_name()
        through.objects.bulk_create(
            [
                through(engagementactivity=activity, **{f"{key}_id": row.pk})
                for activity, sets, _ in rows
                for row in _once(sets[name])
            ]
        )
    record_all([_logged(activity, sets, by=by, at=at) for activity, sets, _ in rows])
    return activities


def _logged(activity, sets, *, by, at):
    planned = activity.status == Status.PLANNED
    after = values_of(activity, PLAIN) | {name: rows for name, rows in sets.items() if rows}
    after = {
        name: "given" if name in UNTOLD else value
        for name, value in after.items()
        if value not in (None, "", False)
    }
    if planned:
        return line("engagement planned", activity, by=by, after=after, at=at)
    return line("engagement logged", activity, by=by, after=after, at=at)


def change(activity, *, by, verb, changes, version=None, reach=None, at=None):
    """Set plain fields and sets on the locked row; where nothing differs, nothing is written."""
    at = at or timezone.now()
    current = lock_row(activity, version=version)
    before, after = {}, {}
    plain = {name: value for name, value in changes.items() if name not in SETS}
    for name, value in plain.items():
        if getattr(current, name) != value:
            before[name], after[name] = getattr(current, name), value
            setattr(current, name, value)
    fields = [*after]
    for name in (name for name in SETS if name in changes):
        then, now = set(getattr(current, name).all()), set(changes[name])
        if then != now:
            before[name], after[name] = _in_order(then), _in_order(now)
            _set(current, name, now)
    if _set_reach(current, reach):
        after["reach"] = "changed"
    if not after:
        return current
    current.version += 1
    current.save(update_fields=[*fields, "version"])
    record(
        verb,
        current,
        by=by,
        before={name: value for name, value in before.items() if name not in UNTOLD},
        after={name: "changed" if name in UNTOLD else value for name, value in after.items()},
        at=at,
    )
    return current


def _set(activity, name, rows):
    if name != "groups":
        getattr(activity, name).set(rows)
        return
    # What is known of how many of a group were reached stays with those that stay.
    activity.activity_groups.exclude(group__in=rows).delete()
    known = set(activity.activity_groups.values_list("group", flat=True))
    ActivityGroup.objects.bulk_create(
        [
            ActivityGroup(activity=activity, group=row)
            for row in _in_order(rows)
            if row.pk not in known
        ]
    )


def _set_reach(activity, reach):
    """How many of each group were reached; whether any differs from what was known."""
    if reach is None:
        return False
    check_reached(*reach.values())
    numbers = {group.pk: number for group, number in reach.items()}
    rows = [row for row in activity.activity_groups.all() if row.group_id in numbers]
    rows = [row for row in rows if row.reached != numbers[row.group_id]]
    for row in rows:
        row.reached = numbers[row.group_id]
    ActivityGroup.objects.bulk_update(rows, ["reached"])
    return bool(rows)


def _once(rows):
    return list(dict.fromkeys(rows))


def _in_order(rows):
    return sorted(rows, key=lambda row: row.pk)
