"""Every page of the demo, as each role: nothing dead, nothing inaccessible, nothing too wide."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from stakeholders.access import GROUPS
from stakeholders.models import Person
from tests.browser import AXE_RULES_OF_WIDTH, assert_fits, axe_violations, visitors
from tests.world import sign_in

from .walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Who walks, and how many kinds of page there are at least for them to see.
WALKERS = {
    "admin@example.org": 30,
    "coordinator@example.org": 50,
    "auditor@example.org": 20,
    "lead@example.org": 10,
    "lead2@example.org": 10,
    "panel@example.org": 8,
    "board@example.org": 8,
    None: 6,
}
REFUSED = ["/people/", "/plans/", "/actions/1/update/", "/reports/build/"]


@pytest.fixture
def _django_db_helper(demo_portal):
    """Stands in for pytest-django's own: the demo stays for the whole module, so that no test is
    rolled back and none is followed by an empty database."""


@pytest.fixture(scope="module")
def demo_files(tmp_path_factory):
    """Where the demo's evidence files lie for as long as the demo is loaded."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def demo_portal(django_db_setup, django_db_blocker, demo_files):
    """The demo, loaded once for all who walk, and a server of its own: `live_server` would bring
    an empty database for each test."""
    with django_db_blocker.unblock():
        with override_settings(MEDIA_ROOT=demo_files):
            call_command("load_demo", stdout=StringIO())
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield server.url
        server._live_server_modified_settings.disable()
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
        for name in GROUPS:
            Group.objects.get_or_create(name=name)


@pytest.fixture
def visitor(browser, demo_portal, demo_files, settings):
    settings.MEDIA_ROOT, settings.SITE_URL = demo_files, demo_portal
    with visitors(browser, demo_portal) as open_page:
        yield open_page()


# A coordinator's hundred pages take a minute and more, beside other tests on a slow machine three.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("email", WALKERS, ids=str)
def test_every_page_is_whole_accessible_and_fits(visitor, demo_portal, email):
    errors = []
    visitor.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    if email:
        sign_in(visitor, Person.objects.get(email=email))
    walk = Walk(visitor, demo_portal)
    wrong = []
    for _ in walk.pages():
        wrong += what_is_wrong(visitor)
    walk.ask_for_the_rest()

    assert wrong == []
    assert walk.dead == []
    assert errors == []
    assert WALKERS[email] <= len(walk.kinds) < walk.limit


def what_is_wrong(page):
    for width, height, rules in ((1280, 900, None), (390, 844, AXE_RULES_OF_WIDTH)):
        page.set_viewport_size({"width": width, "height": height})
        yield from (f"at {width} px: {found}" for found in axe_violations(page, rules))
        try:
            assert_fits(page)
        except AssertionError as problem:
            yield str(problem)


@pytest.mark.parametrize("address", ["/no-such-page/", *REFUSED])
def test_a_page_that_is_refused_or_missing_says_so_properly(visitor, address):
    sign_in(visitor, Person.objects.get(email="panel@example.org"))
    assert visitor.goto(address).status in (403, 404)
    assert list(what_is_wrong(visitor)) == []
    assert visitor.get_by_role("heading", level=1).is_visible()
