"""What the demo runs, and where."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from engagement_portal.processes import Child, broker_command, broker_program

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Demo:
    """Web server, worker, timer and broker, with their files in var/demo."""

    def __init__(self, host, port):
        self.host = host
        self.port = port
        self.folder = Path(settings.DEMO_DIR)
        self.logs = self.folder / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        # Not in var/demo: a socket's path may hold about a hundred characters only.
        self.sockets = Path(tempfile.mkdtemp(prefix="portal-demo-"))
        self.environment = os.environ | {
            "DEMO": "1",
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "engagement_portal.settings",
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def address(self):
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def children(self):
        """In the order in which they start; they stop in the other order."""
        broker = self.broker()
        self.environment.setdefault("REDIS_URL", f"filesystem://{self.folder / 'broker'}")
        # One process with threads: enough for one visitor, and small.
        web = ("gunicorn", "engagement_portal.wsgi", "--workers", "1", "--threads", "8")
        bind = ("--bind", self.address.removeprefix("http://"), "--no-control-socket")
        celery = ("celery", "-A", "engagement_portal")
        return [
            *broker,
            self.child("web", "-m", *web, *bind),
            self.child("worker", "-m", *celery, "worker", "--concurrency", "1", "-l", "INFO"),
            self.child("timer", "-m", *celery, "beat", "--pidfile", "", "-l", "INFO"),
        ]

    def child(self, name, *arguments, program=sys.executable):
        return Child(
            name,
            [program, *arguments],
            log_folder=self.logs,
            environment=self.environment,
            folder=settings.BASE_DIR,
        )

    def broker(self):
        """Ours, unless REDIS_URL names one; files serve where no broker program is to be had."""
        program = broker_program()
        if self.environment.get("REDIS_URL") or program is None:
            return []
        place = self.sockets / "broker.sock"
        self.environment["REDIS_URL"] = f"redis+socket://{place}"
        command = broker_command(program, place, self.sockets)
        return [self.child("broker", *command[1:], program=command[0])]

    def clear_up(self):
        shutil.rmtree(self.sockets, ignore_errors=True)
