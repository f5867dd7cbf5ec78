"""What is promised of several workers at once, on a real PostgreSQL with a real Celery worker."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from reports import building
from reports.building import STUCK_AFTER, build_revision, claim, sweep_stuck_builds
from reports.due import request_due_reports
from reports.models import Report, ReportRevision
from reports.services import request_report

from .plans import CUT_OFF, QUARTER, build_plan


def new_world():
    world = build_plan()
    world.add("Map the ways in", date(2025, 5, 1), number="1")
    return world


def ask(world):
    return request_report(plan=world.plan, body=world.panel, period=QUARTER, by=None)


def at_once(work, times=4):
    """Runs `work` in several threads that start together; returns what each gave."""
    start, gave = threading.Barrier(times), []

    def run():
        try:
            start.wait()
            gave.append(work())
        except Exception as problem:
            gave.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return gave


@pytest.fixture
def nobody_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_paper_asked_for_by_many_at_once_is_one_revision(nobody_sent):
    world = new_world()

    gave = at_once(lambda: ask(world).pk)

    assert len(set(gave)) == 1
    assert Report.objects.count() == ReportRevision.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_revision_is_claimed_by_one_worker_of_many(nobody_sent):
    revision = ask(new_world())

    gave = at_once(lambda: claim(revision.pk, at=timezone.now()))

    assert sum(one is not None for one in gave) == 1
    revision.refresh_from_db()
    assert revision.attempts == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_several_schedulers_ask_for_the_due_papers_once(nobody_sent):
    new_world()

    gave = at_once(lambda: len(request_due_reports(CUT_OFF)))

    assert sorted(gave) == [0, 0, 0, 2]
    assert ReportRevision.objects.count() == 2


@pytest.mark.postgresql
def test_a_worker_builds_what_is_asked_for(celery_worker):
    world = new_world()
    celery_worker.start()

    revision = ask(world)

    celery_worker.wait_for(lambda: fresh(revision).build == "built")
    assert fresh(revision).files.get(kind="pdf").size > 10_000


@pytest.mark.postgresql
def test_a_build_whose_worker_was_killed_is_swept_and_built_by_the_next(celery_worker):
    world = new_world()
    revision = ask(world)
    now = timezone.now()
    claim(revision.pk, at=now)  # as a worker that was killed right after left it
    celery_worker.start()

    assert fresh(revision).build == "running"
    sweep_stuck_builds(now + STUCK_AFTER + timedelta(seconds=1))

    celery_worker.wait_for(lambda: fresh(revision).build == "built")
    assert fresh(revision).attempts == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_for_while_the_broker_was_down_is_built_later(broker_down):
    revision = ask(new_world())

    assert fresh(revision).build == "waiting"
    assert build_revision(revision.pk).build == "built"


def fresh(revision):
    return ReportRevision.objects.get(pk=revision.pk)
