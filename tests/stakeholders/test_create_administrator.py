import re

import pytest
from django.core.management import CommandError, call_command

from stakeholders.models import Office, Person, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

NADIA = {"name": "Nadia New", "email": "nadia@northmoor.example", "office": "Office for Northmoor"}


def test_a_new_portal_gets_its_office_and_somebody_who_can_invite(client, capsys):
    call_command("create_administrator", **NADIA)

    assert Office.objects.get().organisation.name == "Office for Northmoor"
    assert Person.objects.get().access.administrator
    link = re.search(r"https?://\S+", capsys.readouterr().out).group()
    assert client.get(re.sub(r"^https?://[^/]+", "", link), follow=True).status_code == 200


def test_the_second_administrator_needs_no_office(client):
    call_command("create_administrator", **NADIA)
    call_command("create_administrator", name="Nils", email="nils@northmoor.example")

    assert User.objects.count() == 2
    assert Office.objects.count() == 1


@pytest.mark.parametrize("email", ["not an address", "a@b@c"])
def test_an_impossible_address_leaves_nothing_behind(email):
    with pytest.raises(CommandError):
        call_command("create_administrator", **NADIA | {"email": email})

    assert not Person.objects.exists()
    assert not Office.objects.exists()


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "")
    with pytest.raises(CommandError, match="--email"):
        call_command("create_administrator", name="Nadia")


def test_somebody_who_has_an_account_is_refused():
    call_command("create_administrator", **NADIA)
    User.objects.update(password="chosen")
    with pytest.raises(CommandError, match="can sign in already"):
        call_command("create_administrator", **NADIA)
