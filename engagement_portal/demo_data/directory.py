"""The demo's areas, communities, organisations and the people who speak for them."""

from stakeholders.models import Characteristic, Office
from stakeholders.services import (
    add_contact,
    create_area,
    create_characteristic,
    create_group,
    create_organisation,
    edit_office,
    link_contact,
)

OF_A_CONTACT = ("name", "role", "email", "phone", "address", "preference", "needs", "basis_note")


def usual(rows):
    """{title: row} of what every portal begins with; what is not there any more is made anew."""
    return {row.title: row for row in rows}


class Directory:
    """Entered when the portal was set up; a contact three days later."""

    def __init__(self, data, days, people):
        self.days, self.people = days, people
        self.by = {"by": people.coordinator, "at": people.since}
        self.marks = usual(Characteristic.objects.all())
        for title in data["marks"].keys() - self.marks.keys():
            special = data["marks"][title]
            self.marks[title] = create_characteristic(title=title, special=special, **self.by)
        self.areas = {name: create_area(name=name, **self.by) for name in data["areas"]}
        self.groups = {row["key"]: self._group(row) for row in data["groups"]}
        self.organisations = {row["key"]: self._organisation(row) for row in data["organisations"]}
        for row in data["contacts"]:
            self._contact(row)
        changes = {"engagement_post": people.posts[data["look_after"]]}
        edit_office(Office.objects.get(), changes=changes, **self.by)

    def _group(self, row):
        return create_group(
            name=row["name"],
            about=row["about"],
            priority="priority" in row,
            priority_reason=row.get("priority", ""),
            characteristics=[self.marks[mark] for mark in row["marks"]],
            areas=[self.areas[name] for name in row.get("areas", [])],
            **self.by,
        )

    def _organisation(self, row):
        return create_organisation(
            name=row["name"],
            kind=row["kind"],
            groups=[self.groups[key] for key in row["speaks_for"]],
            areas=[self.areas[name] for name in row.get("areas", [])],
            characteristics=[self.marks[mark] for mark in row.get("marks", [])],
            **self.by,
        )

    def _contact(self, row):
        contact = add_contact(
            basis=row["basis"],
            purpose=row["purpose"],
            review_on=self.days.day(row["review"]),
            **{name: row[name] for name in OF_A_CONTACT if name in row},
            **self.by,
        )
        for key in row["of"]:
            link_contact(
                contact,
                organisation=self.organisations[key],
                condition=row.get("condition", ""),
                **self.by,
            )
