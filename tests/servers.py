"""pytest plugin: real servers, up before Django reads its settings.

pytest-django reads the settings before any conftest, so this is loaded by `-p` in pyproject.toml.
DATABASE_URL and REDIS_URL, where set, are used instead of servers of our own.

With `-n` each process has its own: what one test purges, locks or kills, no other test misses.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.server_processes import Broker, Postgres

RUNNING = pytest.StashKey()
MOST = 8  # processes, each with servers and a browser of its own


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
    os.environ["TESTING"] = "1"
    if not (options.help or options.version or only_hands_out(options)):
        start(early_config, options.database)
    return (yield)


def only_hands_out(options):
    """Whether the tests run in other processes than this one."""
    if "PYTEST_XDIST_WORKER" in os.environ or options.usepdb:
        return False
    asked = getattr(options, "numprocesses", 0)
    if asked in ("auto", "logical"):
        return processes() > 0
    if asked and os.environ.get("REDIS_URL"):
        raise pytest.UsageError("One broker is not for several processes: no -n, or no REDIS_URL.")
    return bool(asked)


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers():
    return processes()


def processes():
    """What `-n auto` means: one for each processor; none beside this one where that is all."""
    if os.environ.get("REDIS_URL"):
        return 0  # there is one queue for all
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(count, MOST) if count > 1 else 0


def start(config, database):
    # Not TMPDIR: a socket's path may hold 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-", dir="/tmp"))
    folder.chmod(0o755)
    servers = config.stash[RUNNING] = []
    config.add_cleanup(lambda: stop(servers, folder))
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
    broker = os.environ.get("REDIS_URL", "one for each process")
    return f"database: {config.option.database}, broker: {broker}"


def pytest_collection_modifyitems(config, items):
    """Left out on SQLite, and counted as such: row locks that it does not have."""
    if config.option.database != "sqlite":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
