import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from stakeholders import services
from stakeholders.access import ADMINISTRATOR, AUDITOR, CONTACT_KEEPER, COORDINATOR
from stakeholders.models import Event, Person, User
from tests.stakeholders.factories import PersonFactory, UserFactory


def roles_of(person):
    return sorted(person.user.groups.values_list("name", flat=True))


def test_give_role_and_take_role_are_logged(administrator, outsider):
    services.give_role(outsider, by=administrator, role=COORDINATOR)
    event = Event.objects.first()
    assert (event.verb, event.actor, event.after) == (
        "role given",
        administrator,
        {"role": COORDINATOR},
    )
    services.take_role(outsider, by=administrator, role=COORDINATOR)
    event = Event.objects.first()
    assert (event.verb, event.before) == ("role taken", {"role": COORDINATOR})
    assert roles_of(outsider) == []


def test_set_roles_logs_each_difference_and_nothing_else(administrator, coordinator):
    roles = [COORDINATOR, ADMINISTRATOR]
    services.set_roles(coordinator, by=administrator, roles=roles)
    services.set_roles(coordinator, by=administrator, roles=roles)
    assert [event.verb for event in Event.objects.all()] == ["role given"]


@pytest.mark.parametrize("other", [ADMINISTRATOR, COORDINATOR])
def test_an_auditor_has_no_other_role(administrator, auditor, other):
    with pytest.raises(ValidationError) as refusal:
        services.give_role(auditor, by=administrator, role=other)
    assert refusal.value.code == "auditor_alone"
    assert roles_of(auditor) == [AUDITOR]


def test_an_auditor_may_keep_contacts(administrator, auditor):
    services.give_role(auditor, by=administrator, role=CONTACT_KEEPER)
    assert roles_of(auditor) == [AUDITOR, CONTACT_KEEPER]


def test_a_role_needs_an_account(administrator):
    with pytest.raises(ValidationError) as refusal:
        services.give_role(PersonFactory(), by=administrator, role=AUDITOR)
    assert refusal.value.code == "no_account"


def test_the_last_administrator_keeps_the_role(administrator):
    with pytest.raises(ValidationError) as refusal:
        services.take_role(administrator, by=administrator, role=ADMINISTRATOR)
    assert refusal.value.code == "last_administrator"
    assert roles_of(administrator) == [ADMINISTRATOR]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("why", ["deactivated", "never signed in"])
def test_an_administrator_who_cannot_sign_in_does_not_count(administrator, why):
    other = UserFactory(roles=[ADMINISTRATOR], is_active=why != "deactivated")
    if why == "never signed in":
        other.set_unusable_password()
        other.save()
    with pytest.raises(ValidationError):
        services.take_role(administrator, by=administrator, role=ADMINISTRATOR)


def test_one_of_two_administrators_may_lose_the_role(administrator):
    UserFactory(roles=[ADMINISTRATOR])
    services.take_role(administrator, by=administrator, role=ADMINISTRATOR)
    assert roles_of(administrator) == []


@pytest.mark.postgresql
def test_two_administrators_cannot_take_the_role_from_each_other_at_once(transactional_db):
    both = [UserFactory(roles=[ADMINISTRATOR]).person for _ in range(2)]
    start, refused = threading.Barrier(2), []

    def take_from(person):
        try:
            start.wait()
            services.take_role(Person.objects.get(pk=person.pk), by=person, role=ADMINISTRATOR)
        except ValidationError:
            refused.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=take_from, args=[person]) for person in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(groups__name=ADMINISTRATOR).count() == 1
