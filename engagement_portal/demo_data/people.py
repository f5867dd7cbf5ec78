"""The demo's people, posts, bodies and accounts."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from stakeholders.events import record
from stakeholders.models import (
    Absence,
    BodyMembership,
    GovernanceBody,
    Office,
    Organisation,
    Person,
    Post,
    PostHolding,
    User,
)


def moment(day, hour=9, minute=0):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


class People:
    """Who is who, by the keys that the fixtures use."""

    def __init__(self, data, days):
        self.days = days
        self.organisations, self.posts, self.persons, self.bodies = {}, {}, {}, {}
        # The portal was set up before its first plan began.
        self.since = moment(days.day("m-15.start>work"))
        self.coordinator = None
        self._add_organisations(data)
        self._add_persons(data)
        self._add_holdings(data)
        self._add_bodies(data)
        self._add_accounts(data)

    def holders(self, key, day):
        """Who held a post on `day`, the latest to come first; nobody while it was vacant."""
        rows = self.posts[key].holdings.on(day).select_related("person")
        return [row.person for row in rows]

    def _added(self, obj):
        record(f"{obj._meta.verbose_name} added", obj, by=self.coordinator, at=self.since)
        return obj

    def _add_organisations(self, data):
        for row in data["organisations"]:
            self.organisations[row["key"]] = self._added(
                Organisation.objects.create(name=row["name"], short_name=row["short_name"])
            )
        office = dict(data["office"])
        organisation = self.organisations[office.pop("organisation")]
        Office.objects.update_or_create(pk=1, defaults={"organisation": organisation} | office)
        for row in data["posts"]:
            self.posts[row["key"]] = self._added(
                Post.objects.create(
                    title=row["title"], organisation=self.organisations[row["organisation"]]
                )
            )

    def _add_persons(self, data):
        for row in data["persons"]:
            self.persons[row["key"]] = self._added(
                Person.objects.create(name=row["name"], email=row["email"])
            )
        self.coordinator = self.persons["teasel"]

    def _add_holdings(self, data):
        for row in data["holdings"]:
            self._added(
                PostHolding.objects.create(
                    post=self.posts[row["post"]],
                    person=self.persons[row["person"]],
                    **self._from_to(row),
                )
            )
        for row in data["absences"]:
            self._added(
                Absence.objects.create(
                    person=self.persons[row["person"]],
                    deputy=self.persons.get(row["deputy"]),
                    **self._from_to(row),
                )
            )

    def _add_bodies(self, data):
        for row in data["bodies"]:
            fields = {name: row[name] for name in row if name not in ("key", "members")}
            fields["organisation"] = self.organisations[row["organisation"]]
            fields["contact_post"] = self.posts[row["contact_post"]]
            body = GovernanceBody.objects.create(slug=row["key"], **fields)
            self.bodies[row["key"]] = self._added(body)
            for seat in row["members"]:
                self._added(
                    BodyMembership.objects.create(
                        body=body,
                        person=self.persons[seat["person"]],
                        role=seat["role"],
                        private_papers=seat.get("private_papers", False),
                        **self._from_to(seat),
                    )
                )

    def _add_accounts(self, data):
        password = make_password(settings.DEMO_PASSWORD)
        for row in data["accounts"]:
            person = self.persons[row["person"]]
            user = User.objects.create(person=person, email=person.email, password=password)
            user.groups.set([Group.objects.get(name=name) for name in row["groups"]])
            self._added(user)

    def _from_to(self, row):
        return {
            "starts_on": self.days.day(row["from"]),
            "ends_on": self.days.day_or_none(row.get("to")),
        }
