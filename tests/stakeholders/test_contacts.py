"""Contacts: personal data that is held for a purpose, looked at again, and erased without trace."""

import datetime as dt

import pytest
from django.db import connection

from stakeholders import services
from stakeholders.models import Contact, ContactLink, Disposal, Event, SubjectRequest
from stakeholders.services.subject_requests import answer_due_on
from tests.refusals import refusal
from tests.stakeholders.directory_factories import (
    CharacteristicFactory,
    CommunityGroupFactory,
    ContactFactory,
    ContactLinkFactory,
    SubjectRequestFactory,
)
from tests.stakeholders.factories import OrganisationFactory

TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PURPOSE = "To invite the group to meetings"
LAW = ContactLink.Condition.LAW


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def verbs(row):
    return list(Event.objects.about(row).order_by("pk").values_list("verb", flat=True))


def special_group(**fields):
    return CommunityGroupFactory(characteristics=[CharacteristicFactory(special=True)], **fields)


def test_a_contact_is_added_changed_and_looked_at_again_and_the_log_names_fields_alone(coordinator):
    contact = services.add_contact(
        by=coordinator, name="Zora Quillfeather", basis="public_task", purpose=PURPOSE
    )
    # A button pressed twice is no second record of somebody.
    again = {"name": "Zora Quillfeather", "basis": "public_task", "purpose": PURPOSE}
    assert services.add_contact(by=coordinator, **again) == contact
    assert contact.review_on == dt.date(2027, 6, 18)
    changes = {"email": "zora@quill.example", "preference": "none"}
    contact = services.edit_contact(contact, by=coordinator, changes=changes, version=1)
    later = dt.date(2028, 1, 3)
    contact = services.review_contact(contact, by=coordinator, review_on=later)
    services.hold_contact(contact, by=coordinator, reason="A claim of Zora Quillfeather’s")
    services.release_hold(contact, by=coordinator)
    assert verbs(contact) == [
        "contact added",
        "contact edited",
        "contact reviewed",
        "contact put on hold",
        "contact hold released",
    ]
    told = Event.objects.about(contact)
    assert told.get(verb="contact edited").after == {
        "changed": ["e-mail", "how they like to be reached"]
    }
    assert {event.object_text for event in told} == {f"Contact {contact.pk}"}
    assert "quill" not in str([(event.before, event.after) for event in told]).lower()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"purpose": " "}, "purpose_missing"),
        ({"basis": "consent"}, "consent_unproven"),
        ({"review_on": dt.date(2031, 6, 19)}, "review_too_far"),
    ],
)
def test_a_contact_is_not_held_without_a_name_a_purpose_proven_consent_and_a_look_in_time(
    coordinator, fields, code
):
    given = {"name": "Zora", "basis": "public_task", "purpose": PURPOSE} | fields
    assert refusal(services.add_contact, by=coordinator, **given) == [code]
    kept = ContactFactory()
    assert refusal(services.edit_contact, kept, by=coordinator, changes=given) == [code]


def test_a_link_that_tells_special_data_needs_its_condition_and_is_restricted(coordinator):
    contact, mosque = ContactFactory(), special_group()
    link = services.link_contact
    assert refusal(link, contact, by=coordinator, group=mosque) == ["condition_missing"]
    for condition in (LAW, ContactLink.Condition.PUBLIC):
        given = {"group": mosque, "condition": condition}
        assert refusal(link, contact, by=coordinator, **given) == ["condition_unexplained"]
    made = link(contact, by=coordinator, group=mosque, condition=ContactLink.Condition.CONSENT)
    assert made.restricted
    again = link(contact, by=coordinator, group=mosque, condition=ContactLink.Condition.CONSENT)
    assert again == made
    other = {"group": mosque, "condition": LAW, "condition_note": "Equality duty"}
    assert refusal(link, contact, by=coordinator, **other) == ["linked_already"]
    del other["group"]
    services.edit_link(made, by=coordinator, **other)
    assert contact.links.get().condition == LAW
    services.unlink_contact(made, by=coordinator)
    assert verbs(contact) == ["contact linked", "contact link edited", "contact unlinked"]
    # The log does not tell of whom they were a contact either.
    assert str(mosque) not in str(list(Event.objects.about(contact).values()))


def test_a_link_leads_to_one_group_or_organisation_that_is_in_use(coordinator):
    contact, group = ContactFactory(), CommunityGroupFactory()
    link, both = services.link_contact, {"group": group, "organisation": OrganisationFactory()}
    assert refusal(link, contact, by=coordinator) == ["link_of_one"]
    assert refusal(link, contact, by=coordinator, **both) == ["link_of_one"]
    assert not link(contact, by=coordinator, organisation=both["organisation"]).restricted
    group.withdrawn_at = NOW
    group.save()
    assert refusal(link, contact, by=coordinator, group=group) == ["group_not_in_force"]


def test_a_group_that_is_marked_later_hides_its_contacts_and_asks_for_a_condition(coordinator):
    group = CommunityGroupFactory()
    link = ContactLinkFactory(group=group)
    assert list(Contact.objects.visible_to(coordinator)) == [link.contact]
    assert not ContactLink.objects.without_condition().exists()
    group.characteristics.add(CharacteristicFactory(special=True))
    assert not Contact.objects.visible_to(coordinator).exists()
    assert list(ContactLink.objects.without_condition()) == [link]


def test_who_opens_a_restricted_contact_is_written_down_once_a_day(coordinator, time_machine):
    link = ContactLinkFactory(restricted=True)
    for day in (18, 18, 19):
        time_machine.move_to(NOW.replace(day=day))
        services.note_opening(link.contact, by=coordinator)
    assert verbs(link.contact) == ["restricted contact opened"] * 2
    open_one = ContactFactory()
    services.note_opening(open_one, by=coordinator)
    assert verbs(open_one) == []


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-06-18", "2026-07-20"),  # the 18th is a Saturday
        ("2026-01-31", "2026-03-02"),  # the last of February is a Saturday
        ("2026-11-25", "2026-12-29"),  # Christmas, a weekend, a substitute day
        ("2026-06-01", "2026-07-01"),
    ],
)
def test_a_request_is_due_in_one_calendar_month_on_a_working_day(received, due):
    assert answer_due_on(dt.date.fromisoformat(received)) == dt.date.fromisoformat(due)


def test_a_request_is_received_once_and_answered_once(coordinator):
    contact = ContactFactory(name="Zora Quillfeather")
    given = {"kind": "access", "received_on": TODAY}
    row = services.receive_request(contact, by=coordinator, **given)
    assert services.receive_request(contact, by=coordinator, **given) == row
    assert row.due_on == dt.date(2026, 7, 20)
    ahead = given | {"received_on": TODAY + dt.timedelta(days=1)}
    assert refusal(services.receive_request, contact, by=coordinator, **ahead) == ["received_ahead"]
    finish = services.finish_request
    assert refusal(finish, row, by=coordinator, outcome=" ") == ["outcome_missing"]
    for named in ("Sent to zora quillfeather", "Mrs Quillfeather has it"):
        assert refusal(finish, row, by=coordinator, outcome=named) == ["names_the_person"]
    assert finish(row, by=coordinator, outcome="Sent by post").done_at == NOW
    assert refusal(finish, row, by=coordinator, outcome="Again") == ["request_done"]
    assert verbs(row) == ["data request received", "data request answered"]


def test_nothing_is_erased_while_a_hold_or_a_request_for_a_copy_stands(coordinator):
    contact = ContactFactory(name="Zora", hold_reason="A claim")
    erase = services.erase_contact
    assert refusal(erase, contact, by=coordinator, reason="They asked") == ["contact_on_hold"]
    services.release_hold(contact, by=coordinator)
    copy = SubjectRequestFactory(contact=contact)
    assert refusal(erase, contact, by=coordinator, reason="They asked") == ["access_request_open"]
    services.finish_request(copy, by=coordinator, outcome="Sent")
    assert refusal(erase, contact, by=coordinator, reason=" ") == ["reason_missing"]
    assert refusal(erase, contact, by=coordinator, reason="Zora asked") == ["names_the_person"]


def test_after_erasing_no_word_of_the_person_is_left_and_every_count_is_as_before(coordinator):
    group = special_group()
    contact = services.add_contact(
        by=coordinator,
        name="Zora Quillfeather",
        role="Chair, says Quillfeather",
        email="zora@quillfeather.example",
        phone="Quillfeather 960001",
        address="1 Quillfeather Lane",
        needs="Quillfeather’s interpreter",
        basis="consent",
        basis_note="Quillfeather agreed on the telephone",
        purpose="To ask Zora Quillfeather",
        source="Quillfeather’s card",
    )
    note = {"condition": LAW, "condition_note": "Quillfeather speaks for them"}
    services.link_contact(contact, by=coordinator, group=group, **note)
    services.edit_contact(contact, by=coordinator, changes={"name": "Zora B. Quillfeather"})
    # As it was before the name was in it.
    SubjectRequestFactory(contact=contact, done_at=NOW, outcome="Told Zora B. Quillfeather so")
    request = services.receive_request(contact, by=coordinator, kind="erasure", received_on=TODAY)
    assert occurrences("quillfeather")
    before = group.links.count(), Contact.objects.count(), contact.requests.count()
    erased = services.erase_contact(contact, by=coordinator, reason="They asked for it")
    assert occurrences("quillfeather") == []
    assert (group.links.count(), Contact.objects.count(), contact.requests.count()) == before
    request.refresh_from_db()
    assert (request.done_at, erased.shown_name) == (NOW, "Erased")
    assert Disposal.objects.get().reason == "They asked for it"
    assert verbs(contact)[-1] == "contact erased"
    changes = {"name": "Zora"}
    assert refusal(services.edit_contact, contact, by=coordinator, changes=changes) == [
        "contact_erased"
    ]
    assert SubjectRequest.objects.filter(contact=contact, done_at__isnull=True).count() == 0


def occurrences(word):
    """Tables that hold the word anywhere, whatever their columns."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            sql = f"SELECT count(*) FROM {name} t WHERE t::text ILIKE %s"  # noqa: S608
            cursor.execute(sql, [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.parametrize(
    ("given", "late"),
    [
        ({"due_on": TODAY - DAY}, True),
        ({"due_on": TODAY}, False),
        ({"due_on": TODAY - DAY, "done_at": NOW}, False),
    ],
)
def test_a_request_is_late_alike_for_one_and_for_many(db, given, late):
    asked = SubjectRequestFactory(**given)
    assert asked.is_late(TODAY) is late
    assert SubjectRequest.objects.late(TODAY).exists() is late


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"review_on": TODAY}, True),
        ({"review_on": TODAY + DAY}, False),
        ({"review_on": TODAY, "erased_at": NOW}, False),
    ],
)
def test_a_review_is_due_alike_for_one_and_for_many(db, given, due):
    contact = ContactFactory(**given)
    assert contact.is_review_due(TODAY) is due
    assert Contact.objects.review_due(TODAY).exists() is due
