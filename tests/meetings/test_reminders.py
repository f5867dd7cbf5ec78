"""What is owed about meetings: when, to whom, in which words, and what stays out of an e-mail."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import previewing
from meetings.promises import State
from meetings.reminders import (
    follow_ups,
    going,
    promises,
    publications,
    recommendations,
    report_backs,
    unconfirmed,
)
from meetings.reminders.things import Thing, ladder
from meetings.services import (
    close_follow_up,
    turn_off_meeting_reminders,
)
from stakeholders import reminding
from stakeholders.ledger_words import things
from stakeholders.models import Digest, DigestItem, Event, Office, Post
from stakeholders.reminding.naming import named
from stakeholders.reminding.sources import Gone
from tests.objectives.plans import make_action, make_plan, noon
from tests.stakeholders.factories import (
    AbsenceFactory,
    OfficeFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.world import sign_in

from .factories import (
    AttendanceCommitmentFactory,
    AttendanceFactory,
    FollowUpFactory,
    MeetingFactory,
    RecommendationFactory,
)

TODAY = date(2026, 6, 18)  # a Thursday
DAY = timedelta(days=1)
SINCE = date(2026, 4, 1)
SOURCES = (
    follow_ups,
    recommendations,
    report_backs,
    going,
    unconfirmed,
    publications,
    promises,
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def office(db):
    office = OfficeFactory()
    office.meetings_remind_from = SINCE
    office.save()
    return office


@pytest.fixture
def post(lead, office):
    return lead.holdings.get().post


DUE = date(2026, 6, 18)
SAID = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("on", "rungs"),
    [
        (DUE - 15 * DAY, []),
        (DUE - 14 * DAY, [("due_soon", DUE - 14 * DAY)]),
        (DUE - 4 * DAY, [("due_soon", DUE - 14 * DAY)]),
        (DUE - 3 * DAY, [("due_soon", DUE - 3 * DAY)]),
        (DUE, [("due_soon", DUE - 3 * DAY)]),
        (DUE + DAY, [("overdue", DUE + DAY)]),
        (DUE + 8 * DAY, [("overdue", DUE + 8 * DAY)]),
        (
            DUE + 14 * DAY,
            [("overdue", DUE + 8 * DAY), ("escalated_coordinator", DUE + 14 * DAY)],
        ),
    ],
)
def test_the_ladder_of_something_with_a_day(on, rungs):
    assert stand(ladder(due_on=DUE, since=SINCE, made_on=SAID, ground="x", told=True), on) == rungs


@pytest.mark.parametrize(
    ("given", "on", "rungs"),
    [
        # Nothing counts before the day on which reminders were turned on.
        ({"since": DUE + 30 * DAY}, DUE + 29 * DAY, []),
        ({"since": DUE + 30 * DAY}, DUE + 30 * DAY, [("overdue", DUE + 30 * DAY)]),
        # What was answered late begins anew.
        ({"answered_on": DUE + 3 * DAY}, DUE + 9 * DAY, []),
        ({"answered_on": DUE + 3 * DAY}, DUE + 10 * DAY, [("overdue", DUE + 10 * DAY)]),
        # Without a day: four weeks of silence, then weekly.
        ({"due_on": None}, SAID + 27 * DAY, []),
        ({"due_on": None}, SAID + 28 * DAY, [("update_due", SAID + 28 * DAY)]),
        ({"due_on": None}, SAID + 36 * DAY, [("update_due", SAID + 35 * DAY)]),
    ],
)
def test_the_ladder_beside_the_straight_way(given, on, rungs):
    given = {"due_on": DUE, "since": SINCE, "made_on": SAID, "ground": "x"} | given
    assert stand(ladder(**given), on) == rungs


def stand(steps, on):
    return [(rule, day) for rule, day, _ in Thing(1, steps, "follow_ups", "x").rungs(on)]


def owed(source, on=TODAY):
    return [(item.person_id, item.rule, item.because) for item in source.owed(on)]


def described(source, on=TODAY):
    """The lines of what `source` says is owed."""
    items, posts = [], Post.objects.in_bulk()
    for number, item in enumerate(source.owed(on), start=1):
        row = DigestItem.owed(item, Digest(person_id=item.person_id, on=on))
        row.pk, row.post = number, posts.get(item.post_id)
        items.append(row)
    return [line for _, line in source.describe(items, on)]


def report_owed(post, held_on=TODAY - DAY, **fields):
    meeting = MeetingFactory(held_on=held_on, status="held", **fields)
    AttendanceCommitmentFactory(series=meeting.forum.series, reports_back=True, posts=[post])
    return AttendanceFactory(meeting=meeting, post=post, recorded_at=noon(held_on))


@pytest.mark.parametrize(
    ("held_on", "on", "is_owed"),
    [
        (date(2026, 6, 12), date(2026, 6, 14), False),  # a Friday: not on the Sunday
        (date(2026, 6, 12), date(2026, 6, 15), True),
    ],
)
def test_a_report_is_owed_on_the_working_day_after(lead, post, held_on, on, is_owed):
    report_owed(post, held_on)
    assert owed(report_backs, on) == ([(lead.pk, "report_back", "")] if is_owed else [])


def test_no_report_is_owed_without_a_promise_nor_after_one_was_given(lead, post):
    from .factories import ReportBackFactory

    AttendanceFactory(meeting=MeetingFactory(held_on=TODAY - DAY, status="held"), post=post)
    given = report_owed(post)
    ReportBackFactory(attendance=given)
    AttendanceFactory(meeting=given.meeting, post=PostFactory())

    assert owed(report_backs) == []


@pytest.mark.parametrize(
    ("on", "is_owed"),
    [
        (date(2026, 6, 16), False),
        (date(2026, 6, 17), True),  # three working days before a Monday
        (date(2026, 6, 22), True),
        (date(2026, 6, 23), False),
    ],
)
def test_a_meeting_one_is_expected_at_is_said_three_working_days_before(lead, post, on, is_owed):
    meeting = MeetingFactory(held_on=date(2026, 6, 22))
    AttendanceFactory(meeting=meeting, post=post, outcome="", expected=True)
    AttendanceFactory(meeting=meeting, post=PostFactory(), outcome="apologies", expected=True)

    assert owed(going, on) == ([(lead.pk, "meeting_soon", "")] if is_owed else [])


def test_a_coming_meeting_says_when_where_and_how_many_papers(lead, post):
    meeting = MeetingFactory(held_on=TODAY + DAY)
    AttendanceFactory(meeting=meeting, post=post, outcome="", expected=True)

    (line,) = described(going)

    assert line.section == "meetings_ahead"
    assert line.details[1:3] == ("Friday 19 June 2026, 2pm to 4:30pm", "County Hall")
    assert line.answerable
    meeting.held_on = TODAY + 30 * DAY
    item = DigestItem(object_id=meeting.attendances.get().pk, rule="meeting_soon", ground="x")
    item.digest = Digest(person=lead, on=TODAY)
    ((_, gone),) = going.describe([item], TODAY)
    assert isinstance(gone, Gone)


def test_who_looks_after_a_meeting_is_the_one_who_can(coordinator, lead, post, office):
    """The post that leads it where its holder is staff; else the office's; else the staff."""
    meeting = MeetingFactory(held_on=TODAY - 2 * DAY)
    series = meeting.forum.series
    rule = "meeting_unconfirmed"
    assert owed(unconfirmed) == [(coordinator.pk, rule, "office")]
    (line,) = described(unconfirmed)
    assert "nobody else looks after this, so this comes to you" in line.details

    series.lead_post = post
    series.save()
    assert owed(unconfirmed) == [(coordinator.pk, rule, "office")]

    office.meetings_post = PostHoldingFactory(person=coordinator).post
    office.save()
    assert owed(unconfirmed) == [(coordinator.pk, rule, "looks_after")]
    (line,) = described(unconfirmed)
    assert f"you look after it as {office.meetings_post}" in line.details
    assert not line.answerable


def test_a_vacant_posts_follow_up_goes_to_who_looks_after_it_and_says_so(lead, post, office):
    office.meetings_post = post
    office.save()
    vacant = PostFactory(title="Treasurer")
    FollowUpFactory(lead_post=vacant, due_on=TODAY - DAY)

    assert owed(follow_ups) == [(lead.pk, "overdue", "vacant")]
    (line,) = described(follow_ups)
    assert "Treasurer is vacant, so this comes to you" in line.details
    assert line.section == "meetings_kept"


def test_a_deputy_is_reminded_for_whoever_is_away(lead, outsider, post):
    FollowUpFactory(lead_post=post, due_on=TODAY - DAY)
    AbsenceFactory(person=lead, deputy=outsider, starts_on=TODAY, ends_on=TODAY)

    assert owed(follow_ups) == [(outsider.pk, "overdue", "deputy")]


def test_what_is_long_late_is_told_to_who_looks_after_the_meeting(coordinator, lead, post):
    FollowUpFactory(lead_post=post, due_on=TODAY - 14 * DAY, words="Ask for the survey")

    assert owed(follow_ups) == [
        (lead.pk, "overdue", ""),
        (coordinator.pk, "escalated_coordinator", "office"),
    ]
    assert [line.section for line in described(follow_ups)] == ["follow_ups", "meetings_kept"]


def test_what_was_closed_or_taken_by_another_is_gone(lead, other_lead, post, coordinator):
    follow_up = FollowUpFactory(lead_post=post, due_on=TODAY - DAY)
    (item,) = follow_ups.owed(TODAY)
    row = DigestItem.owed(item, Digest(person_id=item.person_id, on=TODAY))
    row.pk = 1

    row.digest.person_id = other_lead.pk
    assert isinstance(dict(follow_ups.describe([row], TODAY))[row], Gone)

    row.digest.person_id = lead.pk
    assert not isinstance(dict(follow_ups.describe([row], TODAY))[row], Gone)
    close_follow_up(follow_up, by=coordinator, note="Done")
    assert isinstance(dict(follow_ups.describe([row], TODAY))[row], Gone)


def test_what_must_be_published_is_said_before_its_day_and_after(coordinator, office):
    meeting = MeetingFactory(held_on=TODAY + 20 * DAY)
    series = meeting.forum.series
    assert owed(publications) == []
    series.publishes, series.notice_days = True, 5
    series.save()

    by_day = {on: owed(publications, on) for on in (TODAY, TODAY + 11 * DAY, TODAY + 19 * DAY)}

    told = [(coordinator.pk, "publication", "office")]
    assert list(by_day.values()) == [[], told, told]
    (line,) = described(publications, TODAY + 19 * DAY)
    assert line.state == "overdue"
    assert len(line.details) == 5  # what it asks, three things, why to this person


def test_promises_at_risk_and_broken_are_told(coordinator, office, monkeypatch):
    commitment = AttendanceCommitmentFactory(starts_on=TODAY - 330 * DAY, cycle_months=12)
    found = list(promises.read(TODAY, SINCE))
    assert [thing.key for thing in found] == [commitment.pk]
    ((person, rule, because),) = owed(promises)
    assert (person, because) == (coordinator.pk, "office")
    assert rule in ("promise_at_risk", "promise_broken")
    (line,) = described(promises)
    state = State.AT_RISK if rule == "promise_at_risk" else State.BROKEN
    assert state.label.lower() in line.details[0]


def fill(post, **exempt):
    """Something of every kind is owed."""
    report_owed(post, **exempt)
    ahead = MeetingFactory(held_on=TODAY + DAY, place="Secret House", **exempt)
    AttendanceFactory(meeting=ahead, post=post, outcome="", expected=True)
    MeetingFactory(held_on=TODAY - 2 * DAY, place="Secret House", **exempt)
    meeting = MeetingFactory(held_on=TODAY - 9 * DAY, status="held", **exempt)
    FollowUpFactory(meeting=meeting, lead_post=post, due_on=TODAY - DAY, words="Secret deed")
    RecommendationFactory(
        meeting=meeting, owner_post=post, due_on=TODAY - DAY, words="Secret advice"
    )


def test_one_digest_has_actions_and_meetings_each_under_its_heading(coordinator, lead, post):
    plan = make_plan(coordinator, reminders_from=date(2025, 4, 1))
    make_action(plan, coordinator, deadline="17 June 2026", posts=[post], text="Visit a market")
    fill(post)

    done = reminding.run(TODAY)

    assert sorted(done.sent) == sorted([coordinator.email, lead.email])
    message = next(message for message in mail.outbox if message.to == [lead.email])
    assert message.subject == (
        "1 action needs an update and is overdue; 1 follow-up of a meeting waits for you; "
        "1 recommendation wants a response; 1 meeting to report back from; "
        "1 meeting that you go to is near"
    )
    headings = [line for line in message.body.splitlines() if line.isupper()]
    assert [heading.split(" (")[0] for heading in headings] == [
        "OVERDUE",
        "WHAT MEETINGS ASKED OF YOU",
        "RECOMMENDATIONS TO RESPOND TO",
        "MEETINGS TO REPORT BACK FROM",
        "MEETINGS YOU GO TO",
    ]
    assert "/answer/" in message.body
    # One plan alone needs no name, whatever meetings stand beside it.
    assert plan.title not in message.body

    digest = Digest.objects.get(person=lead)
    items = list(digest.items.all())
    assert things(items) == "1 action, 1 follow-up, 1 recommendation and 2 meetings"
    assert all(name.words for name in named(items).values())
    page = sign_in_page(coordinator, digest)
    assert "Follow-up: Secret deed" in page

    # Had already: the same day's run, and the next day's, send nothing of it again.
    mail.outbox.clear()
    reminding.run(TODAY)
    reminding.run(TODAY + DAY)
    assert mail.outbox == []


def sign_in_page(coordinator, digest):
    from django.test import Client

    client = sign_in(Client(), coordinator)
    assert client.get(reverse("stakeholders:digest-list")).status_code == 200
    return client.get(reverse("stakeholders:digest-detail", args=[digest.pk])).content.decode()


def test_of_a_private_meeting_an_e_mail_says_only_that_it_is_one(coordinator, lead, post):
    fill(post, exempt_reason="Names of witnesses")

    reminding.run(TODAY)

    for message in mail.outbox:
        written = message.subject + message.body + message.alternatives[0][0]
        assert "A private meeting" in written
        for secret in ("Secret", "Committee", "witnesses", "2026, 2pm"):
            assert secret not in written, secret
    assert len(mail.outbox) == 2


def test_only_meetings_lead_to_ones_own_meetings(coordinator, lead, post):
    report_owed(post)

    reminding.run(TODAY)

    (message,) = mail.outbox
    assert "/attend/" in message.body
    assert message.subject == "1 meeting to report back from"


def test_nothing_goes_out_before_the_offices_day(lead, post, office):
    fill(post)
    for since in (None, TODAY + DAY):
        Office.objects.update(meetings_remind_from=since)
        assert [item for source in SOURCES for item in source.owed(TODAY)] == []
    said = reminding.explain(TODAY)
    assert {row["why"] for row in said["quiet"]} == {"The reminders of meetings are off"}
    would = reminding.explain(TODAY, as_if_on=True)
    assert lead.email in {digest["to"] for digest in would["digests"]}
    assert reminding.run(TODAY).sent == []


def test_they_are_turned_on_by_who_has_read_the_first_days_e_mails(
    client, coordinator, lead, post, office
):
    turn_off_meeting_reminders(office, by=coordinator)
    report_owed(post)
    sign_in(client, coordinator)
    on, home = (reverse(f"meetings:{name}") for name in ("reminders-on", "reminders"))

    page = client.get(home)
    assert [letter.digest.person for letter in page.context["letters"]] == [lead]
    day = {"from_day_day": "19", "from_day_month": "6", "from_day_year": "2026"}
    unseen = client.post(on, day | {"seen": "2026-06-22"})
    assert unseen.context["another"] is True
    assert not Office.objects.filter(meetings_remind_from__isnull=False).exists()

    assert client.post(on, day | {"seen": "2026-06-19"}).status_code == 302
    assert Office.objects.get().meetings_remind_from == date(2026, 6, 19)
    assert Event.objects.filter(verb="meeting reminders turned on").count() == 1
    assert len(previewing.digests(Office.objects.get(), on=date(2026, 6, 19))) == 1
    assert client.post(reverse("meetings:reminders-off")).status_code == 302
    assert Event.objects.filter(verb="meeting reminders turned off").count() == 2


def test_each_source_asks_the_same_number_of_queries_for_any_number(
    coordinator, post, django_assert_num_queries
):
    fill(post)
    counts = {}
    for source in SOURCES:
        with CaptureQueriesContext(connection) as asked:
            described(source)
        counts[source] = len(asked)
    for _ in range(3):
        fill(post)
    for source, count in counts.items():
        with django_assert_num_queries(count):
            described(source)
