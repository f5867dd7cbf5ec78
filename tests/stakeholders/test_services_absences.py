import datetime

import pytest
from django.core.exceptions import ValidationError

from stakeholders import services
from stakeholders.models import Absence, Event
from tests.stakeholders.factories import AbsenceFactory, PersonFactory

FIRST = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def by(db):
    return PersonFactory(name="Adam Administrator")


@pytest.fixture
def trio(db):
    return [PersonFactory(name=name) for name in ("Ann", "Ben", "Cat")]


def away(person, deputy, by, starts_on=FIRST, ends_on=FIRST + WEEK):
    return services.record_absence(
        person=person, deputy=deputy, by=by, starts_on=starts_on, ends_on=ends_on
    )


def test_record_absence_is_logged(by, trio):
    ann, ben, _ = trio
    absence = away(ann, ben, by)
    event = Event.objects.first()
    assert (event.verb, event.actor) == ("absence recorded", by)
    assert event.after["deputy"]["text"] == "Ben"
    assert str(absence) == "Ann away from 2 March 2026"


def test_record_absence_without_a_deputy_or_an_end(by, trio):
    assert away(trio[0], None, by, ends_on=None).pk


def test_record_absence_refuses_a_deputy_for_oneself(by, trio):
    with pytest.raises(ValidationError) as refusal:
        away(trio[0], trio[0], by)
    assert "deputy" in refusal.value.error_dict
    assert not Absence.objects.exists()


def test_record_absence_refuses_a_circle_on_a_shared_day(by, trio):
    ann, ben, cat = trio
    away(ann, ben, by)
    away(ben, cat, by, starts_on=FIRST + 2 * DAY, ends_on=FIRST + 20 * DAY)
    with pytest.raises(ValidationError, match="Cat for Ann for Ben for Cat"):
        away(cat, ann, by, starts_on=FIRST + WEEK, ends_on=FIRST + WEEK)
    assert Event.objects.count() == 2


def test_record_absence_allows_what_would_be_a_circle_on_other_days(by, trio):
    ann, ben, _ = trio
    away(ann, ben, by)
    assert away(ben, ann, by, starts_on=FIRST + WEEK + DAY, ends_on=None).pk


def test_record_absence_refuses_two_people_who_stand_in_for_each_other(by, trio):
    ann, ben, _ = trio
    away(ann, ben, by, ends_on=None)
    with pytest.raises(ValidationError):
        away(ben, ann, by, starts_on=FIRST + 50 * WEEK, ends_on=None)


def test_three_absences_that_share_no_common_day_are_no_circle(by, trio):
    ann, ben, cat = trio
    away(ann, ben, by, ends_on=FIRST + 2 * DAY)
    away(ben, cat, by, starts_on=FIRST + 2 * DAY, ends_on=FIRST + 4 * DAY)
    assert away(cat, ann, by, starts_on=FIRST + 4 * DAY, ends_on=FIRST + 6 * DAY).pk


def test_record_absence_refuses_a_second_one_on_the_same_days(by, trio):
    away(trio[0], None, by, ends_on=None)
    with pytest.raises(ValidationError) as refusal:
        away(trio[0], trio[1], by, starts_on=FIRST + WEEK)
    assert refusal.value.code == "overlap"


def test_record_absence_refuses_a_last_day_before_the_first(by, trio):
    with pytest.raises(ValidationError):
        away(trio[0], None, by, ends_on=FIRST - DAY)


def test_edit_absence_is_logged_and_checked_again(by, trio):
    ann, ben, _ = trio
    absence = away(ann, ben, by)
    services.edit_absence(absence, by=by, changes={"ends_on": FIRST + DAY})
    event = Event.objects.first()
    assert (event.verb, event.after) == ("absence edited", {"ends_on": "2026-03-03"})
    with pytest.raises(ValidationError):
        services.edit_absence(absence, by=by, changes={"deputy": ann})
    absence.refresh_from_db()
    assert absence.deputy == ben


def test_remove_absence_is_logged(by):
    absence = AbsenceFactory()
    services.remove_absence(absence, by=by)
    event = Event.objects.first()
    assert (event.verb, event.before["starts_on"]) == ("absence removed", "2026-03-02")
    assert not Absence.objects.exists()
