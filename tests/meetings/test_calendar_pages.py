"""Meetings by month, year and day in the browser."""

import datetime

import pytest
from django.urls import reverse

from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.stakeholders.factories import OfficeFactory, PostFactory
from tests.world import sign_in


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 20, 10, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def reader(client, auditor):
    OfficeFactory()
    return sign_in(client, auditor)


def url(name, *date):
    return reverse(f"meetings:{name}", args=date)


def day_of(answer, number):
    days = [day for week in answer.context["weeks"] for day in week]
    return next(day for day in days if day.date and day.date.day == number)


def test_month_names_today_and_bank_holidays_and_starts_on_monday(reader):
    MeetingFactory(held_on="2026-05-20")
    MeetingFactory(held_on="2026-06-01")
    answer = reader.get(url("calendar"))
    assert answer.context["first"] == datetime.date(2026, 5, 1)
    assert [bool(day.date) for day in answer.context["weeks"][0]] == [False] * 4 + [True] * 3
    assert day_of(answer, 4).holiday == "Early May bank holiday"
    assert (day_of(answer, 20).is_today, day_of(answer, 20).count) == (True, 1)
    assert answer.context["count"] == 1
    assert reader.get(url("meeting-month", 2026, 6)).context["count"] == 1


def test_month_stays_readable_with_thirty_forums_on_one_evening(
    reader, django_assert_max_num_queries
):
    series = MeetingSeriesFactory(title="Community forums")
    for number in range(30):
        MeetingFactory(
            forum=ForumFactory(series=series, name=f"Ward {number}"), held_on="2026-05-12"
        )
    for _ in range(5):
        MeetingFactory(held_on="2026-05-13")
    with django_assert_max_num_queries(20):
        answer = reader.get(url("meeting-month", 2026, 5))
    full, fits = day_of(answer, 12), day_of(answer, 13)
    assert (len(full.shown), full.more) == (4, 26)
    # One line more takes no more room than the link to it.
    assert (len(fits.shown), fits.more) == (5, 0)
    assert "and 26 more" in answer.content.decode()
    day = reader.get(url("meeting-day", 2026, 5, 12))
    assert (day.context["count"], len(day.context["meetings"])) == (30, 30)


def test_year_counts_each_day_and_each_month(reader, django_assert_max_num_queries):
    for day in ("2026-02-28", "2026-02-28", "2026-12-31", "2027-01-01"):
        MeetingFactory(held_on=day)
    with django_assert_max_num_queries(20):
        answer = reader.get(url("meeting-year", 2026))
    counts = [month.count for month in answer.context["months"]]
    assert counts == [0, 2] + [0] * 9 + [1]
    assert reader.get(url("meeting-year", 2028)).context["months"][1].weeks[4][1].date == (
        datetime.date(2028, 2, 29)
    )


def test_all_views_keep_the_filter(reader):
    goer = PostFactory(title="Commissioner")
    series = MeetingSeriesFactory(title="Panel")
    series.attending_posts.set([goer])
    MeetingFactory(forum=ForumFactory(series=series), held_on="2026-05-21")
    MeetingFactory(held_on="2026-05-21")
    for query in (f"?post={goer.pk}", f"?series={series.pk}", f"?category={series.category_id}"):
        for page in (
            url("meeting-list"),
            url("calendar"),
            url("meeting-year", 2026),
            url("meeting-day", 2026, 5, 21),
        ):
            answer = reader.get(page + query)
            count = answer.context.get("count") or answer.context["page_obj"].paginator.count
            assert count == 1, page
            if page != url("meeting-day", 2026, 5, 21):
                for other in (url("meeting-list"), url("meeting-month", 2026, 5)):
                    assert f'href="{other}{query}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("meeting-month", (2026, 13)),
        ("meeting-month", (2026, 10**20)),
        ("meeting-month", (1066, 10)),
        ("meeting-year", (0,)),
        ("meeting-year", (9999,)),
        ("meeting-day", (2026, 2, 29)),
    ],
)
def test_a_day_that_is_none_is_not_found(reader, name, date):
    assert reader.get(url(name, *date)).status_code == 404


def test_the_first_and_the_last_month_lead_nowhere_further(reader):
    assert reader.get(url("meeting-month", 1900, 1)).context["before"] is None
    assert reader.get(url("meeting-month", 2199, 12)).context["after"] is None


def test_a_cancelled_meeting_says_so_in_words(reader):
    MeetingFactory(held_on="2026-05-21", status="cancelled")
    MeetingFactory(held_on="2026-05-11")
    page = reader.get(url("calendar")).content.decode()
    assert "Cancelled</span>" in page
    assert "Was it held?</span>" in page


def test_who_holds_no_post_sees_no_calendar(client, outsider, lead):
    OfficeFactory()
    MeetingFactory(held_on="2026-05-21")
    assert sign_in(client, outsider).get(url("calendar")).status_code == 403
    assert sign_in(client, lead).get(url("calendar")).context["count"] == 0
