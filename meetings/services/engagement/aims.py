"""How often the office means to engage a group. What was aimed for before a day stays as it was:
a past year is held against the aims of that year."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from meetings.models import EngagementAim
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.refusing import beside

DAY = dt.timedelta(days=1)
FIELDS = ("group", "method", "times", "starts_on", "ends_on")


@transaction.atomic
def set_aim(*, group, by, times, starts_on, method=None, at=None):
    """From `starts_on` the group is to be engaged so many `times` a year, by `method` or by any.

    An aim in force then ends the day before; one of that very day is corrected; one that begins
    later stays, and the new aim ends where it begins.
    """
    _in_force(lock_row(group))
    aims = _aims(group, method)
    current = aims.during(starts_on, starts_on).order_by("starts_on").last()
    if current and current.times == times:
        return current
    if current and current.starts_on == starts_on:
        changes = {"times": times}
        _check(EngagementAim(group=group, method=method, starts_on=starts_on, **changes))
        return change_row(current, by=by, verb="aim corrected", changes=changes, at=at)
    following = aims.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    aim = EngagementAim(
        group=group,
        method=method,
        times=times,
        starts_on=starts_on,
        ends_on=following and following.starts_on - DAY,
    )
    _check(aim)
    if current:
        end_aim(current, by=by, ends_on=starts_on - DAY, at=at)
    aim.save()
    after = {key: value for key, value in values_of(aim, FIELDS).items() if value is not None}
    record("aim set", aim, by=by, after=after, at=at)
    return aim


@transaction.atomic
def end_aim(aim, *, by, ends_on, at=None):
    """`ends_on` is the last day that it is aimed for."""
    aim = lock_row(aim, related=("group", "method"))
    if ends_on < aim.starts_on:
        raise beside(
            "ends_on",
            "The last day must be the same as or after the first day",
            "ends_before_it_starts",
        )
    if aim.ends_on and aim.ends_on <= ends_on:
        raise ValidationError("This aim has ended already", code="aim_ended")
    return change_row(aim, by=by, verb="aim ended", changes={"ends_on": ends_on}, at=at)


@transaction.atomic
def drop_aim(*, group, by, from_on, method=None, at=None):
    """From that day on nothing is aimed for. An aim that had not begun by then was never in
    force, and goes; the Event log keeps it."""
    lock_row(group)
    aims = _aims(group, method).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=from_on))
    for aim in aims.select_related("group", "method").order_by("starts_on"):
        if aim.starts_on < from_on:
            end_aim(aim, by=by, ends_on=from_on - DAY, at=at)
        else:
            before = values_of(aim, FIELDS)
            record("aim dropped", aim, by=by, before=before, at=at)
            aim.delete()


@transaction.atomic
def set_aims(*, by, times, starts_on, method=None, at=None):
    """Several at once: `times` is {group: times a year, or None for no aim}. All, or none."""
    for group, number in sorted(times.items(), key=lambda pair: pair[0].pk):
        if number:
            set_aim(group=group, by=by, times=number, starts_on=starts_on, method=method, at=at)
        else:
            drop_aim(group=group, by=by, from_on=starts_on, method=method, at=at)


def _aims(group, method):
    return EngagementAim.objects.filter(group=group, method=method)


def _in_force(group):
    if not group.is_in_force:
        raise ValidationError(
            "This group was merged or withdrawn: set the aim of another one", code="group_gone"
        )


def _check(aim):
    if aim.times < 1:
        raise beside("times", "Enter 1 or more", "too_few")
