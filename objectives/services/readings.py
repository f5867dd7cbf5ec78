"""The figures of a measure, given and corrected. Nothing is overwritten."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.measures import doubt_about, month_words, refuse_impossible
from objectives.measures.periods import around
from objectives.measures.typed import check_places
from objectives.models import Reading
from stakeholders.dates import spoken
from stakeholders.editing import lock_row
from stakeholders.events import plain, record
from stakeholders.refusing import beside

from .measures import in_force


@transaction.atomic
def give_reading(measure, *, by, on, value, note="", post=None, sure=False, at=None):
    """The figure of the period that ends on `on`; a year late is a reading too.

    Raises ValidationError: `no_period`, `reading_ahead` and `reading_given` of the day;
    `too_high`, `too_low`, `too_precise`, `too_long` of the figure, and `in_doubt` where it can
    hardly be meant so and the giver is not `sure`.
    """
    at = at or timezone.now()
    measure = in_force(lock_row(measure))
    check_period(measure, on, today=timezone.localdate(at))
    value = Decimal(value)
    if given := reading_of(measure, on):
        if (given.value, given.note, given.by) == (value, note.strip(), by):
            return given  # The same button pressed twice.
        raise beside(
            "on",
            f"There is a reading for {month_words(on)} already. Correct that one, and say why",
            "reading_given",
        )
    check_figure(measure, value, on=on, sure=sure)
    reading = Reading.objects.create(
        measure=measure, on=on, value=value, note=note.strip(), post=post, by=by, recorded_at=at
    )
    after = {"on": on, "value": plain(value)} | ({"note": note.strip()} if note.strip() else {})
    record("reading given", measure, by=by, after=after, plan=measure.plan_id, at=at)
    return reading


@transaction.atomic
def correct_reading(reading, *, by, value, reason, note="", post=None, sure=False, at=None):
    """Another figure, or another note, for the same period, with the reason (`reason_missing`).
    The earlier one stays to be seen, and in every paper whose cut-off it was known at."""
    at = at or timezone.now()
    measure = in_force(lock_row(reading.measure))
    current = reading_of(measure, reading.on)
    value = Decimal(value)
    if (current.value, current.note) == (value, note.strip()):
        return current
    if not reason.strip():
        raise beside("reason", "Say why the figure changes", "reason_missing")
    check_figure(measure, value, on=reading.on, sure=sure)
    corrected = Reading.objects.create(
        measure=measure,
        on=reading.on,
        value=value,
        note=note.strip(),
        reason=reason.strip(),
        post=post,
        by=by,
        recorded_at=max(at, current.recorded_at),
    )
    before = {"value": plain(current.value)}
    after = {"on": reading.on, "value": plain(value), "reason": reason.strip()}
    record(
        "reading corrected",
        measure,
        by=by,
        before=before,
        after=after,
        plan=measure.plan_id,
        at=at,
    )
    return corrected


def reading_of(measure, on):
    """The reading that stands for the period now, or None."""
    return measure.readings.filter(on=on).order_by("recorded_at", "pk").last()


def check_period(measure, on, *, today):
    last, following = around(measure, on)
    if last != on:
        days = " or ".join(spoken(day) for day in (last, following) if day)
        raise beside(
            "on", f"No period of this measure ends on {spoken(on)}. Choose {days}", "no_period"
        )
    if on > today:
        raise beside(
            "on",
            f"This period is not over before {spoken(on)}. Give its figure after that",
            "reading_ahead",
        )


def check_figure(measure, value, *, on, sure):
    """Refuse what can't be; ask about what can hardly be meant."""
    try:
        check_places(value, measure)
        refuse_impossible(value, measure)
    except ValidationError as problem:
        raise ValidationError({"value": problem}) from None
    if sure:
        return
    latest = {}
    rows = measure.readings.exclude(on=on).order_by("on", "recorded_at", "pk")
    for day, known in rows.values_list("on", "value"):
        latest[day] = known
    if doubt := doubt_about(value, measure, latest.values()):
        raise beside("value", doubt.question, "in_doubt")
