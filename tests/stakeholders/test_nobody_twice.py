"""Nobody twice, nobody forgotten: real workers, timers, broker, database and mail server.

Each test breaks something in the middle of the day's run. Afterwards the runs that are left of
that day, and that of the next working day, go on from what the ledger says.
"""

import datetime
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection, connections

from engagement_portal.processes import stop_with_parent
from stakeholders import reminding
from stakeholders.models import Digest
from stakeholders.tasks import send_reminders
from tests.objectives.plans import TODAY, make_action, make_plan
from tests.server_processes import Broker, Postgres
from tests.servers import RUNNING
from tests.stakeholders.factories import PostHoldingFactory
from tests.worker import ROOT, Worker, point, subprocess_environment

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TOMORROW = TODAY + datetime.timedelta(days=1)
Status = Digest.Status


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=datetime.date(2025, 4, 1))


@pytest.fixture
def people(plan, coordinator):
    return make_leads(plan, coordinator, 4)


def make_leads(plan, coordinator, number):
    holdings = [PostHoldingFactory() for _ in range(number)]
    for holding in holdings:
        make_action(plan, coordinator, deadline="2 March 2026", posts=[holding.post])
    return [holding.person for holding in holdings]


@pytest.fixture
def broker(tmp_path_factory, settings):
    """A broker of this test's own: what a killed worker leaves in it reaches no other test."""
    from engagement_portal.celery import app

    folder = tmp_path_factory.mktemp("broker")
    server = Broker(folder)
    names = ("broker_url", "broker_read_url", "broker_write_url")
    before = {name: app.conf[name] for name in names}
    settings.REDIS_URL = server.start()
    point(app, dict.fromkeys(names, server.url))
    yield server
    point(app, before)
    server.stop()


@pytest.fixture
def processes(smtp_sink, broker, settings, tmp_path):
    """Starts workers and timers on the day's morning; what still runs at the end is ended."""
    environment = subprocess_environment(settings) | {
        "REDIS_URL": broker.url,
        "EMAIL_TIMEOUT": "20",
        "PORTAL_TEST_NOW": f"{TODAY}T07:00",
        "PORTAL_TEST_SCHEDULE": str(tmp_path / "schedule"),
    }
    found = Processes(tmp_path, environment)
    yield found
    found.stop()


class Processes:
    def __init__(self, folder, environment):
        self.folder, self.environment, self.started = folder, environment, []

    def worker(self):
        name = f"worker{len(self.started)}"
        worker = Worker(self.folder, self.environment, app="tests.clocked_celery", name=name)
        self.started.append(worker)
        return worker.start()

    def timer(self):
        """A scheduler for which the daily run is due every second."""
        place = self.folder / f"timer{len(self.started)}"
        with place.with_suffix(".log").open("wb") as log:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "tests.clocked_celery", "beat"),
                    *("--pidfile", "", "-l", "INFO"),
                ],
                cwd=ROOT,
                env=self.environment | {"PORTAL_TEST_SCHEDULE": str(place)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=stop_with_parent,
            )
        self.started.append(process)
        return process

    def stop(self):
        for process in self.started:
            if isinstance(process, Worker):
                process = process.process
            # Not asked first: an idle worker takes three seconds to say good-bye.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


class Lock:
    """Holds what the SQL locks, so that whoever needs it stands still exactly there."""

    def __init__(self, sql, *values):
        self.connection = connection.get_new_connection(connection.get_connection_params())
        self.connection.autocommit = False
        self.connection.cursor().execute(sql, values)

    def waiting(self):
        """The server's processes that stand still."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            return [pid for (pid,) in cursor.fetchall()]

    def release(self):
        """Whoever waited was killed: its server process must not go on with what it was told."""
        with connection.cursor() as cursor:
            for pid in self.waiting():
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        self.connection.close()


def on_hold_at(step, smtp_sink, worker):
    worker.wait_for(lambda: smtp_sink.stopped == step)


@contextmanager
def a_clock(day, hour):
    at = datetime.datetime.combine(day, datetime.time(hour), datetime.UTC)
    with time_machine.travel(at, tick=True):
        yield


def go_on():
    """The catch-up runs of the day, and the next working day's first."""
    for day, hour in ((TODAY, 8), (TODAY, 16), (TOMORROW, 7), (TOMORROW, 8)):
        with a_clock(day, hour):
            reminding.run(day)


def states(day=TODAY):
    found = Digest.objects.filter(on=day).order_by("pk").values_list("status", flat=True)
    return [str(status) for status in found]


def assert_nobody_twice_and_nobody_forgotten(smtp_sink, people, *, uncertain=0):
    """By what the mail server took, not by what the ledger says."""
    had = Counter(
        (recipient, message["Message-ID"])
        for message in smtp_sink.messages
        for recipient in message.recipients
    )
    assert max(had.values()) == 1, "the same digest twice"
    assert {recipient for recipient, _ in had} == {person.email for person in people}
    # Again only what nobody could know to have arrived.
    assert len(had) <= len(people) + uncertain
    assert states().count(Status.UNCERTAIN) == uncertain
    assert Digest.objects.unclaimed().count() == 0
    assert Digest.objects.filter(status=Status.CLAIMED).count() == 0


# Where the worker stands when it is killed, and what the ledger then says of the four digests.
STEPS = {
    "before the decision is written": ("", []),
    "decided, nothing claimed": ("", [Status.DECIDED] * 4),
    "at the greeting": ("EHLO", [Status.DECIDED] * 4),
    "claimed, not sent": ("MAIL", [Status.SENT, Status.CLAIMED, Status.DECIDED, Status.DECIDED]),
    "the address is given": ("RCPT", [Status.SENT, Status.CLAIMED] + [Status.DECIDED] * 2),
    "the mail is handed over": ("DATA", [Status.SENT, Status.CLAIMED] + [Status.DECIDED] * 2),
    "taken, not answered": ("TAKEN", [Status.SENT, Status.CLAIMED] + [Status.DECIDED] * 2),
    "all confirmed": ("QUIT", [Status.SENT] * 4),
}
LOCKS = {
    "before the decision is written": "LOCK TABLE stakeholders_digestitem IN SHARE MODE",
    "decided, nothing claimed": "LOCK TABLE stakeholders_signedlink IN SHARE MODE",
}


@pytest.mark.parametrize("where", STEPS)
def test_a_worker_killed_at_any_step_mails_nobody_twice_and_forgets_nobody(
    where, people, processes, smtp_sink
):
    step, left = STEPS[where]
    worker = processes.worker()
    lock = Lock(LOCKS[where]) if where in LOCKS else None
    if step:
        smtp_sink.fall_silent(step, after=step not in ("EHLO", "QUIT"))
    send_reminders.delay()
    if lock:
        worker.wait_for(lock.waiting)
    else:
        on_hold_at(step, smtp_sink, worker)

    worker.kill()
    if lock:
        lock.release()
    smtp_sink.speak()

    assert states() == left
    go_on()
    assert_nobody_twice_and_nobody_forgotten(
        smtp_sink, people, uncertain=left.count(Status.CLAIMED)
    )


def test_a_worker_killed_between_the_mail_and_its_confirmation(people, processes, smtp_sink):
    worker = processes.worker()
    smtp_sink.fall_silent("TAKEN", after=1)
    send_reminders.delay()
    on_hold_at("TAKEN", smtp_sink, worker)
    claimed = Digest.objects.get(status=Status.CLAIMED)
    lock = Lock("SELECT 1 FROM stakeholders_digest WHERE id = %s FOR UPDATE", claimed.pk)
    smtp_sink.speak()
    worker.wait_for(lock.waiting)

    worker.kill()
    lock.release()

    claimed.refresh_from_db()
    assert claimed.status == Status.CLAIMED
    assert smtp_sink.to(claimed.address)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people, uncertain=1)


def test_two_timers_and_two_workers_at_once_mail_nobody_twice(
    plan, coordinator, processes, smtp_sink
):
    people = make_leads(plan, coordinator, 24)
    workers = [processes.worker() for _ in range(2)]
    timers = [processes.timer() for _ in range(2)]

    workers[0].wait_for(lambda: len(smtp_sink.messages) >= 24)
    workers[0].wait_for(lambda: all(w.log().count("Reminders: ") >= 2 for w in workers))

    assert all(timer.poll() is None for timer in timers)
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)
    assert states() == [Status.SENT] * 24


def test_the_database_restarts_while_a_mail_is_on_its_way(
    people, processes, smtp_sink, pytestconfig
):
    """The confirmation waits for it: nothing is uncertain, and the run goes on."""
    worker = processes.worker()
    smtp_sink.fall_silent("TAKEN", after=1)
    send_reminders.delay()
    on_hold_at("TAKEN", smtp_sink, worker)

    restart_database(pytestconfig)
    smtp_sink.speak()

    worker.wait_for(lambda: states() == [Status.SENT] * 4)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


def test_the_database_restarts_while_the_digests_are_written(
    people, processes, smtp_sink, pytestconfig
):
    """The run ends there; the next one sends what is decided."""
    worker = processes.worker()
    lock = Lock(LOCKS["decided, nothing claimed"])
    send_reminders.delay()
    worker.wait_for(lock.waiting)

    restart_database(pytestconfig)
    worker.wait_for(lambda: "Retry" in worker.log())

    assert states() == [Status.DECIDED] * 4
    send_reminders.delay()
    worker.wait_for(lambda: states() == [Status.SENT] * 4)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


def restart_database(pytestconfig):
    """Ours is stopped and started; from one that is not ours everybody is thrown out."""
    ours = [server for server in pytestconfig.stash[RUNNING] if isinstance(server, Postgres)]
    if not ours:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return
    connections.close_all()
    ours[0].restart()


def test_the_broker_loses_its_queue_and_the_timer_asks_again(people, processes, broker, smtp_sink):
    send_reminders.delay()
    broker.restart(killed=True)
    worker = processes.worker()
    time.sleep(1)
    assert smtp_sink.messages == []

    processes.timer()

    worker.wait_for(lambda: len(smtp_sink.messages) == 4)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


def test_the_broker_restarts_in_the_middle_of_a_run(people, processes, broker, smtp_sink):
    worker = processes.worker()
    smtp_sink.fall_silent("TAKEN", after=1)
    send_reminders.delay()
    on_hold_at("TAKEN", smtp_sink, worker)

    broker.restart(killed=True)
    smtp_sink.speak()

    worker.wait_for(lambda: states() == [Status.SENT] * 4)
    send_reminders.delay()
    worker.wait_for(lambda: worker.log().count("Reminders: ") == 2)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


def run(day=TODAY, hour=7):
    with a_clock(day, hour):
        return reminding.run(day)


def test_a_server_that_refuses_one_and_takes_the_others(people, smtp_sink):
    smtp_sink.refuse.add(people[1].email)

    done = run()

    assert (len(done.sent), list(done.failed)) == (3, [people[1].email])
    smtp_sink.refuse.clear()
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "TAKEN"])
def test_a_server_that_falls_silent_ends_by_time_out_and_leaves_one_uncertain(
    step, people, smtp_sink, settings
):
    settings.EMAIL_TIMEOUT = 0.3
    smtp_sink.fall_silent(step, after=1)

    done = run()

    assert (len(done.sent), len(done.uncertain)) == (3, 1)
    smtp_sink.speak()
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people, uncertain=1)


def test_a_server_that_never_says_a_word_leaves_everything_for_later(people, smtp_sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    smtp_sink.fall_silent("EHLO")

    done = run()

    assert "can't be reached" in done.problem
    assert (done.left, states()) == (4, [Status.DECIDED] * 4)
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people)


def test_a_server_that_drops_the_line_in_the_middle_is_called_again(people, smtp_sink):
    smtp_sink.drop.add(people[1].email)

    done = run()

    assert (len(done.sent), done.uncertain) == (3, [people[1].email])
    smtp_sink.drop.clear()
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people, uncertain=1)


def test_a_server_that_drops_every_line_is_left_alone_after_three(people, smtp_sink):
    smtp_sink.drop.update(person.email for person in people)

    done = run()

    assert "cut off 3 in a row" in done.problem
    assert (len(done.uncertain), done.left) == (3, 1)
    smtp_sink.drop.clear()
    go_on()
    assert_nobody_twice_and_nobody_forgotten(smtp_sink, people, uncertain=3)
