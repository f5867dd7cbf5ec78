"""Reading in the background: once however often it is asked for, and never forgotten."""

import datetime as dt

import pytest
from django.utils import timezone

from objectives.importing import background, claiming
from objectives.importing.background import READS, read_draft, send_read, sweep_stuck_reads
from objectives.importing.claiming import FORGOTTEN_AFTER, MOST_ATTEMPTS, STUCK_AFTER
from objectives.models import ImportDraft

from .drafts import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MOMENT = dt.timedelta(seconds=1)


@pytest.fixture
def draft(coordinator):
    return make_draft(coordinator, read=False)


@pytest.fixture
def sent(monkeypatch):
    keys = []
    monkeypatch.setattr(background, "send_read", keys.append)
    return keys


def now(draft):
    draft.refresh_from_db()
    return draft


def test_a_draft_is_read_once(draft):
    assert read_draft(draft.pk).status == "ready"
    assert read_draft(draft.pk) is None
    assert now(draft).attempts == 1


def test_without_a_broker_it_is_read_at_once(draft, broker_down):
    send_read(draft.pk)
    assert now(draft).status == "ready"


def test_a_worker_given_up_for_dead_overwrites_nothing(draft):
    late = READS.claim(draft.pk, at=timezone.now())
    ImportDraft.objects.filter(pk=draft.pk).update(status="waiting")
    read_draft(draft.pk)
    assert READS.refuse(late, "It came too late") is None
    assert now(draft).status == "ready"


def test_a_failure_of_the_portal_is_said_and_logged(draft, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("A mistake")

    monkeypatch.setattr(claiming, "read_in_child", fail)
    assert read_draft(draft.pk).status == "refused"
    assert "Something went wrong" in now(draft).problem
    assert "A mistake" in caplog.text


def test_what_a_dead_worker_left_is_started_again(draft, sent):
    moment = timezone.now()
    READS.claim(draft.pk, at=moment)
    assert sweep_stuck_reads(moment + STUCK_AFTER - MOMENT) == 0
    assert now(draft).status == "reading"
    assert sweep_stuck_reads(moment + STUCK_AFTER + MOMENT) == 1
    assert now(draft).status == "waiting"
    assert sent == [draft.pk]


def test_a_file_that_kills_its_workers_is_given_up(draft, sent):
    moment = timezone.now()
    READS.claim(draft.pk, at=moment)
    ImportDraft.objects.update(attempts=MOST_ATTEMPTS)
    assert sweep_stuck_reads(moment + STUCK_AFTER + MOMENT) == 0
    assert now(draft).status == "refused"
    assert f"{MOST_ATTEMPTS} times" in draft.problem


def test_what_no_worker_heard_of_is_sent_again(draft, sent):
    draft.refresh_from_db()
    assert sweep_stuck_reads(draft.changed_at + FORGOTTEN_AFTER - MOMENT) == 0
    assert sweep_stuck_reads(draft.changed_at + FORGOTTEN_AFTER + MOMENT) == 1
    assert sent == [draft.pk]
