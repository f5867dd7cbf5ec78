"""A real Celery worker on the real broker, in a process of its own, on the test database."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engagement_portal.processes import stop_with_parent

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds


def test_database_url(settings):
    """The address of the database that this test uses, for another process."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    address, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{database['NAME']}?{options}".rstrip("?")


test_database_url.__test__ = False


def subprocess_environment(settings):
    """What another process needs to work on what this test sees: database, broker, mail."""
    return os.environ | {
        "TESTING": "1",
        "DATABASE_URL": test_database_url(settings),
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "SITE_URL": settings.SITE_URL,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


class Worker:
    def __init__(self, folder, environment, *, app="engagement_portal", name="worker"):
        self.app = app
        self.log_file = folder / f"{name}.log"
        self.environment = environment
        self.process = None

    def start(self, **environment):
        """Starts it and returns when it takes work. May be called again after `kill` or `stop`."""
        started = self.log_file.stat().st_size if self.log_file.exists() else 0
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(
                        sys.executable,
                        "-m",
                        "celery",
                        "-A",
                        self.app,
                        "worker",
                    ),
                    *("--concurrency", "1", "--loglevel", "INFO", "--without-mingle"),
                    "--without-gossip",
                ],
                cwd=ROOT,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=stop_with_parent,
            )
        wait_for(
            lambda: " ready." in self.log()[started:] or self.process.poll() is not None,
            self,
        )
        assert self.process.poll() is None, f"The worker did not start:\n{self.log()}"
        return self

    def log(self):
        return self.log_file.read_text(errors="replace")

    def wait_for(self, condition, seconds=PATIENCE):
        """Waits until `condition()` is true and returns what it gave; fails with the log."""
        return wait_for(condition, self, seconds)

    def kill(self):
        """As the kernel would: the worker and its children, in the middle of whatever it was."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def wait_for(condition, worker, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not (outcome := condition()):
        assert time.monotonic() < deadline, f"Waited {seconds} s in vain. Worker:\n{worker.log()}"
        time.sleep(0.05)
    return outcome


@pytest.fixture
def clean_broker():
    """The broker without what earlier tests left on it."""
    from engagement_portal.celery import app

    app.control.purge()


@pytest.fixture
def celery_worker(transactional_db, clean_broker, settings, tmp_path):
    """A worker, not yet started: ask for `smtp_sink` first if it is to send mail, then start()."""
    worker = Worker(tmp_path, subprocess_environment(settings))
    yield worker
    worker.stop()


@pytest.fixture
def broker_down(settings):
    """Celery's broker is where nothing answers; the running one is left alone."""
    from engagement_portal.celery import app

    nowhere = f"redis+socket://{os.environ['PORTAL_TEST_FOLDER']}/nobody-here.sock"
    names = ("broker_url", "broker_read_url", "broker_write_url")
    before = {name: app.conf[name] for name in names}
    settings.REDIS_URL = settings.CELERY_BROKER_URL = nowhere
    point(app, dict.fromkeys(names, nowhere))
    yield nowhere
    point(app, before)


def point(app, addresses):
    from kombu import pools

    app.conf.update(addresses)
    pools.reset()
    app._pool = app.amqp._producer_pool = None
