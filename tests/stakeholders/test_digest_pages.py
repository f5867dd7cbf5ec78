"""The pages of the reminder ledger: every reminder, why it went to whom, what goes out next."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from stakeholders import reminding
from stakeholders.links import new_link, token_of
from stakeholders.models import Digest
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import (
    DigestFactory,
    DigestItemFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.world import sign_in

pytestmark = pytest.mark.django_db
Status = Digest.Status


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=datetime.date(2025, 4, 1))


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def on_the_day():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def page(client, name, *arguments, **query):
    return client.get(reverse(f"stakeholders:{name}", args=arguments), query)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_list_is_filtered_by_state_person_plan_and_day(staff, plan):
    first = DigestFactory(person__name="Jo Rowan", status=Status.SENT, on="2026-03-02")
    second = DigestFactory(person__name="Ola Reed", status=Status.UNCERTAIN)
    DigestItemFactory(digest=first, plan_id=plan.pk)
    DigestItemFactory(digest=second, plan_id=plan.pk + 1)

    def names(**query):
        found = page(staff, "digest-list", **query).context
        assert found["total"] == 2
        return [digest.person.name for digest in found["rows"]]

    assert names() == ["Ola Reed", "Jo Rowan"]
    assert names(state="uncertain") == names(person="reed") == names(since="2026-03-03")
    assert names(state="uncertain") == ["Ola Reed"]
    assert names(plan=plan.pk) == names(person=first.address) == names(until="2026-03-02")
    assert names(plan=plan.pk) == ["Jo Rowan"]


def test_the_list_says_why_each_went_to_whom(staff, plan, coordinator, lead, mailoutbox):
    make_action(plan, coordinator, deadline="2 March 2026", posts=[lead.holdings.get().post])
    make_action(plan, coordinator, deadline="2 March 2026", posts=[PostFactory(title="Faith")])
    reminding.run(TODAY)

    said = words(page(staff, "digest-list"))

    assert "Holds Head of Engagement" in said
    assert "Faith is vacant" in said
    assert "1 overdue" in said


def test_the_list_counts_an_action_once_under_its_most_urgent_rule(staff):
    digest = DigestFactory()
    DigestItemFactory(digest=digest, object_id=7, rule="round_request")
    DigestItemFactory(digest=digest, object_id=7, rule="overdue")
    DigestItemFactory(digest=digest, object_id=8, rule="due_soon")

    said = words(page(staff, "digest-list"))

    assert "2 actions<" in said
    assert "1 overdue, 1 due soon<" in said


def test_the_list_takes_the_same_number_of_queries_for_any_number(
    staff, django_assert_max_num_queries
):
    for _ in range(20):
        digest = DigestFactory()
        for _ in range(3):
            DigestItemFactory(digest=digest, post=PostFactory())

    with django_assert_max_num_queries(14):
        page(staff, "digest-list")


def test_an_empty_list_says_how_reminders_come(staff):
    assert "No reminder was sent yet" in words(page(staff, "digest-list"))
    DigestFactory(status=Status.SENT)
    assert "No reminder matches" in words(page(staff, "digest-list", state="failed"))


@pytest.mark.parametrize("status", Status)
def test_every_state_is_a_word_and_says_what_it_means(staff, status):
    digest = DigestFactory(status=status)

    said = words(page(staff, "digest-detail", digest.pk))

    assert digest.get_status_display() in said
    again = "is owed again from Wednesday 4 March 2026" in said
    assert again == (status in (Status.FAILED, Status.UNCERTAIN))


def test_the_detail_names_each_action_and_why_it_is_left_out(staff, plan, coordinator, lead):
    post = lead.holdings.get().post
    action = make_action(plan, coordinator, deadline="2 March 2026", posts=[post])
    digest = DigestFactory(person=lead, status=Status.SENT)
    DigestItemFactory(
        digest=digest, object_id=action.pk, post=post, plan_id=plan.pk, ground="an earlier date"
    )
    DigestItemFactory(digest=digest, object_id=0, withdrawn_because="It was answered")

    said = words(page(staff, "digest-detail", digest.pk))

    assert action.text in said
    assert reverse("objectives:action-detail", args=[action.pk]) in said
    assert "Left out of the e-mail: It was answered" in said
    assert "Holds no longer" in said


@pytest.mark.usefixtures("on_the_day")
def test_the_detail_shows_the_words_of_the_mail_and_never_its_link(
    staff, plan, coordinator, lead, mailoutbox
):
    words_of_action = "<script>alert(1)</script>"
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline="2 March 2026", posts=[post], text=words_of_action)
    reminding.run(TODAY)
    digest = Digest.objects.get(person=lead)
    assert token_of(digest.link) in mailoutbox[0].body

    html = page(staff, "digest-detail", digest.pk).content.decode()

    assert "1 action needs an update" in html
    assert "lets its reader in" in html
    assert token_of(digest.link) not in html
    assert "&lt;script&gt;" in html
    assert words_of_action not in html


def test_requests_of_the_page_are_counted_as_requests_never_as_read(staff):
    digest = DigestFactory(status=Status.SENT)
    link = new_link(digest.person, digest=digest)
    link.requests, link.last_request_at = 3, timezone.now()
    link.save()

    said = words(page(staff, "digest-detail", digest.pk))

    assert "Asked for 3 times" in said
    assert "does not say that anybody read it" in said


@pytest.mark.usefixtures("on_the_day")
def test_what_is_owed_and_not_decided_is_listed_with_its_day(staff, plan, coordinator, lead):
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline="2 March 2026", posts=[post])

    said = words(page(staff, "digests-ahead"))
    assert "Goes out today" in said
    assert lead.email in said
    assert "1 overdue" in said

    reminding.run(TODAY)
    said = words(page(staff, "digests-ahead"))
    assert "Goes out on Wednesday 4 March 2026" in said
    assert "Nothing is owed to anybody" in said


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-03 09:00", "2026-03-03"),
        ("2026-03-03 16:30", "2026-03-04"),
        ("2026-03-07 09:00", "2026-03-09"),
        ("2026-04-02 17:00", "2026-04-07"),
    ],
    ids=["working day", "after its last run", "Saturday", "before Easter"],
)
def test_the_day_of_the_next_run(db, now, day):
    from stakeholders.reminding import upcoming

    at = timezone.make_aware(datetime.datetime.fromisoformat(now))
    assert str(upcoming.next_day(at)) == day


@pytest.mark.usefixtures("on_the_day")
def test_what_is_owed_takes_the_same_number_of_queries_for_any_number(
    staff, plan, coordinator, django_assert_max_num_queries
):
    for _ in range(12):
        make_action(plan, coordinator, deadline="2 March 2026", posts=[PostHoldingFactory().post])

    # One each for measures and risks, of which there are none, and for the sources of what is
    # owed about meetings and engagement, whose reminders are off.
    with django_assert_max_num_queries(36):
        page(staff, "digests-ahead")


def test_the_home_page_leads_to_what_did_not_arrive(staff):
    digest = DigestFactory(status=Status.UNCERTAIN, on=timezone.localdate())

    assert reverse("stakeholders:digest-detail", args=[digest.pk]) in words(staff.get("/"))


def test_a_persons_page_says_that_their_address_was_refused(client, auditor, lead):
    sign_in(client, auditor)
    lead.mail_refusal, lead.mail_refused_at = "550 No such mailbox", timezone.now()
    lead.save()

    said = words(page(client, "person-detail", lead.pk))

    assert "550 No such mailbox" in said
    assert "Reminders sent to Lena Lead" in said
