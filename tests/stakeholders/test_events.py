"""The Event log remembers: whatever asks it to forget or to say something else is refused."""

import pytest

from stakeholders.events import line, record, record_all
from stakeholders.models import Event
from stakeholders.models.events import LogIsAppendOnly
from tests.stakeholders.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def event():
    person = PersonFactory()
    return record("person edited", person, by=person, before={"name": "Jo"}, after={"name": "Bo"})


def everything():
    return list(Event.objects.values_list())


def change_one(event):
    event.verb = "nothing happened"
    return event


FORGETTING = {
    "one row": lambda event: event.delete(),
    "all rows": lambda event: Event.objects.all().delete(),
    "some rows": lambda event: Event.objects.filter(pk=event.pk).delete(),
    "the rows about a thing": lambda event: Event.objects.about(event.actor).delete(),
    "rows in an order": lambda event: Event.objects.order_by("at").delete(),
}
REWRITING = {
    "one row": lambda event: change_one(event).save(),
    "one field": lambda event: change_one(event).save(update_fields=["verb"]),
    "all rows": lambda event: Event.objects.update(verb="nothing happened"),
    "some rows": lambda event: Event.objects.filter(pk=event.pk).update(actor=None),
    "in bulk": lambda event: Event.objects.bulk_update([change_one(event)], ["verb"]),
    "update or create": lambda event: Event.objects.update_or_create(
        pk=event.pk, defaults={"verb": "nothing happened"}
    ),
    "a new row with the old key": lambda event: Event(
        pk=event.pk, verb="x", object_type="x", object_id=1, object_text="", at=event.at
    ).save(),
    "in bulk over the old key": lambda event: Event.objects.bulk_create(
        [change_one(event)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["verb"],
    ),
}


@pytest.mark.parametrize("way", FORGETTING)
def test_no_way_to_delete_an_event(event, way):
    before = everything()
    with pytest.raises(LogIsAppendOnly):
        FORGETTING[way](event)
    assert everything() == before


@pytest.mark.parametrize("way", REWRITING)
def test_no_way_to_change_an_event(event, way):
    before = everything()
    with pytest.raises(LogIsAppendOnly):
        REWRITING[way](event)
    assert everything() == before


def test_lines_are_added_one_by_one_and_in_bulk(event):
    person = event.actor
    record_all([line("person edited", person, by=None), line("person edited", person, by=person)])
    assert Event.objects.about(person).count() == 3


def test_what_stayed_the_same_is_not_kept(event):
    person = event.actor
    row = record("x", person, by=None, before={"a": 1, "b": 2}, after={"a": 1, "b": 3, "c": None})
    assert (row.before, row.after) == ({"b": 2}, {"b": 3, "c": None})
