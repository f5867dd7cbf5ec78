import logging

import pytest
from django.core import signing

from engagement_portal.logs import HIDDEN, HideTokens, hide_tokens


@pytest.mark.parametrize(
    "secret",
    [
        signing.TimestampSigner().sign_object({"person": 3}),
        signing.Signer().sign("3"),
        "crh2qk-1f0a3b5c7d9e1f0a3b5c7d9e1f0a3b5c",
        "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7b",
    ],
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
