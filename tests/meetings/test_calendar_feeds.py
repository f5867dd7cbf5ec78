"""Calendars that programs ask for: what they are given, read back by another library, and when."""

import datetime as dt
import gzip
import logging
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.core.exceptions import ValidationError
from django.urls import reverse

from engagement_portal.logs import hide_tokens
from meetings.calendars import writing
from meetings.calendars.sources import Entry
from meetings.models import CalendarFeed
from meetings.services import (
    cancel_meeting,
    edit_meeting,
    expect_attendance,
    make_feed,
    plan_meeting,
    stop_feed,
)
from stakeholders.models import Event, PostHolding
from stakeholders.services import end_holding
from tests.meetings.factories import (
    AttendanceCommitmentFactory,
    CalendarFeedFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostFactory
from tests.world import sign_in

LONDON = ZoneInfo("Europe/London")
TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    OfficeFactory()
    return time_machine


@pytest.fixture
def office(coordinator):
    return CalendarFeedFactory(person=coordinator, whose="office")


def ask(client, feed, **headers):
    return client.get(reverse("meetings:feed-file", args=[feed.key]), headers=headers)


def events(client, feed):
    """{summary: event} as the other library reads it."""
    answer = ask(client, feed)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    found = vobject.readOne(answer.content.decode())
    return {event.summary.value: event for event in getattr(found, "vevent_list", [])}


def titles(client, feed):
    return sorted(events(client, feed))


def test_a_feed_read_back_has_the_same_times_on_any_day(client, office):
    """Both Sundays on which the clocks change, a leap day, midnight, and a day without a time."""
    cases = {
        "2026-03-29": (dt.time(14), dt.time(16, 30), 1),
        "2026-10-25": (dt.time(14), dt.time(16, 30), 0),
        "2026-10-24": (dt.time(19), None, 1),
        "2026-10-26": (dt.time(0), dt.time(0, 30), 0),
        "2028-02-29": (dt.time(9, 30), dt.time(11), 0),
        "2026-07-01": (None, None, 0),
    }
    for day, (starts, ends, _) in cases.items():
        forum = ForumFactory(series=MeetingSeriesFactory(title=day))
        MeetingFactory(forum=forum, held_on=day, starts_at=starts, ends_at=ends)
    found = events(client, office)
    assert set(found) == set(cases)
    for day, (starts, ends, offset) in cases.items():
        date, event = dt.date.fromisoformat(day), found[day]
        if starts is None:
            assert event.dtstart.value == date
            assert event.dtend.value == date + dt.timedelta(days=1)
            continue
        # The zone is the file's own, not this machine's.
        got = event.dtstart.value
        assert got == dt.datetime.combine(date, starts, LONDON)
        assert got.utcoffset() == dt.timedelta(hours=offset)
        assert hasattr(event, "dtend") == bool(ends)
        if ends:
            assert event.dtend.value == dt.datetime.combine(date, ends, LONDON)


def test_what_is_said_of_a_meeting(client, office):
    lead = PostFactory(title="Treasurer")
    series = MeetingSeriesFactory(
        title="Audit; joint, both offices", lead_post=lead, open_to_public=True
    )
    forum = ForumFactory(series=series, name="North\nand south " + "é" * 80)
    meeting = MeetingFactory(forum=forum, place="County Hall, room 2")
    (event,) = events(client, office).values()
    assert event.summary.value == f"{series.title}: {forum.name}"
    assert event.location.value == meeting.place
    assert event.uid.value == str(meeting.uid)
    assert event.url.value.endswith(reverse("meetings:meeting-detail", args=[meeting.pk]))
    assert "Lead officer: Treasurer" in event.description.value
    assert "The public may come" in event.description.value
    assert event.categories.value == [series.category.title]
    assert (event.status.value, event.transp.value) == ("CONFIRMED", "OPAQUE")
    assert "attendee" not in event.contents


def test_a_private_meeting_says_its_name_and_time_only(client, office):
    MeetingFactory(exempt_reason="Names of witnesses", place="A safe house", notes="Ask for J.")
    body = ask(client, office).content.decode()
    for said in ("witnesses", "safe house", "Ask for", "Lead officer", "CATEGORIES"):
        assert said not in body
    assert "DTSTART;TZID=Europe/London:20260618T140000" in body


def test_a_meeting_keeps_its_uid_counts_its_changes_and_stays_when_cancelled(
    client, office, coordinator
):
    forum = ForumFactory(series=MeetingSeriesFactory(title="Panel"))
    meeting = plan_meeting(by=coordinator, forum=forum, held_on=dt.date(2026, 7, 1), at=NOW)
    first = events(client, office)["Panel"]
    later = NOW + dt.timedelta(days=1)
    changes = {"held_on": dt.date(2026, 7, 2)}
    meeting = edit_meeting(meeting, by=coordinator, changes=changes, on=TODAY, at=later)
    moved = events(client, office)["Panel"]
    cancel_meeting(meeting, by=coordinator, reason="The chair is ill", at=later)
    body = events(client, office)
    cancelled = body["Cancelled: Panel"]
    assert first.uid.value == moved.uid.value == cancelled.uid.value
    numbers = [int(event.sequence.value) for event in (first, moved, cancelled)]
    assert numbers == sorted(set(numbers))
    assert (moved.last_modified.value, moved.dtstamp.value) == (later, later)
    assert cancelled.status.value == "CANCELLED"
    assert cancelled.transp.value == "TRANSPARENT"
    assert "ill" not in cancelled.description.value


def test_what_has_not_changed_is_not_sent_again(client, office, clock, django_assert_num_queries):
    meeting = MeetingFactory()
    whole = ask(client, office)
    assert "private" in whole["Cache-Control"]
    assert whole["X-Robots-Tag"] == "noindex, nofollow"
    with django_assert_num_queries(2):
        same = ask(client, office, if_none_match=whole["ETag"])
    assert (same.status_code, same.content) == (304, b"")
    assert ask(client, office, if_modified_since=whole["Last-Modified"]).status_code == 304
    # A day later the calendar is looked through again, and is found to be the same.
    clock.move_to(NOW + dt.timedelta(days=1), tick=False)
    assert ask(client, office, if_none_match=whole["ETag"]).status_code == 304
    changes = {"place": "Town Hall"}
    edit_meeting(meeting, by=None, changes=changes, on=TODAY, at=NOW)
    changed = ask(client, office, if_none_match=whole["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != whole["ETag"]
    packed = ask(client, office, accept_encoding="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == changed.content


def test_building_a_calendar_takes_as_many_queries_for_many(
    client, office, clock, django_assert_max_num_queries
):
    for _ in range(30):
        MeetingFactory()
    with django_assert_max_num_queries(11):
        assert ask(client, office).status_code == 200


def test_when_it_was_asked_for_is_noted_hourly(client, office, clock):
    for minutes, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
        clock.move_to(NOW + dt.timedelta(minutes=minutes), tick=False)
        ask(client, office)
        office.refresh_from_db()
        assert office.last_read_at == NOW + dt.timedelta(minutes=noted)


def test_an_address_that_is_over_gives_nothing(client, office, coordinator, lead):
    MeetingFactory()
    mine = CalendarFeedFactory(person=lead)
    assert ask(client, mine).status_code == 200
    for holding in PostHolding.objects.filter(person=lead):
        end_holding(holding, by=None, ends_on=TODAY - dt.timedelta(days=1))
    assert ask(client, mine).status_code == 404
    stopped = CalendarFeedFactory(person=coordinator, what="rounds", whose="office")
    assert ask(client, stopped).status_code == 200
    stop_feed(stopped, by=coordinator)
    answer = ask(client, stopped)
    assert (answer.status_code, b"VEVENT" in answer.content) == (410, False)
    coordinator.user.is_active = False
    coordinator.user.save()
    assert ask(client, office).status_code == 410
    assert client.get(reverse("meetings:feed-file", args=["x" * 43])).status_code == 404


def test_mine_has_what_my_posts_go_to_and_no_more(client, lead):
    post, other = lead.holdings.get().post, PostFactory()
    names = ("attends", "leads", "rotates", "others", "sent")
    series = {name: MeetingSeriesFactory(title=name) for name in names}
    series["attends"].attending_posts.set([post])
    series["rotates"].attending_posts.set([post, other])
    series["others"].attending_posts.set([other])
    series["leads"].lead_post = post
    series["leads"].save()
    AttendanceCommitmentFactory(series=series["rotates"], posts=[post, other])
    meetings = {
        name: MeetingFactory(forum=ForumFactory(series=own)) for name, own in series.items()
    }
    expected = MeetingFactory(forum=meetings["rotates"].forum, held_on=dt.date(2026, 7, 9))
    expect_attendance(expected, post, by=None)
    expect_attendance(meetings["sent"], post, by=None)
    for feed in (
        CalendarFeedFactory(person=lead),
        CalendarFeedFactory(person=lead, whose="post", post=post),
    ):
        assert titles(client, feed) == ["attends", "leads", "rotates", "sent"]
        assert events(client, feed)["rotates"].dtstart.value.date() == expected.held_on
    refused = CalendarFeedFactory(person=lead, whose="office")
    assert ask(client, refused).status_code == 404


def test_an_address_is_made_and_stopped_in_the_log_but_never_named_there(coordinator, lead):
    feed = make_feed(lead, by=lead, what="meetings", whose="mine")
    stop_feed(feed, by=coordinator)
    stop_feed(feed, by=coordinator)
    logged = Event.objects.about(feed).order_by("pk")
    assert [event.verb for event in logged] == [
        "calendar address made",
        "calendar address stopped",
    ]
    for event in logged:
        assert feed.key not in f"{event.object_text}{event.before}{event.after}"
    assert make_feed(lead, by=lead, what="meetings", whose="mine").key != feed.key


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"whose": "office"}, "not_open"),
        ({"whose": "post"}, "not_open"),
        ({"what": "horoscopes"}, "no_such_calendar"),
        ({}, "have_one"),
    ],
)
def test_an_address_is_refused(lead, asked, code):
    CalendarFeedFactory(person=lead)
    with pytest.raises(ValidationError) as refused:
        make_feed(lead, by=lead, **{"what": "meetings", "whose": "mine"} | asked)
    errors = getattr(refused.value, "error_dict", None)
    found = next(iter(errors.values()))[0] if errors else refused.value
    assert found.code == code


def test_no_log_line_has_the_key(client, office, caplog):
    address = reverse("meetings:feed-file", args=[office.key])
    # Even one that looks like a word.
    for key in (office.key, "abcdefgh" * 6):
        assert key not in hide_tokens(f'"GET {address.replace(office.key, key)} HTTP/1.1" 200')
    with caplog.at_level(logging.INFO, "engagement_portal.access"):
        ask(client, office)
    assert "meetings:feed-file 200" in caplog.text
    assert office.key not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith("engagement")
    )


def test_pages_show_an_address_to_its_owner_alone(client, lead, coordinator, administrator):
    page, create = reverse("meetings:feed-list"), reverse("meetings:feed-create")
    sign_in(client, lead)
    assert client.post(create, {"what": "meetings", "whose": "post"}).status_code == 422
    answer = client.post(create, {"what": "meetings", "whose": "mine"})
    assert answer.url == page
    feed = CalendarFeed.objects.get(person=lead)
    shown = client.get(page).content.decode()
    assert f"http://testserver/calendar/{feed.key}.ics" in shown
    assert f"webcal://testserver/calendar/{feed.key}.ics" in shown
    for other in (coordinator, administrator):
        sign_in(client, other)
        shown = client.get(page).content.decode()
        assert lead.name in shown
        assert feed.key not in shown
    stop = reverse("meetings:feed-stop", args=[feed.pk])
    assert client.post(stop).url == page
    assert not CalendarFeed.objects.working().exists()


def test_one_meeting_is_downloaded_by_whoever_sees_it(client, auditor, outsider):
    meeting = MeetingFactory()
    address = reverse("meetings:meeting-ics", args=[meeting.pk])
    answer = sign_in(client, auditor).get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="meeting-2026-06-18.ics"'
    assert vobject.readOne(answer.content.decode()).vevent.uid.value == str(meeting.uid)
    assert sign_in(client, outsider).get(address).status_code == 403


def test_meetings_out_of_the_window_are_left_out(client, office):
    for day in ("2025-06-17", "2025-06-18", "2028-06-18", "2028-06-19"):
        MeetingFactory(held_on=day)
    days = {event.dtstart.value.date() for event in events(client, office).values()}
    assert days == {dt.date(2025, 6, 18), dt.date(2028, 6, 18)}


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Café; a, b\\c", "starts_at": dt.time(9), "place": "Hall 2, Saltby"},
        {"title": "ü" * 60, "cancelled": True, "categories": ("Panels, boards", "Councils")},
        {"title": "One\nTwo" * 20, "details": "No end", "tentative": True},
        *({"title": "x" * length, "path": f"/{'y' * length}/"} for length in (65, 66, 67, 68)),
    ],
)
def test_an_event_is_written_as_the_package_would_write_it(words):
    start = words.get("starts_at")
    changed = dt.datetime(2026, 7, 1, 12, 0, 5, tzinfo=dt.UTC)
    entry = Entry(**{"uid": "1@here", "day": dt.date(2028, 2, 28), "changed_at": changed} | words)
    written = writing.event(entry)
    assert icalendar.Event.from_ical(written).to_ical() == written
    assert (b"TZID=Europe/London:20280228T090000" in written) == bool(start)
