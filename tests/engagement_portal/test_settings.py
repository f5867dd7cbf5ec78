"""The settings as a server sees them, each time in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "SECRET_KEY": "k3y-" * 16 + "abcdefghijklmnop",
    "SITE_URL": "https://portal.example.org",
    "ENV_FILE": os.devnull,  # not what a developer wrote into .env
}


def manage(*arguments, **environment):
    """manage.py in production settings, without the tests' own environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"DATABASE_URL": os.environ["DATABASE_URL"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def value(expression, **environment):
    done = manage(
        "shell",
        "--no-imports",
        "-c",
        f"from django.conf import settings; print(repr({expression}))",
        **environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL"])
def test_what_is_required_fails_loudly_and_names_the_fix(name):
    done = manage("check", **PRODUCTION | {name: ""})
    assert done.returncode != 0
    assert f"{name} is not set. Put {name}=" in done.stderr
    assert ".env.example" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:///{folder}/empty.sqlite3", "Run manage.py migrate."),
        ("postgresql://nobody@127.0.0.1:1/none", "check DATABASE_URL and that the database runs."),
    ],
)
def test_a_command_without_its_database_says_what_to_do(tmp_path, address, words):
    done = manage("check_states", **PRODUCTION, DATABASE_URL=address.format(folder=tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip().endswith(words)
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_code_keeps_its_traceback(tmp_path):
    address = f"sqlite:///{tmp_path}/whole.sqlite3"
    assert manage("migrate", "-v0", **PRODUCTION, DATABASE_URL=address).returncode == 0
    faulty = "from django.db import connection; connection.cursor().execute('SELECT absent')"
    done = manage("shell", "--no-imports", "-c", faulty, **PRODUCTION, DATABASE_URL=address)
    assert "Traceback" in done.stderr
    assert "no such column: absent" in done.stderr


def test_the_deploy_check_is_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_debug_is_off_unless_asked():
    assert value("settings.DEBUG", **PRODUCTION) == "False"


def test_cookies_are_secure_and_https_is_insisted_on():
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert value(f"settings.{name}", **PRODUCTION) == "True"


def test_the_site_address_says_which_host_is_answered():
    assert value("settings.ALLOWED_HOSTS", **PRODUCTION) == "['portal.example.org', 'localhost']"
    assert value("settings.CSRF_TRUSTED_ORIGINS", **PRODUCTION) == "['https://portal.example.org']"


def test_an_empty_setting_is_the_same_as_none():
    empty = PRODUCTION | {"ALLOWED_HOSTS": "", "CSRF_TRUSTED_ORIGINS": ""}
    assert value("settings.ALLOWED_HOSTS", **empty) == "['portal.example.org', 'localhost']"
    assert value("settings.CSRF_TRUSTED_ORIGINS", **empty) == "['https://portal.example.org']"


def test_a_site_address_that_is_none_is_refused():
    done = manage("check", **PRODUCTION | {"SITE_URL": "portal.example.org"})
    assert done.returncode != 0
    assert "Write it whole: https://" in done.stderr


def test_the_demo_answers_to_this_machine_only():
    hosts = value("settings.ALLOWED_HOSTS", DEMO="1", ALLOWED_HOSTS="portal.example.org")
    assert "example" not in hosts


def test_the_demo_refuses_an_address_for_others():
    done = manage("check", DEMO="1", SITE_URL="https://portal.example.org")
    assert done.returncode != 0
    assert "this machine's own address only" in done.stderr


def test_the_demo_does_not_touch_what_the_real_portal_is_told(tmp_path):
    (tmp_path / "env").write_text("EMAIL_URL=smtp://mail.example.org\n")
    told = value("settings.EMAIL_HOST", DEMO="1", ENV_FILE=str(tmp_path / "env"))
    assert "example" not in told


def test_sqlite_waits_its_turn():
    options = value("settings.DATABASES", **PRODUCTION | {"DATABASE_URL": "sqlite:////tmp/x.db"})
    assert "IMMEDIATE" in options
    assert "journal_mode=WAL" in options


@pytest.mark.parametrize("url", ["redis://redis:6379/0", "redis+socket:///run/valkey.sock"])
def test_the_broker_is_where_redis_url_says(url):
    assert value("settings.CELERY_BROKER_URL", **PRODUCTION | {"REDIS_URL": url}) == repr(url)


def test_the_certificate_of_a_broker_with_tls_is_checked():
    environment = PRODUCTION | {"REDIS_URL": "rediss://redis:6379/0"}
    done = manage(
        "shell",
        "--no-imports",
        "-c",
        "from engagement_portal.celery import app; print(app.connection_for_write().ssl)",
        **environment,
    )
    assert "CERT_REQUIRED" in done.stdout, done.stderr


def test_mail_goes_where_email_url_says_and_does_not_wait_for_ever():
    environment = PRODUCTION | {"EMAIL_URL": "smtp+tls://u:p@mail.example.org:587"}
    assert value("settings.EMAIL_HOST", **environment) == "'mail.example.org'"
    assert value("settings.EMAIL_USE_TLS", **environment) == "True"
    assert int(value("settings.EMAIL_TIMEOUT", **environment)) <= 30


def test_every_timed_task_exists():
    done = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings\n"
        "from engagement_portal.celery import app\n"
        "app.loader.import_default_modules()\n"
        "names = {entry['task'] for entry in settings.CELERY_BEAT_SCHEDULE.values()}\n"
        "print(sorted(names - set(app.tasks)))",
        **PRODUCTION,
    )
    assert done.stdout.strip() == "[]", done.stderr
