"""Absences with deputies: who answers for somebody's posts while they are away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Absence, Person

FIELDS = ["person", "deputy", "starts_on", "ends_on"]


@transaction.atomic
def record_absence(*, person, by, starts_on, ends_on=None, deputy=None, at=None):
    absence = Absence(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    _check(absence)
    absence.save()
    record("absence recorded", absence, by=by, after=values_of(absence, FIELDS), at=at)
    return absence


@transaction.atomic
def edit_absence(absence, *, by, changes, version=None, at=None):
    """Other dates or another deputy; an early return is an earlier last day."""
    absence = change_row(
        absence, by=by, verb="absence edited", changes=changes, version=version, at=at
    )
    _check(absence)
    return absence


@transaction.atomic
def remove_absence(absence, *, by, at=None):
    """For an absence that never was. The log keeps it."""
    absence = lock_row(absence)
    record("absence removed", absence, by=by, before=values_of(absence, FIELDS), at=at)
    absence.delete()


def _check(absence):
    absence.full_clean()
    # Both people are locked, so that two absences recorded at once see each other.
    both = [absence.person_id, absence.deputy_id]
    list(Person.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    rows = Absence.objects.exclude(pk=absence.pk).select_related("person", "deputy")
    rows = list(rows.touching(absence.starts_on, absence.ends_on))
    own = next((row for row in rows if row.person_id == absence.person_id), None)
    if own:
        until = f"until {spoken(own.ends_on)}" if own.ends_on else "with no last day yet"
        raise ValidationError(
            f"{absence.person} is away from {spoken(own.starts_on)} {until} already. "
            "Change that absence instead.",
            code="overlap",
        )
    if absence.deputy_id is None:
        return
    if absence.deputy_id == absence.person_id:
        raise ValidationError(
            {"deputy": f"{absence.person} can't be their own deputy: choose somebody else"},
        )
    if chain := _circle(absence, rows):
        names = " for ".join(str(person) for person in chain)
        raise ValidationError(
            {"deputy": f"On some days nobody would be left: {names}. Choose somebody else"},
        )


def _circle(absence, rows):
    """The people of a circle of deputies that `absence` would close on some day, or None.

    A circle needs a day on which everybody in it is away, so the days are narrowed at each step.
    """

    def follow(chain, starts_on, ends_on):
        for row in rows:
            if row.person_id != chain[-1].pk or row.deputy_id is None:
                continue
            first = max(starts_on, row.starts_on)
            last = min((day for day in (ends_on, row.ends_on) if day), default=None)
            if last is not None and last < first:
                continue
            if row.deputy_id == absence.person_id:
                return [*chain, row.deputy]
            if row.deputy not in chain and (found := follow([*chain, row.deputy], first, last)):
                return found
        return None

    return follow([absence.person, absence.deputy], absence.starts_on, absence.ends_on)
