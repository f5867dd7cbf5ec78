"""The e-mail about a paper: what it says, and what it keeps out."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from reports import delivering
from reports.services import correct_report
from tests.meetings.factories import MeetingFactory
from tests.stakeholders.factories import BodyMembershipFactory, PersonFactory
from tests.world import build_people

from .clearing import published
from .plans import at, build_plan
from .reading import published_paper, stored

NOW = at(2025, 7, 16, 10)
SECRETS = ("Joint engagement plan 2025", "Quarter 1", "Map the ways in")


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    with time_machine.travel(NOW, tick=False):
        yield world


def told(revision):
    """The e-mails about it, by address: (subject, text, HTML)."""
    mail.outbox.clear()
    delivering.deliver(revision.pk)
    return {
        message.to[0]: (message.subject, message.body, message.alternatives[0][0])
        for message in mail.outbox
    }


def test_it_names_the_paper_the_body_and_the_meeting_and_leads_to_the_page(world, settings):
    paper = published_paper(world, by=world.coordinator, at=NOW)
    paper.report.meeting = MeetingFactory(held_on=date(2025, 9, 5))
    paper.report.save()

    [(subject, text, html)] = told(paper).values()

    address = settings.SITE_URL + reverse("reports:report-read", args=[paper.report.slug, 1])
    for part in (text, html):
        assert "Joint engagement plan 2025" in part
        assert "Northmoor Panel" in part
        assert "Friday 5 September 2025" in part
        assert address in part
        assert "/paper/" not in part
    assert "Northmoor Panel" in subject
    assert html.count("<a href=") == 1, "one button"


def test_a_line_end_in_a_title_does_not_keep_the_e_mail_back(world):
    paper = published_paper(world, by=world.coordinator, at=NOW)
    paper.report.plan.title = "Joint plan\nBcc: someone@example.org\u2028of 2025"
    paper.report.plan.save()

    [(subject, _, _)] = told(paper).values()

    assert "Joint plan Bcc: someone@example.org of 2025" in subject


def test_without_an_account_it_carries_a_link_of_the_readers_own(world):
    member = PersonFactory()
    BodyMembershipFactory(person=member, body=world.panel)
    paper = published_paper(world, by=world.coordinator, at=NOW)

    found = told(paper)

    text = found[member.email][1]
    assert re.search(r"/paper/\d+:[\w-]{43}/", text)
    assert "Tuesday 14 October 2025" in text
    assert "/paper/" not in found["pam@northmoor.example"][1]


def test_a_private_paper_is_told_of_without_its_content(world):
    world.add("Secret", date(2025, 5, 2), number="2", exempt_reason="Paragraph 7")
    world.panel_member.memberships.update(private_papers=True)
    paper = published_paper(world, private=True, by=world.coordinator, at=NOW)

    [parts] = told(paper).values()

    assert "private paper" in parts[0]
    assert not [word for word in SECRETS for part in parts if word in part]


def test_a_mark_leads_the_subject_and_keeps_the_details_out(world):
    paper = published_paper(world, by=world.coordinator, at=NOW)
    world.plan.mark = "OFFICIAL-SENSITIVE"
    world.plan.save()

    [parts] = told(paper).values()

    assert parts[0].startswith("OFFICIAL-SENSITIVE: ")
    hidden = (*SECRETS, "Northmoor Panel")
    assert not [word for word in hidden for part in parts if word in part]
    assert all("OFFICIAL-SENSITIVE" in part for part in parts)


def test_a_correction_says_what_it_corrects(world):
    paper = published_paper(world, by=world.coordinator, at=NOW)
    revision = correct_report(
        paper.report, by=None, correction="The count in 5.1", queue=False, at=NOW
    )
    newer = stored(published(revision, by=None, at=NOW))

    [(subject, text, _)] = told(newer).values()

    assert subject.startswith("Corrected paper")
    assert "The count in 5.1" in text
