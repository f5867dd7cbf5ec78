"""A letter as an e-mail: headers, text, HTML, and its bytes."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives


class Mail(EmailMultiAlternatives):
    """Put into bytes once, before it is claimed: what can't be written is found in time."""

    @cached_property
    def _built(self):
        built = super().message()
        written = built.as_bytes(linesep="\r\n")
        built.as_bytes = lambda *arguments, **options: written
        return built

    def message(self):
        return self._built


def message_for(letter):
    digest = letter.digest
    message = Mail(
        subject=letter.subject,
        body=letter.text(),
        to=[digest.address],
        reply_to=letter.reply_to or None,
        headers={
            # The same at every writing, and of this installation alone.
            "Message-ID": f"<digest-{digest.pk}.{digest.batch.hex}@{_host()}>",
            # Both keep automatic replies away; "Precedence" would only cost trust with filters.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    message.attach_alternative(letter.html(), "text/html")
    message.message()
    return message


def _host():
    return urlsplit(settings.SITE_URL).hostname
