"""The words of a digest: one subject, one text, one HTML version."""

from dataclasses import dataclass
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.formats import date_format

from stakeholders.office import OfficeWords

from .sources import Gone, sources

SECTIONS = (
    ("overdue", "Overdue"),
    ("due_soon", "Due soon"),
    ("update_due", "An update is due"),
)


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    lines: tuple


def lines_of(digest):
    """The lines of a digest that still hold today, each thing once, the most urgent first."""
    items = list(digest.items.select_related("post", "digest"))
    lines = {}
    for source in sources():
        own = [item for item in items if item.source == source.SOURCE]
        for item, line in source.describe(own, digest.on) if own else ():
            if isinstance(line, Gone):
                continue
            thing = (item.source, item.object_id)
            if thing not in lines or line.order < lines[thing].order:
                lines[thing] = line
    return sorted(lines.values(), key=lambda line: line.order)


def subject_of(lines, mark=""):
    """The count and the nearest date; the mark leads, and then no more than the count."""
    late = sum(line.section == "overdue" for line in lines)
    count = len(lines)
    subject = f"{count} action{'' if count == 1 else 's'} need{'s' if count == 1 else ''} an update"
    if mark:
        return f"{mark}: {subject}"
    if late:
        return f"{subject}, {late} {'is' if late == 1 else 'are'} overdue"
    dates = [line.due_on for line in lines if line.due_on is not None]
    if dates:
        return f"{subject}, the next is due on {date_format(min(dates), 'j F')}"
    return subject


def message_for(digest, lines):
    """The e-mail of a digest. Replies reach the coordinator of the first plan in it."""
    mark = next((line.mark for line in lines if line.mark), "")
    office = OfficeWords()
    context = {
        "count": len(lines),
        "late": sum(line.section == "overdue" for line in lines),
        "mark": mark,
        # A marked plan's details stay out of e-mails (domain.md, roles).
        "sections": () if mark else _sections(lines),
        "subject": subject_of(lines, mark),
        "button_url": f"{settings.SITE_URL}/my-work/",
        "button": "Answer now",
        "name": digest.person.name,
        "reply_to": next((line.reply_to for line in lines if line.reply_to), office.contact_email),
        "on": digest.on,
        "office": office,
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("stakeholders/email/digest.txt", context),
        to=[digest.address],
        reply_to=[context["reply_to"]] if context["reply_to"] else None,
        headers={
            "Message-ID": make_msgid(
                f"digest-{digest.pk}", domain=urlsplit(settings.SITE_URL).hostname
            ),
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(
        render_to_string("stakeholders/email/digest.html", context), "text/html"
    )
    return message


def _sections(lines):
    grouped = (
        Section(code, title, tuple(line for line in lines if line.section == code))
        for code, title in SECTIONS
    )
    return tuple(section for section in grouped if section.lines)
