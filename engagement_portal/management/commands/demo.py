import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from engagement_portal.demo import LOOPBACK, Demo
from engagement_portal.processes import is_free, stop_with_parent

PATIENCE = 60  # seconds until the portal must answer


class Command(BaseCommand):
    help = "Runs the whole portal on this machine with made-up data, until Ctrl-C."
    # The database is made here.
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--fresh", action="store_true", help="throw away what was done in earlier starts"
        )

    def handle(self, *args, **options):
        host, port = self.place()
        self.stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        if os.environ.get("MAKELEVEL"):
            stop_with_parent()  # where `make` was killed, Ctrl-C would reach nobody any more
        with self.only_one():
            if not is_free(host, port):
                raise CommandError(
                    f"Port {port} is taken by another program. Choose another: make demo PORT=8001"
                )
            if options["fresh"]:
                forget(settings.DEMO_DIR)
            demo = Demo(host, port)
            children = []
            try:
                self.prepare()
                children = demo.children()
                self.run(demo, children)
            finally:
                self.stop(children)
                demo.clear_up()

    def place(self):
        host = os.environ.get("HOST") or "127.0.0.1"
        if not settings.DEMO:
            raise CommandError("The demo needs DEMO=1 in the environment. Run: make demo")
        if host not in LOOPBACK:
            raise CommandError(
                f"The demo does not start on {host}: its passwords are known to everybody, so it "
                "runs on this machine's own address only. Leave HOST out. To run the portal for "
                "others, see 'Run it for an office' in README.md."
            )
        port = os.environ.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT={port} is no port. Give a number from 1024 to 65535.")
        if not (settings.BASE_DIR / "static" / "built" / "portal.css").exists():
            raise CommandError("The style sheet has not been built. Run: make assets")
        return host, int(port)

    @contextlib.contextmanager
    def only_one(self):
        """Two demos on one database and one mail folder would confuse their readers."""
        settings.DEMO_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.DEMO_DIR / LOCK).open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise CommandError(
                    "The demo is running already. Stop that one first: press Ctrl-C where it was "
                    f"started, or type: kill {lock.read().strip()}"
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    def prepare(self):
        self.step("migrate", "--verbosity", "0", saying="Making the database ready")
        if not apps.get_model("actionplans", "ActionPlan").objects.exists():
            self.step("load_demo", saying="Loading the demo plan (the first start only)")

    def step(self, *arguments, saying):
        """In a process of its own: what it leaves in memory is not inherited by the children."""
        if self.stopping.is_set():
            return
        self.stdout.write(f"{saying} ...")
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DEMO": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not self.stopping.is_set():
            said = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
            raise CommandError(f"{arguments[0]} failed. Its last lines:\n{said}")

    def run(self, demo, children):
        for child in children:
            child.start()
        self.wait_for(demo, children)
        if self.stopping.is_set():
            return
        self.welcome(demo)
        while not self.stopping.wait(1):
            self.watch(children)

    def wait_for(self, demo, children):
        deadline = time.monotonic() + PATIENCE
        while not self.stopping.is_set() and not answers(f"{demo.address}/health/ready"):
            self.watch(children)
            if time.monotonic() > deadline:
                raise CommandError(f"The portal did not answer within {PATIENCE} seconds. {LOGS}")
            self.stopping.wait(0.2)

    def watch(self, children):
        """Starts a child again that stopped; gives up, and says why, when it stops again."""
        for child in children:
            if child.running or self.stopping.is_set():
                continue
            if child.keeps_dying():
                raise CommandError(
                    f"The demo's {child.name} keeps stopping. Its last lines:\n{child.last_lines()}"
                )
            self.stderr.write(f"The demo's {child.name} stopped and is started again. {LOGS}")
            child.start()

    def stop(self, children):
        if not children:
            return
        self.stdout.write("\nStopping ...")
        for child in reversed(children):
            child.stop()
        self.stdout.write("Stopped.")

    def welcome(self, demo):
        from django.contrib.auth import get_user_model

        known = set(get_user_model().objects.values_list("email", flat=True))
        self.stdout.write(f"\nThe portal runs at {demo.address}\n")
        accounts = [(role, address) for role, address in ACCOUNTS if address in known]
        if accounts:
            self.stdout.write(f"\nSign in as (the password of each is {settings.DEMO_PASSWORD}):")
            for role, address in accounts:
                self.stdout.write(f"  {role:<36} {address}")
        self.stdout.write(f"\nE-mails that it would have sent: {demo.address}/demo/sent-email/")
        self.stdout.write("Ctrl-C stops everything.")
        self.stdout.flush()


LOGS = f"See {settings.DEMO_DIR / 'logs'}."
LOCK = "running"
ACCOUNTS = [
    ("Coordinator", "coordinator@example.org"),
    ("Administrator", "admin@example.org"),
    ("Lead officer", "lead@example.org"),
    ("Panel member", "panel@example.org"),
    ("Board member", "board@example.org"),
    ("Auditor", "auditor@example.org"),
]


def forget(folder):
    """Removes what is in var/demo, but for the file that keeps a second demo out."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
