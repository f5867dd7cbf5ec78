"""`make demo`, started and stopped as a newcomer would."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.mail import free_port
from tests.server_processes import stop_with_parent

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90  # seconds


class RunningDemo:
    def __init__(self, folder, by=(), **environment):
        self.port = free_port()
        self.output = folder / "output"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*by, sys.executable, "manage.py", "demo"],
                cwd=ROOT,
                env=kept | {"DEMO_DIR": str(folder / "demo"), "PORT": str(self.port)} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=stop_with_parent,
            )

    def said(self):
        return self.output.read_text()

    def wait_until_it_says(self, words, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.read().decode()

    def wait_until_it_answers(self):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.get("/health/live")
            except OSError:
                assert time.monotonic() < deadline, self.said()
                time.sleep(0.2)

    def children(self):
        """Its processes by what they run, and theirs."""
        return {
            pid: Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            for pid in descendants(self.process.pid)
        }

    def stop(self, with_signal=signal.SIGINT):
        self.process.send_signal(with_signal)
        return self.process.wait(60)


def descendants(pid):
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield child
        yield from descendants(child)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The demo's folder as its first start leaves it, for what is not about that first start."""
    folder = tmp_path_factory.mktemp("loaded")
    running = RunningDemo(folder)
    try:
        running.wait_until_it_says("Ctrl-C stops everything")
    finally:
        running.stop()
    return folder / "demo"


@pytest.fixture
def second_start(demo, loaded, tmp_path):
    """Like `demo`, in a copy of that folder."""
    shutil.copytree(loaded, tmp_path / "demo")
    return demo


@pytest.fixture
def demo(tmp_path):
    started = []

    def start(**environment):
        started.append(RunningDemo(tmp_path, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


def test_the_demo_starts_serves_and_stops_without_leftovers(demo):
    running = demo()
    running.wait_until_it_says("Ctrl-C stops everything")
    for address in ("coordinator", "admin", "lead", "panel", "board", "auditor"):
        assert f"{address}@example.org" in running.said()
    assert running.get("/health/ready") == '{"database": "ok", "migrations": "ok", "broker": "ok"}'
    assert "Sent e-mail" in running.get("/demo/sent-email/")
    children = running.children()
    for program in ("gunicorn", "worker", "beat", "valkey-server"):
        assert any(program in command for command in children.values()), program

    assert running.stop(signal.SIGINT) == 0
    assert "Stopped." in running.said()
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]

    # The second start finds its data there.
    again = demo()
    began = time.monotonic()
    again.wait_until_it_says("Ctrl-C stops everything")
    assert "Loading the demo plan" not in again.said()
    assert time.monotonic() - began < 60
    assert again.stop(signal.SIGTERM) == 0


def test_what_dies_is_started_again_and_it_says_so(second_start):
    running = second_start()
    running.wait_until_it_says("Ctrl-C stops everything")
    web = next(pid for pid, command in running.children().items() if "gunicorn" in command)
    os.kill(int(web), signal.SIGKILL)
    running.wait_until_it_says("The demo's web stopped and is started again")
    running.wait_until_it_answers()
    assert running.stop() == 0


def test_nothing_stays_when_make_or_the_demo_itself_is_killed(second_start):
    for program in ("sh", "demo"):
        running = second_start(
            MAKELEVEL="1", by=["sh", "-c", '"$@" & wait', "sh"] if program == "sh" else []
        )
        running.wait_until_it_says("Ctrl-C stops everything")
        children = list(running.children())
        assert len(children) > 4
        running.process.kill()
        running.process.wait()
        deadline = time.monotonic() + 30
        while left := [pid for pid in children if Path(f"/proc/{pid}").exists()]:
            assert time.monotonic() < deadline, left
            time.sleep(0.2)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "portal.example.org", "::"])
def test_the_demo_starts_on_this_machine_s_own_address_only(demo, host):
    running = demo(HOST=host)
    assert running.process.wait(PATIENCE) == 1
    assert f"does not start on {host}" in running.said()


def test_a_port_in_use_is_named_with_the_way_out(demo):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = demo(PORT=str(taken.getsockname()[1]))
        assert running.process.wait(PATIENCE) == 1
    assert "make demo PORT=" in running.said()


def test_a_second_demo_beside_the_first_is_refused(demo):
    first = demo()
    first.wait_until_it_says("Making the database ready")
    second = demo()
    assert second.process.wait(30) == 1
    assert "running already" in second.said()
    assert f"kill {first.process.pid}" in second.said()
    assert first.stop() == 0
