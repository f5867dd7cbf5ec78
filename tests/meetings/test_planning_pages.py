"""A year of dates proposed and planned in the browser; a frequency changed half-way."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import Forum, Meeting, MeetingSeries
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
    time_machine.move_to(dt.datetime(2026, 6, 18, 10, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


@pytest.fixture
def forum(db):
    """Quarterly on a second Tuesday, held last on 9 June."""
    forum = ForumFactory(usual_places="County Hall\nTown Hall")
    MeetingFactory(forum=forum, held_on=dt.date(2026, 6, 9), status="held")
    return forum


def url(name, row, query=""):
    return reverse(f"meetings:{name}", args=[row.pk]) + query


def sent(page, **changes):
    """What the browser sends for the page as it was shown, with changes by the box's end."""
    data = {"row": [form.proposal.key for form in page.context["formset"]]}
    for form in page.context["formset"]:
        for field in form.visible_fields():
            shown = field.field.widget.format_value(field.value())
            data[field.html_name] = "on" if field.name == "chosen" else shown or ""
    return data | changes


def codes(answer):
    assert answer.status_code == 422
    return [
        (field, error.code)
        for form in answer.context["formset"]
        for field, errors in form.errors.as_data().items()
        for error in errors
    ]


def test_dates_propose_shows_a_year_and_plans_what_is_ticked(editor, forum):
    page = editor.get(url("dates-propose", forum.series))
    keys = [form.proposal.key for form in page.context["formset"]]
    assert len(keys) == 4
    assert not Meeting.objects.filter(status="planned").exists()
    data = sent(page, **{f"{keys[1]}-held_on": "2026-12-10", f"{keys[1]}-place": "Library"})
    del data[f"{keys[0]}-chosen"]
    # What is wrong with a date that is not wanted is no matter.
    data[f"{keys[0]}-held_on"] = "soon"
    answer = editor.post(url("dates-propose", forum.series), data)
    assert answer.url == url("series-detail", forum.series)
    planned = Meeting.objects.filter(status="planned").order_by("held_on")
    assert [(m.held_on.isoformat(), m.place, m.times) for m in planned] == [
        ("2026-12-10", "Library", "2pm to 4:30pm"),
        ("2027-03-09", "Town Hall", "2pm to 4:30pm"),
        ("2027-06-08", "County Hall", "2pm to 4:30pm"),
    ]


@pytest.mark.parametrize(
    ("box", "typed", "code"),
    [
        ("held_on", "", "required"),
        ("held_on", "soon", "invalid"),
        ("held_on", "2026-06-17", "day_passed"),
        ("starts_at", "late", "invalid"),
        ("starts_at", "", "start_missing"),
        ("ends_at", "9am", "end_before_start"),
        ("place", "x" * 301, "max_length"),
        ("held_on", "2026-12-08", "planned_already"),
    ],
)
def test_dates_propose_says_beside_the_row_what_is_wrong_and_plans_none(
    box, typed, code, editor, forum
):
    page = editor.get(url("dates-propose", forum.series))
    key = page.context["formset"][0].proposal.key
    answer = editor.post(url("dates-propose", forum.series), sent(page, **{f"{key}-{box}": typed}))
    # The same date twice is a mistake of the later row.
    assert [own for _, own in codes(answer)] == [code]
    assert "There is a problem" in answer.content.decode()
    assert not Meeting.objects.filter(status="planned").exists()


def test_dates_propose_asks_for_a_tick(editor, forum):
    answer = editor.post(url("dates-propose", forum.series), {"row": []})
    assert (answer.status_code, answer.context["problem"]) == (
        422,
        "Tick at least one date to plan",
    )


def test_dates_propose_again_after_somebody_else_planned_the_same(editor, coordinator, forum):
    page = editor.get(url("dates-propose", forum.series))
    data = sent(page)
    first = page.context["formset"][0].proposal
    services.plan_meeting(
        by=coordinator, forum=forum, held_on=first.held_on, starts_at=first.starts_at
    )
    answer = editor.post(url("dates-propose", forum.series), data)
    assert codes(answer) == [("held_on", "planned_already")]
    # A row of a forum elsewhere, or no row at all, is not looked at.
    other = ForumFactory()
    data = {"row": [f"{other.pk}-20260908", "x"], f"{other.pk}-20260908-chosen": "on"}
    assert editor.post(url("dates-propose", forum.series), data).status_code == 422
    assert not other.meetings.exists()


def test_dates_propose_says_what_it_cannot_know(editor):
    series = MeetingSeriesFactory()
    ForumFactory(series=series, name="North", frequency_text="As required")
    ForumFactory(series=series, name="South", frequency_text="Monthly")
    page = editor.get(url("dates-propose", series))
    text = page.content.decode()
    assert "is not known as a number" in text
    assert "Choose the first day above" in text
    page = editor.get(url("dates-propose", series, "?first_on=2026-07-07&period=next"))
    days = [form.proposal.held_on.isoformat() for form in page.context["formset"]]
    assert (days[0], len(days)) == ("2027-04-20", 12)
    page = editor.get(url("dates-propose", series, "?first_on=0001-01-01"))
    assert page.context["period"].errors.as_data()["first_on"][0].code == "too_far"


def test_dates_propose_for_thirty_forums_of_one_name_a_page_at_a_time(
    editor, django_assert_max_num_queries
):
    board = ForumFactory(series__title="Board")
    MeetingFactory(forum=board, held_on=dt.date(2026, 9, 8))
    series = MeetingSeriesFactory(precedes=board.series)
    series.attending_posts.set([PostFactory()])
    for _ in range(30):
        ForumFactory(series=series, name="Forum", frequency_text="Quarterly x 30")
    address = url("dates-propose", series, "?first_on=2026-07-06")
    with django_assert_max_num_queries(24):
        page = editor.get(address)
    assert (len(page.context["formset"]), page.context["page_obj"].paginator.num_pages) == (60, 2)
    # Those that begin after it are too late for the board in September.
    assert len(page.context["gaps"][0].forums) == 9
    with django_assert_max_num_queries(40):
        answer = editor.post(address, sent(page))
    assert answer.url == address
    assert Meeting.objects.filter(forum__series=series).count() == 60
    with django_assert_max_num_queries(24):
        page = editor.get(address)
    assert len(page.context["formset"]) == 55


def test_dates_propose_names_clashes_and_days_that_were_moved(editor, forum):
    post = PostFactory(title="Commissioner")
    forum.series.attending_posts.add(post)
    other = MeetingFactory(held_on=dt.date(2026, 9, 8), forum__series__title="Other board")
    other.forum.series.attending_posts.add(post)
    text = editor.get(url("dates-propose", forum.series)).content.decode()
    assert "Clashes with “Other board” (2pm to 4:30pm): Commissioner" in text
    monthly = ForumFactory(frequency_text="Monthly")
    page = editor.get(url("dates-propose", monthly.series, "?first_on=2026-08-31"))
    assert "Moved from Monday 31 August 2026, a bank holiday" in page.content.decode()


def test_forum_edit_changes_the_frequency_from_a_day_and_asks_about_what_no_longer_fits(
    editor, coordinator
):
    series = services.create_series(
        by=coordinator,
        category=MeetingCategoryFactory(),
        title="Forum",
        frequency_text="Monthly",
        usual={"usual_places": "County Hall"},
    )
    forum = series.forums.get()
    for month in (4, 7, 8, 9):
        MeetingFactory(
            forum=forum,
            held_on=dt.date(2026, month, 14),
            status="held" if month == 4 else "planned",
        )
    data = {
        "frequency_text": "Quarterly",
        "from_on_day": "1",
        "from_on_month": "7",
        "from_on_year": "2026",
        "usual_starts_at": "2pm",
        "version": forum.version,
    }
    answer = editor.post(url("forum-edit", forum), data | {"usual_ends_at": "1pm"})
    assert answer.context["form"].errors.as_data()["usual_ends_at"][0].code == "end_before_start"
    answer = editor.post(url("forum-edit", forum), data)
    assert answer.url == url("forum-too-soon", forum)
    page = editor.get(answer.url)
    found = [row.meeting for row in page.context["found"]]
    assert [meeting.held_on.month for meeting in found] == [8, 9]
    refused = editor.post(answer.url, {})
    errors = refused.context["form"].errors.as_data()
    assert {field: own[0].code for field, own in errors.items()} == {
        "meetings": "required",
        "reason": "required",
    }
    given = {"meetings": [found[0].pk], "reason": "Meets less often"}
    assert editor.post(answer.url, given).url == url("series-detail", series)
    assert Meeting.objects.get(status="cancelled") == found[0]
    page = editor.get(url("series-detail", series))
    assert [row.starts_on for _, row in page.context["frequency_history"]] == [
        None,
        dt.date(2026, 7, 1),
    ]
    assert Forum.objects.get().usual_starts_at == dt.time(14)
    assert "How often it met" in page.content.decode()


def test_forum_too_soon_says_so_where_everything_fits(editor, forum):
    page = editor.get(url("forum-too-soon", forum))
    assert "There is nothing to do" in page.content.decode()


def test_series_edit_says_what_it_must_precede_and_what_it_publishes(editor, forum):
    series, board = forum.series, MeetingSeriesFactory(title="Board")
    data = {
        "category": series.category_id,
        "title": series.title,
        "precedes": board.pk,
        "open_to_public": "on",
        "publishes": "on",
        "notice_days": "5",
        "minutes_days": "",
        "version": 1,
    }
    assert editor.post(url("series-edit", series), data).status_code == 302
    series = MeetingSeries.objects.get(pk=series.pk)
    assert (series.precedes, series.open_to_public, series.publishes) == (board, True, True)
    assert (series.notice_days, series.minutes_days) == (5, 20)
    page = editor.get(url("series-detail", series)).content.decode()
    assert "Must come before" in page
    assert "5 clear working days before<br>Minutes: within 20 working days" in page
    choices = editor.get(url("series-edit", series)).context["form"].fields["precedes"].queryset
    assert series not in choices


def test_warnings_stand_on_the_pages_of_the_line_and_of_the_meeting(editor, forum):
    board = MeetingFactory(held_on=dt.date(2026, 9, 8), forum__series__title="Board")
    MeetingSeries.objects.filter(pk=forum.series_id).update(precedes=board.forum.series)
    forum.meetings.update(held_on=dt.date(2025, 6, 10))
    for page in (
        url("series-detail", forum.series),
        url("series-detail", board.forum.series),
        url("meeting-detail", board),
    ):
        assert "must meet before “Board”" in editor.get(page).content.decode()
