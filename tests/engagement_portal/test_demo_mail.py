import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from engagement_portal.demo_mail import sent_mail


@pytest.fixture
def demo(settings, tmp_path, db):
    settings.DEMO = True
    settings.DEMO_MAIL_DIR = tmp_path / "mail"


def send(subject="Two actions need an update", html="<p style='color: red'>Answer now</p>"):
    message = EmailMultiAlternatives(
        subject,
        "Answer here: http://127.0.0.1:8000/answer/abc/",
        "portal@example.org",
        ["lead@example.org"],
        connection=get_connection("engagement_portal.demo_mail.SentMailBackend"),
    )
    if html:
        message.attach_alternative(html, "text/html")
    assert message.send() == 1
    return sent_mail()[0].name


def test_every_message_is_kept_and_listed_newest_first(client, demo):
    send("First")
    send("Second")
    assert [mail.subject for mail in sent_mail()] == ["Second", "First"]
    page = client.get(reverse("sent-email")).content.decode()
    assert page.index("Second") < page.index("First")
    assert "2 e-mails" in page


def test_before_any_message_the_page_says_how_one_comes(client, demo):
    assert "No e-mail yet" in client.get(reverse("sent-email")).content.decode()


def test_links_of_a_message_work(client, demo):
    page = client.get(reverse("sent-email-message", args=[send()])).content.decode()
    assert 'href="http://127.0.0.1:8000/answer/abc/"' in page


def test_what_a_message_says_is_not_markup(client, demo):
    name = send("<script>alert(1)</script>")
    page = client.get(reverse("sent-email-message", args=[name])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_html_part_is_shown_in_a_sandbox(client, demo):
    name = send()
    page = client.get(reverse("sent-email-message", args=[name])).content.decode()
    assert "<iframe" in page
    assert " sandbox " in page
    response = client.get(reverse("sent-email-html", args=[name]))
    policy = response["Content-Security-Policy"]
    assert "sandbox;" in f"{policy};"
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_message_without_html_has_no_frame(client, demo):
    page = client.get(reverse("sent-email-message", args=[send(html="")])).content.decode()
    assert "<iframe" not in page


@pytest.mark.parametrize("name", ["20250101T000000000000-0123abcd", "../../secret"])
def test_what_was_never_sent_is_not_found(client, demo, name):
    assert client.get(f"/demo/sent-email/{name}/").status_code == 404


def test_outside_the_demo_there_are_no_such_pages(client, demo, settings):
    name = send()
    settings.DEMO = False
    assert client.get(reverse("sent-email")).status_code == 404
    assert client.get(reverse("sent-email-message", args=[name])).status_code == 404
    assert client.get(reverse("sent-email-html", args=[name])).status_code == 404
