"""A year of dates planned in one go, all or none, and several called off."""

import datetime

import pytest

from meetings import services
from meetings.models import Meeting
from stakeholders.models import Event
from tests.meetings.factories import ForumFactory, MeetingFactory

JUNE, JULY = datetime.date(2026, 6, 18), datetime.date(2026, 7, 16)
NINE, TEN = datetime.time(9), datetime.time(10)


def test_plan_meetings_plans_them_all_each_with_its_line_in_the_log(coordinator):
    north, south = ForumFactory(name="North"), ForumFactory(name="South")
    rows = [
        {"forum": south, "held_on": JUNE, "starts_at": NINE, "place": "Town Hall"},
        {"forum": north, "held_on": JULY},
    ]
    planned = services.plan_meetings(by=coordinator, rows=rows)
    assert [(m.forum, m.held_on, m.place) for m in planned] == [
        (south, JUNE, "Town Hall"),
        (north, JULY, ""),
    ]
    logged = Event.objects.about(planned[0]).get()
    assert (logged.verb, logged.actor) == ("meeting planned", coordinator)
    assert logged.after["place"] == "Town Hall"


def test_plan_meetings_plans_none_where_one_is_wrong_and_says_which(coordinator):
    forum = ForumFactory()
    ended = ForumFactory(ended_on=JUNE)
    MeetingFactory(forum=forum, held_on=JUNE, starts_at=NINE)
    MeetingFactory(forum=forum, held_on=JULY, starts_at=NINE, status="cancelled")
    rows = [
        {"forum": forum, "held_on": JULY, "starts_at": NINE},
        {"forum": forum, "held_on": JUNE, "starts_at": NINE},
        {"forum": forum, "held_on": JULY, "starts_at": NINE},
        {"forum": forum, "held_on": JULY, "ends_at": TEN},
        {"forum": ended, "held_on": JULY},
    ]
    with pytest.raises(services.RowsRefused) as refused:
        services.plan_meetings(by=coordinator, rows=rows)
    codes = {
        place: [error.code for errors in problem.error_dict.values() for error in errors]
        for place, problem in refused.value.problems.items()
    }
    assert codes == {
        1: ["planned_already"],
        2: ["planned_already"],
        3: ["start_missing"],
        4: ["forum_ended"],
    }
    assert refused.value.code == "rows_refused"
    assert Meeting.objects.count() == 2


def test_plan_meetings_takes_as_many_queries_for_thirty_forums_as_for_two(
    coordinator, django_assert_num_queries
):
    forums = [ForumFactory() for _ in range(30)]
    for some in (forums[:2], forums):
        rows = [{"forum": forum, "held_on": JULY, "starts_at": NINE} for forum in some]
        with django_assert_num_queries(6):
            services.plan_meetings(by=coordinator, rows=rows)
        Meeting.objects.all().delete()


def test_cancel_several_keeps_the_reason_of_each(coordinator):
    meetings = [MeetingFactory(held_on=day) for day in (JUNE, JULY)]
    services.cancel_several(meetings, by=coordinator, reason="Meets less often")
    assert set(Meeting.objects.values_list("status", "cancelled_reason")) == {
        ("cancelled", "Meets less often")
    }
    assert Event.objects.filter(verb="meeting cancelled").count() == 2
