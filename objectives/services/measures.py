"""Measures and their targets: what is followed, and what is to be reached by when."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.measures import is_period, month_words, refuse_impossible
from objectives.measures.typed import check_places
from objectives.models import Measure, MeasureTarget, Reading
from stakeholders.editing import change_row, lock_row, made_just_now
from stakeholders.events import plain, record, values_of
from stakeholders.ordering import next_position
from stakeholders.refusing import beside

MADE = "measure created"
# No figure is waited for longer; and far beyond it there are no dates.
LONGEST_READY = 1000
FIELDS = (
    "title",
    "definition",
    "source",
    "unit",
    "decimals",
    "better",
    "every_months",
    "ready_days",
    "first_on",
    "least",
    "most",
    "tolerance",
    "owner_post",
    "exempt_reason",
)


@transaction.atomic
def create_measure(plan, *, by, objectives=(), at=None, **fields):
    """`fields` are those of FIELDS; those with a default may be left out. Raises ValidationError
    (codes `objective_elsewhere`, `least_above_most`, `ready_too_late`,
    `tolerance_negative`, `every_months_missing`)."""
    at = at or timezone.now()
    plan = lock_row(plan)
    check_objectives(plan, objectives)
    measure = Measure(plan=plan, position=next_position(plan.measures), created_at=at, **fields)
    check_measure(measure)
    after = values_of(measure, FIELDS) | {"objectives": list(objectives)}
    after = {name: value for name, value in after.items() if value not in (None, "", [])}
    if twin := made_just_now(measure, MADE, by=by, after=after, plan=plan, at=at):
        return twin
    measure.save()
    measure.objectives.set(objectives)
    record(MADE, measure, by=by, after=after, plan=plan, at=at)
    return measure


@transaction.atomic
def edit_measure(measure, *, by, changes, objectives=None, version=None, at=None):
    """Change it; `objectives` where they are given. Once there are readings its unit stays
    (code `unit_fixed`), and so do the periods that they are of (`periods_fixed`)."""
    was = in_force(lock_row(measure, version=version))
    if objectives is not None:
        check_objectives(was.plan, objectives)
        changes = changes | {"objectives": objectives}

    def check(measure):
        check_measure(measure)
        check_readings_fit(measure, unit=was.unit)

    return change_row(
        measure,
        by=by,
        verb="measure edited",
        changes=changes,
        check=check,
        version=version,
        plan=measure.plan_id,
        at=at,
    )


@transaction.atomic
def withdraw_measure(measure, *, by, reason, at=None):
    """Nobody follows it any more; what was read of it stays."""
    in_force(lock_row(measure))
    return change_row(
        measure,
        by=by,
        verb="measure withdrawn",
        changes={"withdrawn_at": at or timezone.now(), "withdrawn_reason": reason},
        plan=measure.plan_id,
        at=at,
    )


@transaction.atomic
def set_targets(measure, *, by, targets, reason="", at=None):
    """`targets` is {day: value}; None takes the target of that day back. What stands for a day
    already is replaced, which needs the reason (code `reason_missing`). Returns the new rows."""
    at = at or timezone.now()
    measure = in_force(lock_row(measure))
    standing = targets_of(measure)
    new = {on: value for on, value in targets.items() if standing.get(on) != value}
    if any(standing.get(on) is not None for on in new) and not reason.strip():
        raise beside("reason", "Say why the target changes", "reason_missing")
    for value in new.values():
        if value is not None:
            check_places(value, measure)
            refuse_impossible(value, measure)
    rows = [
        MeasureTarget(
            measure=measure, on=on, value=value, reason=reason.strip(), by=by, recorded_at=at
        )
        for on, value in sorted(new.items())
    ]
    if rows:
        MeasureTarget.objects.bulk_create(rows)
        sides = {
            "before": {on.isoformat(): plain(standing.get(on)) for on in new},
            "after": {on.isoformat(): plain(value) for on, value in new.items()},
        }
        sides["after"] |= {"reason": reason.strip()} if reason.strip() else {}
        record("measure targets set", measure, by=by, plan=measure.plan_id, at=at, **sides)
    return rows


def targets_of(measure):
    """{day: value} of the targets that stand; None where one was taken back."""
    return dict(measure.targets.order_by("recorded_at", "pk").values_list("on", "value"))


def in_force(measure):
    if measure.withdrawn_at:
        raise ValidationError("This measure was withdrawn", code="measure_withdrawn")
    return measure


def check_objectives(plan, objectives):
    if any(objective.plan_id != plan.pk for objective in objectives):
        raise beside("objectives", "Choose objectives of this plan", "objective_elsewhere")


def check_measure(measure):
    if measure.least is not None and measure.most is not None and measure.least >= measure.most:
        raise beside("most", "The highest must be more than the lowest", "least_above_most")
    if measure.ready_days > LONGEST_READY:
        raise beside("ready_days", f"Enter {LONGEST_READY:,} days or less", "ready_too_late")
    if measure.tolerance < 0:
        raise beside("tolerance", "Enter 0 or more", "tolerance_negative")
    if not measure.every_months:
        raise beside(
            "every_months", "Say how many months lie between two readings", "every_months_missing"
        )


def check_readings_fit(measure, *, unit):
    """Readings and targets keep what they mean: 61.5 per cent never turns into 61.5 pounds."""
    read = set(Reading.objects.filter(measure=measure).values_list("on", flat=True))
    if measure.unit != unit and (read or measure.targets.exists()):
        raise beside(
            "unit",
            "There are figures in the old unit. Withdraw this measure and add another",
            "unit_fixed",
        )
    lost = sorted(on for on in read if not is_period(measure, on))
    if lost:
        raise beside(
            "first_on",
            f"There is a reading for {month_words(lost[0])}, which would be no period "
            "any more. Withdraw this measure and add another",
            "periods_fixed",
        )
