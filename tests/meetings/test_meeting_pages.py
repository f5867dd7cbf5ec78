"""Meetings in the browser: planned, looked up, changed, and what became of them."""

import datetime

import pytest
from django.urls import reverse

from meetings.models import Meeting
from stakeholders.models import Event
from tests.meetings.factories import (
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostFactory
from tests.world import sign_in

AHEAD, PAST = reverse("meetings:meeting-list"), reverse("meetings:meeting-past-list")
CREATE = reverse("meetings:meeting-create")


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


def url(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.pk])


def on(day, month=6, year=2026):
    return {"held_on_day": day, "held_on_month": month, "held_on_year": year}


def codes(answer):
    assert answer.status_code == 422
    errors = answer.context["form"].errors.as_data()
    return {field: [error.code for error in own] for field, own in errors.items()}


def days(answer):
    return [meeting.held_on.isoformat() for meeting in answer.context["meetings"]]


def test_meeting_list_shows_today_and_later_soonest_first(reader):
    for day in ("2026-06-17", "2026-07-01", "2026-06-18"):
        MeetingFactory(held_on=day)
    MeetingFactory(held_on="2026-06-20", status="cancelled", cancelled_reason="The chair is ill")
    assert days(reader.get(AHEAD)) == ["2026-06-18", "2026-06-20", "2026-07-01"]
    assert "The chair is ill" in reader.get(AHEAD).content.decode()
    assert days(reader.get(PAST)) == ["2026-06-17"]
    assert "Was it held?" in reader.get(PAST).content.decode()


def test_meeting_list_filters(reader):
    lead = PostFactory(title="Treasurer")
    audit = ForumFactory(series=MeetingSeriesFactory(title="Audit", lead_post=lead))
    forum = ForumFactory(series=MeetingSeriesFactory(title="Local forums"), name="Arlebury")
    MeetingFactory(forum=audit, held_on="2026-07-01", place="Town Hall")
    MeetingFactory(forum=forum, held_on="2026-07-02", status="cancelled", place="Library")
    for query, found in [
        ({"series": audit.series_id}, ["2026-07-01"]),
        ({"category": forum.series.category_id}, ["2026-07-02"]),
        ({"lead": lead.pk}, ["2026-07-01"]),
        ({"status": "cancelled"}, ["2026-07-02"]),
        ({"text": "arlebury"}, ["2026-07-02"]),
        ({"text": "town hall"}, ["2026-07-01"]),
        ({"text": "nowhere"}, []),
    ]:
        answer = reader.get(AHEAD, query)
        assert days(answer) == found, query
        assert answer.context["total"] == 2
        assert "Clear all filters" in answer.content.decode()


@pytest.mark.parametrize("query", ["status=x", "series=-1", "text=%00", "page=99", "page=x"])
def test_meeting_list_survives_a_broken_address(query, reader):
    MeetingFactory(held_on="2026-07-01")
    assert reader.get(f"{AHEAD}?{query}").status_code == 200


def test_meeting_list_asks_the_same_number_of_queries_however_many_there_are(
    reader, django_assert_max_num_queries
):
    def fill():
        for day in range(1, 11):
            MeetingFactory(
                forum__series__lead_post=PostFactory(), held_on=datetime.date(2026, 7, day)
            )

    fill()
    with django_assert_max_num_queries(50) as first:
        reader.get(AHEAD)
    count = len(first)
    fill()
    with django_assert_max_num_queries(count):
        reader.get(AHEAD)
    assert 0 < count < 22


def test_meeting_create_from_a_line_is_preset(editor):
    forum = ForumFactory()
    form = editor.get(f"{CREATE}?series={forum.series_id}").context["form"]
    assert form["forum"].value() == forum.pk
    second = ForumFactory(series=forum.series, name="South")
    form = editor.get(f"{CREATE}?forum={second.pk}").context["form"]
    assert str(form["forum"].value()) == str(second.pk)
    for query in ("series=x", "forum=x", "series=99999999999999999999", "forum=1.5"):
        assert editor.get(f"{CREATE}?{query}").status_code == 200


def test_meeting_create_saves_what_people_type(editor, coordinator):
    data = {
        "forum": ForumFactory().pk,
        **on(1, "July"),
        "starts_at": "9.30 am",
        "ends_at": "midday",
        "place": "Council Chamber <b>2</b>",
    }
    answer = editor.post(CREATE, data)
    meeting = Meeting.objects.get()
    assert answer.url == url("meeting-detail", meeting)
    assert (meeting.held_on, meeting.times) == (datetime.date(2026, 7, 1), "9:30am to midday")
    assert Event.objects.about(meeting).get().actor == coordinator
    page = editor.get(answer.url).content.decode()
    assert "Wednesday 1 July 2026" in page
    assert "Council Chamber &lt;b&gt;2&lt;/b&gt;" in page


def test_meeting_create_on_a_past_day_asks_whether_it_was_held(editor):
    answer = editor.post(CREATE, {"forum": ForumFactory().pk, **on(1)}, follow=True)
    page = answer.content.decode()
    assert "The date has passed" in page
    assert "Record the meeting" in page


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"forum": ""}, {"forum": ["required"]}),
        ({"forum": "9999"}, {"forum": ["invalid_choice"]}),
        (on("", "", ""), {"held_on": ["required"]}),
        (on(31, 6), {"held_on": ["invalid"]}),
        (on(29, 2, 2027), {"held_on": ["invalid"]}),
        (on(1, 7, 26), {"held_on": ["year_invalid"]}),
        (on(1, 7, 2037), {"held_on": ["too_late"]}),
        (on(1, 7, 1066), {"held_on": ["too_early"]}),
        (on("", 7), {"held_on": ["day_missing"]}),
        ({"starts_at": "25:00"}, {"starts_at": ["invalid"]}),
        ({"starts_at": "soon", "ends_at": "10am"}, {"starts_at": ["invalid"]}),
        ({"starts_at": "2pm", "ends_at": "10am"}, {"ends_at": ["end_before_start"]}),
        ({"starts_at": "2pm", "ends_at": "14:00"}, {"ends_at": ["end_before_start"]}),
        ({"ends_at": "10am"}, {"starts_at": ["start_missing"]}),
        ({"place": "x" * 301}, {"place": ["max_length"]}),
        ({"notes": "x" * 4001}, {"notes": ["max_length"]}),
        ({"exempt_reason": "x" * 1001}, {"exempt_reason": ["max_length"]}),
    ],
)
def test_meeting_create_refuses_and_saves_nothing(given, problem, editor):
    data = {"forum": ForumFactory().pk, **on(1, 7)} | given
    assert codes(editor.post(CREATE, data)) == problem
    assert not Meeting.objects.exists()


def test_meeting_create_refuses_the_same_meeting_twice(editor):
    data = {"forum": ForumFactory().pk, **on(1, 7)}
    editor.post(CREATE, data)
    assert codes(editor.post(CREATE, data)) == {"held_on": ["planned_already"]}


def test_meeting_create_offers_no_forum_that_has_ended(editor):
    here = ForumFactory()
    ForumFactory(ended_on="2026-06-01")
    ForumFactory(series__withdrawn_at="2026-06-01T09:00Z")
    assert list(editor.get(CREATE).context["form"].fields["forum"].queryset) == [here]


def test_meeting_detail_for_a_reader_offers_no_change(reader):
    meeting = MeetingFactory(exempt_reason="Names of witnesses", notes="One\nTwo")
    page = reader.get(url("meeting-detail", meeting)).content.decode()
    assert "Names of witnesses" in page
    assert "One<br>Two" in page
    assert "/edit/" not in page


def test_meeting_detail_asks_the_same_number_of_queries_however_long_its_history(
    editor, django_assert_max_num_queries
):
    meeting = MeetingFactory()
    with django_assert_max_num_queries(50) as first:
        editor.get(url("meeting-detail", meeting))
    count = len(first)
    for version in range(1, 6):
        data = {"forum": meeting.forum_id, **on(18), "version": version, "place": str(version)}
        assert editor.post(url("meeting-edit", meeting), data).status_code == 302
    with django_assert_max_num_queries(count):
        editor.get(url("meeting-detail", meeting))


def test_meeting_edit_saves_and_shows_a_conflict_in_words(editor):
    meeting = MeetingFactory(held_on="2026-07-01", starts_at=None, ends_at=None)
    data = {"forum": meeting.forum_id, **on(2, 7), "place": "Library", "version": 1}
    assert editor.post(url("meeting-edit", meeting), data).status_code == 302
    answer = editor.post(url("meeting-edit", meeting), data | {"place": "Town Hall"})
    assert answer.status_code == 409
    assert answer.context["conflict"] == [
        {"label": "Place", "saved": "Library", "typed": "Town Hall"}
    ]
    assert codes(
        editor.post(url("meeting-edit", meeting), data | {"ends_at": "9am", "version": 2})
    ) == {"starts_at": ["start_missing"]}


def test_meeting_hold_marks_it_and_says_so(editor):
    meeting = MeetingFactory(held_on="2026-06-18")
    answer = editor.post(url("meeting-hold", meeting), follow=True)
    assert "marked as held" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.status == "held"
    again = editor.post(url("meeting-hold", meeting), follow=True)
    assert "This meeting is held already" in again.content.decode()


def test_meeting_hold_before_its_day_is_refused(editor):
    meeting = MeetingFactory(held_on="2026-06-19")
    assert "It was held" not in editor.get(url("meeting-detail", meeting)).content.decode()
    editor.post(url("meeting-hold", meeting))
    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_meeting_cancel_asks_why_and_reinstate_takes_it_back(editor):
    meeting = MeetingFactory(held_on="2026-07-01")
    assert codes(editor.post(url("meeting-cancel", meeting), {})) == {"reason": ["required"]}
    answer = editor.post(url("meeting-cancel", meeting), {"reason": "Snow"}, follow=True)
    assert "Cancelled, because" in answer.content.decode()
    assert codes(editor.post(url("meeting-cancel", meeting), {"reason": "Again"})) == {
        "__all__": ["cancelled_already"]
    }
    answer = editor.post(url("meeting-reinstate", meeting), follow=True)
    assert "marked as planned again" in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancelled_reason) == ("planned", "")


def test_meeting_create_from_a_line_with_many_forums_offers_only_those(editor):
    forum = ForumFactory(name="North")
    south = ForumFactory(name="South", series=forum.series)
    ForumFactory()
    form = editor.get(f"{CREATE}?series={forum.series_id}").context["form"]
    assert list(form.fields["forum"].queryset) == [forum, south]
    stranger = {"forum": ForumFactory().pk, **on(1, 7)}
    answer = editor.post(f"{CREATE}?series={forum.series_id}", stranger)
    assert codes(answer) == {"forum": ["invalid_choice"]}
