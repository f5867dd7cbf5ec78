"""Which duties and themes an objective or an action serves."""

from django.db import transaction

from stakeholders.editing import lock_row
from stakeholders.events import record


def set_duties(row, *, by, duties, version=None, at=None):
    """The statutory duties that an objective or an action helps to discharge."""
    return _assign(row, "duties", duties, verb="duties changed", by=by, version=version, at=at)


def set_themes(objective, *, by, themes, version=None, at=None):
    """The themes of the strategy that an objective serves."""
    return _assign(
        objective, "themes", themes, verb="themes changed", by=by, version=version, at=at
    )


@transaction.atomic
def _assign(row, name, chosen, *, verb, by, version, at):
    row = lock_row(row, version=version)
    before, after = list(getattr(row, name).all()), list(chosen)
    if {one.pk for one in before} == {one.pk for one in after}:
        return row
    getattr(row, name).set(after)
    row.version += 1
    row.save(update_fields=["version"])
    sides = {"before": {name: before}, "after": {name: after}}
    record(verb, row, by=by, plan=row.plan_id, at=at, **sides)
    return row
