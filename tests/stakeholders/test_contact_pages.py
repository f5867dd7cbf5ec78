"""The pages of contacts: what staff may see and do, and what stays for those with access."""

import datetime
import io
import json
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import TextField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from reports.models import Report
from stakeholders.access import CONTACT_KEEPER
from stakeholders.contacts_read import contacts_of, needs_of
from stakeholders.models import Contact, Disposal, Event
from stakeholders.personal_data import OWN_PLACES, mentions_of, names_of
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    HeardIssueFactory,
    IssueSourceFactory,
)
from tests.objectives.followed_factories import RiskFactory
from tests.stakeholders.directory_factories import (
    CharacteristicFactory,
    CommunityGroupFactory,
    ContactFactory,
    ContactLinkFactory,
    SubjectRequestFactory,
)
from tests.stakeholders.factories import GovernanceBodyFactory
from tests.world import build_person, sign_in

TODAY = "2026-06-18"
NOW = "2026-06-18T17:00:00Z"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def keeper(db):
    Group.objects.get_or_create(name=CONTACT_KEEPER)
    return build_person("Kim Keeper", "Coordinator", CONTACT_KEEPER)


@pytest.fixture
def mosque(db):
    group = CommunityGroupFactory(name="Friends of the mosque")
    group.characteristics.add(CharacteristicFactory(special=True))
    return group


def url(name, *args):
    return reverse(f"stakeholders:{name}", args=args)


def page(client, name, *args, **query):
    answer = client.get(url(name, *args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_contact_is_added_linked_held_reviewed_and_released_on_the_pages(client, coordinator):
    sign_in(client, coordinator)
    group = CommunityGroupFactory(name="Village halls")
    form = {
        "name": " Zora  Quillfeather",
        "purpose": "To invite them",
        "basis": "consent",
        "review_on_day": "1",
        "review_on_month": "6",
        "review_on_year": "2027",
    }
    unproven = client.post(url("contact-create"), form)
    assert unproven.status_code == 422
    assert "basis_note" in unproven.context["form"].errors
    client.post(url("contact-create"), form | {"basis_note": "By letter, 1 June"})
    contact = Contact.objects.get()
    assert contact.name == "Zora Quillfeather"
    client.post(url("contact-link", contact.pk), {"group": group.pk})
    assert "Village halls" in page(client, "contact-list", text="quill")
    client.post(url("contact-hold", contact.pk), {"reason": "A claim"})
    shown = page(client, "contact-detail", contact.pk)
    assert "A claim" in shown
    assert url("contact-erase", contact.pk) not in shown
    client.post(url("contact-release", contact.pk))
    past = {"review_on_day": "1", "review_on_month": "6", "review_on_year": "2025"}
    assert client.post(url("contact-review", contact.pk), past).status_code == 422
    later = past | {"review_on_year": "2029", "version": contact.version + 2}
    client.post(url("contact-review", contact.pk), later)
    client.post(url("contact-unlink", contact.links.get().pk))
    contact.refresh_from_db()
    assert (contact.review_on.year, contact.hold_reason, contact.links.count()) == (2029, "", 0)


def test_staff_see_that_restricted_contacts_are_there_and_keepers_see_them(
    client, coordinator, keeper, mosque
):
    link = ContactLinkFactory(contact__name="Zora Quillfeather", group=mosque)
    asked = SubjectRequestFactory(contact=link.contact)
    ContactFactory(name="Open One")
    sign_in(client, coordinator)
    shown = page(client, "contact-list")
    assert "Quillfeather" not in shown
    assert "1 more is not shown" in shown
    for name, *args in (
        ("contact-detail", link.contact_id),
        ("contact-data", link.contact_id),
        ("contact-data-file", link.contact_id, "json"),
        ("contact-erase", link.contact_id),
        ("contact-unlink", link.pk),
        ("request-finish", asked.pk),
    ):
        assert client.get(url(name, *args)).status_code == 404, name
    open_link = ContactLinkFactory()
    assert client.get(url("contact-link-edit", open_link.pk)).status_code == 403
    found = contacts_of(coordinator, group=mosque)
    assert (found.links, found.hidden) == ([], 1)
    today = datetime.date.fromisoformat(TODAY)
    assert [needs_of(who, today).unconditioned for who in (coordinator, keeper)] == [0, 1]
    choices = client.get(url("contact-link", Contact.objects.get(name="Open One").pk))
    assert mosque not in choices.context["form"].fields["group"].queryset
    sign_in(client, keeper)
    shown = page(client, "contact-list", condition="on")
    assert "Quillfeather" in shown
    assert "not shown" not in shown
    assert "Needs an Article 9 condition" in page(client, "contact-detail", link.contact_id)
    assert Event.objects.filter(verb="restricted contact opened", actor=keeper).count() == 1
    said = {"condition": "9_2_g", "condition_note": "Equality duty"}
    client.post(url("contact-link-edit", link.pk), said)
    assert "Needs an" not in page(client, "contact-detail", link.contact_id)
    assert [each.contact.name for each in contacts_of(keeper, group=mosque).links] == [
        "Zora Quillfeather"
    ]


def test_who_sees_no_contacts_is_not_even_told_how_many_there_are(lead, mosque):
    ContactLinkFactory(group=mosque)
    found = contacts_of(lead, group=mosque)
    assert (found.links, found.hidden) == ([], 0)


def test_what_waits_is_said_and_can_be_filtered(client, coordinator):
    ContactFactory(name="Long Past", review_on="2025-11-01")
    ContactFactory(name="Just Due", review_on=TODAY, preference="none")
    ContactFactory(name="Later")
    SubjectRequestFactory(received_on="2026-05-01", due_on="2026-06-01")
    sign_in(client, coordinator)
    shown = page(client, "contact-list")
    assert "2 contacts are to be looked at again" in shown
    assert "1 of them for more than 6 months" in shown
    assert "1 request about" in shown
    assert "waits for an answer, and is late" in shown
    assert "Do not contact" in shown
    answer = client.get(url("contact-list"), {"due": "on"})
    assert {row.name for row in answer.context["rows"]} == {"Long Past", "Just Due"}


def test_everything_held_is_on_one_page_and_in_two_files(client, keeper):
    facts = {"name": "Zora Quillfeather", "role": "Chair", "email": "zora@quill.example"}
    facts |= {"phone": "01632 960001", "address": "1 Mill Lane", "needs": "Large print"}
    facts |= {"purpose": "To invite them", "basis_note": "Agreed by letter"}
    facts |= {"source": "A card at the fair", "hold_reason": "A claim"}
    contact = ContactFactory(**facts, preference="phone", basis="consent")
    activity = EngagementActivityFactory(heard="Ms Quillfeather asked for \x0bpatrols.")
    activity.contacts.add(contact)
    ContactLinkFactory(
        contact=contact,
        group=CommunityGroupFactory(name="Village halls"),
        restricted=True,
        condition="9_2_g",
        condition_note="Equality duty",
    )
    SubjectRequestFactory(contact=contact, done_at=NOW, outcome="Sent by post")
    sign_in(client, keeper)
    words = [*facts.values(), "Telephone", "They agreed", "Village halls", activity.title]
    words += ["Article 9(2)(g)", "Equality duty", "Only for those with access", "Sent by post"]
    words += ["Restricted contact opened", "Ms Quillfeather asked for", "1 April 2027"]
    shown = page(client, "contact-data", contact.pk)
    as_json = client.get(url("contact-data-file", contact.pk, "json"))
    as_word = client.get(url("contact-data-file", contact.pk, "docx"))
    assert as_word["Content-Disposition"].endswith(f'contact-{contact.pk}.docx"')
    paper = Document(io.BytesIO(as_word.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    flat = json.dumps(json.loads(as_json.content), ensure_ascii=False)
    for text in (shown, flat, "\n".join(cells)):
        assert [word for word in words if word not in text] == []
    taken = Event.objects.filter(verb="contact data taken out")
    assert [event.after for event in taken.order_by("pk")] == [{"form": "json"}, {"form": "docx"}]
    assert client.get(url("contact-data-file", contact.pk, "exe")).status_code == 404


def test_mentions_are_found_as_words_of_their_own_wherever_people_write(coordinator):
    contact = ContactFactory(name="Zora Quill", email="zora@quill.example", phone="")
    HeardIssueFactory(words="Quilling is not Quillson’s business")
    issue = HeardIssueFactory(response="We met ZORA QUILL twice")
    IssueSourceFactory(issue=issue, words="By e-mail from zora@quill.example, " + "x" * 200)
    other = ContactFactory(purpose="Neighbour of Mr Quill")
    ContactLinkFactory(restricted=True, contact__purpose="Knows Mr Quill from the mosque")
    # What is their own record is told as such.
    ContactLinkFactory(contact=contact, condition_note="Zora Quill speaks for them")
    EngagementActivityFactory(exempt_reason="Names Zora Quill as a witness")
    risk = RiskFactory(cause="Zora Quill has left")
    body = GovernanceBodyFactory()
    paper = Report.objects.create(plan=risk.plan, body=body, period="2026-Q1", slug="panel")
    paper.narratives.create(key="position", text="Thanks to Mrs Quill.", written_at=NOW)
    found = mentions_of(contact, coordinator)
    assert [mention.where for mention in found] == [
        "Another contact, what it is held for",
        "A risk, because of",
        "Engagement, reason for keeping it private",
        "An issue heard, what we did",
        "Where an issue was heard, what was said there",
        "What is written in a paper, text",
    ]
    assert [mention.url for mention in found[:2]] == [
        url("contact-detail", other.pk),
        reverse("objectives:risk-detail", args=[risk.pk]),
    ]
    assert found[4].words.endswith("…")
    assert all(mention.url for mention in found)
    assert names_of(Contact(name="Zora")) == ["Zora"]


def test_erasing_lists_what_others_wrote_before_and_once_after(client, coordinator):
    contact = ContactFactory(name="Zora Quillfeather")
    activity = EngagementActivityFactory(came_of_it="Call Quillfeather back")
    activity.contacts.add(contact)
    sign_in(client, coordinator)
    assert "Call Quillfeather back" in page(client, "contact-erase", contact.pk)
    answer = client.post(url("contact-erase", contact.pk), {"reason": "They asked"})
    assert answer.status_code == 200
    assert "Call Quillfeather back" in answer.content.decode()
    assert client.get(url("contact-erase", contact.pk)).status_code == 404
    assert "Erased" in page(client, "contact-detail", contact.pk)
    assert activity.contacts.count() == 1
    assert not client.get(url("contact-list")).context["rows"]
    plain = ContactFactory(name="Ann Other")
    answer = client.post(url("contact-erase", plain.pk), {"reason": "No longer needed"})
    assert answer.url == url("contact-list")
    assert Disposal.objects.count() == 2
    assert "No longer needed" in page(client, "disposal-list")
    held = ContactFactory(hold_reason="A claim")
    assert client.post(url("contact-erase", held.pk), {"reason": "x"}).status_code == 422


def test_a_request_is_received_and_answered_on_the_pages(client, coordinator):
    contact = ContactFactory()
    sign_in(client, coordinator)
    form = {"kind": "access", "received_on_day": "1", "received_on_month": "6"}
    client.post(url("request-create", contact.pk), form | {"received_on_year": "2026"})
    row = contact.requests.get()
    client.post(url("request-finish", row.pk), {"outcome": "Sent by post", "version": row.version})
    assert "Sent by post" in page(client, "contact-detail", contact.pk)


def test_the_list_of_contacts_costs_the_same_for_one_and_for_twenty(client, coordinator):
    sign_in(client, coordinator)
    counts = []
    for number in (1, 19):
        for _ in range(number):
            ContactLinkFactory()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, "contact-list")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Texts of which no sentence is about somebody outside the office, and those that are told another
# way: the contact's own, what is sent to the office's people, and files on their way in.
NOT_LOOKED_THROUGH = """
actionplans.Strategy meetings.Frequency reports.ExemptionParagraph
stakeholders.Contact.address stakeholders.Disposal
stakeholders.Digest stakeholders.GovernanceBody stakeholders.Office stakeholders.Person
meetings.ActivityImport meetings.ScheduleImport objectives.ImportDoubt objectives.ImportDraft
reports.Delivery reports.ReportRevision.cleared_with reports.ReportRevision.problem
"""


def test_every_text_that_people_write_is_looked_through_for_a_name(coordinator):
    sources = [import_module(name) for name in settings.PERSONAL_DATA_SOURCES]
    looked_through = {
        (place.rows(coordinator).model, field)
        for place in (*OWN_PLACES, *(place for source in sources for place in source.PLACES))
        for field in place.fields
    }
    left_out = NOT_LOOKED_THROUGH.split()
    missed = [
        f"{model._meta.label}.{field.name}"
        for room in ("stakeholders", "actionplans", "objectives", "meetings", "reports")
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TextField)
        and (model, field.name) not in looked_through
        and not {model._meta.label, f"{model._meta.label}.{field.name}"} & {*left_out}
    ]
    assert missed == []
