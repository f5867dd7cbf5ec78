"""What planned engagement asks for once its day has passed, and how it stands in a calendar."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from meetings.calendars import of_engagement
from meetings.mine import counts_of, mine_of
from meetings.models import EngagementActivity
from meetings.reminders import engagement
from meetings.services import engagement as services
from stakeholders.reminding.sources import Gone
from tests.meetings.engagement.factories import EngagementActivityFactory
from tests.stakeholders.factories import OfficeFactory, PostFactory, PostHoldingFactory
from tests.world import sign_in

# A Thursday; planned for the Wednesday before.
TODAY, HELD = dt.date(2026, 6, 18), dt.date(2026, 6, 17)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 18, 12, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def office(db):
    office = OfficeFactory()
    office.meetings_remind_from = dt.date(2026, 4, 1)
    office.engagement_post = PostFactory(title="Engagement manager")
    office.save()
    return office


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


def planned(**fields):
    return EngagementActivityFactory(**{"status": "planned", "held_on": HELD} | fields)


def told(on=TODAY):
    return {(owed.person_id, owed.rung) for owed in engagement.owed(on)}


def test_who_was_to_go_is_asked_on_the_next_working_day_then_weekly(
    office, lead, other_lead, post, coordinator
):
    planned(posts=[post, other_lead.holdings.get().post])
    assert told(HELD) == set()
    assert told() == {(lead.pk, TODAY), (other_lead.pk, TODAY)}
    assert told(TODAY + 8 * DAY) == {(lead.pk, TODAY + 7 * DAY), (other_lead.pk, TODAY + 7 * DAY)}
    # What was planned before is owed from the day on which the office begins to remind.
    EngagementActivity.objects.update(held_on=dt.date(2026, 1, 7))
    office.meetings_remind_from = HELD
    office.save()
    assert {rung for _, rung in told()} == {HELD}
    office.meetings_remind_from = None
    office.save()
    assert told() == set()


def test_what_nobody_was_named_for_goes_to_who_looks_after_engagement(office, lead, coordinator):
    planned()
    assert told() == {(coordinator.pk, TODAY)}
    PostHoldingFactory(person=lead, post=office.engagement_post)
    assert told() == {(lead.pk, TODAY)}
    # What is private goes to none of them but the office's staff.
    planned(exempt_reason="A victim")
    assert told() == {(lead.pk, TODAY), (coordinator.pk, TODAY)}


def test_an_e_mail_tells_nothing_of_what_is_private_and_what_was_confirmed_is_owed_no_more(
    office, lead, post, coordinator
):
    row = planned(title="Visit to the refuge", posts=[post], exempt_reason="A victim")
    (thing,) = engagement.read(TODAY, office.meetings_remind_from)
    line = engagement.source._line_of(
        SimpleNamespace(because="", rule=engagement.RULE, post=None),
        thing,
        engagement.gate_on(TODAY),
        TODAY,
    )
    assert (line.section, line.heading) == ("engagement", engagement.PRIVATE)
    assert "refuge" not in str(line)
    services.confirm_activity(row, by=coordinator)
    assert told() == set()
    item = SimpleNamespace(object_id=row.pk, rule=engagement.RULE, ground="planned for 2026-06-17")
    ((_, gone),) = engagement.describe([item], TODAY)
    assert isinstance(gone, Gone)
    ((_, named),) = engagement.name_items([item])
    assert "Visit to the refuge" in named.words


def test_it_stands_on_the_page_of_who_was_to_go(office, lead, post):
    row = planned(title="Stall at the fair", posts=[post])
    planned(posts=[PostFactory()])
    planned(posts=[post], held_on=TODAY)
    found = mine_of(lead, on=TODAY)
    assert (list(found.engagement), found.waiting) == ([row], 1)
    assert counts_of(lead, on=TODAY)[0] == 1
    page = sign_in(Client(), lead).get(reverse("meetings:mine")).content.decode()
    assert reverse("meetings:activity-confirm", args=[row.pk]) in page


def test_a_calendar_has_what_is_planned_and_says_nothing_of_what_is_private(
    lead, other_lead, post, coordinator
):
    row = planned(posts=[post], place="Library", starts_at=dt.time(10))
    secret = planned(posts=[post], title="Refuge", place="Mill Road", exempt_reason="A victim")
    planned()
    services.cancel_activity(row, by=coordinator, reason="Snow")
    feed = SimpleNamespace(person=lead, whose="mine", post_id=None)
    found = {entry.path: entry for entry in of_engagement.entries(feed, TODAY)}
    assert len(found) == 2
    entry = found[reverse("meetings:activity-detail", args=[row.pk])]
    assert (entry.title, entry.place, entry.cancelled, entry.sequence) == (
        row.title,
        "Library",
        True,
        1,
    )
    private = found[reverse("meetings:activity-detail", args=[secret.pk])]
    assert "Refuge" not in str(private)
    assert "Mill Road" not in str(private)
    assert not of_engagement.entries(
        SimpleNamespace(person=other_lead, whose="mine", post_id=None), TODAY
    )
