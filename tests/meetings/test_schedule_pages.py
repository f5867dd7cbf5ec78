"""The schedule as readers see it: columns, filters, order, one line with its story."""

import datetime

import pytest
from django.urls import reverse

from meetings import services
from tests.meetings.factories import (
    ForumFactory,
    MeetingCategoryFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostFactory, PostHoldingFactory
from tests.world import sign_in

SCHEDULE = reverse("meetings:schedule")
TODAY = datetime.date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 6, 18, 10, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def reader(client, auditor):
    OfficeFactory()
    return sign_in(client, auditor)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


def add_line(title="Joint Audit Committee", words="Quarterly", **fields):
    series = MeetingSeriesFactory(title=title, **fields)
    ForumFactory(series=series, frequency_text=words)
    return series


def titles(answer):
    return [row["title"] for _, rows in answer.context["tables"] for row in rows]


def test_schedule_shows_the_columns_of_each_line_published_words_first(reader):
    add_line(
        words="Bi-monthly",
        chair_text="Chair: a councillor",
        attendance_text="Commissioner",
        lead_text="Treasurer",
        lead_post=PostFactory(title="Chief Finance Officer"),
        notes="Joint with the force\nOnce a year in public",
    )
    page = reader.get(SCHEDULE).content.decode()
    for words in (
        "Joint Audit Committee",
        "Chair: a councillor",
        "Commissioner",
        "Treasurer",
        "Chief Finance Officer",
        "Joint with the force<br>Once a year in public",
    ):
        assert words in page
    assert page.index("Bi-monthly") < page.index("taken as 6 a year")


def test_schedule_says_once_how_often_thirty_forums_meet(reader, coordinator):
    series = add_line(title="Local forums", words="Quarterly x 30")
    services.add_forums(series, by=coordinator, total=30, on=TODAY)
    page = reader.get(SCHEDULE).content.decode()
    assert page.count("Quarterly x 30") == 1
    assert "30 forums, 4 a year each" in page


def test_schedule_has_one_table_for_each_category_in_order(reader):
    second = MeetingCategoryFactory(title="Councils", position=2)
    first = MeetingCategoryFactory(title="Accountability", position=1)
    add_line("B", category=second)
    add_line("A", category=first)
    answer = reader.get(SCHEDULE)
    assert [title for title, _ in answer.context["tables"]] == ["Accountability", "Councils"]
    assert titles(answer) == ["A", "B"]


def test_schedule_filters_by_table_lead_and_words(reader):
    post = PostFactory(title="Treasurer")
    councils = MeetingCategoryFactory(title="Councils")
    add_line("Audit", lead_post=post, notes="", chair_text="")
    leaders = add_line("Leaders", category=councils, notes="Turns round the districts")
    ForumFactory(series=leaders, name="Arlebury")
    for query, found in [
        ({"lead": post.pk}, ["Audit"]),
        ({"category": councils.pk}, ["Leaders"]),
        ({"text": "districts"}, ["Leaders"]),
        ({"text": "arleb"}, ["Leaders"]),
        ({"text": "treasurer"}, ["Audit"]),
        ({"text": "committee of nobody"}, []),
        ({"text": "audit", "category": councils.pk}, []),
    ]:
        answer = reader.get(SCHEDULE, query)
        assert titles(answer) == found, query
        assert (answer.context["count"], answer.context["total"]) == (len(found), 2)
        assert b"Clear all filters" in answer.content


@pytest.mark.parametrize("query", ["category=x", "lead=999999999999999999999", "text=%00", "a=b"])
def test_schedule_survives_a_broken_address(query, reader):
    add_line()
    assert reader.get(f"{SCHEDULE}?{query}").status_code == 200


def test_schedule_shows_withdrawn_lines_only_when_asked(reader, coordinator):
    gone = add_line("Gone")
    services.withdraw_series(gone, by=coordinator, reason="Dissolved", on=TODAY)
    add_line("Here")
    assert titles(reader.get(SCHEDULE)) == ["Here"]
    assert sorted(titles(reader.get(SCHEDULE, {"withdrawn": "on"}))) == ["Gone", "Here"]


def test_schedule_points_to_meetings_that_nobody_spoke_of(reader):
    MeetingFactory(held_on="2026-06-01")
    assert b"Say whether 1 past meeting was held" in reader.get(SCHEDULE).content


def test_schedule_escapes_what_people_typed(reader):
    add_line("<script>alert(1)</script>", notes="<img src=x onerror=alert(1)>")
    page = reader.get(SCHEDULE).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_schedule_empty_says_how_it_is_filled(client, editor):
    page = client.get(SCHEDULE).content.decode()
    assert "The schedule is empty" in page
    assert reverse("meetings:category-create") in page


def test_schedule_offers_changes_to_coordinators_only(reader):
    series = add_line()
    for url in (SCHEDULE, reverse("meetings:series-detail", args=[series.pk])):
        page = reader.get(url).content.decode()
        assert "/edit/" not in page
        assert "/new/" not in page


def test_schedule_asks_the_same_number_of_queries_however_long_it_is(
    reader, django_assert_max_num_queries
):
    def fill():
        category = MeetingCategoryFactory()
        for _ in range(5):
            series = add_line(category=category, lead_post=PostFactory())
            series.attending_posts.add(PostFactory())
            MeetingFactory(forum=series.forums.get())

    fill()
    with django_assert_max_num_queries(50) as first:
        reader.get(SCHEDULE)
    count = len(first)
    fill()
    with django_assert_max_num_queries(count):
        reader.get(SCHEDULE)
    assert 0 < count < 22


def test_series_detail_tells_its_columns_its_dates_and_its_story(reader, coordinator):
    post = PostFactory(title="Treasurer")
    PostHoldingFactory(post=post, person__name="Tess Treasurer")
    series = services.create_series(
        by=coordinator,
        category=MeetingCategoryFactory(title="Public accountability"),
        title="Joint Audit Committee",
        frequency_text="Approx 6 per year",
        lead_post=post,
    )
    forum = series.forums.get()
    MeetingFactory(forum=forum, held_on="2026-07-01")
    MeetingFactory(forum=forum, held_on="2026-05-01", status="held")
    MeetingFactory(forum=forum, held_on="2026-04-01", exempt_reason="Names")
    page = reader.get(reverse("meetings:series-detail", args=[series.pk])).content.decode()
    for words in (
        "Approx 6 per year",
        "is taken as 6 meetings a year",
        "Held by Tess Treasurer",
        "Wednesday 1 July 2026",
        "Friday 1 May 2026",
        "Was it held?",
        "Private",
        "Added to the schedule",
        "Cora Coordinator",
    ):
        assert words in page


def test_series_detail_says_that_a_lead_post_is_vacant(reader):
    series = add_line(lead_text="", lead_post=PostFactory(title="Treasurer"))
    page = reader.get(reverse("meetings:series-detail", args=[series.pk])).content.decode()
    assert "Nobody holds this post now" in page


def test_series_detail_offers_the_forums_that_the_words_speak_of(editor):
    series = add_line("Local forums", "Quarterly x 30")
    page = editor.get(reverse("meetings:series-detail", args=[series.pk])).content.decode()
    assert "29 more forums" in page
    assert reverse("meetings:forum-create-several", args=[series.pk]) in page


def test_series_detail_of_a_withdrawn_line_is_readable_and_closed(editor, coordinator):
    series = add_line()
    services.withdraw_series(series, by=coordinator, reason="Dissolved by law", on=TODAY)
    page = editor.get(reverse("meetings:series-detail", args=[series.pk])).content.decode()
    assert "Dissolved by law" in page
    assert reverse("meetings:series-edit", args=[series.pk]) not in page


def test_series_detail_asks_the_same_number_of_queries_however_much_there_is(
    reader, coordinator, django_assert_max_num_queries
):
    series = add_line()
    url = reverse("meetings:series-detail", args=[series.pk])

    def fill(name):
        forum = services.add_forum(series, by=coordinator, name=name)
        for month in (1, 2, 8, 9):
            services.plan_meeting(
                by=coordinator, forum=forum, held_on=datetime.date(2026, month, 2)
            )

    fill("North")
    with django_assert_max_num_queries(50) as first:
        reader.get(url)
    count = len(first)
    fill("South")
    fill("East")
    with django_assert_max_num_queries(count):
        reader.get(url)
    assert 0 < count < 24


def test_series_history_tells_every_change_in_words(reader, coordinator):
    series = add_line(notes="Old")
    services.edit_series(series, by=coordinator, changes={"notes": "New <b>"})
    services.add_forums(series, by=coordinator, total=3, on=TODAY)
    page = reader.get(reverse("meetings:series-history", args=[series.pk])).content.decode()
    assert "Notes: “Old” → “New &lt;b&gt;”" in page
    assert "Forum added: 2" in page


def test_schedule_order_lists_tables_that_are_empty_too(editor):
    MeetingCategoryFactory(title="Empty table")
    add_line("Audit")
    page = editor.get(reverse("meetings:schedule-order")).content.decode()
    assert "Empty table" in page
    assert "Audit" in page
