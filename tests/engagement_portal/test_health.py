import os
import subprocess
import sys

import pytest
from django.db import connection

pytestmark = pytest.mark.sqlite


def test_live_asks_nothing_of_the_database(client):
    # No database mark: a query would fail the test.
    response = client.get("/health/live")
    assert response.status_code == 200
    assert response.json() == {"portal": "ok"}


def test_ready_when_all_is_well(client, db, clean_broker):
    response = client.get("/health/ready")
    assert response.json() == {"database": "ok", "migrations": "ok", "broker": "ok"}
    assert response.status_code == 200


def test_not_ready_without_the_broker(client, db, broker_down):
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["broker"].startswith("does not answer")


def test_not_ready_with_a_migration_missing(client, db, clean_broker):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'sessions' AND name = '0001_initial'"
        )
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "manage.py migrate" in response.json()["migrations"]


def test_not_ready_without_the_database():
    # In a process of its own: this one's database can't be taken away.
    ask = (
        "from django.test import Client;"
        "r = Client().get('/health/ready', headers={'host': '127.0.0.1'})"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", f"{ask}; print(r.status_code, r.text)"],
        env=os.environ | {"DATABASE_URL": "postgresql://portal:pass-word@127.0.0.1:1/portal"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "503" in done.stdout
    assert "check DATABASE_URL" in done.stdout
    assert "pass-word" not in done.stdout


def test_nobody_needs_to_sign_in_to_ask_after_its_health(client, db, clean_broker):
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200


def test_probes_by_plain_http_are_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/live").status_code == 200
    assert client.get("/demo/sent-email/").status_code == 301
