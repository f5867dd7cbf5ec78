"""The demo's people, posts, bodies and accounts."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from stakeholders.models import GovernanceBody, Office
from stakeholders.services import (
    accept_invitation,
    add_member,
    appoint,
    create_account,
    create_body,
    create_organisation,
    create_person,
    create_post,
    edit_office,
    end_holding,
    end_membership,
    record_absence,
    set_roles,
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
        self.administrator = None
        self._add_persons(data)
        self._add_organisations(data)
        self._add_holdings(data)
        self._add_bodies(data)
        self._add_accounts(data)
        self.coordinator = self.persons[data["coordinator"]]

    def holders(self, key, day):
        """Who held a post on `day`, the latest to come first; nobody while it was vacant."""
        rows = self.posts[key].holdings.on(day).select_related("person")
        return [row.person for row in rows]

    @property
    def _by(self):
        return {"by": self.administrator, "at": self.since}

    def said_at(self, day, hour, *, since=None):
        """What the coordinator enters at that hour: not before the portal was there, or `since`,
        and not after today has begun."""
        at = max(moment(day, hour), since or self.since)
        return {"by": self.coordinator, "at": min(at, moment(self.days.today, 0))}

    def _add_persons(self, data):
        # The administrator comes first and is the only one whom nobody entered.
        rows = sorted(data["persons"], key=lambda row: row["key"] != data["administrator"])
        for row in rows:
            person = create_person(name=row["name"], email=row["email"], **self._by)
            self.persons[row["key"]] = person
            self.administrator = self.administrator or person

    def _add_organisations(self, data):
        for row in data["organisations"]:
            self.organisations[row["key"]] = create_organisation(
                name=row["name"], short_name=row["short_name"], **self._by
            )
        details = dict(data["office"])
        organisation = self.organisations[details.pop("organisation")]
        office, _ = Office.objects.get_or_create(pk=1, defaults={"organisation": organisation})
        edit_office(office, changes=details, **self._by)
        for row in data["posts"]:
            self.posts[row["key"]] = create_post(
                title=row["title"], organisation=self.organisations[row["organisation"]], **self._by
            )

    def _add_holdings(self, data):
        for row in data["holdings"]:
            holding = appoint(
                post=self.posts[row["post"]],
                person=self.persons[row["person"]],
                **self._from(row),
            )
            self._end(end_holding, holding, row)
        for row in data["absences"]:
            record_absence(
                person=self.persons[row["person"]],
                deputy=self.persons.get(row["deputy"]),
                ends_on=self.days.day(row["to"]),
                **self._from(row),
            )

    def _add_bodies(self, data):
        for row in data["bodies"]:
            details = {name: row[name] for name in row if name not in ("key", "members")}
            details["organisation"] = self.organisations[row["organisation"]]
            details["contact_post"] = self.posts[row["contact_post"]]
            body = create_body(**details, **self._by)
            # A short name for commands: `--body panel`.
            GovernanceBody.objects.filter(pk=body.pk).update(slug=row["key"])
            body.slug = row["key"]
            self.bodies[row["key"]] = body
            for member in row["members"]:
                seat = add_member(
                    body=body,
                    person=self.persons[member["person"]],
                    role=member["role"],
                    private_papers=member.get("private_papers", False),
                    **self._from(member),
                )
                self._end(end_membership, seat, member)

    def _add_accounts(self, data):
        for row in data["accounts"]:
            person = self.persons[row["person"]]
            user = create_account(person, **self._by)
            accept_invitation(user, password=settings.DEMO_PASSWORD, at=self.since)
            set_roles(person, roles=row["groups"], **self._by)

    def _from(self, row):
        """What began before the portal did was entered when it was set up."""
        starts_on = self.days.day(row["from"])
        at = max(self.since, moment(starts_on))
        return {"starts_on": starts_on, "by": self.administrator, "at": at}

    def _end(self, verb, held, row):
        if "to" in row:
            ends_on = self.days.day(row["to"])
            at = max(self.since, moment(ends_on, 17))
            verb(held, by=self.administrator, ends_on=ends_on, at=at)
