"""The tests' own servers: what the other tests stand on."""

import pytest
from django.core.mail import send_mail
from django.db import connection
from kombu.exceptions import OperationalError

from engagement_portal.celery import app


@pytest.mark.sqlite
def test_the_database_is_the_one_asked_for(db, pytestconfig):
    assert connection.vendor == pytestconfig.option.database


@pytest.mark.sqlite
def test_the_worker_takes_work_from_the_real_broker(celery_worker):
    celery_worker.start()
    assert app.control.ping(timeout=5, limit=1)


@pytest.mark.sqlite
def test_a_killed_worker_can_be_started_again(celery_worker):
    celery_worker.start().kill()
    celery_worker.start()
    assert app.control.ping(timeout=5, limit=1)


def test_with_a_broker_that_is_there_already_the_tests_are_not_handed_out(pytestconfig):
    """As here, where the one of this process is up."""
    assert pytestconfig.hook.pytest_xdist_auto_num_workers(config=pytestconfig) == 0


def test_a_broker_that_is_down_does_not_hold_up_the_caller(broker_down):
    with pytest.raises(OperationalError):
        app.send_task("nobody.knows")


def test_after_a_broker_that_was_down_the_real_one_is_back(clean_broker):
    app.send_task("nobody.knows")
    app.control.purge()


def test_mail_arrives_at_a_real_server(smtp_sink):
    send_mail("Heading", "Words", "portal@example.org", ["lead@example.org"])
    (message,) = smtp_sink.to("lead@example.org")
    assert message["subject"] == "Heading"
    assert smtp_sink.text(message).strip() == "Words"


def test_a_mail_server_that_is_down_refuses(smtp_down):
    with pytest.raises(ConnectionRefusedError):
        send_mail("Heading", "Words", "portal@example.org", ["lead@example.org"])
