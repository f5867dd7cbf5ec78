"""Areas, what communities have in common, the communities and the organisations themselves."""

import pytest
from django.core.exceptions import ValidationError

from stakeholders import services
from stakeholders.editing import EditConflict
from stakeholders.models import Area, CommunityGroup, Event, Organisation
from tests.stakeholders.directory_factories import (
    AreaFactory,
    CharacteristicFactory,
    CommunityGroupFactory,
)
from tests.stakeholders.factories import OrganisationFactory, PersonFactory


@pytest.fixture
def by(db):
    return PersonFactory(name="Cora Coordinator")


def verbs():
    return [event.verb for event in Event.objects.all()]


def codes(refusal):
    return [error.code for error in refusal.value.error_list]


def test_an_area_is_created_changed_withdrawn_and_restored(by):
    area = services.create_area(by=by, name="North")
    second = services.create_area(by=by, name="South")
    assert (area.position, second.position) == (0, 1)
    area = services.edit_area(area, by=by, changes={"name": "North and coast"}, version=1)
    area = services.withdraw_area(area, by=by)
    assert area.withdrawn_at
    assert services.withdraw_area(area, by=by).version == area.version
    assert services.restore_area(area, by=by).withdrawn_at is None
    assert verbs() == [
        "area restored",
        "area withdrawn",
        "area edited",
        "area created",
        "area created",
    ]
    with pytest.raises(ValidationError):
        services.create_area(by=by, name="SOUTH")


def test_an_area_moves_among_those_that_are_offered(by):
    one, two, three = (services.create_area(by=by, name=name) for name in ("A", "B", "C"))
    services.withdraw_area(two, by=by)
    assert services.move_area(three, by=by, up=True)
    offered = Area.objects.filter(withdrawn_at=None)
    assert [area.name for area in offered] == ["C", "A"]
    event = Event.objects.first()
    assert (event.verb, event.before, event.after) == ("area moved up", {"place": 2}, {"place": 1})
    assert not services.move_area(three, by=by, up=True)
    assert not services.move_area(one, by=by, up=False)
    assert not services.move_area(two, by=by, up=False)
    assert verbs().count("area moved up") == 1


def test_a_characteristic_is_created_and_changed(by):
    row = services.create_characteristic(by=by, title="Carers")
    row = services.edit_characteristic(row, by=by, changes={"special": True})
    assert (row.special, row.version) == (True, 2)
    assert verbs() == ["characteristic edited", "characteristic created"]


def test_a_group_is_logged_with_its_characteristics_and_areas(by):
    rural, north = CharacteristicFactory(title="Rural"), AreaFactory(name="North")
    group = services.create_group(
        by=by, name="  Hill   farmers ", characteristics=[rural], areas=[north]
    )
    assert group.name == "Hill farmers"
    after = Event.objects.get(verb="group created").after
    assert [row["text"] for row in after["characteristics"]] == ["Rural"]
    assert [row["text"] for row in after["areas"]] == ["North"]
    with pytest.raises(ValidationError):
        services.create_group(by=by, name="hill FARMERS")


def test_edit_group_logs_only_the_sets_that_changed(by):
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    rural = CharacteristicFactory(title="Rural")
    group = CommunityGroupFactory(areas=[north], characteristics=[rural])
    opened_on = group.version
    changes = {"areas": [south, north], "characteristics": [rural], "name": group.name}
    edited = services.edit_group(group, by=by, changes=changes, version=opened_on)
    event = Event.objects.get(verb="group edited")
    assert set(event.after) == {"areas"}
    assert [row["text"] for row in event.before["areas"]] == ["North"]
    assert set(edited.areas.all()) == {north, south}
    assert services.edit_group(edited, by=by, changes=changes).version == edited.version
    with pytest.raises(EditConflict):
        services.edit_group(group, by=by, changes={"areas": []}, version=opened_on)


def test_a_priority_needs_a_reason_and_without_it_keeps_none(by):
    with pytest.raises(ValidationError) as refusal:
        services.create_group(by=by, name="Victims", priority=True)
    assert refusal.value.error_dict["priority_reason"][0].code == "priority_reason_missing"
    group = services.create_group(
        by=by, name="Victims", priority=True, priority_reason="The plan names them"
    )
    group = services.edit_group(group, by=by, changes={"priority": False})
    assert (group.priority, group.priority_reason) == (False, "")
    with pytest.raises(ValidationError):
        services.edit_group(group, by=by, changes={"priority": True})


def test_a_group_is_withdrawn_with_a_reason_and_restored(by):
    group = CommunityGroupFactory()
    group = services.withdraw_group(group, by=by, reason="It dissolved")
    assert (group.is_in_force, group.withdrawn_reason) == (False, "It dissolved")
    assert not CommunityGroup.objects.in_force().exists()
    with pytest.raises(ValidationError) as refusal:
        services.withdraw_group(group, by=by, reason="Again")
    assert codes(refusal) == ["not_in_force"]
    group = services.restore_group(group, by=by)
    assert (group.is_in_force, group.withdrawn_reason) == (True, "")
    with pytest.raises(ValidationError) as refusal:
        services.restore_group(group, by=by)
    assert codes(refusal) == ["not_withdrawn"]
    assert verbs() == ["group restored", "group withdrawn"]


def test_an_organisation_says_for_whom_it_speaks(by):
    group, north = CommunityGroupFactory(name="Hill farmers"), AreaFactory(name="North")
    union = services.create_organisation(
        by=by,
        name="Moor Farmers",
        kind=Organisation.Kind.BUSINESS,
        website="https://moor-farmers.example/",
        groups=[group],
        areas=[north],
    )
    after = Event.objects.get(verb="organisation created").after
    assert after["groups"] == [{"id": group.pk, "text": "Hill farmers"}]
    assert after["kind"] == "business"
    union = services.edit_organisation(union, by=by, changes={"groups": [], "about": "Hills"})
    assert Event.objects.get(verb="organisation edited").after == {"groups": [], "about": "Hills"}
    assert (list(union.groups.all()), union.version) == ([], 2)
    assert OrganisationFactory(name="Moor Farmers") == union
