"""The engagement log: what happened with a community is logged, what is to come is planned."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import EngagementActivity
from meetings.services.planning import RowsRefused
from meetings.services.rows import refuse_withdrawn
from stakeholders.editing import TWICE, lock_row
from stakeholders.refusing import beside

from .checking import Status, check_activity
from .writing import SETS, built, change, made_title, save_all

SAME = ("title", "held_on", "method", "place", "status", "reached", "heard", "came_of_it")


@transaction.atomic
def log_activity(*, by, held_on, method, title="", at=None, **fields):
    """Log what was done, or plan what is to come: done once its day has come.

    `fields` are those of the model, its sets (`groups`, `areas`, `posts`, `objectives` ...), and
    `reach`, {group: how many of it were reached}. The same said again by the same person within a
    minute is the same row.
    """
    at = at or timezone.now()
    row = {"held_on": held_on, "method": method, "title": title} | fields
    ready = built(row, by=by, at=at)
    if by is not None and not fields.get("source"):
        # The second press waits for the first, and finds what it wrote.
        lock_row(by)
        if twin := _twin(*ready[:2], by=by, at=at):
            return twin
    return save_all([ready], by=by, at=at)[0]


@transaction.atomic
def log_activities(*, by, rows, at=None):
    """Log all of the `rows` or none: each is what `log_activity` takes, as a dict. Thousands are a
    fixed number of queries. Returns the activities in the rows' order."""
    at = at or timezone.now()
    ready, problems = [], {}
    for place, row in enumerate(rows):
        try:
            ready.append(built(row, by=by, at=at))
        except ValidationError as problem:
            problems[place] = problem
    if problems:
        raise RowsRefused(problems)
    return save_all(ready, by=by, at=at)


def _twin(activity, sets, *, by, at):
    alike = {name: getattr(activity, name) for name in SAME}
    rows = EngagementActivity.objects.in_force().filter(
        logged_by=by, logged_at__range=(at - TWICE, at), **alike
    )
    groups = set(sets["groups"])
    return next((row for row in rows.order_by("-pk") if set(row.groups.all()) == groups), None)


@transaction.atomic
def edit_activity(activity, *, by, changes, version=None, reach=None, at=None):
    """Change any of it, its sets too. A title left empty is made from the method and place."""
    current = lock_row(activity, version=version)
    refuse_withdrawn(current)
    changes = _checked(current, changes, at=at)
    return change(
        current,
        by=by,
        verb="engagement edited",
        changes=changes,
        version=version,
        reach=reach,
        at=at,
    )


@transaction.atomic
def confirm_activity(activity, *, by, changes=None, version=None, reach=None, at=None):
    """What was planned took place; `changes` may say what was heard, who came, how many."""
    at = at or timezone.now()
    current = _lock_as(activity, Status.PLANNED, version=version)
    if (changes or {}).get("held_on", current.held_on) > timezone.localdate(at):
        raise beside("held_on", "This day is yet to come. Confirm it once it has passed", "ahead")
    changes = dict(changes or {}) | {"status": Status.DONE, "status_at": at}
    changes = _checked(current, changes, at=at)
    return change(current, by=by, verb="engagement confirmed", changes=changes, reach=reach, at=at)


def cancel_activity(activity, *, by, reason, at=None):
    """It will not take place, or did not."""
    changes = {"status": Status.CANCELLED, "cancelled_reason": reason}
    return _turn(
        activity, Status.PLANNED, by=by, verb="engagement cancelled", changes=changes, at=at
    )


def reinstate_activity(activity, *, by, at=None):
    """Back to planned: it was cancelled, or said to be done, by mistake or too soon."""
    changes = {"status": Status.PLANNED, "cancelled_reason": ""}
    ended = (Status.CANCELLED, Status.DONE)
    return _turn(activity, *ended, by=by, verb="engagement reinstated", changes=changes, at=at)


@transaction.atomic
def withdraw_activity(activity, *, by, reason, at=None):
    """It was logged by mistake: it counts nowhere, and stays readable in its history."""
    at = at or timezone.now()
    current = lock_row(activity)
    refuse_withdrawn(current)
    changes = {"withdrawn_at": at, "withdrawn_reason": reason}
    return change(current, by=by, verb="engagement withdrawn", changes=changes, at=at)


@transaction.atomic
def _turn(activity, *statuses, by, verb, changes, at):
    at = at or timezone.now()
    current = _lock_as(activity, *statuses)
    return change(current, by=by, verb=verb, changes=changes | {"status_at": at}, at=at)


def _lock_as(activity, *statuses, version=None):
    current = lock_row(activity, version=version)
    refuse_withdrawn(current)
    if current.status not in statuses:
        word = current.get_status_display().lower()
        raise ValidationError(f"This is {word} already", code=f"{current.status}_already")
    return current


def _checked(current, changes, *, at):
    """The changes, once they hold together with what stays."""
    changes = dict(changes)
    plain = {name: value for name, value in changes.items() if name not in SETS}
    own = {name: getattr(current, name) for name in _CHECKED} | plain
    changed = EngagementActivity(**own)
    if not changed.title:
        groups = list(changes["groups"] if "groups" in changes else current.groups.all())
        changes["title"] = made_title(changed, groups)
    check_activity(changed, on=timezone.localdate(at), was=current)
    return changes


_CHECKED = ("title", "place", "held_on", "ends_on", "reached", "status", "method", "principle")
