"""Rules of meetings, each beside its one-row twin, and who sees what."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.utils import timezone

from meetings.models import Attendance, Forum, Meeting, MeetingSeries
from stakeholders.models import Person
from tests.meetings.factories import (
    AttendanceFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import AbsenceFactory

TODAY = datetime.date(2026, 6, 18)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("held_on", "status", "ahead", "unconfirmed"),
    [
        (TODAY, "planned", True, False),
        (TODAY + DAY, "planned", True, False),
        (TODAY - DAY, "planned", False, True),
        (TODAY, "held", False, False),
        (TODAY - DAY, "held", False, False),
        (TODAY + DAY, "cancelled", False, False),
        (TODAY - DAY, "cancelled", False, False),
    ],
)
def test_ahead_and_unconfirmed_mean_the_same_for_rows_and_for_lists(
    held_on, status, ahead, unconfirmed, db
):
    meeting = MeetingFactory(held_on=held_on, status=status)
    assert meeting.is_ahead(TODAY) is ahead
    assert Meeting.objects.ahead(TODAY).exists() is ahead
    assert meeting.is_unconfirmed(TODAY) is unconfirmed
    assert Meeting.objects.unconfirmed(TODAY).exists() is unconfirmed
    assert Meeting.objects.from_day(TODAY).exists() is (held_on >= TODAY)
    assert Meeting.objects.before(TODAY).exists() is (held_on < TODAY)


@pytest.mark.parametrize(
    ("ended_on", "meets"), [(None, True), (TODAY + DAY, True), (TODAY, False), (TODAY - DAY, False)]
)
def test_a_forum_meets_until_the_day_it_ends(ended_on, meets, db):
    forum = ForumFactory(ended_on=ended_on)
    assert forum.is_in_force(TODAY) is meets
    assert Forum.objects.in_force(TODAY).exists() is meets


def test_meetings_ahead_come_soonest_first(db):
    later = MeetingFactory(held_on=TODAY + DAY)
    afternoon = MeetingFactory(held_on=TODAY)
    morning = MeetingFactory(held_on=TODAY, starts_at=datetime.time(9, 30))
    assert list(Meeting.objects.ahead(TODAY)[:5]) == [morning, afternoon, later]


def test_a_forum_knows_its_next_and_last_meeting(db):
    forum = ForumFactory()
    for held_on, status in [
        (TODAY - 3 * DAY, "held"),
        (TODAY - 2 * DAY, "cancelled"),
        (TODAY + DAY, "cancelled"),
        (TODAY + 2 * DAY, "planned"),
        (TODAY + 3 * DAY, "planned"),
    ]:
        MeetingFactory(forum=forum, held_on=held_on, status=status)
    found = Forum.objects.with_meetings(TODAY).get()
    assert (found.last_on, found.next_on) == (TODAY - 3 * DAY, TODAY + 2 * DAY)


def test_staff_and_auditors_see_every_meeting(coordinator, auditor, administrator, lead, db):
    MeetingFactory(exempt_reason="Names of witnesses")
    for person, sees in [
        (coordinator, True),
        (auditor, True),
        (administrator, False),
        (lead, False),
    ]:
        assert Meeting.objects.visible_to(person).exists() is sees
        assert MeetingSeries.objects.visible_to(person).exists() is sees


def by_lead(world):
    world.series.lead_post = world.post
    world.series.save()


def by_table(world):
    world.series.attending_posts.add(world.post)


def expected(world):
    AttendanceFactory(meeting=world.meeting, post=world.post, outcome="", expected=True)


def sent_apologies(world):
    AttendanceFactory(meeting=world.meeting, post=world.post, outcome="apologies")


def sent_instead(world):
    AttendanceFactory(meeting=world.meeting, outcome="apologies", substitute=world.post)


def no_longer_expected(world):
    AttendanceFactory(meeting=world.meeting, post=world.post, outcome="", expected=False)


def stood_in_for(world):
    by_table(world)
    today = timezone.localdate()
    AbsenceFactory(person=world.lead, deputy=world.other, starts_on=today, ends_on=today)
    world.lead = world.other


def no_longer_held(world):
    by_table(world)
    world.lead.holdings.update(ends_on=timezone.localdate() - DAY)


@pytest.mark.parametrize(
    ("why", "series", "meetings"),
    [
        (None, False, 0),
        (by_lead, True, 2),
        (by_table, True, 2),
        # Of a line that the post goes to once, that once.
        (expected, True, 1),
        (sent_apologies, True, 1),
        (sent_instead, True, 1),
        (no_longer_expected, False, 0),
        (stood_in_for, True, 2),
        (no_longer_held, False, 0),
    ],
)
def test_who_holds_a_post_sees_what_it_leads_or_goes_to(why, series, meetings, lead, outsider):
    meeting = MeetingFactory(exempt_reason="Names of witnesses")
    MeetingFactory(forum=meeting.forum)
    MeetingFactory()
    world = SimpleNamespace(
        meeting=meeting,
        series=meeting.forum.series,
        lead=lead,
        post=lead.holdings.get().post,
        other=outsider,
    )
    if why:
        why(world)
    person = Person.objects.get(pk=world.lead.pk)

    assert MeetingSeries.objects.visible_to(person).exists() is series
    assert Meeting.objects.visible_to(person).count() == meetings


@pytest.mark.parametrize(
    ("expected", "outcome", "said", "going", "going_or_attended"),
    [
        (False, "", False, False, False),
        (True, "", True, True, True),
        (True, "attended", True, False, True),
        (False, "attended", True, False, True),
        (True, "apologies", True, False, False),
        (True, "absent", True, False, False),
    ],
)
def test_who_goes_is_one_rule_for_rows_and_for_one(
    expected, outcome, said, going, going_or_attended, db
):
    row = AttendanceFactory(expected=expected, outcome=outcome)
    rows = Attendance.objects
    assert (rows.said().exists(), row.is_said) == (said, said)
    assert (rows.going().exists(), row.is_going) == (going, going)
    assert rows.going_or_attended().exists() == going_or_attended


@pytest.mark.parametrize(
    ("starts_at", "ends_at"), [("14:00", "14:00"), ("14:00", "13:00"), (None, "13:00")]
)
def test_the_database_refuses_an_end_before_the_start(starts_at, ends_at, db):
    with pytest.raises(IntegrityError):
        MeetingFactory(starts_at=starts_at, ends_at=ends_at)


def test_names_say_which_forum_and_which_day(db):
    series = MeetingSeriesFactory(title="Local forums")
    meeting = MeetingFactory(forum=ForumFactory(series=series, name="Arlebury"))
    assert str(meeting) == "Local forums: Arlebury, 18 June 2026"
    assert meeting.times == "2pm to 4:30pm"
    assert str(ForumFactory(series=series)) == "Local forums"


def test_an_exempt_meeting_is_never_in_public(db):
    line = ForumFactory(series__open_to_public=True)
    open_one = MeetingFactory(forum=line)
    MeetingFactory(forum=line, held_on="2026-07-16", exempt_reason="Names of witnesses")
    MeetingFactory(forum=line, held_on="2026-08-20", openness=Meeting.Openness.PRIVATE)
    said = MeetingFactory(forum=ForumFactory(), openness=Meeting.Openness.PUBLIC)

    assert set(Meeting.objects.in_public()) == {open_one, said}
