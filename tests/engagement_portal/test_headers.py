"""What every answer tells the browser."""

import pytest
from django.test import RequestFactory

from engagement_portal.client_address import client_address
from tests.world import sign_in


@pytest.fixture
def headers(client):
    return client.get("/health/live").headers


def test_the_content_policy_allows_nothing_but_our_own(headers):
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    for name in ("object-src", "base-uri", "frame-ancestors", "frame-src"):
        assert policy[name] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_other_sites_learn_nothing_and_may_not_frame_us(headers):
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_page_may_use_camera_microphone_or_place(headers):
    for feature in ("camera", "geolocation", "microphone"):
        assert f"{feature}=()" in headers["Permissions-Policy"]


def test_no_copy_of_a_signed_in_page_answers_for_it(client, coordinator):
    assert "Cache-Control" not in client.get("/help/").headers
    sign_in(client, coordinator)
    for address in ("/", "/plans/", "/help/", "/nothing-here/"):
        kept = client.get(address).headers["Cache-Control"]
        assert set(kept.split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),  # nobody of ours wrote that header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the first was made up by the client
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "203.0.113.9"),
    ],
)
def test_a_client_can_not_make_up_its_address(settings, proxies, forwarded, believed):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    )
    assert client_address(request) == believed
