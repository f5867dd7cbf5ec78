import pytest
from pytest_django.plugin import blocking_manager_key

from stakeholders.access import GROUPS
from tests import world as worlds


@pytest.fixture(autouse=True)
def files_of_one_test(settings, tmp_path):
    """Uploaded and written files stay in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real commits empties the database when it ends, the roles that the first
    migration made included: they are put back for the next one."""
    try:
        return (yield)
    finally:
        # After the last test there is no database any more.
        if nextitem is not None and commits(item):
            from django.contrib.auth.models import Group

            with item.config.stash[blocking_manager_key].unblock():
                for name in GROUPS:
                    Group.objects.get_or_create(name=name)


def commits(item):
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or bool({"transactional_db", "live_server"} & set(item.fixturenames))


# A person of each role, with an account: see tests/world.py.


@pytest.fixture
def administrator(db):
    return worlds.BUILDERS["administrator"]()


@pytest.fixture
def coordinator(db):
    return worlds.BUILDERS["coordinator"]()


@pytest.fixture
def auditor(db):
    return worlds.BUILDERS["auditor"]()


@pytest.fixture
def lead(db):
    """Holds the post "Head of Engagement": `lead.holdings.get().post`."""
    return worlds.BUILDERS["lead"]()


@pytest.fixture
def other_lead(db):
    """Holds the post "Safer Communities"."""
    return worlds.BUILDERS["other_lead"]()


@pytest.fixture
def panel_member(db):
    """Has a seat on the Northmoor Panel: `panel_member.memberships.get().body`."""
    return worlds.BUILDERS["panel_member"]()


@pytest.fixture
def board_member(db):
    """Has a seat on the Northmoor Board."""
    return worlds.BUILDERS["board_member"]()


@pytest.fixture
def outsider(db):
    """Has an account and nothing else."""
    return worlds.BUILDERS["outsider"]()
