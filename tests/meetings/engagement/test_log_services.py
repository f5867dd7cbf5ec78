"""The engagement log is written: done and planned, changed, taken back; and never twice."""

import datetime as dt

import pytest

from actionplans import services as plans
from actionplans.models import Principle
from meetings.models import EngagementActivity, EngagementMethod
from meetings.services import RowsRefused
from meetings.services import engagement as services
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.actionplans.factories import StrategyFactory
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    EngagementMethodFactory,
    ProgrammeFactory,
)
from tests.refusals import refusal
from tests.stakeholders.directory_factories import (
    AreaFactory,
    CommunityGroupFactory,
    ContactFactory,
)
from tests.stakeholders.factories import PostFactory

NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)
TODAY = dt.date(2026, 6, 18)
AHEAD = dt.date(2026, 7, 2)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def method(db):
    return EngagementMethodFactory()


def event(row):
    return Event.objects.about(row).latest("pk")


def test_what_was_done_is_logged_with_whom_and_the_log_keeps_no_words_of_what_was_heard(
    coordinator, method
):
    group, area, contact = CommunityGroupFactory(), AreaFactory(), ContactFactory()
    activity = services.log_activity(
        by=coordinator,
        held_on=TODAY,
        method=method,
        place="Market Square",
        groups=[group],
        areas=[area],
        contacts=[contact],
        posts=[PostFactory()],
        heard="A woman at number 4 is afraid.",
        reach={group: 12},
    )
    assert activity.title == "Street stall, Market Square"
    assert (activity.status, activity.was_planned, activity.reached) == ("done", False, None)
    assert activity.activity_groups.get().reached == 12
    assert list(activity.areas.all()) == [area]
    assert list(activity.contacts.all()) == [contact]
    said = event(activity)
    assert (said.verb, said.actor) == ("engagement logged", coordinator)
    assert said.after["groups"] == [{"id": group.pk, "text": str(group)}]
    assert said.after["heard"] == said.after["contacts"] == "given"
    assert "afraid" not in str(said.after)


def test_what_is_ahead_is_planned_and_can_be_confirmed_only_once_its_day_has_come(
    coordinator, method, time_machine
):
    group = CommunityGroupFactory()
    activity = services.log_activity(by=coordinator, held_on=AHEAD, method=method, title="Stall")
    assert (activity.status, activity.was_planned) == ("planned", True)
    assert event(activity).verb == "engagement planned"
    assert refusal(services.confirm_activity, activity, by=coordinator) == ["ahead"]
    time_machine.move_to(NOW + dt.timedelta(days=20), tick=False)
    said = {"heard": "Buses stop too early.", "reached": 40, "groups": [group]}
    done = services.confirm_activity(activity, by=coordinator, changes=said, version=1)
    assert (done.status, done.reached, done.was_planned, done.version) == ("done", 40, True, 2)
    assert list(done.groups.all()) == [group]
    assert event(done).verb == "engagement confirmed"
    assert event(done).after["heard"] == "changed"
    assert refusal(services.confirm_activity, done, by=coordinator) == ["done_already"]
    back = services.reinstate_activity(done, by=coordinator)
    assert (back.status, event(back).verb) == ("planned", "engagement reinstated")


def test_a_planned_one_is_cancelled_reinstated_and_withdrawn_with_its_reasons(coordinator, method):
    activity = services.log_activity(by=coordinator, held_on=AHEAD, method=method)
    off = services.cancel_activity(activity, by=coordinator, reason="Snow")
    assert (off.status, off.cancelled_reason) == ("cancelled", "Snow")
    assert event(off).verb == "engagement cancelled"
    assert refusal(services.cancel_activity, off, by=coordinator, reason="x") == [
        "cancelled_already"
    ]
    again = services.reinstate_activity(off, by=coordinator)
    assert (again.status, again.cancelled_reason) == ("planned", "")
    services.withdraw_activity(again, by=coordinator, reason="Logged twice")
    assert event(again).verb == "engagement withdrawn"
    assert not EngagementActivity.objects.in_force().exists()
    for verb in (services.edit_activity, services.confirm_activity):
        assert refusal(verb, again, by=coordinator, changes={}) == ["withdrawn_already"]
    assert refusal(services.withdraw_activity, again, by=coordinator, reason="x") == [
        "withdrawn_already"
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"held_on": None}, "date_missing"),
        ({"ends_on": TODAY - dt.timedelta(days=1)}, "end_before_start"),
        ({"held_on": dt.date(1989, 12, 31)}, "too_early"),
        ({"held_on": dt.date(2029, 6, 19)}, "too_late"),
        ({"ends_on": dt.date(2029, 6, 19)}, "too_late"),
        ({"held_on": AHEAD, "status": "done"}, "done_ahead"),
        ({"reached": 10_000_001}, "reached_absurd"),
        ({"reach": {1: -1}}, "reached_absurd"),
    ],
)
def test_what_can_not_be_is_refused(coordinator, method, fields, code):
    fields = {"held_on": TODAY, "method": method} | fields
    assert refusal(services.log_activity, by=coordinator, **fields) == [code]
    assert not EngagementActivity.objects.exists()


@pytest.mark.parametrize("held_on", [dt.date(1990, 1, 1), dt.date(2029, 6, 18), TODAY])
def test_the_first_and_the_last_day_that_may_be_are_taken(coordinator, method, held_on):
    assert services.log_activity(by=coordinator, held_on=held_on, method=method).pk


def test_edit_takes_what_differs_and_refuses_who_opened_it_before(coordinator, method):
    group, other = CommunityGroupFactory(), CommunityGroupFactory()
    activity = EngagementActivityFactory(method=method, groups=[group])
    activity.activity_groups.update(reached=7)
    changes = {"title": "", "place": "Library", "groups": [group, other], "heard": "Bikes."}
    changed = services.edit_activity(activity, by=coordinator, changes=changes, version=1)
    assert (changed.title, changed.version) == ("Street stall, Library", 2)
    assert dict(changed.activity_groups.values_list("group", "reached")) == {
        group.pk: 7,
        other.pk: None,
    }
    assert event(changed).verb == "engagement edited"
    assert event(changed).after["heard"] == "changed"
    assert "heard" not in event(changed).before
    count = Event.objects.count()
    again = services.edit_activity(activity, by=coordinator, changes=changes, version=2)
    # A title that was made is made again, and is the same.
    assert (again.version, Event.objects.count()) == (2, count)
    counted = services.edit_activity(activity, by=coordinator, changes={}, reach={other: 3})
    assert counted.version == 3
    with pytest.raises(EditConflict):
        services.edit_activity(activity, by=coordinator, changes=changes, version=1)
    assert refusal(
        services.edit_activity, activity, by=coordinator, changes={"held_on": AHEAD}
    ) == ["done_ahead"]


def test_a_button_pressed_twice_within_a_minute_logs_once(coordinator, auditor, method):
    groups = [CommunityGroupFactory(), CommunityGroupFactory()]
    said = {"held_on": TODAY, "method": method, "place": "Square", "groups": groups}
    first = services.log_activity(by=coordinator, **said, at=NOW)
    soon, late = NOW + dt.timedelta(seconds=59), NOW + dt.timedelta(seconds=61)
    assert services.log_activity(by=coordinator, **said, at=soon) == first
    others = [
        services.log_activity(by=coordinator, **said, at=late),
        services.log_activity(by=auditor, **said, at=soon),
        services.log_activity(by=coordinator, **said | {"groups": groups[:1]}, at=soon),
        services.log_activity(by=coordinator, **said | {"heard": "Noise"}, at=soon),
        services.log_activity(by=coordinator, **said, source="log.xlsx, row 4", at=soon),
    ]
    assert len({first, *others}) == 6


def test_many_are_logged_all_or_none_in_a_fixed_number_of_queries(
    coordinator, method, django_assert_num_queries
):
    group, area = CommunityGroupFactory(), AreaFactory()
    row = {"held_on": TODAY, "method": method, "groups": [group], "areas": [area]}
    with pytest.raises(RowsRefused) as refused:
        services.log_activities(by=coordinator, rows=[row, row | {"reached": -1}])
    assert set(refused.value.problems) == {1}
    for count in (2, 9):
        with django_assert_num_queries(6):
            made = services.log_activities(by=coordinator, rows=[row] * count)
        assert len(made) == count
    assert EngagementActivity.objects.filter(groups=group, areas=area).count() == 11


def test_a_method_or_principle_that_is_no_longer_used_is_kept_but_not_chosen(coordinator, method):
    other = EngagementMethodFactory(title="Survey")
    principle = plans.create_principle(by=coordinator, title="Hear out")
    activity = EngagementActivityFactory(method=method, principle=principle)
    services.withdraw_method(method, by=coordinator)
    plans.withdraw_principle(principle, by=coordinator)
    again = {"method": EngagementMethod.objects.get(pk=method.pk), "place": "Hall"}
    again["principle"] = Principle.objects.get(pk=principle.pk)
    assert services.edit_activity(activity, by=coordinator, changes=again).place == "Hall"
    log = {"by": coordinator, "held_on": TODAY}
    assert refusal(services.log_activity, **log, method=again["method"]) == ["method_withdrawn"]
    assert refusal(services.log_activity, **log, method=other, principle=again["principle"]) == [
        "principle_withdrawn"
    ]


def test_the_list_of_methods_is_the_offices_own(coordinator):
    EngagementMethod.objects.all().delete()
    first = services.create_method(by=coordinator, title="Tent", listens=True)
    second = services.create_method(by=coordinator, title="Leaflet", listens=False)
    assert event(first).verb == "engagement method created"
    assert refusal(services.create_method, by=coordinator, title="tent")
    assert refusal(services.edit_method, second, by=coordinator, changes={"title": "TENT"})
    second = services.edit_method(second, by=coordinator, changes={"title": "Flyer"}, version=1)
    assert event(second).verb == "engagement method edited"
    assert services.move_method(second, by=coordinator, up=True)
    assert event(second).verb == "engagement method moved up"
    assert not services.move_method(second, by=coordinator, up=True)
    assert list(EngagementMethod.objects.all()) == [second, first]
    services.withdraw_method(first, by=coordinator)
    assert event(first).verb == "engagement method withdrawn"
    assert refusal(services.withdraw_method, first, by=coordinator) == ["withdrawn_already"]
    services.restore_method(first, by=coordinator)
    assert event(first).verb == "engagement method restored"
    assert refusal(services.restore_method, first, by=coordinator) == ["in_use_already"]


def test_each_strategy_names_principles_of_its_own(coordinator):
    Principle.objects.all().delete()
    strategy = StrategyFactory()
    listen = plans.create_principle(by=coordinator, title="Listen", strategy=strategy)
    inform = plans.create_principle(by=coordinator, title="Inform", strategy=strategy)
    own = plans.create_principle(by=coordinator, title="Listen")
    assert event(own).verb == "principle created"
    assert refusal(plans.create_principle, by=coordinator, title="Listen")
    assert refusal(plans.edit_principle, inform, by=coordinator, changes={"title": "Listen"})
    assert plans.move_principle(inform, by=coordinator, up=True)
    assert event(inform).verb == "principle moved up"
    assert not plans.move_principle(own, by=coordinator, up=False)
    assert list(strategy.principles.all()) == [inform, listen]
    plans.edit_principle(inform, by=coordinator, changes={"meaning": "Tell people"})
    assert event(inform).verb == "principle edited"
    plans.withdraw_principle(inform, by=coordinator)
    assert event(inform).verb == "principle withdrawn"
    assert refusal(plans.withdraw_principle, inform, by=coordinator) == ["withdrawn_already"]
    plans.restore_principle(inform, by=coordinator)
    assert event(inform).verb == "principle restored"
    assert refusal(plans.restore_principle, inform, by=coordinator) == ["in_use_already"]


def programme(coordinator, method, **fields):
    fields = {"frequency_text": "Monthly", "starts_on": dt.date(2026, 4, 7)} | fields
    fields = {"title": "Surgeries"} | fields
    return services.create_programme(by=coordinator, method=method, **fields)


def days_of(activities):
    return [activity.held_on for activity in activities]


def test_a_programme_becomes_planned_activities_and_none_is_doubled(coordinator, method):
    group, post, area = CommunityGroupFactory(), PostFactory(), AreaFactory()
    row = programme(
        coordinator,
        method,
        groups=[group],
        posts=[post],
        areas=[area],
        usual_places="Library\nTown hall",
        usual_starts_at=dt.time(10),
    )
    assert event(row).verb == "programme created"
    # A button pressed twice makes one.
    twice = [programme(coordinator, method, title="Visits") for _ in range(2)]
    assert twice[0] == twice[1] != row
    assert (row.per_year, row.interval) == (12, 1)
    made = services.plan_programme(row, by=coordinator, until=dt.date(2026, 9, 30))
    # The first Tuesday of the month, as the first date was.
    assert days_of(made) == [dt.date(2026, 7, 7), dt.date(2026, 8, 4), dt.date(2026, 9, 1)]
    assert [activity.place for activity in made] == ["Library", "Town hall", "Library"]
    assert {activity.status for activity in made} == {"planned"}
    one = made[0]
    assert (one.programme, one.starts_at, list(one.groups.all())) == (row, dt.time(10), [group])
    assert (list(one.posts.all()), list(one.areas.all())) == ([post], [area])
    services.cancel_activity(made[1], by=coordinator, reason="Holiday")
    services.edit_activity(one, by=coordinator, changes={"held_on": dt.date(2026, 7, 9)})
    assert not services.plan_programme(row, by=coordinator, until=dt.date(2026, 9, 30))
    more = services.plan_programme(
        row, by=coordinator, until=dt.date(2026, 12, 31), dates=[dt.date(2026, 11, 3)]
    )
    assert days_of(more) == [dt.date(2026, 11, 3)]


def test_a_date_that_is_today_or_was_before_is_no_longer_planned(coordinator, method):
    row = programme(coordinator, method, starts_on=TODAY, frequency_text="Weekly")
    made = services.plan_programme(row, by=coordinator, until=TODAY + dt.timedelta(days=14))
    assert days_of(made) == [TODAY + dt.timedelta(days=days) for days in (7, 14)]


def test_dates_are_moved_off_bank_holidays(coordinator, method):
    # The first Monday of May 2027 is a bank holiday.
    row = programme(coordinator, method, starts_on=dt.date(2026, 4, 6), frequency_text="Annually")
    row = services.edit_programme(
        row, by=coordinator, changes={"starts_on": dt.date(2026, 5, 4)}, version=1
    )
    assert event(row).verb == "programme edited"
    made = services.plan_programme(row, by=coordinator, until=dt.date(2027, 6, 1))
    assert days_of(made) == [dt.date(2027, 5, 4)]


def test_a_changed_programme_leaves_what_is_planned_and_an_ended_one_what_was_done(
    coordinator, method
):
    row = programme(coordinator, method)
    group = CommunityGroupFactory()
    planned = services.plan_programme(row, by=coordinator, until=dt.date(2026, 8, 31))
    done = EngagementActivityFactory(programme=row, held_on=TODAY, method=method)
    changes = {"frequency_text": "Quarterly", "groups": [group], "title": "Open hours"}
    row = services.edit_programme(row, by=coordinator, changes=changes)
    assert (row.per_year, row.title, list(row.groups.all())) == (4, "Open hours", [group])
    assert {activity.status for activity in row.activities.in_force()} == {"planned", "done"}
    assert refusal(services.end_programme, row, by=coordinator, ended_on=TODAY, reason="x") == [
        "held_later"
    ]
    # The first planned day is the first on which it is held no more.
    ended_on = planned[0].held_on
    services.end_programme(row, by=coordinator, ended_on=ended_on, reason="No money")
    assert event(row).verb == "programme ended"
    done.refresh_from_db()
    assert done.status == "done"
    states = row.activities.filter(pk__in=[one.pk for one in planned])
    assert set(states.values_list("status", "cancelled_reason")) == {("cancelled", "No money")}
    for verb in (services.end_programme, services.plan_programme):
        details = {"ended_on": AHEAD, "reason": "x"}
        details = details if verb is services.end_programme else {"until": AHEAD}
        assert refusal(verb, row, by=coordinator, **details) == ["ended_already"]


def test_a_programme_whose_frequency_is_not_known_plans_nothing(coordinator, method):
    row = programme(coordinator, method, frequency_text="As required")
    assert refusal(services.plan_programme, row, by=coordinator, until=AHEAD) == [
        "frequency_unknown"
    ]
    services.withdraw_method(method, by=coordinator)
    gone = EngagementMethod.objects.get(pk=method.pk)
    assert refusal(
        services.create_programme, by=coordinator, title="x", method=gone, starts_on=TODAY
    ) == ["method_withdrawn"]
    assert refusal(
        services.edit_programme, ProgrammeFactory(), by=coordinator, changes={"level": "galactic"}
    ) == ["level_unknown"]
