"""Engagement that comes round: its dates become planned activities."""

import datetime as dt
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import EngagementActivity, Programme
from meetings.planning import propose_programme
from meetings.services.forums import frequency_fields
from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row, made_just_now
from stakeholders.events import record, values_of
from stakeholders.refusing import beside

from .activities import cancel_activity, log_activities
from .checking import Status

SETS = ("groups", "areas", "posts")
PLAIN = (
    *("title", "method", "principle", "level", "frequency_text", "per_year", "frequency_note"),
    *("usual_starts_at", "usual_places", "starts_on"),
)
# What an activity takes over from its programme.
TAKEN = ("method", "principle", "level")


@transaction.atomic
def create_programme(
    *, by, title, method, starts_on, frequency_text="", per_year=None, meant="", at=None, **fields
):
    """How often it comes round is read from the words, as for meetings."""
    sets = {name: list(fields.pop(name, ())) for name in SETS}
    often = {"frequency_text": frequency_text} | _often(frequency_text, per_year, meant)
    programme = Programme(title=title, method=method, starts_on=starts_on, **often, **fields)
    _check(programme)
    after = values_of(programme, PLAIN) | sets
    after = {name: value for name, value in after.items() if value not in (None, "", [])}
    if twin := made_just_now(programme, "programme created", by=by, after=after, at=at):
        return twin
    programme.save()
    for name, rows in sets.items():
        getattr(programme, name).set(rows)
    record("programme created", programme, by=by, after=after, at=at)
    return programme


@transaction.atomic
def edit_programme(programme, *, by, changes, version=None, at=None):
    """Change it for what is planned from now on: what is planned already, or done, stays."""
    current = lock_row(programme, version=version)
    changes = dict(changes)
    meant = changes.pop("meant", "")
    if meant or {"frequency_text", "per_year"} & changes.keys():
        text = changes.get("frequency_text", current.frequency_text)
        stated = current.per_year if current.per_year_stated else None
        changes |= _often(text, changes.get("per_year", stated), meant)
    own = [name for name in changes if name not in SETS]
    changed = [name for name in own if getattr(current, name) != changes[name]]
    return change_row(
        programme,
        by=by,
        verb="programme edited",
        changes=changes,
        check=partial(_check, fields=changed),
        version=version,
        at=at,
    )


@transaction.atomic
def end_programme(programme, *, by, ended_on, reason, at=None):
    """No longer held from that day on: what is planned for then or later is cancelled, what was
    done stays."""
    current = lock_row(programme)
    _refuse_ended(current)
    own = current.activities.in_force()
    done = own.filter(status=Status.DONE, held_on__gte=ended_on).order_by("-held_on").first()
    if done:
        words = f"It was held on {spoken(done.held_on)}. Enter a later date"
        raise beside("ended_on", words, "held_later")
    current.ended_on, current.ended_reason = ended_on, reason
    current.version += 1
    current.save(update_fields=["ended_on", "ended_reason", "version"])
    after = {"ended_on": ended_on, "ended_reason": reason}
    record("programme ended", current, by=by, after=after, at=at)
    for activity in own.filter(status=Status.PLANNED, held_on__gte=ended_on):
        cancel_activity(activity, by=by, reason=reason, at=at)
    return current


@transaction.atomic
def plan_programme(programme, *, by, until, dates=None, at=None):
    """Plan its dates after today and up to `until`: all that are not planned yet, or those of
    `dates`. Planned again, none is doubled. Returns the activities."""
    at = at or timezone.now()
    current = lock_row(programme)
    _refuse_ended(current)
    if not (current.interval or current.per_year):
        words = "How often it comes round is not known. Change that first"
        raise ValidationError(words, code="frequency_unknown")
    tomorrow = timezone.localdate(at) + dt.timedelta(days=1)
    found = propose_programme(current, starts_on=tomorrow, ends_on=until)
    if dates is not None:
        dates = set(dates)
        found = [row for row in found if row.held_on in dates]
    shared = {name: getattr(current, name) for name in TAKEN}
    shared |= {name: list(getattr(current, name).all()) for name in SETS}
    shared |= {"programme": current, "title": current.title}
    rows = [
        shared | {"held_on": row.held_on, "starts_at": row.starts_at, "place": row.place[:300]}
        for row in found
    ]
    return log_activities(by=by, rows=rows, at=at)


def _often(text, per_year, meant):
    read = frequency_fields(text, per_year, meant)
    note = read["frequency_note"].replace("meetings a year", "times a year")
    return read | {"frequency_note": note}


def _check(programme, fields=("method", "principle", "level")):
    for name in ("method", "principle"):
        row = getattr(programme, name)
        if name in fields and row is not None and row.withdrawn_at:
            words = f"This {name} is no longer used. Choose another one"
            raise beside(name, words, f"{name}_withdrawn")
    if programme.level not in EngagementActivity.Level.values:
        raise beside("level", "Choose a level", "level_unknown")


def _refuse_ended(programme):
    if programme.ended_on:
        raise ValidationError("This programme has ended already", code="ended_already")
