"""Forums of a line: added one by one or thirty at once, changed, ended."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from stakeholders.models import Event
from tests.meetings.factories import (
    ForumFactory,
    MeetingCategoryFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)

TODAY = datetime.date(2026, 6, 18)


@pytest.fixture
def thirty(coordinator):
    """A line whose words speak of thirty forums, with the one that it gets by default."""
    return services.create_series(
        by=coordinator,
        category=MeetingCategoryFactory(),
        title="Local forums",
        frequency_text="Quarterly x 30",
    )


def codes(refused):
    return {field: [e.code for e in errors] for field, errors in refused.value.error_dict.items()}


def test_add_forum_puts_it_last_and_logs_how_the_words_were_understood(coordinator):
    series = MeetingSeriesFactory()
    services.add_forum(series, by=coordinator, name="North", frequency_text="Monthly")
    forum = services.add_forum(series, by=coordinator, name="South", frequency_text="TBC")
    assert [str(row) for row in series.forums.all()] == [f"{series}: North", f"{series}: South"]
    logged = Event.objects.about(forum).get()
    assert (logged.verb, logged.actor) == ("forum added", coordinator)
    assert logged.after == {
        "name": "South",
        "frequency_text": "TBC",
        "frequency_note": "“TBC” gives no number: how often is still to be agreed.",
    }


def test_add_forum_refuses_a_name_that_is_taken(coordinator):
    forum = ForumFactory(name="North")
    with pytest.raises(ValidationError) as refused:
        services.add_forum(forum.series, by=coordinator, name="north")
    assert codes(refused) == {"name": ["name_taken"]}


def test_add_forum_refuses_a_withdrawn_line(coordinator):
    series = MeetingSeriesFactory(withdrawn_at="2026-01-01T09:00Z")
    with pytest.raises(ValidationError) as refused:
        services.add_forum(series, by=coordinator, name="North")
    assert refused.value.code == "series_withdrawn"


def test_add_forums_makes_thirty_of_one(coordinator, thirty):
    names = ["Arlebury", "Stonebeck"]
    services.add_forums(thirty, by=coordinator, total=30, names=names, on=TODAY)
    forums = list(thirty.forums.all())
    assert len(forums) == 30
    assert [forum.name for forum in forums[:4]] == ["Arlebury", "Stonebeck", "Forum 3", "Forum 4"]
    assert {(f.frequency_text, f.per_year, f.certainty) for f in forums} == {
        ("Quarterly x 30", 4, "certain")
    }
    assert Event.objects.filter(verb="forum added").count() == 30
    assert Event.objects.about(forums[0]).first().after == {"name": "Arlebury"}


def test_add_forums_keeps_what_the_office_stated(coordinator, thirty):
    forum = thirty.forums.get()
    services.edit_forum(forum, by=coordinator, changes={"per_year": 5})
    services.add_forums(thirty, by=coordinator, total=2, on=TODAY)
    assert {(f.per_year, f.per_year_stated) for f in thirty.forums.all()} == {(5, True)}


def test_add_forums_passes_over_numbers_that_are_in_use(coordinator, thirty):
    services.edit_forum(thirty.forums.get(), by=coordinator, changes={"name": "Forum 2"})
    services.add_forums(thirty, by=coordinator, total=3, on=TODAY)
    assert [f.name for f in thirty.forums.all()] == ["Forum 2", "Forum 1", "Forum 3"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"total": 1}, {"total": ["total_out_of_range"]}),
        ({"total": 0}, {"total": ["total_out_of_range"]}),
        ({"total": 201}, {"total": ["total_out_of_range"]}),
        ({"total": 2, "names": ["A", "B", "C"]}, {"names": ["too_many_names"]}),
        ({"total": 30, "names": ["A"] * 30}, {"names": ["name_twice"]}),
        ({"total": 3, "names": ["A", "a"]}, {"names": ["name_twice"]}),
    ],
)
def test_add_forums_refuses_and_saves_nothing(given, problem, coordinator, thirty):
    with pytest.raises(ValidationError) as refused:
        services.add_forums(thirty, by=coordinator, on=TODAY, **given)
    assert codes(refused) == problem
    assert [forum.name for forum in thirty.forums.all()] == [""]


def test_edit_forum_reads_new_words(coordinator):
    forum = ForumFactory(frequency_text="Quarterly")
    changes = {"name": "North", "frequency_text": "As required", "per_year": None}
    forum = services.edit_forum(forum, by=coordinator, changes=changes, version=1)
    assert (forum.per_year, forum.certainty) == (None, "unreadable")
    logged = Event.objects.about(forum).get()
    assert logged.verb == "forum edited"
    assert (logged.before["frequency_text"], logged.before["per_year"]) == ("Quarterly", 4)
    assert (logged.after["frequency_text"], logged.after["per_year"]) == ("As required", None)


def test_edit_forum_lets_the_office_overrule_the_words_and_take_it_back(coordinator):
    forum = ForumFactory(frequency_text="Bi-monthly")
    forum = services.edit_forum(forum, by=coordinator, changes={"per_year": 24})
    assert (forum.per_year, forum.certainty, forum.per_year_stated) == (24, "certain", True)
    assert forum.frequency_note == "The office says 24 meetings a year."
    forum = services.edit_forum(forum, by=coordinator, changes={"frequency_text": "Bimonthly"})
    assert (forum.per_year, forum.per_year_stated) == (24, True)
    forum = services.edit_forum(forum, by=coordinator, changes={"per_year": None})
    assert (forum.per_year, forum.certainty, forum.per_year_stated) == (6, "assumed", False)


def test_edit_forum_may_keep_its_own_name_but_not_take_anothers(coordinator):
    north = ForumFactory(name="North")
    ForumFactory(series=north.series, name="South")
    services.edit_forum(north, by=coordinator, changes={"name": "NORTH"})
    with pytest.raises(ValidationError) as refused:
        services.edit_forum(north, by=coordinator, changes={"name": "South"})
    assert codes(refused) == {"name": ["name_taken"]}


def test_end_forum_cancels_what_was_planned_for_later(coordinator):
    forum = ForumFactory(name="North")
    before = MeetingFactory(forum=forum, held_on="2026-06-17")
    after = MeetingFactory(forum=forum, held_on="2026-06-18")
    forum = services.end_forum(forum, by=coordinator, ended_on=TODAY, reason="Merged with South")
    assert not forum.is_in_force(TODAY)
    logged = Event.objects.about(forum).get()
    assert logged.verb == "forum ended"
    assert logged.after == {"ended_on": "2026-06-18", "ended_reason": "Merged with South"}
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.status, after.status) == ("planned", "cancelled")
    assert after.cancelled_reason == "Merged with South"
    with pytest.raises(ValidationError) as refused:
        services.end_forum(forum, by=coordinator, ended_on=TODAY, reason="Again")
    assert refused.value.code == "ended_already"


def test_end_forum_refuses_a_day_before_a_meeting_that_was_held(coordinator):
    meeting = MeetingFactory(held_on="2026-06-18", status="held")
    with pytest.raises(ValidationError) as refused:
        services.end_forum(meeting.forum, by=coordinator, ended_on=TODAY, reason="Merged")
    assert codes(refused) == {"ended_on": ["held_later"]}


def test_edit_forum_changes_how_often_it_meets_from_a_day_on(coordinator):
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text="Quarterly")
    changes = {"frequency_text": "Six-weekly", "per_year": None}
    forum = services.edit_forum(forum, by=coordinator, changes=changes, from_on=TODAY)
    assert (forum.per_year, forum.interval, forum.interval_unit) == (9, 6, "week")
    history = [(row.frequency_text, row.starts_on) for row in forum.frequencies.all()]
    assert history == [("Quarterly", None), ("Six-weekly", TODAY)]
    logged = Event.objects.about(forum).get(verb="frequency started")
    assert (logged.before["frequency_text"], logged.after["starts_on"]) == (
        "Quarterly",
        "2026-06-18",
    )


def test_edit_forum_without_a_day_says_that_the_words_were_wrong_all_along(coordinator):
    forum = services.add_forum(MeetingSeriesFactory(), by=coordinator, frequency_text="Quarterly")
    services.edit_forum(forum, by=coordinator, changes={"frequency_text": "Monthly"})
    assert [row.starts_on for row in forum.frequencies.all()] == [None, None]
    services.edit_forum(forum, by=coordinator, changes={"name": "North"}, from_on=TODAY)
    assert forum.frequencies.count() == 2


def test_add_forum_takes_the_sense_that_the_office_meant_and_its_usual_times(coordinator):
    forum = services.add_forum(
        MeetingSeriesFactory(),
        by=coordinator,
        frequency_text="Bi-monthly",
        meant="twice a month",
        usual_starts_at=datetime.time(14),
        usual_places="County Hall\nTown Hall",
    )
    assert (forum.per_year, forum.certainty, forum.per_year_stated) == (24, "certain", True)
    assert Event.objects.about(forum).get().after["usual_starts_at"] == "14:00:00"
