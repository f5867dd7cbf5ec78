import logging
import re
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import signing
from gunicorn.config import Config

from engagement_portal.logs import HIDDEN, HideTokens, hide_tokens
from stakeholders import links
from stakeholders.models import SignedLink


@pytest.mark.parametrize(
    "secret",
    [
        signing.TimestampSigner().sign_object({"person": 3}),
        signing.Signer().sign("3"),
        "crh2qk-1f0a3b5c7d9e1f0a3b5c7d9e1f0a3b5c",
        "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7b",
    ],
    # The secrets differ from second to second: processes that share a run must name a test alike.
    ids=["signed with its time", "signed", "of a password reset", "of a feed"],
)
def test_a_link_that_lets_somebody_in_is_not_logged(secret):
    line = hide_tokens(f"Not Found: /answer/{secret}/")
    assert secret not in line
    assert line == f"Not Found: /answer/{HIDDEN}/"


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /plans/joint-engagement-plan-2025-2027-second-edition/",
        "12:04:59 GET http://127.0.0.1:8000/plans/",
        "stakeholders.tasks.send_reminders[0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0] succeeded",
        "/static/built/application.4f3c2b1a09e8.css",
    ],
)
def test_ordinary_lines_are_left_alone(line):
    assert hide_tokens(line) == line


def test_the_formatter_covers_arguments():
    secret = signing.Signer().sign("3")
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s", (f"/a/{secret}/",), None)
    assert secret not in HideTokens().format(record)


@pytest.mark.parametrize("token", ["7:short", "12:cut-of", "%37%3Ax", "nonsense"])
def test_what_stands_in_an_answer_address_is_never_logged(token):
    """Also what is no whole token: it may be most of one."""
    line = f'"GET /answer/{token}/5/ HTTP/1.1" 404 "http://localhost/answer/{token}/"'
    assert token not in hide_tokens(line)


def gunicorn_says(tmp_path, line):
    """What Gunicorn writes of a request for an address that came from another."""
    place = tmp_path / "access.log"
    cfg = Config()
    cfg.set("logger_class", runpy.run_path("gunicorn.conf.py")["logger_class"])
    cfg.set("accesslog", str(place))
    logger = cfg.logger_class(cfg)
    request = SimpleNamespace(headers=[("REFERER", f"https://portal.example.org{line}")])
    environ = {
        "RAW_URI": line,
        "PATH_INFO": line,
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://portal.example.org{line}",
        "wsgi.errors": None,
    }
    response = SimpleNamespace(status="200 OK", headers=[], sent=5)
    logger.access(response, request, environ, timedelta(seconds=1))
    logger.error("Error handling request %s", line)
    for handler in [*logger.access_log.handlers, *logger.error_log.handlers]:
        handler.flush()
        handler.close()
        logger.access_log.removeHandler(handler)
        logger.error_log.removeHandler(handler)
    return place.read_text()


def test_gunicorn_writes_no_token_either(tmp_path, capsys):
    secret = links.token_of(SignedLink(pk=12))
    written = gunicorn_says(tmp_path, f"/answer/{secret}/") + capsys.readouterr().err
    assert written.count("/answer/[hidden]/") == 3
    assert secret not in written


def test_each_request_is_one_line_with_the_name_of_its_address(client, caplog, db):
    caplog.set_level("INFO", logger="engagement_portal.access")
    secret = links.token_of(SignedLink(pk=12))
    client.get(f"/answer/{secret}/")
    client.get("/sign-in/")
    client.get(f"/nothing/{secret}/")
    client.get("/health/live")
    said = [record.getMessage() for record in caplog.records if record.name.endswith(".access")]
    assert [re.sub(r" \d+ ms$", "", line) for line in said] == [
        "GET objectives:answer 404",
        "GET stakeholders:sign-in 200",
        "GET no address 404",
    ]
