"""Staying signed in while at work, and losing no words where one was signed out meanwhile."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from objectives.models import ProgressUpdate
from tests.objectives.plans import make_action, make_plan
from tests.world import sign_in

pytestmark = pytest.mark.django_db
WORDS = "Sixty people came to the second evening."


def test_whoever_is_at_work_stays_signed_in(client, coordinator, time_machine):
    start = dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)
    time_machine.move_to(start)
    sign_in(client, coordinator)
    for hours in (11, 22):
        time_machine.move_to(start + dt.timedelta(hours=hours))
        assert client.get("/").status_code == 200
    time_machine.move_to(start + dt.timedelta(hours=22 + 13))
    assert client.get("/").status_code == 302


def test_a_page_soon_after_another_writes_no_session(
    client, coordinator, django_assert_max_num_queries
):
    sign_in(client, coordinator)
    with django_assert_max_num_queries(60) as queries:
        client.get("/")
    assert not [query for query in queries if "UPDATE" in query["sql"]]


@pytest.fixture
def update_page(coordinator):
    action = make_action(make_plan(coordinator), coordinator)
    return reverse("objectives:action-update", args=[action.pk])


def test_words_sent_after_being_signed_out_are_shown_and_not_saved(client, update_page):
    answer = client.post(
        update_page,
        {"status": "on_track", "comment": WORDS, "next_step": "<b>Two more</b> evenings"},
        headers={"Referer": f"http://testserver{update_page}"},
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f"readonly>{WORDS}</textarea>" in page
    assert "readonly>&lt;b&gt;Two more&lt;/b&gt; evenings</textarea>" in page
    assert f"{reverse('stakeholders:sign-in')}?next={update_page}" in page
    assert not ProgressUpdate.objects.exists()


def test_no_other_site_is_led_to_after_signing_in(client, update_page):
    answer = client.post(
        update_page, {"comment": WORDS}, headers={"Referer": "https://elsewhere.example/a b"}
    )
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("comment=x", "application/x-www-form-urlencoded; charset=utf-16"),
        ("&".join("x=1" for _ in range(5001)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_no_browser_sends_is_refused_with_a_page(update_page, body, kind, coordinator):
    visitor = sign_in(Client(enforce_csrf_checks=True, raise_request_exception=False), coordinator)
    visitor.get(update_page)  # for the cookie: without it the form is not even read
    answer = visitor.post(update_page, body, content_type=kind)
    assert answer.status_code == 400
    assert "could not read that" in answer.content.decode()


def test_no_password_is_shown(client):
    secret = "three words together"
    fields = {"old_password": secret, "new_password1": secret, "new_password2": secret}
    answer = client.post(reverse("stakeholders:password-change"), fields)
    assert answer.status_code == 302
    assert secret not in answer.content.decode()


def test_a_part_of_a_page_has_the_whole_page_loaded_again(client):
    answer = client.get("/plans/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_words_in_a_part_of_a_page_take_the_place_of_its_content(client, update_page):
    answer = client.post(update_page, {"comment": WORDS}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#main-content")
    assert WORDS in answer.content.decode()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_signed_out_while_typing(page, check_page, coordinator):
    action = make_action(make_plan(coordinator), coordinator)
    sign_in(page, coordinator)
    page.goto(reverse("objectives:action-update", args=[action.pk]))
    page.get_by_label("On track", exact=False).check()
    page.get_by_label("What has happened", exact=False).fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="You were signed out before this was saved").wait_for()
    check_page(page)
    assert page.get_by_label("What you typed").input_value() == WORDS
