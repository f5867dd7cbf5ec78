"""Dates proposed for forums, what they clash with, what must come before, what no longer fits."""

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from meetings import services
from meetings.models import Forum, Meeting, MeetingSeries
from meetings.planning import (
    expected_meetings,
    gaps,
    propose,
    too_soon,
    warnings_of_meeting,
    warnings_of_series,
)
from meetings.planning.clashes import Slot, clashes_of, slots_on
from tests.meetings.factories import (
    AttendanceFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import PostFactory

TODAY = dt.date(2026, 6, 18)
YEAR = {"starts_on": dt.date(2026, 6, 19), "ends_on": dt.date(2027, 6, 18)}
APRIL, MARCH = dt.date(2026, 4, 1), dt.date(2027, 3, 31)


def day(text):
    return dt.date.fromisoformat(text)


def proposed(forums, **given):
    forums = forums if isinstance(forums, list) else [forums]
    return propose(forums, **YEAR | given)


def held_on(found):
    return [row.held_on.isoformat() for row in found.rows]


def test_dates_go_on_from_the_latest_meeting_and_say_where_they_were_moved(db):
    forum = ForumFactory(frequency_text="Monthly")
    MeetingFactory(forum=forum, held_on="2026-04-27", status="held")
    found = proposed(forum, ends_on=day("2026-09-30"))
    assert held_on(found) == ["2026-06-22", "2026-07-27", "2026-08-24", "2026-09-28"]
    found = proposed(forum, starts_on=day("2026-05-01"), ends_on=day("2026-05-31"))
    assert held_on(found) == ["2026-05-26"]
    assert found.rows[0].moved == "Moved from Monday 25 May 2026, a bank holiday, to Tuesday 26 May"


def test_dates_that_are_planned_already_are_left_out_even_where_they_were_moved(db):
    forum = ForumFactory(frequency_text="Quarterly")
    MeetingFactory(forum=forum, held_on="2026-06-09", status="held")
    MeetingFactory(forum=forum, held_on="2026-09-15")
    MeetingFactory(forum=forum, held_on="2026-12-08", status="cancelled")
    assert held_on(proposed(forum)) == ["2026-12-08", "2027-03-09", "2027-06-08"]


def test_venues_take_turns_from_the_last_one_on(db):
    forum = ForumFactory(
        frequency_text="Quarterly",
        usual_places="County Hall\n\nTown Hall\nLibrary",
        usual_starts_at=dt.time(18),
    )
    MeetingFactory(forum=forum, held_on="2026-06-09", status="held", place="town hall")
    MeetingFactory(forum=forum, held_on="2026-12-08", place="Town Hall")
    found = proposed(forum)
    assert [(row.held_on.month, row.place) for row in found.rows] == [
        (9, "Library"),
        (3, "Library"),
        (6, "County Hall"),
    ]
    assert {(row.starts_at, row.ends_at) for row in found.rows} == {(dt.time(18), None)}


def test_times_and_place_are_the_last_meetings_where_none_are_usual(db):
    forum = ForumFactory()
    MeetingFactory(forum=forum, status="held")
    row = proposed(forum).rows[0]
    assert (row.starts_at, row.ends_at, row.place) == (dt.time(14), dt.time(16, 30), "County Hall")


def test_what_is_unknown_is_not_guessed(db):
    unknown = ForumFactory(frequency_text="As required")
    unbegun = ForumFactory(frequency_text="Monthly")
    ended = ForumFactory(frequency_text="Monthly", ended_on=day("2026-06-19"))
    found = proposed([unknown, unbegun, ended])
    assert (found.rows, found.unknown, found.unbegun) == ([], [unknown], [unbegun])
    first = proposed(unbegun, first_on=day("2026-07-07"), ends_on=day("2026-09-30"))
    assert held_on(first) == ["2026-07-07", "2026-08-04", "2026-09-01"]


def thirty(series):
    return [
        ForumFactory(series=series, name="Forum", frequency_text="Quarterly x 30")
        for _ in range(30)
    ]


def test_thirty_forums_are_staggered_even_where_all_have_one_name(db, django_assert_num_queries):
    forums = thirty(MeetingSeriesFactory())
    few = Forum.objects.filter(pk__in=[forum.pk for forum in forums[:3]])
    with django_assert_num_queries(3):
        proposed(list(few), first_on=day("2026-07-06"))
    forums = list(Forum.objects.select_related("series"))
    with django_assert_num_queries(2):
        found = proposed(forums, first_on=day("2026-07-06"))
    assert len({row.key for row in found.rows}) == len(found.rows) == 115
    firsts = [row for row in found.rows if row.held_on < day("2026-10-05")]
    assert len({row.held_on for row in firsts}) == 30
    assert all(row.held_on.weekday() < 5 for row in found.rows)


def test_a_change_half_way_through_the_year_changes_the_dates_from_its_day_on(coordinator):
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text="Quarterly")
    MeetingFactory(forum=forum, held_on="2026-06-09", status="held")
    services.edit_forum(
        forum, by=coordinator, changes={"frequency_text": "Monthly"}, from_on=day("2027-01-01")
    )
    assert held_on(proposed(forum, ends_on=MARCH)) == [
        *("2026-09-08", "2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09")
    ]


@pytest.mark.parametrize(
    ("first", "changes", "expected"),
    [
        ("Quarterly", [], 4),
        ("As required", [], None),
        ("", [], None),
        # half a year of each
        ("Quarterly", [("Monthly", "2026-10-01")], 8),
        ("Monthly", [("Quarterly", "2026-10-01"), ("Annual", "2027-01-01")], 7),
        # unknown for a part is unknown
        ("Quarterly", [("As required", "2027-03-01")], None),
        # before and after the period
        ("Quarterly", [("As required", "2027-04-01")], 4),
        ("As required", [("Quarterly", "2026-04-01")], 4),
        # a correction without a day holds from the start of what it corrects
        ("Quarterly", [("Monthly", None)], 12),
        ("Quarterly", [("Monthly", "2026-10-01"), ("Bi-monthly", None)], 5),
        # what was said last holds, from its day on
        ("Quarterly", [("Monthly", "2027-01-01"), ("Six a year", "2026-10-01")], 5),
    ],
)
def test_expected_meetings_are_counted_span_by_span(first, changes, expected, coordinator):
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text=first)
    for text, from_on in changes:
        services.edit_forum(
            forum,
            by=coordinator,
            changes={"frequency_text": text},
            from_on=from_on and day(from_on),
        )
    own = Forum.objects.get()
    assert expected_meetings([own], starts_on=APRIL, ends_on=MARCH) == {forum.pk: expected}


@pytest.mark.parametrize(
    ("text", "starts", "ends", "ended", "expected"),
    [
        ("Six a year", "2026-04-01", "2026-06-30", None, 1),
        ("Monthly", "2026-04-01", "2026-06-30", None, 3),
        ("Monthly", "2028-02-01", "2028-02-29", None, 1),
        ("Monthly", "2026-04-01", "2027-03-31", "2026-10-01", 6),
        ("Monthly", "2026-04-01", "2027-03-31", "2026-01-01", 0),
        ("Annual", "2026-04-01", "2026-06-30", None, 0),
        ("Six-weekly", "2026-04-01", "2027-03-31", None, 9),
    ],
)
def test_expected_meetings_of_a_part_of_a_year(text, starts, ends, ended, expected, db):
    forum = ForumFactory(frequency_text=text, ended_on=ended and day(ended))
    assert expected_meetings([forum], starts_on=day(starts), ends_on=day(ends)) == {
        forum.pk: expected
    }


def test_expected_meetings_of_a_cut_off_know_nothing_that_was_said_later(coordinator):
    cut_off = timezone.now()
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text="Quarterly")
    services.edit_forum(forum, by=coordinator, changes={"frequency_text": "Monthly"})
    period = {"starts_on": APRIL, "ends_on": MARCH}
    assert expected_meetings([forum], **period, at=cut_off) == {forum.pk: 4}


def test_expected_meetings_take_one_query_for_thirty_forums(db, django_assert_num_queries):
    thirty(MeetingSeriesFactory())
    forums = list(Forum.objects.all())
    with django_assert_num_queries(1):
        assert set(expected_meetings(forums, starts_on=APRIL, ends_on=MARCH).values()) == {4}


PCC, DEPUTY = "Commissioner", "Deputy"


@pytest.mark.parametrize(
    ("own", "other", "certain"),
    [
        ((9, 11), (10, 12), True),
        ((9, 11), (9, 10), True),
        ((9, 11), (11, 12), None),
        ((11, 12), (9, 11), None),
        ((None, None), (9, 10), False),
        ((9, 10), (None, None), False),
        ((9, None), (15, 16), False),
        ((15, 16), (9, None), False),
        ((9, 10), (15, None), None),
    ],
)
def test_two_meetings_clash_where_their_times_overlap_or_may(own, other, certain):
    slots = [slot("one", own), slot("two", other)]
    found = clashes_of(slots[:1], slots)["one"]
    assert [clash.certain for clash in found] == ([] if certain is None else [certain])


def slot(key, hours):
    times = [hour and dt.time(hour) for hour in hours]
    return Slot(key, key, TODAY, *times, frozenset({PostFactory.build(pk=1, title=PCC)}))


def test_who_is_expected_is_needed_and_else_all_the_posts_of_the_line(db):
    pcc, deputy = PostFactory(title=PCC), PostFactory(title=DEPUTY)
    first, second, third = (MeetingFactory(held_on=TODAY) for _ in range(3))
    for meeting in (first, second):
        meeting.forum.series.attending_posts.set([pcc, deputy])
    AttendanceFactory(meeting=second, post=deputy, outcome="", expected=True)
    AttendanceFactory(meeting=third, post=pcc, outcome="", expected=True)
    warned = warnings_of_meeting(first, on=TODAY)
    assert warned == [
        f"Clashes with “{second.forum}” (2pm to 4:30pm): Deputy",
        f"Clashes with “{third.forum}” (2pm to 4:30pm): Commissioner",
    ]
    assert len(warnings_of_meeting(third, on=TODAY)) == 1
    Meeting.objects.filter(pk=third.pk).update(status="cancelled")
    assert len(warnings_of_meeting(first, on=TODAY)) == 1


def test_who_sent_apologies_is_needed_no_more_and_who_goes_instead_is(db):
    pcc, deputy, chief = (PostFactory(title=title) for title in (PCC, DEPUTY, "Chief Executive"))
    first, second = (MeetingFactory(held_on=TODAY) for _ in range(2))
    for meeting in (first, second):
        meeting.forum.series.attending_posts.set([pcc, deputy])
    said = AttendanceFactory(meeting=second, post=pcc, outcome="apologies", expected=True)
    assert [slot.posts for slot in slots_on([TODAY])] == [{pcc, deputy}, {deputy}]
    said.substitute = chief
    said.save()
    assert [slot.posts for slot in slots_on([TODAY])] == [{pcc, deputy}, {chief}]


def test_slots_take_as_many_queries_for_many_meetings_as_for_two(db, django_assert_num_queries):
    for count in (2, 10):
        for _ in range(count):
            MeetingFactory(held_on=TODAY).forum.series.attending_posts.add(PostFactory())
        with django_assert_num_queries(3):
            slots_on([TODAY])


@pytest.fixture
def board(db):
    """A board on three days, and partnerships of two areas that must meet before it."""
    forum = ForumFactory(series__title="Board")
    for held in ("2026-06-09", "2026-09-08", "2026-12-08"):
        MeetingFactory(forum=forum, held_on=day(held))
    partnerships = MeetingSeriesFactory(title="Partnerships", precedes=forum.series)
    for name in ("North", "South"):
        ForumFactory(series=partnerships, name=name)
    return forum.series


def meets(name, held, **given):
    return MeetingFactory(forum=Forum.objects.get(name=name), held_on=day(held), **given)


def gaps_now():
    lines = list(MeetingSeries.objects.all())
    return [
        (gap.meeting.held_on.isoformat(), [forum.name for forum in gap.forums])
        for gap in gaps(lines, on=TODAY)
    ]


def test_between_two_meetings_of_a_board_each_partnership_meets(board):
    assert gaps_now() == [("2026-09-08", ["North", "South"]), ("2026-12-08", ["North", "South"])]
    meets("North", "2026-08-04")
    meets("North", "2026-11-03", status="held")
    meets("South", "2026-08-04", status="cancelled")
    # On the board's own day only where it is earlier by the clock; that counts for it alone.
    late = meets("South", "2026-09-08", starts_at=None, ends_at=None)
    assert gaps_now() == [("2026-09-08", ["South"])]
    late.starts_at = dt.time(9)
    late.save()
    assert gaps_now() == [("2026-12-08", ["South"])]


def test_a_partnership_moved_behind_its_board_is_warned_of_on_both_pages(board, coordinator):
    for held in ("2026-08-04", "2026-11-03"):
        north, south = meets("North", held), meets("South", held)
    assert warnings_of_series(board, on=TODAY) == []
    first = Meeting.objects.get(forum=north.forum, held_on="2026-08-04")
    changes = {"held_on": day("2026-09-10")}
    first = services.edit_meeting(first, by=coordinator, changes=changes, on=TODAY)
    sentence = (
        "“Partnerships” must meet, after Tuesday 9 June 2026, before “Board” on "
        "Tuesday 8 September 2026: no date is planned for North"
    )
    assert warnings_of_series(board, on=TODAY) == [sentence]
    assert warnings_of_series(north.forum.series, on=TODAY) == [sentence]
    assert warnings_of_meeting(first, on=TODAY) == [sentence]
    assert warnings_of_meeting(board.forums.get().meetings.get(held_on="2026-09-08"), on=TODAY) == [
        sentence
    ]
    # Those that come after it have nothing to do with it.
    assert warnings_of_meeting(north, on=TODAY) == []
    assert warnings_of_meeting(south, on=TODAY) == []


def test_proposed_dates_count_towards_what_must_come_first(board):
    line = MeetingSeries.objects.select_related("precedes").get(title="Partnerships")
    also = [(forum, day("2026-08-04"), None) for forum in line.forums.all()]
    assert [gap.meeting.held_on for gap in gaps([line], on=TODAY, also=also)] == [day("2026-12-08")]


def test_gaps_take_as_many_queries_for_thirty_forums_as_for_two(board, django_assert_num_queries):
    line = MeetingSeries.objects.get(title="Partnerships")
    for _ in range(2):
        with django_assert_num_queries(2):
            [str(gap) for gap in gaps([line], on=TODAY)]
        thirty(line)


def test_meeting_less_often_leaves_planned_meetings_that_come_too_soon(coordinator):
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text="Monthly")
    days = ["2026-06-09", "2026-07-14", "2026-08-11", "2026-09-08", "2026-10-13", "2026-12-08"]
    for held in days:
        MeetingFactory(
            forum=forum, held_on=day(held), status="held" if held < "2026-06-18" else "planned"
        )
    assert too_soon(forum, on=TODAY) == []
    changes = {"frequency_text": "Quarterly"}
    forum = services.edit_forum(forum, by=coordinator, changes=changes, from_on=day("2026-08-01"))
    forum = Forum.objects.get(pk=forum.pk)
    found = [
        (row.meeting.held_on.isoformat(), row.after.held_on.isoformat())
        for row in too_soon(forum, on=TODAY)
    ]
    assert found == [
        ("2026-08-11", "2026-07-14"),
        ("2026-09-08", "2026-07-14"),
        ("2026-12-08", "2026-10-13"),
    ]
    services.edit_forum(forum, by=coordinator, changes={"frequency_text": "As required"})
    assert too_soon(Forum.objects.get(pk=forum.pk), on=TODAY) == []


def test_rows_of_before_are_given_their_rhythm_unless_the_office_stated_another_number(db):
    migration = import_module("meetings.migrations.0005_intervals")
    unfilled = {"interval": None, "interval_unit": ""}
    read = ForumFactory(frequency_text="Six-weekly", **unfilled)
    stated = ForumFactory(frequency_text="Six-weekly", per_year=8, **unfilled)
    migration.fill_intervals(apps, SimpleNamespace(connection=connection))
    for forum, interval in ((read, 6), (stated, None)):
        forum.refresh_from_db()
        assert forum.interval == interval
