import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from stakeholders import services
from stakeholders.models import Event, Person
from tests.stakeholders.factories import (
    AbsenceFactory,
    BodyMembershipFactory,
    PersonFactory,
    PostHoldingFactory,
    UserFactory,
)
from tests.world import sign_in


def url(name, row=None, **kwargs):
    if row is not None:
        kwargs["pk"] = row.pk
    return reverse(f"stakeholders:{name}", kwargs=kwargs)


def day(name, date):
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


def errors(response):
    form = response.context["form"]
    return {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()}


@pytest.fixture
def admin(client, administrator):
    return sign_in(client, administrator)


def test_person_list_filters_counts_and_clears(admin):
    jo = PersonFactory(name="Jo Rowan", email="jo@example.org")
    PostHoldingFactory(person=jo)
    BodyMembershipFactory(person__name="Pam Panel")
    waiting = UserFactory(person__name="Will Waiting")
    waiting.set_unusable_password()
    waiting.save()
    everybody = Person.objects.count()

    def names(**query):
        context = admin.get(url("person-list"), query).context
        assert context["total"] == everybody
        return [person.name for person in context["rows"]]

    assert len(names()) == everybody
    assert names(text="ROWAN") == names(text="jo@EXAMPLE") == ["Jo Rowan"]
    assert names(role="lead") == ["Jo Rowan"]
    assert names(role="member") == ["Pam Panel"]
    assert names(role="Administrator") == names(account="active") == ["Adam Administrator"]
    assert names(account="waiting") == names(role="nothing") == ["Will Waiting"]
    assert names(account="none") == ["Jo Rowan", "Pam Panel"]
    assert names(account="deactivated") == []
    assert names(text="nobody at all") == []
    assert len(names(role="nonsense")) == everybody


def test_person_list_shows_25_and_the_nearest_page(admin):
    PersonFactory.create_batch(30)
    assert len(admin.get(url("person-list")).context["rows"]) == 25
    assert admin.get(url("person-list"), {"page": 99}).context["page_obj"].number == 2
    assert admin.get(url("person-list"), {"page": "x"}).context["page_obj"].number == 1


def test_person_create_squeezes_spaces_and_escapes_html(admin):
    typed = {"name": "  Jo \u202e\t <b>Rowan</b> ", "email": " jo@northmoor.example "}
    response = admin.post(url("person-create"), typed, follow=True)
    person = Person.objects.get(email="jo@northmoor.example")
    assert person.name == "Jo <b>Rowan</b>"
    assert response.redirect_chain == [(url("person-detail", person), 302)]
    page = response.content.decode()
    assert "Jo &lt;b&gt;Rowan&lt;/b&gt; is added." in page
    assert "<b>Rowan" not in page


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": " ", "email": ""}, {"name": ["required"]}),
        ({"name": "\u202e", "email": ""}, {"name": ["required"]}),
        ({"name": "x" * 201, "email": ""}, {"name": ["max_length"]}),
        ({"name": "Jo", "email": "jo"}, {"email": ["invalid"]}),
        ({"name": "Jo", "email": "x" * 250 + "@example.org"}, {"email": ["max_length"]}),
        ({"name": "Jo", "email": "ADAM@northmoor.example"}, {"email": ["unique"]}),
        ({"name": "Jo", "email": "jo@@example.org"}, {"email": ["invalid"]}),
    ],
)
def test_person_create_says_what_is_wrong(admin, typed, expected):
    response = admin.post(url("person-create"), typed)
    assert response.status_code == 422
    assert errors(response) == expected
    assert Person.objects.count() == 1


def test_person_edit_shows_what_somebody_else_saved_meanwhile(admin, administrator):
    person = PersonFactory(name="Jo Rowan")
    services.edit_person(person, by=administrator, changes={"name": "Josephine Rowan"})
    typed = {"name": "Joanna Rowan", "email": person.email, "version": 1}
    response = admin.post(url("person-edit", person), typed)
    assert response.status_code == 409
    assert response.context["conflict"] == [
        {"label": "Name", "saved": "Josephine Rowan", "typed": "Joanna Rowan"}
    ]
    again = {**typed, "version": response.context["form"].data["version"]}
    assert admin.post(url("person-edit", person), again).status_code == 302
    assert Person.objects.get(pk=person.pk).name == "Joanna Rowan"


def test_person_edit_needs_an_address_for_an_account(admin, outsider):
    response = admin.post(url("person-edit", outsider), {"name": "O", "email": "", "version": 1})
    assert response.status_code == 422
    assert errors(response) == {"__all__": ["address_needed"]}


def test_person_detail_shows_posts_absences_seats_and_who_they_stand_in_for(admin, lead):
    today = timezone.localdate()
    AbsenceFactory(person__name="Ann Away", deputy=lead, starts_on=today, ends_on=None)
    AbsenceFactory(person=lead, deputy__name="Dee Deputy", starts_on=today, ends_on=today)
    BodyMembershipFactory(person=lead, body__name="The Board", role="Adviser")
    page = admin.get(url("person-detail", lead)).content.decode()
    for words in ("Head of Engagement", "Ann Away", "Dee Deputy", "The Board", "Adviser"):
        assert words in page


def test_person_detail_of_nobody_is_not_found(admin):
    assert admin.get(url("person-detail", pk=999_999)).status_code == 404


def test_person_roles_are_given_and_refused_in_the_page(admin, outsider):
    page = url("person-roles", outsider)
    assert admin.post(page, {"roles": ["Coordinator"]}).status_code == 302
    refused = admin.post(page, {"roles": ["Coordinator", "Auditor"]})
    assert errors(refused) == {"__all__": ["auditor_alone"]}
    assert admin.post(page, {"roles": ["Emperor"]}).status_code == 422
    assert list(outsider.user.groups.values_list("name", flat=True)) == ["Coordinator"]


def test_the_last_administrator_is_told_so_in_the_page(admin, administrator):
    refused = admin.post(url("person-roles", administrator), {})
    assert errors(refused) == {"__all__": ["last_administrator"]}
    refused = admin.post(url("account-deactivate", administrator))
    assert errors(refused) == {"__all__": ["own_account"]}


def test_account_pages_are_for_people_who_have_one(admin):
    person = PersonFactory()
    for name in ("account-deactivate", "account-reactivate", "account-unlock"):
        assert admin.get(url(name, person)).status_code == 404
        assert admin.post(url(name, person)).status_code == 404


def test_account_is_deactivated_and_reactivated_in_the_page(admin, outsider):
    page = admin.post(url("account-deactivate", outsider), follow=True).content.decode()
    assert "The account is deactivated." in page
    assert "Reactivate the account" in page
    admin.post(url("account-reactivate", outsider))
    outsider.user.refresh_from_db()
    assert outsider.user.is_active


def test_absence_create_edit_and_delete(admin, lead, other_lead):
    today = timezone.localdate()
    typed = {**day("starts_on", today), "deputy": other_lead.pk}
    assert admin.post(url("absence-create", lead), typed).status_code == 302
    absence = lead.absences.get()
    assert (absence.starts_on, absence.ends_on, absence.deputy) == (today, None, other_lead)
    typed |= {**day("ends_on", today), "deputy": "", "version": 1}
    assert admin.post(url("absence-edit", absence), typed).status_code == 302
    absence.refresh_from_db()
    assert (absence.ends_on, absence.deputy) == (today, None)
    admin.post(url("absence-delete", absence))
    assert not lead.absences.exists()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {"starts_on": ["required"]}),
        ({"starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2026"}, "invalid"),
        ({"starts_on_day": "1", "starts_on_month": "2", "starts_on_year": "26"}, "year_invalid"),
        ({"starts_on_day": "1", "starts_on_month": "2"}, "year_missing"),
        ({"starts_on_day": "x", "starts_on_month": "y", "starts_on_year": "zzzz"}, "invalid"),
        ({"starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "0001"}, "too_early"),
    ],
)
def test_absence_create_refuses_impossible_dates(admin, lead, typed, expected):
    response = admin.post(url("absence-create", lead), typed)
    assert response.status_code == 422
    if isinstance(expected, str):
        expected = {"starts_on": [expected]}
    assert errors(response) == expected


def test_absence_create_puts_the_services_objections_beside_the_field(admin, lead, other_lead):
    today = timezone.localdate()
    AbsenceFactory(person=other_lead, deputy=lead, starts_on=today, ends_on=None)
    typed = {**day("starts_on", today), "deputy": other_lead.pk}
    assert list(errors(admin.post(url("absence-create", lead), typed))) == ["deputy"]
    back = {**day("starts_on", today), **day("ends_on", today - datetime.timedelta(days=1))}
    assert errors(admin.post(url("absence-create", lead), back)) == {"ends_on": ["before_start"]}
    own = admin.post(url("absence-create", lead), {**day("starts_on", today), "deputy": lead.pk})
    assert errors(own) == {"deputy": ["invalid_choice"]}


def test_only_an_administrator_makes_a_contact_keeper(admin, client, coordinator):
    page = url("person-roles", coordinator)
    both = {"roles": ["Coordinator", "Contact keeper"]}
    sign_in(client, coordinator)
    assert client.post(page, both).status_code == 403
    assert not Person.objects.get(pk=coordinator.pk).access.restricted_contacts
    sign_in(client, Person.objects.get(name="Adam Administrator"))
    assert client.post(page, both).status_code == 302
    assert Person.objects.get(pk=coordinator.pk).access.restricted_contacts


@pytest.mark.parametrize("role", ["coordinator", "auditor", "lead"])
def test_nobody_but_an_administrator_changes_people(client, role, request, outsider):
    sign_in(client, request.getfixturevalue(role))
    before = Event.objects.count()
    for name in ("person-edit", "person-roles", "account-deactivate", "absence-create"):
        assert client.post(url(name, outsider), {"name": "Changed"}).status_code == 403
    assert client.post(url("person-create"), {"name": "New"}).status_code == 403
    assert Event.objects.count() == before


def test_an_auditor_sees_no_way_to_change_anything(client, auditor, lead):
    sign_in(client, auditor)
    AbsenceFactory(person=lead)
    for name in ("person-detail", "post-detail"):
        row = lead if name == "person-detail" else lead.holdings.get().post
        page = client.get(url(name, row)).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        for path in ("/change/", "/end/", "/invite/", "/roles/", "/add/", "/hand-over/"):
            assert path not in main
        assert "History of this" in main


def test_person_list_asks_as_many_questions_for_ten_people_as_for_twenty(
    client, administrator, django_assert_max_num_queries
):
    def more():
        for _ in range(10):
            user = UserFactory(roles=["Coordinator"])
            PostHoldingFactory(person=user.person)
            BodyMembershipFactory(person=user.person)

    sign_in(client, administrator)
    more()
    with django_assert_max_num_queries(20) as first:
        client.get(url("person-list"))
    more()
    with django_assert_max_num_queries(len(first)):
        client.get(url("person-list"))


def test_person_detail_asks_as_many_questions_for_a_long_story_as_for_a_short_one(
    client, administrator, lead, django_assert_max_num_queries
):
    def more():
        for _ in range(5):
            PostHoldingFactory(person=lead)
            AbsenceFactory(person=lead)
            AbsenceFactory(deputy=lead, ends_on=None)
            BodyMembershipFactory(person=lead)

    sign_in(client, administrator)
    more()
    with django_assert_max_num_queries(20) as first:
        client.get(url("person-detail", lead))
    more()
    with django_assert_max_num_queries(len(first)):
        client.get(url("person-detail", lead))
