"""Tables and lines of the schedule: what each verb changes, and what the log says of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from meetings.models import MeetingCategory, MeetingSeries
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.meetings.factories import (
    ForumFactory,
    MeetingCategoryFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import PostFactory

TODAY = datetime.date(2026, 6, 18)


def event(obj):
    return Event.objects.about(obj).first()


def titles(rows):
    return [row.title for row in rows]


def test_create_category_puts_it_last(coordinator):
    services.create_category(by=coordinator, title="Public accountability")
    last = services.create_category(by=coordinator, title="Councils")
    assert titles(MeetingCategory.objects.all()) == ["Public accountability", "Councils"]
    logged = event(last)
    assert (logged.verb, logged.actor) == ("meeting category created", coordinator)
    assert logged.after == {"title": "Councils"}


def test_edit_category_keeps_the_old_name_in_the_log(coordinator):
    category = MeetingCategoryFactory(title="Council")
    services.edit_category(category, by=coordinator, changes={"title": "Councils"}, version=1)
    logged = event(category)
    assert logged.verb == "meeting category edited"
    assert (logged.before, logged.after) == ({"title": "Council"}, {"title": "Councils"})


def test_edit_category_on_an_old_version_changes_nothing(coordinator):
    category = MeetingCategoryFactory()
    services.edit_category(category, by=coordinator, changes={"title": "First"}, version=1)
    with pytest.raises(EditConflict):
        services.edit_category(category, by=coordinator, changes={"title": "Second"}, version=1)
    assert titles(MeetingCategory.objects.all()) == ["First"]


def test_move_category_swaps_neighbours_and_stops_at_the_end(coordinator):
    first, second = MeetingCategoryFactory(title="A"), MeetingCategoryFactory(title="B")
    assert services.move_category(second, by=coordinator, up=True)
    assert titles(MeetingCategory.objects.all()) == ["B", "A"]
    logged = event(second)
    assert logged.verb == "meeting category moved up"
    assert (logged.before, logged.after) == ({"place": 2}, {"place": 1})
    assert not services.move_category(first, by=coordinator, up=False)
    assert not Event.objects.about(first).exists()


def test_create_series_keeps_every_column_and_makes_one_forum(coordinator):
    post = PostFactory(title="Chief Executive")
    series = services.create_series(
        by=coordinator,
        category=MeetingCategoryFactory(title="Councils"),
        title="Leaders",
        chair_text="Chair: Commissioner",
        frequency_text="Bi-monthly",
        attendance_text="Commissioner",
        attending_posts=[post],
        lead_text="Policy Officer",
        lead_post=post,
        notes="<b>Turns round</b> the districts",
    )
    forum = series.forums.get()
    assert (forum.name, forum.frequency_text, forum.per_year) == ("", "Bi-monthly", 6)
    assert forum.certainty == "assumed"
    assert forum.frequency_note.startswith("“Bi-monthly” is taken as 6 meetings a year")
    logged = event(series)
    assert (logged.verb, logged.actor) == ("meeting series created", coordinator)
    assert logged.after["category"]["text"] == "Councils"
    assert logged.after["attending_posts"] == [{"id": post.pk, "text": "Chief Executive"}]
    assert logged.after["notes"] == "<b>Turns round</b> the districts"
    assert event(forum).verb == "forum added"
    assert event(forum).after["per_year"] == 6


def test_create_series_puts_it_last_in_its_table(coordinator):
    category = MeetingCategoryFactory()
    for title in ("First", "Second"):
        services.create_series(by=coordinator, category=category, title=title)
    assert titles(category.series.all()) == ["First", "Second"]


def test_edit_series_logs_what_differs_and_nothing_else(coordinator):
    series = MeetingSeriesFactory(title="Leaders", notes="Old")
    changes = {"title": "Leaders", "notes": "New"}
    services.edit_series(series, by=coordinator, changes=changes, version=1)
    logged = event(series)
    assert logged.verb == "meeting series edited"
    assert (logged.before, logged.after) == ({"notes": "Old"}, {"notes": "New"})


def test_edit_series_into_another_table_puts_it_last_there(coordinator):
    other = MeetingSeriesFactory(title="There already", position=9)
    series = MeetingSeriesFactory(title="Moved", position=0)
    services.edit_series(series, by=coordinator, changes={"category": other.category})
    assert titles(other.category.series.all()) == ["There already", "Moved"]


def test_edit_series_logs_changed_posts_and_shows_a_conflict_to_the_second_editor(coordinator):
    series, post = MeetingSeriesFactory(), PostFactory(title="Deputy")
    services.edit_series(series, by=coordinator, changes={"attending_posts": [post]}, version=1)
    logged = event(series)
    assert logged.verb == "attending posts changed"
    assert logged.before == {"attending_posts": []}
    assert logged.after == {"attending_posts": [{"id": post.pk, "text": "Deputy"}]}
    with pytest.raises(EditConflict):
        services.edit_series(series, by=coordinator, changes={"attending_posts": []}, version=1)


def test_edit_series_without_a_difference_writes_nothing(coordinator):
    series = MeetingSeriesFactory()
    changes = {"title": series.title, "attending_posts": []}
    assert services.edit_series(series, by=coordinator, changes=changes, version=1).version == 1
    assert not Event.objects.about(series).exists()


def test_move_series_passes_over_withdrawn_lines(coordinator):
    category = MeetingCategoryFactory()
    first, gone, last = (
        MeetingSeriesFactory(category=category, title=title) for title in ("A", "Gone", "B")
    )
    services.withdraw_series(gone, by=coordinator, reason="Ended", on=TODAY)
    assert services.move_series(last, by=coordinator, up=True)
    assert titles(MeetingSeries.objects.in_force()) == ["B", "A"]
    assert event(last).verb == "meeting series moved up"
    assert not services.move_series(last, by=coordinator, up=True)
    assert not services.move_series(gone, by=coordinator, up=True)
    assert services.move_series(first, by=coordinator, up=True)


def test_withdraw_series_keeps_it_and_cancels_what_is_ahead(coordinator):
    series = MeetingSeriesFactory()
    forum = ForumFactory(series=series)
    past = MeetingFactory(forum=forum, held_on="2026-06-17")
    ahead = MeetingFactory(forum=forum, held_on=TODAY)
    elsewhere = MeetingFactory(held_on=TODAY)
    services.withdraw_series(series, by=coordinator, reason="The board was dissolved", on=TODAY)
    assert not MeetingSeries.objects.in_force().filter(pk=series.pk).exists()
    for meeting, status in [(past, "planned"), (ahead, "cancelled"), (elsewhere, "planned")]:
        meeting.refresh_from_db()
        assert meeting.status == status
    logged = event(series)
    assert logged.verb == "meeting series withdrawn"
    assert logged.after["withdrawn_reason"] == "The board was dissolved"
    assert event(ahead).after["cancelled_reason"] == "The board was dissolved"
    with pytest.raises(ValidationError) as refused:
        services.withdraw_series(series, by=coordinator, reason="Again", on=TODAY)
    assert refused.value.code == "withdrawn_already"


def test_a_line_precedes_another_but_never_itself_nor_in_a_circle(coordinator):
    first, second, third = (MeetingSeriesFactory() for _ in range(3))
    services.edit_series(first, by=coordinator, changes={"precedes": second})
    services.edit_series(second, by=coordinator, changes={"precedes": third})
    for series, code in ((third, "precedes_itself"), (first, "precedes_in_a_circle")):
        with pytest.raises(ValidationError) as refused:
            services.edit_series(third, by=coordinator, changes={"precedes": series})
        assert [error.code for error in refused.value.error_dict["precedes"]] == [code]
