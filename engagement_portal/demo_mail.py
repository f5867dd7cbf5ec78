"""The demo sends no e-mail: it keeps what would have gone, and shows it."""

import email
import email.policy
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin


class SentMailBackend(BaseEmailBackend):
    """One file for each message, in a folder that the web server and the worker share."""

    def send_messages(self, email_messages):
        folder = Path(settings.DEMO_MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:8]}"
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(message.message().as_bytes())
            # Renamed when complete, so that the page never shows half a message.
            unfinished.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class SentMail:
    name: str
    sent_at: datetime
    sender: str
    recipients: str
    subject: str
    text: str
    html: str


def sent_mail():
    """Newest first."""
    paths = sorted(Path(settings.DEMO_MAIL_DIR).glob("*.eml"), reverse=True)
    return [read(path) for path in paths]


def read(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    parts = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    return SentMail(
        name=path.stem,
        sent_at=datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone()),
        sender=str(message["from"]),
        recipients=str(message["to"]),
        subject=str(message["subject"]),
        text=parts["plain"].get_content() if parts["plain"] else "",
        html=parts["html"].get_content() if parts["html"] else "",
    )


def one(name):
    path = Path(settings.DEMO_MAIL_DIR) / f"{name}.eml"
    if not settings.DEMO or not path.is_file():
        raise Http404
    return read(path)


@login_not_required
def sent_email_list(request):
    if not settings.DEMO:
        raise Http404
    context = {"messages_sent": sent_mail()}
    return render(request, "engagement_portal/sent_email_list.html", context)


@login_not_required
def sent_email(request, name):
    return render(request, "engagement_portal/sent_email.html", {"mail": one(name)})


@login_not_required
@xframe_options_sameorigin
@csp(
    {
        "default-src": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": True,
        # E-mails carry their style in the text, as mail programs demand.
        "style-src": [UNSAFE_INLINE],
    }
)
def sent_email_html(request, name):
    """The HTML part alone, for a frame: no script, no form, no picture, no way out."""
    return HttpResponse(one(name).html)
