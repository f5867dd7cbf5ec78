import pytest
from django.core.exceptions import ValidationError

from stakeholders import services
from stakeholders.editing import EditConflict
from stakeholders.models import Event, Office, Organisation, Person
from tests.stakeholders.factories import (
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)


def last_event():
    return Event.objects.first()


@pytest.fixture
def by(db):
    return PersonFactory(name="Adam Administrator")


def test_create_person_is_logged(by):
    person = services.create_person(by=by, name="Jo Rowan", email="jo@northmoor.example")
    assert (last_event().verb, last_event().actor) == ("person created", by)
    assert last_event().after == {"name": "Jo Rowan", "email": "jo@northmoor.example"}
    assert Event.objects.about(person).count() == 1


def test_create_person_needs_no_address_but_allows_each_only_once(by):
    services.create_person(by=by, name="Jo Rowan")
    services.create_person(by=by, name="Jo Rowan")
    services.create_person(by=by, name="Jo Rowan", email="jo@northmoor.example")
    with pytest.raises(ValidationError):
        services.create_person(by=by, name="Somebody", email="JO@northmoor.example")
    assert Person.objects.filter(name="Somebody").count() == 0


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_create_person_refuses_an_impossible_name(by, name):
    with pytest.raises(ValidationError):
        services.create_person(by=by, name=name)


def test_edit_person_moves_the_address_to_sign_in_with(by):
    user = UserFactory()
    services.edit_person(user.person, by=by, changes={"email": "new@northmoor.example"})
    user.refresh_from_db()
    assert user.email == "new@northmoor.example"
    assert [event.verb for event in Event.objects.all()] == [
        "sign-in address changed",
        "person edited",
    ]


def test_edit_person_keeps_an_address_that_is_needed_to_sign_in(by):
    user = UserFactory()
    with pytest.raises(ValidationError) as refusal:
        services.edit_person(user.person, by=by, changes={"email": ""})
    assert refusal.value.code == "address_needed"
    user.person.refresh_from_db()
    assert user.person.email == user.email
    assert Event.objects.count() == 0


def test_edit_person_without_a_difference_leaves_no_trace(by):
    person = PersonFactory()
    services.edit_person(person, by=by, changes={"name": person.name})
    assert Event.objects.count() == 0


def test_edit_person_refuses_an_edit_of_an_older_version(by):
    person = PersonFactory()
    services.edit_person(person, by=by, changes={"name": "Theirs"}, version=1)
    with pytest.raises(EditConflict):
        services.edit_person(person, by=by, changes={"name": "Mine"}, version=1)
    assert Person.objects.get(pk=person.pk).name == "Theirs"


def test_organisations_are_created_and_edited_with_a_trace(by):
    organisation = services.create_organisation(by=by, name="Northmoor Police", short_name="NP")
    assert last_event().verb == "organisation created"
    services.edit_organisation(organisation, by=by, changes={"short_name": "Police"})
    assert last_event().verb == "organisation edited"
    assert (last_event().before, last_event().after) == (
        {"short_name": "NP"},
        {"short_name": "Police"},
    )
    with pytest.raises(ValidationError):
        services.create_organisation(by=by, name="northmoor police")
    assert Organisation.objects.count() == 1


def test_the_office_is_set_up_once_and_edited(by):
    office = services.set_up_office(
        by=by, organisation=OrganisationFactory(), area="Northmoor", portal_name="Portal"
    )
    assert last_event().verb == "office set up"
    services.edit_office(office, by=by, changes={"area": "Southmoor"})
    assert last_event().verb == "office details edited"
    assert (last_event().before, last_event().after) == (
        {"area": "Northmoor"},
        {"area": "Southmoor"},
    )
    with pytest.raises(ValidationError):
        services.set_up_office(by=by, organisation=OrganisationFactory(), portal_name="Other")
    assert Office.objects.get().area == "Southmoor"


def test_the_offices_name_is_a_row(by):
    office = OfficeFactory()
    services.edit_organisation(office.organisation, by=by, changes={"name": "The Mayor's Office"})
    assert str(Office.objects.get()) == "The Mayor's Office"
