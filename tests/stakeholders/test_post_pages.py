import datetime

import pytest
from django.utils import timezone

from stakeholders.models import Event, GovernanceBody, Office, Organisation, Post
from tests.stakeholders.factories import (
    BodyMembershipFactory,
    GovernanceBodyFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.stakeholders.test_people_pages import day, errors, url
from tests.world import sign_in

DAY = datetime.timedelta(days=1)


@pytest.fixture
def admin(client, administrator):
    return sign_in(client, administrator)


@pytest.fixture
def today(db):
    return timezone.localdate()


def test_post_list_says_which_posts_are_vacant_or_gone(admin, today):
    held = PostHoldingFactory(person__name="Hal Holder", starts_on=today).post
    vacant = PostHoldingFactory(ends_on=today - DAY).post
    gone = PostFactory(abolished_on=today)
    page = admin.get(url("post-list"))
    assert page.context["vacant"] == 1
    assert "Vacant" in page.content.decode()
    assert "No longer exists" in page.content.decode()

    def found(**query):
        return list(admin.get(url("post-list"), query).context["rows"])

    assert found(state="held") == found(text="hal HOLDER") == [held]
    assert found(state="vacant") == [vacant]
    assert found(state="abolished") == [gone]
    assert found(organisation=held.organisation_id) == [held]
    assert found(text=vacant.title) == [vacant]


def test_post_create_and_edit(admin):
    organisation = OrganisationFactory()
    typed = {"title": " Head  of Engagement ", "organisation": organisation.pk, "mailbox": ""}
    response = admin.post(url("post-create"), typed)
    post = Post.objects.get(title="Head of Engagement", organisation=organisation)
    assert response.url == url("post-detail", post)
    twin = admin.post(url("post-create"), typed | {"title": "HEAD OF ENGAGEMENT"})
    assert errors(twin) == {"title": ["unique"]}
    elsewhere = admin.post(url("post-create"), typed | {"organisation": ""})
    assert elsewhere.status_code == 302
    assert errors(admin.post(url("post-create"), typed | {"organisation": ""})) == {
        "title": ["unique"]
    }
    assert errors(admin.post(url("post-create"), {"title": "", "mailbox": "no"})) == {
        "title": ["required"],
        "mailbox": ["invalid"],
    }
    edit = typed | {"title": "Head of Everything", "version": 1}
    assert admin.post(url("post-edit", post), edit).status_code == 302
    assert admin.post(url("post-edit", post), edit | {"title": "Late"}).status_code == 409


def test_holding_is_begun_mended_handed_over_and_ended(admin, today):
    post, ann, ben = PostFactory(), PersonFactory(), PersonFactory()
    typed = {"person": ann.pk, **day("starts_on", today - 9 * DAY)}
    assert admin.post(url("holding-create", post), typed).url == url("post-detail", post)
    holding = post.holdings.get()
    assert errors(admin.post(url("holding-create", post), typed)) == {"__all__": ["overlap"]}
    dates = {**day("starts_on", today - 8 * DAY), "version": 1}
    admin.post(url("holding-edit", holding), dates)
    over = {"to": ben.pk, **day("starts_on", today), "version": 2}
    assert admin.post(url("holding-hand-over", holding), over).status_code == 302
    assert [row.person for row in post.holdings.on(today)] == [ben]
    assert [row.person for row in post.holdings.on(today - DAY)] == [ann]
    taken = post.holdings.get(person=ben)
    early = admin.post(url("holding-end", taken), {**day("ends_on", today - DAY), "version": 1})
    assert errors(early) == {"ends_on": ["before_start"]}
    admin.post(url("holding-end", taken), {**day("ends_on", today), "version": 1})
    assert Post.objects.vacant(today + DAY).get() == post


def test_holding_hand_over_says_what_is_wrong(admin, today):
    holding = PostHoldingFactory(starts_on=today)
    page = url("holding-hand-over", holding)
    assert errors(admin.post(page, {"version": 1})) == {
        "to": ["required"],
        "starts_on": ["required"],
    }
    own = {"to": holding.person.pk, **day("starts_on", today + DAY), "version": 1}
    assert errors(admin.post(page, own)) == {"to": ["invalid_choice"]}
    early = {"to": PersonFactory().pk, **day("starts_on", today), "version": 1}
    assert list(errors(admin.post(page, early))) == ["starts_on"]


def test_an_appointment_that_has_not_begun_is_taken_back(admin, today):
    ahead = PostHoldingFactory(starts_on=today + DAY)
    begun = PostHoldingFactory(starts_on=today)
    admin.post(url("holding-withdraw", ahead))
    assert not ahead.post.holdings.exists()
    assert errors(admin.post(url("holding-withdraw", begun))) == {"__all__": ["begun"]}


def test_person_appoint_offers_only_posts_that_exist(admin, today):
    person, post, gone = PersonFactory(), PostFactory(), PostFactory(abolished_on=today)
    typed = {"post": gone.pk, **day("starts_on", today)}
    assert errors(admin.post(url("person-appoint", person), typed)) == {"post": ["invalid_choice"]}
    admin.post(url("person-appoint", person), typed | {"post": post.pk})
    assert person.holdings.get().post == post


def test_post_abolish_and_restore(admin, today):
    holding = PostHoldingFactory(starts_on=today - 9 * DAY)
    page = url("post-abolish", holding.post)
    assert errors(admin.post(page, {"version": 1})) == {"abolished_on": ["required"]}
    admin.post(page, {**day("abolished_on", today), "version": 1})
    assert "No longer exists" in admin.get(url("post-detail", holding.post)).content.decode()
    admin.post(url("post-restore", holding.post))
    assert Post.objects.vacant(today).get() == holding.post


def test_body_create_edit_members_and_end(admin, today):
    typed = {"name": "Northmoor Panel", "form": "panel", "notice_days": "5"}
    typed |= {"submission_days": "1", "clearance_days": "2", "drafting_days": "10"}
    response = admin.post(url("body-create"), typed)
    body = GovernanceBody.objects.get()
    assert response.url == url("body-detail", body)
    assert errors(admin.post(url("body-create"), typed)) == {"name": ["unique"]}
    wrong = {"name": "", "form": "poem", "notice_days": "-1", "contact_mailbox": "no"}
    wrong |= {"submission_days": "two", "clearance_days": "", "drafting_days": "1.5"}
    assert set(errors(admin.post(url("body-create"), wrong))) == set(wrong)
    for days in ("notice_days", "submission_days", "clearance_days", "drafting_days"):
        many = admin.post(url("body-create"), typed | {"name": "Other", days: "61"})
        assert errors(many) == {days: ["too_many"]}
    admin.post(url("body-edit", body), typed | {"notice_days": "7", "version": 1})
    body.refresh_from_db()
    assert (body.notice_days, body.notice_in_working_days) == (7, False)
    assert (body.submission_days, body.clearance_days, body.drafting_days) == (1, 2, 10)
    assert "10 working days" in admin.get(url("body-detail", body)).content.decode()

    member = {"person": PersonFactory().pk, "private_papers": "on", **day("starts_on", today)}
    admin.post(url("membership-create", body), member)
    seat = body.memberships.get()
    assert seat.private_papers
    assert errors(admin.post(url("membership-create", body), member)) == {"__all__": ["overlap"]}
    admin.post(
        url("membership-edit", seat), {"role": "Chair", **day("starts_on", today), "version": 1}
    )
    seat.refresh_from_db()
    assert (seat.role, seat.private_papers) == ("Chair", False)
    admin.post(url("membership-end", seat), {**day("ends_on", today), "version": 2})
    seat.refresh_from_db()
    assert seat.ends_on == today


def test_body_dissolve_restore_and_a_seat_taken_back(admin, today):
    seat = BodyMembershipFactory(starts_on=today + 9 * DAY)
    page = url("body-dissolve", seat.body)
    typed = {**day("abolished_on", today), **day("dissolved_on", today), "version": 1}
    assert errors(admin.post(page, typed)) == {"__all__": ["seated_later"]}
    admin.post(url("membership-withdraw", seat))
    assert admin.post(page, typed).status_code == 302
    assert "Dissolved" in admin.get(url("body-list")).content.decode()
    admin.post(url("body-restore", seat.body))
    assert GovernanceBody.objects.in_force(today).exists()


def test_organisation_create_and_edit(admin):
    page = url("organisation-create")
    assert admin.post(page, {"name": "Northmoor Police"}).status_code == 302
    assert errors(admin.post(page, {"name": "northmoor POLICE"})) == {"name": ["unique"]}
    assert errors(admin.post(page, {"name": "\n"})) == {"name": ["required"]}
    row = Organisation.objects.get()
    edit = {"name": "Northmoor Police", "short_name": "NP", "version": 1}
    admin.post(url("organisation-edit", row), edit)
    row.refresh_from_db()
    assert row.short_name == "NP"


def test_office_is_set_up_in_the_page_and_named_on_every_page(admin):
    organisation = OrganisationFactory(name="The Mayor's Office")
    typed = {"organisation": organisation.pk, "portal_name": "Portal", "contact_email": ""}
    assert admin.post(url("office-edit"), typed | {"version": 1}).status_code == 302
    page = admin.get(url("account")).content.decode()
    assert "The Mayor&#x27;s Office" in page
    admin.post(url("office-edit"), typed | {"area": "Northmoor", "version": 1})
    assert (Office.objects.get().area, Office.objects.get().public_page) == ("Northmoor", False)
    assert errors(admin.post(url("office-edit"), {"version": 2})) == {
        "organisation": ["required"],
        "portal_name": ["required"],
    }


def test_office_edit_says_who_looks_after_engagement(admin):
    post, gone = PostFactory(), PostFactory(abolished_on=datetime.date(2026, 1, 1))
    typed = {"organisation": OrganisationFactory().pk, "portal_name": "Portal", "version": 1}
    refused = admin.post(url("office-edit"), typed | {"engagement_post": gone.pk})
    assert errors(refused) == {"engagement_post": ["invalid_choice"]}
    admin.post(url("office-edit"), typed | {"engagement_post": post.pk})
    assert Office.objects.get().engagement_post == post
    facts = {row["key"]: row["value"] for row in admin.get(url("office")).context["facts"]}
    assert facts["Who looks after engagement"] == post


def test_office_edit_switches_the_public_page_on_and_off_and_the_log_keeps_it(admin):
    organisation = OrganisationFactory()
    typed = {"organisation": organisation.pk, "portal_name": "Portal", "version": 1}
    closed = admin.get(url("office")).content
    admin.post(url("office-edit"), typed)
    admin.post(url("office-edit"), typed | {"public_page": "on"})
    assert Office.objects.get().public_page
    assert Event.objects.first().after == {"public_page": True}
    assert admin.get(url("office")).content != closed
    admin.post(url("office-edit"), typed | {"version": 2})
    assert not Office.objects.get().public_page


@pytest.mark.parametrize("role", ["coordinator", "auditor"])
def test_nobody_but_an_administrator_changes_posts_and_bodies(client, role, request):
    sign_in(client, request.getfixturevalue(role))
    holding, seat = PostHoldingFactory(), BodyMembershipFactory()
    rows = {
        "post-edit": holding.post,
        "post-abolish": holding.post,
        "holding-create": holding.post,
        "holding-end": holding,
        "body-edit": seat.body,
        "membership-create": seat.body,
        "membership-end": seat,
        "organisation-edit": holding.post.organisation,
    }
    for name, row in rows.items():
        assert client.get(url(name, row)).status_code == 403
        assert client.post(url(name, row)).status_code == 403


@pytest.mark.parametrize("name", ["post-list", "body-list", "organisation-list"])
def test_lists_ask_as_many_questions_for_many_rows_as_for_few(
    client, administrator, name, django_assert_max_num_queries
):
    def more():
        OfficeFactory()
        for _ in range(10):
            PostHoldingFactory()
            PostFactory()
            BodyMembershipFactory(body=GovernanceBodyFactory())

    sign_in(client, administrator)
    more()
    with django_assert_max_num_queries(20) as first:
        client.get(url(name))
    more()
    with django_assert_max_num_queries(len(first)):
        client.get(url(name))


@pytest.mark.parametrize("name", ["post-detail", "body-detail"])
def test_details_ask_as_many_questions_for_many_rows_as_for_few(
    client, administrator, name, django_assert_max_num_queries
):
    post, body = PostFactory(), GovernanceBodyFactory()

    def more():
        for _ in range(5):
            PostHoldingFactory(post=post)
            BodyMembershipFactory(body=body)

    row = post if name == "post-detail" else body
    sign_in(client, administrator)
    more()
    with django_assert_max_num_queries(20) as first:
        client.get(url(name, row))
    more()
    with django_assert_max_num_queries(len(first)):
        client.get(url(name, row))
