"""What is owed about papers: an officer's word, and the days of a paper's timetable."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.services import edit_meeting
from reports import building
from reports.building import build_revision
from reports.models import ClearancePost
from reports.reminders import clearances, dates
from reports.services import clear, request_report, send_back, send_for_clearance
from stakeholders import links, reminding
from stakeholders.models import Digest, DigestItem, SignedLink
from stakeholders.reminding.sources import Gone
from stakeholders.services import edit_post
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.stakeholders.factories import AbsenceFactory, PostFactory, PostHoldingFactory
from tests.world import build_people, sign_in

from .clearing import answered
from .plans import CUT_OFF, QUARTER, at, build_plan

ASKED = date(2025, 7, 15)  # a Tuesday
ANSWER_BY = date(2025, 7, 25)  # a Friday
TEXT = "Map the ways in"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(2025, 7, 15, 12), tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.plan.reminders_from = date(2025, 1, 6)
    world.plan.save()
    # Not an action that owes anything itself.
    world.action = world.add(TEXT, date(2026, 12, 1), number="1", posts=[PostFactory()])
    ClearancePost.objects.create(body=world.panel, post=world.post)
    return world


def make_sent(world, *, answer_by=ANSWER_BY, **more):
    draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.coordinator, **more
    )
    build_revision(draft.pk)
    draft = answered(draft, by=world.coordinator, at=at(2025, 7, 15, 10))
    return send_for_clearance(draft, by=world.coordinator, answer_by=answer_by)


def owed(on, source=clearances):
    return list(source.owed(on))


def row_of(item, post=None):
    names = ("source", "object_id", "plan_id", "rule", "ground", "because")
    digest = Digest(person_id=item.person_id, on=ASKED)
    return DigestItem(digest=digest, post=post, **{name: getattr(item, name) for name in names})


def described(item, on=ASKED, source=clearances, post=None):
    ((_, line),) = source.describe([row_of(item, post)], on)
    return line


@pytest.mark.parametrize(
    ("on", "rung"),
    [
        (ASKED - timedelta(days=1), None),
        (ASKED, ASKED),
        (date(2025, 7, 22), ASKED),
        (date(2025, 7, 23), date(2025, 7, 23)),  # two working days before
        (ANSWER_BY, date(2025, 7, 23)),
        (date(2025, 7, 26), date(2025, 7, 26)),  # the day after
        (date(2025, 8, 1), date(2025, 7, 26)),
        (date(2025, 8, 2), date(2025, 8, 2)),  # and weekly
        (date(2025, 8, 9), date(2025, 8, 9)),
    ],
)
def test_the_latest_rung_of_a_clearance_stands(world, on, rung):
    make_sent(world)

    found = owed(on)

    assert [(item.person_id, item.rung) for item in found] == (
        [(world.lead.pk, rung)] if rung else []
    )


def test_without_a_day_for_the_answer_it_is_asked_for_weekly(world):
    make_sent(world, answer_by=None)

    assert owed(date(2025, 7, 21))[0].rung == ASKED
    assert owed(date(2025, 7, 22))[0].rung == date(2025, 7, 22)


def test_nothing_is_owed_while_the_plans_reminders_are_off(world):
    make_sent(world)
    world.plan.reminders_from = None
    world.plan.save()

    assert owed(ASKED) == []


def test_a_deputy_is_asked_for_whoever_is_away(world):
    make_sent(world)
    AbsenceFactory(
        person=world.lead, deputy=world.outsider, starts_on=ASKED, ends_on=date(2025, 7, 20)
    )

    (item,) = owed(ASKED)

    assert (item.person_id, item.because) == (world.outsider.pk, "deputy")
    assert described(item, post=world.post).answerable


def test_a_vacant_post_is_the_coordinators_to_hear_of(world):
    make_sent(world)
    world.lead.holdings.all().delete()

    (item,) = owed(ASKED)

    line = described(item, post=world.post)
    assert (item.person_id, item.because) == (world.coordinator.pk, "vacant")
    assert not line.answerable
    assert "Head of Engagement is vacant, so this comes to you" in line.details


def test_what_was_cleared_or_sent_back_is_owed_no_more(world):
    revision = make_sent(world)
    (item,) = owed(ASKED)

    send_back(revision.clearances.get(), by=world.lead, comment="Shorter, please.")

    assert owed(ASKED) == []
    assert isinstance(described(item), Gone)


def test_a_line_says_for_whom_as_what_and_until_when(world):
    make_sent(world)
    (item,) = owed(ASKED)

    line = described(item)

    assert line.heading == f"Paper for the Northmoor Panel: {QUARTER.label}"
    assert line.details == (
        "you clear it as Head of Engagement",
        "an answer is asked for by Friday 25 July 2025",
    )
    assert (line.section, line.page) == ("approvals", "reports:clear-list")


def mail_to(person, mailoutbox):
    """The one e-mail that this person was sent."""
    (mail,) = [mail for mail in mailoutbox if mail.to == [person.email]]
    return mail


def test_an_e_mail_about_papers_alone_leads_to_the_page_where_they_are_cleared(world, mailoutbox):
    revision = make_sent(world)

    reminding.run(ASKED)

    mail = mail_to(world.lead, mailoutbox)
    assert mail.subject == "1 paper waits for you to clear"
    link = SignedLink.objects.get(person=world.lead)
    assert reverse("reports:clear-list", args=[links.token_of(link)]) in mail.body
    assert "PAPERS TO CLEAR (1)" in mail.body
    assert "Read and answer" in mail.body
    assert revision.clearances.get().is_waiting, "nothing changes by being told"
    reminding.run(ASKED)
    assert mail_to(world.lead, mailoutbox) is mail, "once a day"


def test_beside_actions_the_e_mail_leads_to_the_answer_page_and_that_to_the_papers(
    world, mailoutbox, client
):
    make_sent(world)
    world.add("Ask a school", date(2025, 7, 1), number="2", posts=[world.post])

    reminding.run(ASKED)

    mail = mail_to(world.lead, mailoutbox)
    assert mail.subject == (
        "1 action needs an update and is overdue; 1 paper waits for you to clear"
    )
    token = links.token_of(SignedLink.objects.get(person=world.lead))
    answer = reverse("objectives:answer", args=[token])
    assert answer in mail.body
    page = client.get(answer).content.decode()
    assert reverse("reports:clear-list", args=[token]) in page
    assert "1 paper waits for you to clear" in page


def test_an_e_mail_tells_nothing_of_a_private_paper(world, mailoutbox):
    make_sent(world, private=True)

    reminding.run(ASKED)

    mail = mail_to(world.lead, mailoutbox)
    whole = mail.body + mail.alternatives[0][0]
    assert "A private paper" in whole
    for word in ("Northmoor Panel", QUARTER.label, world.plan.title, TEXT):
        assert word not in whole


def test_an_e_mail_tells_nothing_of_a_marked_plan(world, mailoutbox):
    make_sent(world)
    world.plan.mark = "OFFICIAL-SENSITIVE"
    world.plan.save()

    reminding.run(ASKED)

    mail = mail_to(world.lead, mailoutbox)
    assert mail.subject == "OFFICIAL-SENSITIVE: 1 paper waits for you to clear"
    assert "Northmoor Panel" not in mail.body + mail.alternatives[0][0]


def test_owing_takes_the_same_queries_for_any_number_of_clearances(world):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owed(ASKED)
        return len(seen)

    revision = make_sent(world)
    one = queries()
    for number in range(5):
        holding = PostHoldingFactory(post=PostFactory(title=f"Officer {number}"))
        revision.clearances.create(post=holding.post, asked_at=at(2025, 7, 15))

    assert queries() == one
    assert len(owed(ASKED)) == 6


# The dates of a paper's timetable.


@pytest.fixture
def meeting(world):
    """On Wednesday 13 August: handed in and cleared on days counted back from it."""
    series = MeetingSeriesFactory(body=world.panel)
    return MeetingFactory(forum=ForumFactory(series=series), held_on=date(2025, 8, 13))


def test_the_coordinator_is_told_three_days_and_one_day_before_and_once_late(world, meeting):
    """The Panel wants no notice: published by Tuesday 12, cleared by Monday 11 August."""
    make_sent(world, meeting=meeting)

    def stands(day):
        return [(item.person_id, item.ground, item.rung.day) for item in owed(august(day), dates)]

    def of(step, day, rung):
        return [(world.coordinator.pk, f"{step} by 2025-08-{day}", rung)]

    assert stands(5) == []
    assert stands(6) == of("cleared", 11, 6)
    # From here on the latest rung stands, of whichever step it is.
    assert stands(7) == of("published", 12, 7)
    assert stands(8) == of("cleared", 11, 8)
    assert stands(11) == of("published", 12, 11)
    assert stands(12) == of("cleared", 11, 12)


def august(day):
    return date(2025, 8, day)


def test_a_step_that_is_late_says_so_and_to_whom(world, meeting, mailoutbox, clock):
    make_sent(world, meeting=meeting)
    clock.move_to(at(2025, 8, 12, 7))
    world.lead.holdings.all().delete()  # the officer's post is vacant: another line of the mail

    reminding.run(august(12))

    (mail,) = mailoutbox
    assert mail.to == [world.coordinator.email]
    assert "1 paper of yours has a date near or past" in mail.subject
    assert "DATES OF YOUR PAPERS (1)" in mail.body
    assert "1 day late" in mail.body


def test_a_step_that_is_done_is_told_of_no_more(world, meeting):
    revision = make_sent(world, meeting=meeting)
    (item,) = owed(august(6), dates)

    clear(revision.clearances.get(), by=world.lead)

    assert isinstance(described(item, august(6), dates), Gone)
    assert all("cleared" not in item.ground for item in owed(august(6), dates))


def test_a_meeting_that_is_moved_moves_its_dates(world, meeting):
    make_sent(world, meeting=meeting)
    (item,) = owed(august(6), dates)

    edit_meeting(meeting, by=world.coordinator, changes={"held_on": date(2025, 9, 10)}, on=ASKED)

    assert owed(august(6), dates) == []
    assert isinstance(described(item, august(6), dates), Gone)


def test_the_ledger_names_papers(world, meeting):
    make_sent(world, meeting=meeting)
    (asked,), (dated,) = owed(ASKED), owed(august(6), dates)

    for source, item in ((clearances, asked), (dates, dated)):
        ((_, named),) = source.name_items([row_of(item)])
        assert "Northmoor Panel" in named.words
        assert named.plan == world.plan.title


def test_explain_speaks_of_papers_too(world, meeting):
    make_sent(world, meeting=meeting)

    said = reminding.explain(ASKED)

    lines = [item for digest in said["digests"] for item in digest["items"]]
    assert [line["rule"] for line in lines if line["rule"].startswith("approval")] == ["approval"]
    assert any(row["action"].startswith("dates of the paper") for row in said["quiet"])


def test_the_coordinators_mailbox_is_where_replies_go(world):
    post = PostFactory(title="Plan coordinator")
    edit_post(post, by=None, changes={"mailbox": "plans@northmoor.example"})
    world.plan.coordinator_post = post
    world.plan.save()
    make_sent(world)

    assert described(owed(ASKED)[0]).reply_to == "plans@northmoor.example"


def test_owing_dates_takes_the_same_queries_for_any_number_of_papers(world, meeting):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owed(august(6), dates)
        return len(seen)

    make_sent(world, meeting=meeting)
    one = queries()
    for period in (QUARTER.previous(), QUARTER.next()):
        draft = request_report(
            plan=world.plan,
            body=world.panel,
            period=period,
            by=None,
            meeting=meeting,
            at=CUT_OFF,
        )
        build_revision(draft.pk)

    assert queries() == one


def test_the_ledgers_pages_count_papers_apart_from_actions(client, world):
    make_sent(world)
    world.add("Ask a school", date(2025, 7, 1), number="2", posts=[world.post])
    reminding.run(ASKED)

    page = sign_in(client, world.coordinator).get(reverse("stakeholders:digest-list"))

    assert "1 action and 1 paper" in page.content.decode()
