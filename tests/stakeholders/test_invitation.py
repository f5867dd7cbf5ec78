"""From "Invite" on a person's page to the first sign-in, through a real mail server."""

import re

import pytest
from django.urls import reverse

from stakeholders.models import Event, Person, User
from tests.stakeholders.factories import OfficeFactory, PersonFactory
from tests.world import sign_in

PASSWORD = "seven loud geese"


@pytest.fixture
def invited(db):
    OfficeFactory()
    return PersonFactory(name="Jo <b>Rowan</b>", email="jo@northmoor.example")


def invite(client, person):
    return client.post(reverse("stakeholders:person-invite", kwargs={"pk": person.pk}), follow=True)


def link_in(post, message):
    return re.search(r"https?://[^/\s]+(/invitation/\S+)", post.text(message))[1]


def test_invitation_journey(client, administrator, invited, smtp_sink, settings):
    settings.SITE_URL = "https://portal.northmoor.example"
    sign_in(client, administrator)
    assert "The invitation is sent to jo@" in invite(client, invited).content.decode()
    [message] = smtp_sink.to("jo@northmoor.example")
    assert message["Subject"] == "Your invitation to the action plan"
    assert message["Reply-To"] == "engagement@northmoor.example"
    html, text = smtp_sink.html(message), smtp_sink.text(message)
    assert "Jo &lt;b&gt;Rowan&lt;/b&gt;" in html
    assert "<b>Rowan" not in html
    assert "Jo <b>Rowan</b>" in text
    link = link_in(smtp_sink, message)
    assert f'href="https://portal.northmoor.example{link}"' in html

    newcomer = type(client)()
    opened = newcomer.get(link)
    assert newcomer.get(link).url == opened.url, "opening it does not use it up"
    assert not User.objects.get(person=invited).has_usable_password()
    refused = newcomer.post(opened.url, {"password": "short"})
    assert refused.status_code == 422
    accepted = newcomer.post(opened.url, {"password": PASSWORD})
    assert accepted.url == reverse("home")
    assert newcomer.get(reverse("stakeholders:account")).status_code == 200
    assert [event.verb for event in Event.objects.all()] == [
        "invitation accepted",
        "invitation sent",
        "account created",
    ]

    late = type(client)()
    assert late.get(link).status_code == 410, "it works once"
    back = late.post("/sign-in/", {"username": "JO@northmoor.example", "password": PASSWORD})
    assert back.url == reverse("home")


def test_invitation_while_the_mail_server_is_down_says_so_and_can_be_sent_again(
    client, administrator, invited, smtp_down
):
    sign_in(client, administrator)
    page = invite(client, invited).content.decode()
    assert "The account is made, but the e-mail was not sent" in page
    assert "Invitation not sent" in page
    assert "Invite to sign in" in page
    assert [event.verb for event in Event.objects.all()] == ["account created"]


def test_invitation_that_is_refused_by_the_mail_server_says_so(
    client, administrator, invited, smtp_sink
):
    smtp_sink.refuse.add(invited.email)
    sign_in(client, administrator)
    assert "Invitation not sent" in invite(client, invited).content.decode()
    smtp_sink.refuse.clear()
    assert "Invited" in invite(client, invited).content.decode()
    assert [event.verb for event in Event.objects.all()] == ["invitation sent", "account created"]


def test_invitation_needs_an_address(client, administrator, smtp_sink):
    sign_in(client, administrator)
    person = PersonFactory(email="")
    url = reverse("stakeholders:person-invite", kwargs={"pk": person.pk})
    assert "Add an e-mail address" in client.get(url).content.decode()
    response = client.post(url)
    assert response.status_code == 422
    assert not User.objects.filter(person=person).exists()
    assert smtp_sink.messages == []


@pytest.mark.parametrize("role", ["coordinator", "auditor", "lead", "panel_member"])
def test_only_administrators_invite(client, invited, role, request, mailoutbox):
    sign_in(client, request.getfixturevalue(role))
    assert invite(client, invited).status_code == 403
    assert not User.objects.filter(person=invited).exists()
    assert mailoutbox == []


def test_an_invitation_link_of_one_opens_nothing_of_another(client, administrator, invited, lead):
    from stakeholders import services
    from stakeholders.invitations import invitation_link

    user = services.create_account(invited, by=administrator)
    token = invitation_link(user).rstrip("/").rsplit("/", 1)[1]
    from django.utils.http import urlsafe_base64_encode

    uid = urlsafe_base64_encode(str(lead.user.pk).encode())
    for name in ("invitation", "password-reset-confirm"):
        url = reverse(f"stakeholders:{name}", kwargs={"uidb64": uid, "token": token})
        assert client.get(url).status_code == 410
    url = reverse(
        "stakeholders:password-reset-confirm",
        kwargs={"uidb64": urlsafe_base64_encode(str(user.pk).encode()), "token": token},
    )
    assert client.get(url).status_code == 410
    assert Person.objects.get(pk=lead.pk).user.check_password("three quiet herons")
