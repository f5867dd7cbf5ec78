"""How often a group is to be engaged: what was aimed for before stays as it was."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from meetings.models import EngagementAim
from meetings.services.engagement import drop_aim, end_aim, set_aim, set_aims
from stakeholders.models import Event
from tests.meetings.engagement.factories import EngagementAimFactory, EngagementMethodFactory
from tests.stakeholders.directory_factories import CommunityGroupFactory

pytestmark = pytest.mark.django_db

APRIL, OCTOBER = dt.date(2026, 4, 1), dt.date(2026, 10, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def group():
    return CommunityGroupFactory()


def rows(group):
    return list(
        EngagementAim.objects.filter(group=group)
        .order_by("starts_on", "pk")
        .values_list("method", "times", "starts_on", "ends_on")
    )


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_new_aim_keeps_what_was_aimed_for_before(group, coordinator):
    set_aim(group=group, by=coordinator, times=4, starts_on=APRIL)
    set_aim(group=group, by=coordinator, times=6, starts_on=OCTOBER)
    assert rows(group) == [(None, 4, APRIL, OCTOBER - DAY), (None, 6, OCTOBER, None)]
    assert verbs() == ["aim set", "aim ended", "aim set"]


def test_an_aim_of_the_same_day_is_corrected_and_the_same_again_says_nothing(group, coordinator):
    for times in (4, 6, 6):
        set_aim(group=group, by=coordinator, times=times, starts_on=APRIL)
    assert rows(group) == [(None, 6, APRIL, None)]
    assert verbs() == ["aim set", "aim corrected"]


def test_an_aim_that_begins_earlier_ends_where_the_next_begins(group, coordinator):
    method = EngagementMethodFactory()
    set_aim(group=group, by=coordinator, times=4, starts_on=OCTOBER)
    set_aim(group=group, by=coordinator, times=1, starts_on=APRIL, method=method)
    set_aim(group=group, by=coordinator, times=2, starts_on=APRIL)
    assert rows(group) == [
        (method.pk, 1, APRIL, None),
        (None, 2, APRIL, OCTOBER - DAY),
        (None, 4, OCTOBER, None),
    ]


def test_an_aim_ends_after_it_began_and_only_once(group, coordinator):
    aim = EngagementAimFactory(group=group, starts_on=APRIL)
    with pytest.raises(ValidationError) as refused:
        end_aim(aim, by=coordinator, ends_on=APRIL - DAY)
    assert refused.value.error_dict["ends_on"][0].code == "ends_before_it_starts"
    end_aim(aim, by=coordinator, ends_on=OCTOBER)
    with pytest.raises(ValidationError) as refused:
        end_aim(aim, by=coordinator, ends_on=OCTOBER)
    assert refused.value.code == "aim_ended"


def test_a_dropped_aim_stays_for_the_time_before(group, coordinator):
    set_aim(group=group, by=coordinator, times=4, starts_on=APRIL)
    set_aim(group=group, by=coordinator, times=6, starts_on=OCTOBER)
    drop_aim(group=group, by=coordinator, from_on=OCTOBER - DAY)
    assert rows(group) == [(None, 4, APRIL, OCTOBER - 2 * DAY)]
    assert verbs()[-1] == "aim dropped"


def test_several_aims_are_set_at_once_or_none(group, coordinator):
    other, gone = CommunityGroupFactory(), CommunityGroupFactory(merged_into=group)
    EngagementAimFactory(group=other, starts_on=APRIL)
    set_aims(by=coordinator, times={group: 4, other: None}, starts_on=OCTOBER)
    assert rows(group) == [(None, 4, OCTOBER, None)]
    assert rows(other) == [(None, 4, APRIL, OCTOBER - DAY)]
    with pytest.raises(ValidationError) as refused:
        set_aims(by=coordinator, times={group: 8, gone: 2}, starts_on=OCTOBER)
    assert refused.value.code == "group_gone"
    assert rows(group) == [(None, 4, OCTOBER, None)]


def test_an_aim_of_nothing_is_refused(group, coordinator):
    with pytest.raises(ValidationError) as refused:
        set_aim(group=group, by=coordinator, times=0, starts_on=APRIL)
    assert refused.value.error_dict["times"][0].code == "too_few"
