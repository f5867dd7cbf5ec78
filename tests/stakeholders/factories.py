"""People, posts and bodies for tests. Every value is fixed; numbers only keep names apart."""

import datetime
import uuid

import factory
from django.contrib.auth.models import Group

from stakeholders.models import (
    Absence,
    BodyMembership,
    Digest,
    DigestItem,
    GovernanceBody,
    Office,
    Organisation,
    Person,
    Post,
    PostHolding,
    User,
)

# Everybody's, in tests.
PASSWORD = "three quiet herons"
LONG_AGO = datetime.date(2020, 4, 1)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Organisation {n + 1}")


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ("id",)

    id = 1
    organisation = factory.SubFactory(
        OrganisationFactory, name="Office of the Commissioner for Northmoor"
    )
    area = "Northmoor"
    portal_name = "Engagement action plan"
    contact_email = "engagement@northmoor.example"
    contact_phone = "01632 960000"
    address = "1 Moor Street\nNorthmoor"
    data_protection_email = "data.protection@northmoor.example"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n + 1}")
    email = factory.Sequence(lambda n: f"person{n + 1}@northmoor.example")


class UserFactory(factory.django.DjangoModelFactory):
    """An account. `UserFactory(roles=["Auditor"])` puts it into groups."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    email = factory.SelfAttribute("person.email")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create, names):
        if create and names:
            self.groups.set([Group.objects.get(name=name) for name in names])


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    title = factory.Sequence(lambda n: f"Post {n + 1}")
    organisation = factory.SubFactory(OrganisationFactory)


class PostHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostHolding

    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = LONG_AGO


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Absence

    person = factory.SubFactory(PersonFactory)
    deputy = factory.SubFactory(PersonFactory)
    starts_on = datetime.date(2026, 3, 2)
    ends_on = datetime.date(2026, 3, 13)


class GovernanceBodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GovernanceBody

    name = factory.Sequence(lambda n: f"Body {n + 1}")
    slug = factory.Sequence(lambda n: f"body-{n + 1}")
    form = GovernanceBody.Form.PANEL


class BodyMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BodyMembership

    body = factory.SubFactory(GovernanceBodyFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = LONG_AGO


class DigestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Digest

    person = factory.SubFactory(PersonFactory)
    on = datetime.date(2026, 3, 3)
    address = factory.SelfAttribute("person.email")
    batch = factory.LazyFunction(uuid.uuid4)
    decided_at = datetime.datetime(2026, 3, 3, 7, tzinfo=datetime.UTC)


class DigestItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DigestItem

    digest = factory.SubFactory(DigestFactory)
    source = "action"
    object_id = factory.Sequence(lambda n: n + 1)
    plan_id = 1
    rule = "overdue"
    ground = "deadline 1"
