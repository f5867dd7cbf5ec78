"""The e-mail that tells a reader of a published paper.

A private paper's names no content, and that of a plan marked OFFICIAL-SENSITIVE nothing but that
there is a paper: the mark leads its subject.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from stakeholders.reminding.message import Mail

from .paper_links import address_of
from .presenting import title_of


def message_for(delivery, *, office):
    """Ready to be handed to the mail server. The delivery's paper, person and link are loaded."""
    words = words_of(delivery, office=office)
    report = delivery.revision.report
    reply_to = report.body.contact_mailbox or office.contact_email
    context = words | {
        "name": delivery.person.name,
        "office": office,
        "reply_to": reply_to,
        "button": "Read the paper",
        "button_url": url_of(delivery),
        "lapses_at": delivery.link.lapses_at if delivery.link else None,
    }
    message = Mail(
        # A title may hold a line's end, which no header may.
        subject=" ".join(words["subject"].split()),
        body=render_to_string("reports/email/paper.txt", context),
        to=[delivery.address],
        reply_to=[reply_to] if reply_to else None,
        headers={
            # The same however often it is tried, another where somebody presses to send it again.
            "Message-ID": f"<paper-{delivery.pk}.{delivery.decided_at:%Y%m%d%H%M%S%f}"
            f"@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    message.attach_alternative(render_to_string("reports/email/paper.html", context), "text/html")
    message.message()
    return message


def url_of(delivery):
    if delivery.link:
        return address_of(delivery.link)
    place = [delivery.revision.report.slug, delivery.revision.number]
    return f"{settings.SITE_URL}{reverse('reports:report-read', args=place)}"


def words_of(delivery, *, office):
    """{subject, opening, title, meeting, mark, replaces, correction}; empty is what stays out."""
    revision, report = delivery.revision, delivery.revision.report
    again = revision.number > 1
    if mark := report.mark:
        return {
            "mark": mark,
            "subject": f"{mark}: A paper is ready for you to read",
            "opening": f"A paper {'was corrected and' if again else 'is'} ready for you to read. "
            "Its details are in the portal, not in this e-mail.",
        }
    publisher = office.name or "The office"
    if report.private:
        return {
            "subject": f"A private paper for the {report.body}",
            "opening": f"{publisher} has published "
            f"{'a corrected' if again else 'a'} private paper to the {report.body}. "
            "What it is about is in the paper, not in this e-mail.",
            "meeting": report.meeting,
        }
    title = title_of(report)
    return {
        "subject": f"{'Corrected paper' if again else 'Paper'} for the {report.body}: {title}",
        "opening": f"{publisher} has published {'a corrected' if again else 'a'} paper to the "
        f"{report.body}.",
        "title": title,
        # Minutes are of a meeting, not for one, and their title says of which.
        "meeting": None if report.is_minutes else report.meeting,
        "agenda_item": report.agenda_item,
        "revision": revision.number if again else None,
        "correction": revision.correction if again else "",
    }
