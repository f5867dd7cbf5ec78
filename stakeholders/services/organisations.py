from django.db import transaction

from stakeholders.editing import change_row
from stakeholders.events import record, values_of
from stakeholders.models import Office, Organisation

FIELDS = ["name", "short_name", "kind", "website", "about"]
SETS = ["areas", "groups", "characteristics"]


@transaction.atomic
def create_organisation(*, by, name, at=None, **details):
    """`details` are the other fields of an organisation; `areas`, `groups` that it speaks for and
    `characteristics` are given as rows."""
    sets = {field: list(details.pop(field)) for field in SETS if field in details}
    organisation = Organisation(name=name, **details)
    organisation.full_clean()
    organisation.save()
    for field, rows in sets.items():
        getattr(organisation, field).set(rows)
    after = values_of(organisation, FIELDS) | sets
    record("organisation created", organisation, by=by, after=after, at=at)
    return organisation


def edit_organisation(organisation, *, by, changes, version=None, at=None):
    return change_row(
        organisation,
        by=by,
        verb="organisation edited",
        changes=changes,
        version=version,
        at=at,
    )


@transaction.atomic
def set_up_office(*, by, organisation, at=None, **details):
    """One installation, one office (design.md): its row, where there is none yet."""
    office = Office(pk=1, organisation=organisation, **details)
    office.full_clean()
    office.save(force_insert=True)
    after = values_of(office, ["organisation", *details])
    record("office set up", office, by=by, after=after, at=at)
    return office


def edit_office(office, *, by, changes, version=None, at=None):
    """The office's own details: its names are data, never code (domain.md)."""
    return change_row(
        office, by=by, verb="office details edited", changes=changes, version=version, at=at
    )
