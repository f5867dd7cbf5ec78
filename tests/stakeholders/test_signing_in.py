import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from stakeholders import services
from stakeholders.models import Event
from tests.stakeholders.factories import PASSWORD
from tests.world import sign_in

SIGN_IN = "/sign-in/"
NEW = "seven loud geese"


def attempt(client, email, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": email, "password": password}, **extra)


def is_signed_in(client):
    return client.get(reverse("stakeholders:account")).status_code == 200


def codes(response, field="__all__"):
    return [error.code for error in response.context["form"].errors.as_data()[field]]


@pytest.mark.parametrize("email", ["olga@northmoor.example", " OLGA@Northmoor.example "])
def test_sign_in_by_address_in_any_case(client, outsider, email):
    response = attempt(client, email)
    assert response.url == reverse("home")
    assert is_signed_in(client)


def test_sign_in_leads_to_the_page_that_was_asked_for(client, outsider):
    asked = client.get(reverse("stakeholders:account"))
    assert asked.url == f"{SIGN_IN}?next=/account/"
    response = client.post(asked.url, {"username": outsider.email, "password": PASSWORD})
    assert response.url == "/account/"


def test_sign_in_leads_to_no_other_site(client, outsider):
    url = f"{SIGN_IN}?next=https://elsewhere.example/"
    response = client.post(url, {"username": outsider.email, "password": PASSWORD})
    assert response.url == reverse("home")


def test_sign_in_says_the_same_for_a_wrong_password_and_an_unknown_address(
    client, administrator, outsider
):
    wrong = attempt(client, outsider.email, "not this one")
    unknown = attempt(client, "nobody@northmoor.example", "not this one")
    services.deactivate_account(outsider, by=administrator)
    deactivated = attempt(client, outsider.email)
    answers = [wrong, unknown, deactivated]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert [codes(answer) for answer in answers] == [["invalid_login"]] * 3
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["", "no address", "x" * 5000 + "@example.org", "a@b\x00.c"])
def test_sign_in_with_no_address_at_all(client, db, email):
    response = attempt(client, email)
    assert response.status_code == 422
    assert "username" in response.context["form"].errors


def test_sign_out_ends_the_session(client, outsider):
    sign_in(client, outsider)
    assert client.get("/sign-out/").status_code == 405
    response = client.post("/sign-out/", follow=True)
    assert b"You are signed out" in response.content
    assert not is_signed_in(client)
    assert not Session.objects.exists()


def test_sign_in_is_locked_after_five_failures_whatever_the_case(client, outsider):
    for email in ("olga@northmoor.example", "OLGA@northmoor.example", "Olga@Northmoor.example"):
        assert attempt(client, email, "wrong").status_code == 422
    attempt(client, outsider.email, "wrong", headers={"user-agent": "Another browser"})
    locked = attempt(client, outsider.email, "wrong")
    assert locked.status_code == 429
    assert "stakeholders/locked_out.html" in [template.name for template in locked.templates]
    assert "15 minutes" in locked.content.decode()
    # The right password does not help while the lock is on.
    assert attempt(client, outsider.email).status_code == 429


def test_a_lock_holds_for_one_address_and_one_place_only(client, outsider, lead):
    for _ in range(5):
        attempt(client, outsider.email, "wrong")
    assert attempt(client, lead.email).status_code == 302
    client.post("/sign-out/")
    assert attempt(client, outsider.email, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_lock_opens_by_itself(client, outsider, time_machine):
    for _ in range(5):
        attempt(client, outsider.email, "wrong")
    start = timezone.now()
    time_machine.move_to(start + timedelta(minutes=14), tick=False)
    assert attempt(client, outsider.email).status_code == 429
    time_machine.move_to(start + timedelta(minutes=16), tick=False)
    assert attempt(client, outsider.email).status_code == 302


def test_a_success_clears_the_failures_before_it(client, outsider):
    for _ in range(2):
        for _ in range(4):
            assert attempt(client, outsider.email, "wrong").status_code == 422
        assert attempt(client, outsider.email).status_code == 302
        client.post("/sign-out/")


def test_an_administrator_sees_the_lock_and_opens_it(client, administrator, outsider):
    for agent in "abcde":
        attempt(client, outsider.email, "wrong", headers={"user-agent": agent})
    sign_in(client, administrator)
    page = client.get(reverse("stakeholders:person-detail", kwargs={"pk": outsider.pk}))
    assert page.context["locked_until"] > timezone.now()
    client.post(reverse("stakeholders:account-unlock", kwargs={"pk": outsider.pk}))
    assert Event.objects.first().verb == "sign-in unlocked"
    page = client.get(reverse("stakeholders:person-detail", kwargs={"pk": outsider.pk}))
    assert page.context["locked_until"] is None
    client.post("/sign-out/")
    assert attempt(client, outsider.email).status_code == 302


def test_sessions_end_when_the_account_is_deactivated_and_stay_ended(
    client, administrator, outsider, lead
):
    sign_in(client, outsider)
    other = type(client)()
    sign_in(other, lead)
    services.deactivate_account(outsider, by=administrator)
    assert not is_signed_in(client)
    assert is_signed_in(other)
    services.reactivate_account(outsider, by=administrator)
    assert not is_signed_in(client)


def test_change_password_keeps_this_session_and_ends_the_others(client, outsider):
    sign_in(client, outsider)
    other = type(client)()
    sign_in(other, outsider)
    url = reverse("stakeholders:password-change")
    response = client.post(url, {"current": PASSWORD, "password": NEW})
    assert response.url == reverse("stakeholders:account")
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert Event.objects.first().verb == "password changed"


@pytest.mark.parametrize(
    ("current", "password", "field", "code"),
    [
        ("", NEW, "current", "required"),
        ("not mine", NEW, "current", "wrong_password"),
        (PASSWORD, "", "password", "required"),
        (PASSWORD, "short", "password", "password_too_short"),
        (PASSWORD, "passwordpassword1", "password", None),
        (PASSWORD, "olga@northmoor.example", "password", "password_too_similar"),
        (PASSWORD, "918273645546372819", "password", "password_entirely_numeric"),
        (PASSWORD, "x" * 1001, "password", "max_length"),
    ],
)
def test_change_password_says_what_is_wrong(client, outsider, current, password, field, code):
    sign_in(client, outsider)
    url = reverse("stakeholders:password-change")
    response = client.post(url, {"current": current, "password": password})
    if code is None:
        assert response.status_code == 302
        return
    assert response.status_code == 422
    assert code in codes(response, field)
    assert Event.objects.count() == 0


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def test_password_reset_by_the_link_in_the_mail(client, outsider, mailoutbox):
    for _ in range(5):
        attempt(client, outsider.email, "wrong")
    response = client.post("/password-reset/", {"email": "OLGA@northmoor.example"})
    assert response.url == reverse("stakeholders:password-reset-sent")
    link = link_in(mailoutbox[0])
    form = client.get(link)
    assert form.url.endswith("/set-password/"), "the token stays out of the page's address"
    assert client.get(link).url == form.url, "opening it does not use it up"
    assert client.post(form.url, {"password": "short"}).status_code == 422
    saved = client.post(form.url, {"password": NEW})
    assert saved.url == SIGN_IN
    # It also opened the lock: whoever reads the mail is who they say.
    assert attempt(client, outsider.email, NEW).status_code == 302
    assert [event.verb for event in Event.objects.all()] == [
        "password reset",
        "password reset asked for",
    ]
    client.post("/sign-out/")
    assert client.get(link).status_code == 410


def test_password_reset_link_dies_after_a_day(client, outsider, mailoutbox, time_machine):
    client.post("/password-reset/", {"email": outsider.email})
    link = link_in(mailoutbox[0])
    time_machine.move_to(timezone.now() + timedelta(hours=24, minutes=1), tick=False)
    assert client.get(link).status_code == 410


def test_password_reset_link_dies_with_the_account(client, administrator, outsider, mailoutbox):
    client.post("/password-reset/", {"email": outsider.email})
    link = link_in(mailoutbox[0])
    form = client.get(link)
    services.deactivate_account(outsider, by=administrator)
    assert client.get(link).status_code == 410
    assert client.post(form.url, {"password": NEW}).status_code == 410
    services.reactivate_account(outsider, by=administrator)
    assert attempt(client, outsider.email, NEW).status_code == 422, "nothing was saved"


def test_password_reset_says_the_same_to_everybody(client, outsider, mailoutbox):
    known = client.post("/password-reset/", {"email": outsider.email}, follow=True)
    unknown = client.post("/password-reset/", {"email": "no@northmoor.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert len(mailoutbox) == 1


def test_password_reset_says_the_same_while_the_mail_server_is_down(client, outsider, smtp_down):
    response = client.post("/password-reset/", {"email": outsider.email})
    assert response.url == reverse("stakeholders:password-reset-sent")


def test_password_reset_sends_after_the_answer_is_given(outsider, mailoutbox, rf):
    from stakeholders.views.signing_in import PasswordReset

    request = rf.post("/password-reset/", {"email": outsider.email})
    response = PasswordReset.as_view()(request)
    assert mailoutbox == []
    response.close()
    response.close()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("email", ["", "no address"])
def test_password_reset_asks_for_an_address(client, db, email):
    response = client.post("/password-reset/", {"email": email})
    assert response.status_code == 422
    assert "email" in response.context["form"].errors


def test_account_shows_what_follows_from_posts(client, lead):
    sign_in(client, lead)
    page = client.get(reverse("stakeholders:account")).content.decode()
    assert "Head of Engagement" in page
    assert "no role yet" not in page


def test_account_says_when_there_is_little_to_see(client, outsider):
    sign_in(client, outsider)
    assert "no role yet" in client.get(reverse("stakeholders:account")).content.decode()
