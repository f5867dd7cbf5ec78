"""pytest plugin: real servers, up before Django reads its settings.

pytest-django reads the settings before any conftest, so this is loaded by `-p` in pyproject.toml.
DATABASE_URL and REDIS_URL, where set, are used instead of servers of our own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.server_processes import Broker, Postgres

RUNNING = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["postgresql", "sqlite"],
        default=os.environ.get("TEST_DATABASE", "postgresql"),
        help="what the tests run on (default: postgresql, or TEST_DATABASE)",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    options = parser.parse_known_args(args)
    if not (options.help or options.version):
        start(early_config, options.database)
    return (yield)


def start(config, database):
    # Not TMPDIR: a socket's path may hold 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-", dir="/tmp"))
    folder.chmod(0o755)
    servers = config.stash[RUNNING] = []
    config.add_cleanup(lambda: stop(servers, folder))
    os.environ["TESTING"] = "1"
    os.environ["PORTAL_TEST_FOLDER"] = str(folder)
    if database == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'portal.sqlite3'}"
    elif not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = run(Postgres, folder / "postgres", servers)
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = run(Broker, folder / "broker", servers)


def run(kind, folder, servers):
    folder.mkdir(mode=0o755)
    server = kind(folder)
    servers.append(server)
    return server.start()


def stop(servers, folder):
    for server in servers:
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def pytest_report_header(config):
    return f"database: {config.option.database}, broker: {os.environ.get('REDIS_URL', 'none')}"


def pytest_collection_modifyitems(config, items):
    """Left out on SQLite, and counted as such: row locks that it does not have."""
    if config.option.database != "sqlite":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
