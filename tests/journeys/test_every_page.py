"""Every page of the demo, as each role: nothing dead, nothing inaccessible, nothing too wide."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from stakeholders.access import GROUPS
from stakeholders.models import Person
from tests.browser import AXE_RULES_OF_WIDTH, assert_fits, axe_violations, visitors
from tests.world import sign_in

from .walking import Walk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # Whichever comes first in a process waits for the demo, beside other tests on a slow machine.
    pytest.mark.timeout(600),
]

# Who walks, how many kinds of page there are at least for them to see, and in how many parts their
# pages are looked at: a part takes less than a minute, and processes share them.
WALKERS = {
    "admin@example.org": (40, 2),
    "coordinator@example.org": (160, 6),
    "auditor@example.org": (70, 3),
    "lead@example.org": (35, 2),
    "lead2@example.org": (40, 2),
    "panel@example.org": (12, 1),
    "board@example.org": (12, 1),
    None: (10, 1),
}
PARTS = [(email, part) for email, (_, parts) in WALKERS.items() for part in range(parts)]
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


@pytest.fixture(scope="module")
def walks(demo_portal):
    """{email: Walk}: each found once in a process."""
    return {}


@pytest.fixture
def walk(walks, demo_portal, demo_files, settings, email):
    settings.MEDIA_ROOT, settings.SITE_URL = demo_files, demo_portal
    if email not in walks:
        client = Client()
        if email:
            sign_in(client, Person.objects.get(email=email))
        walks[email] = Walk(client, demo_portal).go()
    return walks[email]


# What databases do differently shows without a browser; how pages look is the same on both.
@pytest.mark.sqlite
@pytest.mark.parametrize("email", WALKERS, ids=str)
def test_every_link_leads_somewhere(walk, email):
    walk.ask_for_the_rest()
    assert walk.dead == []
    assert WALKERS[email][0] <= len(walk.kinds)
    assert walk.kinds.total() < walk.limit


@pytest.mark.parametrize(("email", "part"), PARTS, ids=str)
def test_every_page_is_whole_accessible_and_fits(visitor, walk, email, part):
    errors = []
    visitor.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    if email:
        sign_in(visitor, Person.objects.get(email=email))
    wrong = []
    for url in walk.pages[part :: WALKERS[email][1]]:
        assert visitor.goto(url).status == 200
        wrong += what_is_wrong(visitor)

    assert wrong == []
    assert errors == []


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
