"""Tables, lines and forums changed in the browser; what is refused, and how it says so."""

import datetime

import pytest
from django.urls import reverse

from meetings.models import Forum, MeetingCategory, MeetingSeries
from stakeholders.models import Event
from tests.meetings.factories import (
    ForumFactory,
    MeetingCategoryFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostFactory
from tests.world import sign_in


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 6, 18, 10, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


def url(name, row=None):
    return reverse(f"meetings:{name}", args=[row.pk] if row else [])


def codes(answer):
    assert answer.status_code == 422
    errors = answer.context["form"].errors.as_data()
    return {field: [error.code for error in own] for field, own in errors.items()}


def test_category_create_and_edit(editor, coordinator):
    assert editor.get(url("category-create")).status_code == 200
    answer = editor.post(url("category-create"), {"title": "Councils"})
    assert answer.url == url("schedule-order")
    category = MeetingCategory.objects.get()
    answer = editor.post(url("category-edit", category), {"title": "Other councils", "version": 1})
    assert answer.status_code == 302
    category.refresh_from_db()
    assert (category.title, category.version) == ("Other councils", 2)
    assert Event.objects.about(category).first().actor == coordinator


@pytest.mark.parametrize(
    ("title", "code"), [("", "required"), (" \t ", "required"), ("x" * 201, "max_length")]
)
def test_category_create_refuses(title, code, editor):
    assert codes(editor.post(url("category-create"), {"title": title})) == {"title": [code]}
    assert not MeetingCategory.objects.exists()


def test_category_edit_shows_a_conflict_and_loses_nothing(editor):
    category = MeetingCategoryFactory(title="Council")
    editor.post(url("category-edit", category), {"title": "Councils", "version": 1})
    answer = editor.post(url("category-edit", category), {"title": "Town halls", "version": 1})
    assert answer.status_code == 409
    assert answer.context["conflict"] == [
        {"label": "Name of the table", "saved": "Councils", "typed": "Town halls"}
    ]
    assert (
        editor.post(
            url("category-edit", category), {"title": "Town halls", "version": 2}
        ).status_code
        == 302
    )


def test_category_move_and_series_move_go_by_the_button(editor):
    first, second = MeetingCategoryFactory(title="A"), MeetingCategoryFactory(title="B")
    answer = editor.post(url("category-move", second), {"direction": "up"}, follow=True)
    assert "one place further up" in answer.content.decode()
    assert [c.title for c in MeetingCategory.objects.all()] == ["B", "A"]
    line = MeetingSeriesFactory(category=first)
    answer = editor.post(url("series-move", line), {"direction": "down"}, follow=True)
    assert "go further down" in answer.content.decode()
    assert editor.get(url("series-move", line)).status_code == 405


def test_series_create_with_its_columns_and_how_often(editor):
    category, post = (
        MeetingCategoryFactory(),
        PostFactory(organisation=OfficeFactory().organisation),
    )
    answer = editor.post(
        url("series-create"),
        {
            "category": category.pk,
            "title": "Joint Audit Committee",
            "chair_text": "Chair: independent member",
            "frequency_text": "Bi-monthly",
            "meant": "not_said",
            "attendance_text": "Treasurer",
            "attending_posts": [post.pk],
            "lead_text": "Treasurer",
            "lead_post": post.pk,
            "notes": "<b>Joint</b>",
        },
    )
    series = MeetingSeries.objects.get()
    assert answer.url == url("series-detail", series)
    assert (series.lead_post, list(series.attending_posts.all())) == (post, [post])
    assert series.forums.get().per_year == 6
    assert "&lt;b&gt;Joint" in editor.get(answer.url).content.decode()


def test_series_create_is_preset_with_the_table_that_was_chosen(editor):
    category = MeetingCategoryFactory()
    form = editor.get(f"{url('series-create')}?category={category.pk}").context["form"]
    assert str(form["category"].value()) == str(category.pk)
    assert editor.get(f"{url('series-create')}?category=nonsense").status_code == 200


def test_series_create_of_thirty_leads_to_the_forums(editor):
    answer = editor.post(
        url("series-create"),
        {
            "category": MeetingCategoryFactory().pk,
            "title": "Local forums",
            "frequency_text": "Quarterly x 30",
        },
    )
    series = MeetingSeries.objects.get()
    assert answer.url == url("forum-create-several", series)
    page = editor.get(answer.url)
    assert page.context["form"].initial == {"total": 30}
    assert "speaks of 30 forums; 1 forum is recorded now" in page.content.decode()
    answer = editor.post(answer.url, {"total": 30, "names": "Arlebury\n\n Stonebeck \n"})
    assert answer.url == url("series-detail", series)
    names = list(series.forums.values_list("name", flat=True))
    assert (len(names), names[:3]) == (30, ["Arlebury", "Stonebeck", "Forum 3"])


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"title": ""}, {"title": ["required"]}),
        ({"category": ""}, {"category": ["required"]}),
        ({"category": "999"}, {"category": ["invalid_choice"]}),
        ({"title": "x" * 301}, {"title": ["max_length"]}),
        ({"notes": "x" * 4001}, {"notes": ["max_length"]}),
        ({"per_year": "0"}, {"per_year": ["min_value"]}),
        ({"per_year": "367"}, {"per_year": ["max_value"]}),
        ({"per_year": "four"}, {"per_year": ["invalid"]}),
        ({"frequency_text": "x" * 201}, {"frequency_text": ["max_length"]}),
        ({"title": "a\x00b"}, {"title": ["null_characters_not_allowed"]}),
        ({"lead_post": "x"}, {"lead_post": ["invalid_choice"]}),
        ({"attending_posts": ["9" * 20]}, {"attending_posts": ["invalid_choice"]}),
    ],
)
def test_series_create_refuses_and_saves_nothing(given, problem, editor):
    data = {"category": MeetingCategoryFactory().pk, "title": "Audit"} | given
    assert codes(editor.post(url("series-create"), data)) == problem
    assert not MeetingSeries.objects.exists()
    assert not Event.objects.exists()


def test_series_edit_saves_and_shows_conflicts(editor):
    series = MeetingSeriesFactory(title="Audit")
    data = {"category": series.category_id, "title": "Joint Audit", "version": 1}
    assert editor.post(url("series-edit", series), data).status_code == 302
    series.refresh_from_db()
    assert (series.title, series.chair_text) == ("Joint Audit", "")
    answer = editor.post(url("series-edit", series), data | {"title": "Mine"})
    assert answer.status_code == 409
    assert [row["typed"] for row in answer.context["conflict"]] == ["Mine"]


def test_series_edit_offers_the_offices_own_posts_and_those_already_chosen(editor):
    own = PostFactory(title="Deputy", organisation=OfficeFactory().organisation)
    chosen, stranger = PostFactory(title="Chosen"), PostFactory(title="Stranger")
    series = MeetingSeriesFactory()
    series.attending_posts.add(chosen)
    offered = editor.get(url("series-edit", series)).context["form"].fields["attending_posts"]
    assert set(offered.queryset) == {own, chosen}
    assert stranger not in offered.queryset


def test_series_withdraw_says_what_goes_with_it_and_asks_why(editor):
    series = MeetingSeriesFactory()
    forum = ForumFactory(series=series)
    for day in ("2026-07-01", "2026-08-01"):
        MeetingFactory(forum=forum, held_on=day)
    page = editor.get(url("series-withdraw", series)).content.decode()
    assert "The 2 meetings planned ahead are cancelled." in page
    assert codes(editor.post(url("series-withdraw", series), {})) == {"reason": ["required"]}
    answer = editor.post(url("series-withdraw", series), {"reason": "Dissolved"})
    assert answer.url == url("series-detail", series)
    assert editor.get(url("series-withdraw", series)).status_code == 404
    assert editor.get(url("series-edit", series)).status_code == 404


def test_forum_create_starts_with_the_words_of_the_first(editor):
    series = MeetingSeriesFactory()
    ForumFactory(series=series, frequency_text="Monthly")
    form = editor.get(url("forum-create", series)).context["form"]
    assert form["frequency_text"].value() == "Monthly"
    data = {"name": "North", "frequency_text": "Monthly"}
    assert editor.post(url("forum-create", series), data).status_code == 302
    assert codes(editor.post(url("forum-create", series), data)) == {"name": ["name_taken"]}
    assert codes(editor.post(url("forum-create", series), {})) == {"name": ["required"]}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"total": ""}, {"total": ["required"]}),
        ({"total": "1"}, {"total": ["total_out_of_range"]}),
        ({"total": "201"}, {"total": ["max_value"]}),
        ({"total": "2", "names": "A\nB\nC"}, {"names": ["too_many_names"]}),
        ({"total": "2", "names": "x" * 201}, {"names": ["name_too_long"]}),
    ],
)
def test_forum_create_several_refuses(given, problem, editor):
    series = ForumFactory().series
    assert codes(editor.post(url("forum-create-several", series), given)) == problem
    assert series.forums.count() == 1


def test_forum_edit_of_a_single_one_needs_no_name(editor):
    forum = ForumFactory(frequency_text="Quarterly")
    page = editor.get(url("forum-edit", forum))
    assert "Change how often it meets" in page.content.decode()
    assert page.context["form"]["per_year"].value() is None
    data = {"frequency_text": "Monthly", "version": 1}
    assert editor.post(url("forum-edit", forum), data).status_code == 302
    forum.refresh_from_db()
    assert forum.per_year == 12


def test_forum_edit_shows_a_stated_number_and_keeps_it(editor):
    forum = ForumFactory(frequency_text="As required")
    data = {"frequency_text": "As required", "per_year": 3, "version": 1}
    editor.post(url("forum-edit", forum), data)
    form = editor.get(url("forum-edit", forum)).context["form"]
    assert form["per_year"].value() == 3
    answer = editor.post(url("forum-edit", forum), data | {"per_year": 4})
    assert answer.status_code == 409


def test_words_of_several_meanings_are_asked_about_and_the_answer_is_kept(editor):
    forum = ForumFactory(name="North", frequency_text="Quarterly")
    assert "meant" not in editor.get(url("forum-edit", forum)).context["form"].fields
    data = {"name": "North", "frequency_text": "Bi-monthly", "version": 1}
    answer = editor.post(url("forum-edit", forum), data)
    assert codes(answer) == {"meant": ["meant_missing"]}
    assert "Twice a month" in answer.content.decode()
    assert codes(editor.post(url("forum-edit", forum), data | {"meant": "daily"})) == {
        "meant": ["invalid_choice"]
    }
    assert editor.post(url("forum-edit", forum), data | {"meant": "twice a month"}).url
    # Opened again it stands as it was said, and saving something else leaves it.
    form = editor.get(url("forum-edit", forum)).context["form"]
    assert (form["meant"].value(), form["per_year"].value()) == ("twice a month", None)
    again = data | {"meant": "twice a month", "usual_places": "Town Hall", "version": 2}
    assert editor.post(url("forum-edit", forum), again).status_code == 302
    forum.refresh_from_db()
    assert (forum.per_year, forum.per_year_stated, forum.usual_places) == (24, True, "Town Hall")
    # Those that are added after it meet as often, also where that is no number.
    several = {"total": "3", "names": ""}
    assert editor.post(url("forum-create-several", forum.series), several).status_code == 302
    assert set(forum.series.forums.values_list("per_year", "per_year_stated")) == {(24, True)}
    # A number is said outright, and "nobody has said" is a doubt that stays.
    for said, found in (
        ({"per_year": "5"}, (5, "certain")),
        (
            {"meant": "not_said"},
            (6, "assumed"),
        ),
    ):
        forum.refresh_from_db()
        sent = data | said | {"version": forum.version}
        assert editor.post(url("forum-edit", forum), sent).status_code == 302
        forum.refresh_from_db()
        assert (forum.per_year, forum.certainty) == found


def test_forum_end_asks_for_day_and_reason(editor):
    forum = ForumFactory(name="North")
    assert codes(editor.post(url("forum-end", forum), {})) == {
        "ended_on": ["required"],
        "reason": ["required"],
    }
    impossible = {"ended_on_day": 31, "ended_on_month": 2, "ended_on_year": 2026, "reason": "x"}
    assert codes(editor.post(url("forum-end", forum), impossible)) == {"ended_on": ["invalid"]}
    data = impossible | {"ended_on_month": 3, "reason": "Merged with South"}
    assert editor.post(url("forum-end", forum), data).status_code == 302
    forum = Forum.objects.get()
    assert (forum.ended_on, forum.ended_reason) == (
        datetime.date(2026, 3, 31),
        "Merged with South",
    )
    assert editor.get(url("forum-end", forum)).status_code == 404


def test_an_unknown_row_is_not_found(editor):
    for name in ("category-edit", "series-detail", "series-edit", "forum-edit", "meeting-detail"):
        assert editor.get(reverse(f"meetings:{name}", args=[10**20])).status_code == 404
