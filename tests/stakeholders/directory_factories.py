"""Communities and contacts for tests. Every value is fixed; numbers only keep names apart."""

import datetime

import factory

from stakeholders.models import (
    Area,
    Characteristic,
    CommunityGroup,
    Contact,
    ContactLink,
    SubjectRequest,
)

MOMENT = datetime.datetime(2026, 4, 1, 12, 0, tzinfo=datetime.UTC)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"District {n + 1}")
    position = factory.Sequence(lambda n: n)


class CharacteristicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Characteristic
        django_get_or_create = ("title",)

    title = factory.Sequence(lambda n: f"Characteristic {n + 1}")
    special = False


class CommunityGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommunityGroup
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Community {n + 1}")
    position = factory.Sequence(lambda n: n)

    @factory.post_generation
    def characteristics(group, create, rows, **kwargs):
        group.characteristics.set(rows or ())

    @factory.post_generation
    def areas(group, create, rows, **kwargs):
        group.areas.set(rows or ())


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    name = factory.Sequence(lambda n: f"Contact Person {n + 1}")
    email = factory.Sequence(lambda n: f"contact{n + 1}@community.example")
    basis = Contact.Basis.PUBLIC_TASK
    purpose = "To invite the group to meetings with the Commissioner"
    review_on = datetime.date(2027, 4, 1)
    created_at = MOMENT


class ContactLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactLink

    contact = factory.SubFactory(ContactFactory)
    group = factory.SubFactory(CommunityGroupFactory)


class SubjectRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SubjectRequest

    contact = factory.SubFactory(ContactFactory)
    kind = SubjectRequest.Kind.ACCESS
    received_on = datetime.date(2026, 6, 1)
    due_on = datetime.date(2026, 7, 1)
