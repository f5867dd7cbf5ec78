"""The groups that a series meets with, and how often each of them meets."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.frequency import MOST_FORUMS, read_frequency, stated_frequency
from meetings.models import Forum, Frequency
from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of

from .meetings import cancel_meetings

FREQUENCY = (
    "frequency_text",
    "per_year",
    "per_year_stated",
    "interval",
    "interval_unit",
    "certainty",
    "frequency_note",
)


@transaction.atomic
def add_forum(
    series,
    *,
    by,
    name="",
    frequency_text="",
    per_year=None,
    meant="",
    as_often_as=None,
    at=None,
    **usual,
):
    """A forum more. How often it meets is read from the words unless `per_year` states it, or
    `meant` says which of their senses it is, or it is said by another forum (`as_often_as`).
    `usual` are its usual times and places."""
    series = lock_row(series)
    _refuse_if_withdrawn(series)
    _refuse_taken_name(series, name)
    last = series.forums.order_by("-position").values_list("position", flat=True).first()
    if as_often_as:
        often = {name: getattr(as_often_as, name) for name in FREQUENCY}
    else:
        read = frequency_fields(frequency_text, per_year, meant)
        often = {"frequency_text": frequency_text} | read
    forum = Forum.objects.create(
        series=series,
        name=name,
        position=0 if last is None else last + 1,
        **often,
        **usual,
    )
    start_frequency(forum, starts_on=None, at=at)
    after = values_of(forum, ["name", "frequency_text", "per_year", "frequency_note", *usual])
    after = {key: value for key, value in after.items() if value not in (None, "")}
    record("forum added", forum, by=by, after=after, at=at)
    return forum


@transaction.atomic
def add_forums(series, *, by, total, names=(), on, at=None):
    """Forums up to `total`, for words such as "Quarterly x 30".

    Those that have no name yet get the first names, new ones the rest; after the last name they
    are numbered. New forums meet as often as the first one does.
    """
    at = at or timezone.now()
    series = lock_row(series)
    _refuse_if_withdrawn(series)
    present = list(series.forums.in_force(on))
    if not len(present) < total <= MOST_FORUMS:
        raise ValidationError(
            {
                "total": ValidationError(
                    f"There are {len(present)} forums now. Enter a number from "
                    f"{len(present) + 1} to {MOST_FORUMS}",
                    code="total_out_of_range",
                )
            }
        )
    _refuse_twice(names)
    _refuse_too_many(names, total - sum(1 for forum in present if forum.name))
    pattern = present[0] if present else Forum()
    waiting = _names(series, names)
    for forum in present:
        if not forum.name:
            changes = {"name": next(waiting)}
            change_row(forum, by=by, verb="forum edited", changes=changes, at=at)
    for _ in range(total - len(present)):
        add_forum(series, by=by, name=next(waiting), as_often_as=pattern, at=at)
    return series


@transaction.atomic
def edit_forum(forum, *, by, changes, from_on=None, version=None, at=None):
    """Change a forum. New frequency words are read anew; `per_year` empty means: read them.

    How often it meets is changed from the day `from_on`: what was promised before it stays as it
    was, and so does what was held. Without that day the words before were wrong from their start.
    """
    at = at or timezone.now()
    changes = dict(changes)
    if "name" in changes:
        _refuse_taken_name(forum.series, changes["name"], but=forum)
    meant = changes.pop("meant", "")
    if meant or "frequency_text" in changes or "per_year" in changes:
        text = changes.get("frequency_text", forum.frequency_text)
        stated = forum.per_year if forum.per_year_stated else None
        changes |= frequency_fields(text, changes.get("per_year", stated), meant)
    before = values_of(lock_row(forum, version=version), FREQUENCY)
    verb = "forum edited"
    forum = change_row(forum, by=by, verb=verb, changes=changes, version=version, at=at)
    if before != values_of(forum, FREQUENCY):
        _keep_frequency(forum, before["frequency_text"], by=by, from_on=from_on, at=at)
    return forum


def _keep_frequency(forum, old_words, *, by, from_on, at):
    """The change as a row of the history: from its day on, or over the row that was wrong."""
    if from_on is None:
        latest = forum.frequencies.order_by("recorded_at", "pk").last()
        start_frequency(forum, starts_on=latest and latest.starts_on, at=at)
        return
    start_frequency(forum, starts_on=from_on, at=at)
    record(
        "frequency started",
        forum,
        by=by,
        before={"frequency_text": old_words},
        after={"frequency_text": forum.frequency_text, "starts_on": from_on},
        at=at,
    )


@transaction.atomic
def end_forum(forum, *, by, ended_on, reason, at=None):
    """The forum no longer meets from that day on; what was planned for later is cancelled."""
    at = at or timezone.now()
    if lock_row(forum).ended_on:
        raise ValidationError("This forum has ended already", code="ended_already")
    held = forum.meetings.filter(status="held", held_on__gte=ended_on).order_by("-held_on").first()
    if held:
        raise ValidationError(
            {
                "ended_on": ValidationError(
                    f"It met on {spoken(held.held_on)}. Enter a later date", code="held_later"
                )
            }
        )
    changes = {"ended_on": ended_on, "ended_reason": reason}
    forum = change_row(forum, by=by, verb="forum ended", changes=changes, at=at)
    cancel_meetings(forum=forum, from_day=ended_on, by=by, reason=reason, at=at)
    return forum


def start_frequency(forum, *, starts_on, at=None):
    """A row of the history for how often the forum meets now, from that day on."""
    own = {name: getattr(forum, name) for name in FREQUENCY}
    return Frequency.objects.create(
        forum=forum, starts_on=starts_on, recorded_at=at or timezone.now(), **own
    )


def frequency_fields(text, per_year=None, meant=""):
    """The fields of a Forum that follow from the words, a stated number, or a stated sense."""
    stated = per_year is not None or bool(meant)
    reading = stated_frequency(text, per_year, meant=meant) if stated else read_frequency(text)
    return {
        "per_year": reading.per_year,
        "per_year_stated": stated,
        "interval": reading.interval,
        "interval_unit": reading.interval_unit,
        "certainty": reading.certainty,
        "frequency_note": reading.note,
    }


def _names(series, names):
    """The given names, then "Forum 7" and so on, past numbers that are in use."""
    taken = {name.casefold() for name in series.forums.values_list("name", flat=True)}
    for name in names:
        _refuse_taken_name(series, name, field="names")
        yield name
    taken |= {name.casefold() for name in names}
    number = len(names)
    while True:
        number += 1
        if f"forum {number}" not in taken:
            yield f"Forum {number}"


def _refuse_too_many(names, room):
    if len(names) > room:
        raise ValidationError(
            {
                "names": ValidationError(
                    f"You gave {len(names)} names, and {room} forums need one",
                    code="too_many_names",
                )
            }
        )


def _refuse_twice(names):
    """Thirty forums of one name could not be told apart; those without a name are numbered."""
    known = set()
    for name in names:
        if name.casefold() in known:
            raise ValidationError(
                {
                    "names": ValidationError(
                        f"“{name}” is in the list more than once. Give each forum a name of its "
                        "own, or leave the names out to number them",
                        code="name_twice",
                    )
                }
            )
        known.add(name.casefold())


def _refuse_if_withdrawn(series):
    if series.withdrawn_at:
        raise ValidationError("This was withdrawn from the schedule", code="series_withdrawn")


def _refuse_taken_name(series, name, *, but=None, field="name"):
    others = series.forums.exclude(pk=but.pk) if but else series.forums
    if name and others.filter(name__iexact=name).exists():
        raise ValidationError(
            {
                field: ValidationError(
                    f"There is already a forum called “{name}” here", code="name_taken"
                )
            }
        )
