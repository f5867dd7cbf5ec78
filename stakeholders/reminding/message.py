"""A letter as an e-mail: headers, text, HTML, and its bytes.

The bytes are put together here: Python's email package takes longer for one message than a mail
server does to accept it (docs/decisions/0014). What it is needed for, words beyond ASCII in a
header, it does.
"""

import binascii
from email.header import Header
from email.message import Message
from email.utils import formatdate, parseaddr
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError, sanitize_address


class Written(Message):
    """Headers to be asked for, and the bytes as they go to the server."""

    def __init__(self, headers, written):
        super().__init__()
        for name, value in headers:
            self[name] = value
        self.written = written

    def as_bytes(self, *arguments, **options):
        return self.written


class Mail(EmailMultiAlternatives):
    """Put into bytes when it is made, before it is claimed: what can't be written is found in
    time."""

    def __init__(self, *, html, message_id, **fields):
        super().__init__(**fields)
        self.attach_alternative(html, "text/html")
        headers = [
            ("Subject", _words(self.subject)),
            ("From", _address(self.from_email)),
            ("To", ", ".join(map(_address, self.to))),
            ("Date", formatdate(localtime=True)),
            # The same at every writing, and of this installation alone.
            ("Message-ID", message_id),
            # Both keep automatic replies away; "Precedence" would only cost trust with filters.
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ]
        if self.reply_to:
            headers.append(("Reply-To", ", ".join(map(_address, self.reply_to))))
        boundary = f"={message_id.strip('<>').partition('@')[0]}="
        written = _parts(headers, boundary, (("plain", self.body), ("html", html)))
        self.written = Written(headers, written)

    def message(self):
        return self.written


def message_for(letter):
    digest = letter.digest
    return Mail(
        subject=letter.subject,
        body=letter.text(),
        html=letter.html(),
        to=[digest.address],
        reply_to=letter.reply_to or None,
        message_id=f"<digest-{digest.pk}.{digest.batch.hex}@{_host()}>",
    )


def _parts(headers, boundary, bodies):
    lines = [f"{name}: {value}" for name, value in headers]
    lines += [
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        "",
    ]
    found = ["\r\n".join(lines).encode("ascii")]
    for kind, body in bodies:
        head = (
            f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        # Lines of any length, in seven bits: what every server takes.
        text = "\r\n".join(body.splitlines()).encode()
        found += [head.encode("ascii"), binascii.b2a_qp(text, istext=True), b"\r\n"]
    found.append(f"--{boundary}--\r\n".encode("ascii"))
    return b"".join(found)


def _words(value):
    if "\n" in value or "\r" in value:
        raise BadHeaderError("A header must not have a line break in it")
    return value if value.isascii() else Header(value, "utf-8").encode(linesep="\r\n")


def _address(value):
    """As a header holds it. Addresses were checked when they were entered; names may be any."""
    _words(value)
    plain = value.isascii() and not parseaddr(value)[0]
    return value if plain else _named_address(value)


@cache
def _named_address(value):
    return sanitize_address(value, "utf-8")


def _host():
    return urlsplit(settings.SITE_URL).hostname
