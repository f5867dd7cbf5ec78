"""Answers by the link of an e-mail: one page, its own person's actions, nothing else."""

import datetime
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import ActionPlan
from actionplans.services import withdraw_plan
from objectives.models import Action, DateRequest, NotMine, ProgressUpdate, SentBack, UpdateRound
from objectives.services import edit_action, set_leads
from stakeholders import links, services
from stakeholders.models import Event, SignedLink
from tests.stakeholders.factories import (
    AbsenceFactory,
    OfficeFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_plan_pages import text_of
from .test_services_updates import say
from .test_update_pages import codes, date_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = timedelta(days=1)
NOW = noon(TODAY)
SAID = TODAY - 90 * DAY


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def objective():
    return ObjectiveFactory(number="4")


@pytest.fixture
def person():
    """Somebody without an account, who holds a post."""
    return PostHoldingFactory(person__name="Nora Nobody", post__title="Rural Team").person


@pytest.fixture
def link(person):
    return make_link(person)


def make_link(person, at=NOW):
    link = links.new_link(person, at=at)
    link.save()
    return link


def address(link, name="answer", *args):
    return reverse(f"objectives:{name}", args=[links.token_of(link), *args])


def own(person, objective, *, said=SAID, due=None, rag="green", **fields):
    """An action of theirs that they reported on, and that waits for an update since."""
    action = ActionFactory(
        objective=objective, posts=[post_of(person)], deadline="Ongoing", **fields
    )
    if said:
        say(action, person, rag=rag, next_step="Go on", at=noon(said))
    Action.objects.filter(pk=action.pk).update(due_on=due)
    action.refresh_from_db()
    return action


def seen(action):
    return f"{action.pk}-{action.last_update_id}"


def shown(response):
    """The numbers of the actions under each heading."""
    asked = response.context["asked"]
    return {
        name: [each.action.number for each in getattr(asked, name)]
        for name in ("needs_words", "steady", "to_confirm", "rest")
    }


def send(client, link, action, **fields):
    said = {"status": "on_track", "comment": "Twenty people came", "seen": action.last_update_id}
    return client.post(address(link, "answer-action", action.pk), said | fields)


# What the page shows


def test_the_page_puts_what_needs_an_answer_first(client, link, person, objective, coordinator):
    own(person, objective, number="later", said=TODAY - DAY)
    own(person, objective, number="quiet")
    own(person, objective, number="late", due=TODAY - DAY)
    own(person, objective, number="soon", due=TODAY + DAY)
    own(person, objective, number="amber", rag="amber")
    own(person, objective, number="never", said=None, due=TODAY)
    confirm = own(person, objective, number="confirm")
    edit_action(confirm, by=None, changes={"needs_confirmation": True})
    say(confirm, coordinator, status="complete", rag="", completed_on=TODAY)
    own(PostHoldingFactory().person, objective, number="another's")
    response = client.get(address(link))
    assert response.status_code == 200
    assert shown(response) == {
        "needs_words": ["late", "never", "amber"],
        "steady": ["soon", "quiet"],
        "to_confirm": ["confirm"],
        "rest": ["later"],
    }
    page = text_of(response)
    assert "Nora Nobody, you answer for Rural Team." in page
    assert "No change since 3 December 2025" in page
    assert page.count('name="ticked"') == page.count("checked>") == 2
    assert "works until Tuesday 17 March 2026" in page


def test_the_page_holds_exempt_actions_of_their_own_and_shows_the_plans_mark(
    client, link, person, objective
):
    ActionPlan.objects.update(mark="OFFICIAL-SENSITIVE")
    own(person, objective, number="private", exempt_reason="Names an informant")
    response = client.get(address(link))
    assert shown(response)["steady"] == ["private"]
    assert '<p class="portal-mark">OFFICIAL-SENSITIVE</p>' in text_of(response)


def test_what_was_answered_this_week_is_not_asked_for_again(client, link, person, objective):
    own(person, objective, number="soon", due=TODAY + DAY, said=TODAY - 7 * DAY)
    own(person, objective, number="late", due=TODAY - DAY, said=TODAY - 7 * DAY)
    response = client.get(address(link))
    assert shown(response)["rest"] == ["late", "soon"]
    assert "Nothing waits for an answer from you (2)" in text_of(response)


def test_a_deputy_is_told_for_whom(client, person, lead, objective):
    AbsenceFactory(person=lead, deputy=person, ends_on=datetime.date(2026, 3, 13))
    own(lead, objective)
    own(person, objective)
    page = text_of(client.get(address(make_link(person))))
    assert "Head of Engagement (for Lena Lead until 13 March 2026)" in page
    assert "Head of Engagement, for Lena Lead" in page


def test_what_an_update_round_asks_for_comes_first_and_a_question_is_shown(
    client, link, person, objective, coordinator
):
    _, answered = (own(person, objective, said=TODAY - 2 * DAY, number=n) for n in "12")
    this_round = UpdateRound.objects.create(
        plan=objective.plan, quarter="2025-Q4", opened_at=NOW - DAY, answers_by=TODAY + 9 * DAY
    )
    say(answered, person, at=NOW - timedelta(hours=2))
    assert shown(client.get(address(link)))["steady"] == ["1"]
    SentBack.objects.create(
        round=this_round, action=answered, question="How many?", by=coordinator, asked_at=NOW
    )
    response = client.get(address(link))
    assert (shown(response)["needs_words"], shown(response)["steady"]) == (["2"], ["1"])
    assert "How many?" in text_of(response)
    assert "How many?" in text_of(client.get(address(link, "answer-action", answered.pk)))


def test_nothing_of_withdrawn_plans(client, link, person, objective, coordinator):
    action = own(person, objective)
    withdraw_plan(objective.plan, by=coordinator, reason="Replaced")
    assert "Your posts lead no open actions." in text_of(client.get(address(link)))
    assert client.get(address(link, "answer-action", action.pk)).status_code == 404


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_the_page_asks_as_many_queries_for_fifty_actions_as_for_five(
    client, link, person, objective
):
    for n in range(5):
        own(person, objective, due=TODAY - n * DAY if n % 2 else None)
    few = count_queries(client, address(link))
    for n in range(45):
        own(person, ObjectiveFactory(plan=objective.plan), due=TODAY + n * DAY if n % 3 else None)
    assert count_queries(client, address(link)) == few
    assert few <= 24


# No change


def test_one_press_says_no_change_for_all_that_are_ticked(client, link, person, objective):
    first, second, third = (own(person, objective, number=n) for n in "123")
    response = client.post(address(link), {"ticked": [seen(first), seen(second)]})
    updates = ProgressUpdate.objects.filter(comment__startswith="No change")
    assert {update.action for update in updates} == {first, second}
    assert {(update.by, update.post) for update in updates} == {(person, post_of(person))}
    page = client.get(response.url)
    assert shown(page)["steady"] == ["3"]
    assert "2 answers are saved. The next report will say:" in text_of(page)
    assert f'href="{address(link, "answer-action", third.pk)}"' in text_of(page)


def test_one_press_says_no_change_for_one(client, link, person, objective):
    first, second = (own(person, objective, number=n) for n in "12")
    data = {"only": seen(second), "ticked": [seen(first)]}
    page = text_of(client.get(client.post(address(link), data).url))
    assert "Your update is saved. The next report will say:" in page
    assert "Next action: 4.1" in page
    assert first.updates.count() == 1
    assert second.updates.count() == 2


def test_no_change_pressed_twice_is_one_answer(client, link, person, objective):
    data = {"ticked": [seen(own(person, objective))]}
    assert client.post(address(link), data).url == client.post(address(link), data).url
    assert ProgressUpdate.objects.count() == 2


@pytest.mark.parametrize("data", [{}, {"ticked": "x"}, {"only": "12"}, {"ticked": "1-2; drop"}])
def test_nothing_ticked_is_said(client, link, person, objective, data):
    own(person, objective)
    response = client.post(address(link), data)
    assert response.status_code == 422
    assert codes(response, "__all__") == ["required"]


def test_what_became_late_meanwhile_is_not_answered_so(client, link, person, objective, today):
    steady = own(person, objective, number="1")
    late = own(person, objective, number="2", due=TODAY)
    today.move_to(NOW + DAY)
    response = client.post(address(link), {"ticked": [seen(steady), seen(late)]})
    assert response.status_code == 422
    assert codes(response, "__all__") == ["overdue"]
    assert ProgressUpdate.objects.count() == 2
    assert response.context["ticked"] == {seen(steady)}


def test_somebody_elses_word_meanwhile_is_not_written_over(
    client, link, person, objective, coordinator
):
    first, second = (own(person, objective, number=n) for n in "12")
    say(first, coordinator, rag="red", next_step="Telephone", comment="It burnt down")
    response = client.post(address(link), {"ticked": [seen(first), seen(second)]})
    assert response.status_code == 409
    assert codes(response, "__all__") == ["edit_conflict"]
    assert "Cora Coordinator gave an update on 4.1" in text_of(response)
    assert shown(response)["steady"] == ["2"]
    assert second.updates.count() == 1


def test_nobody_answers_for_anothers_action(client, link, person, objective):
    others = own(PostHoldingFactory().person, objective)
    own(person, objective)
    assert client.post(address(link), {"only": seen(others)}).status_code == 404
    assert others.updates.count() == 1


@pytest.mark.parametrize("saved", ["", "x", "-", "9" * 40, "1-2-3"])
def test_nothing_is_said_to_be_saved_that_is_not(client, link, person, objective, saved):
    theirs = own(PostHoldingFactory().person, objective)
    for value in (saved, str(theirs.last_update_id)):
        page = text_of(client.get(f"{address(link)}?saved={value}&asked={value}"))
        assert "saved" not in page.replace("nothing that you saved", "")


# An update


def test_the_form_saves_and_goes_on_to_the_next(client, link, person, objective):
    late = own(person, objective, number="1", due=TODAY - DAY)
    other = own(person, objective, number="2", due=TODAY - 2 * DAY)
    file = SimpleUploadedFile("list.csv", b"place,people\n")
    later = TODAY + 60 * DAY
    response = send(
        client,
        link,
        late,
        status="off_track",
        next_step="A second room is booked",
        evidence=file,
        ask_new_date="on",
        new_date_reason="The hall burnt down",
        **date_of("new_date", later),
    )
    update = late.updates.latest("pk")
    assert response.url == f"{address(link)}?saved={update.pk}"
    assert (update.rag, update.by, update.post) == ("red", person, post_of(person))
    assert update.evidence.get().name == "list.csv"
    request = DateRequest.objects.get()
    assert (request.due_on, request.by, request.post) == (later, person, post_of(person))
    assert Event.objects.about(late).filter(actor=person).count() == 3
    page = text_of(client.get(response.url))
    assert "Your update is saved. The next report will say:" in page
    assert "Next action: 4.2" in page
    assert f'href="{address(link, "answer-action", other.pk)}"' in page


def test_the_form_asks_for_what_is_missing(client, link, person, objective):
    action = own(person, objective)
    response = send(client, link, action, status="at_risk")
    assert response.status_code == 422
    assert codes(response, "next_step") == ["next_step_missing"]


def test_complete_waits_for_a_second_person_who_may_come_by_link_too(
    client, link, person, objective
):
    second = PostHoldingFactory().person
    action = own(person, objective, number="1")
    set_leads(action, by=None, posts=[post_of(person), post_of(second)])
    edit_action(action, by=None, changes={"needs_confirmation": True})
    send(client, link, action, status="complete", **date_of("completed_on", TODAY))
    action.refresh_from_db()
    assert action.unconfirmed
    assert client.post(address(link, "answer-confirm", action.pk)).status_code == 422
    theirs = make_link(second)
    assert shown(client.get(address(theirs)))["to_confirm"] == ["1"]
    response = client.post(address(theirs, "answer-confirm", action.pk), {"comment": "I saw it"})
    assert response.url.startswith(address(theirs))
    action.refresh_from_db()
    assert not action.unconfirmed
    assert client.get(address(theirs, "answer-confirm", action.pk)).url == address(theirs)


def test_two_at_once_the_second_sees_the_first(client, link, person, objective, coordinator):
    action = own(person, objective)
    say(action, coordinator, comment="Nobody came")
    response = send(client, link, action)
    assert response.status_code == 409
    assert codes(response, "__all__") == ["edit_conflict"]
    assert "Nobody came" in text_of(response)


def test_the_same_update_sent_twice_is_one_update(client, link, person, objective):
    action = own(person, objective)
    assert send(client, link, action).url == send(client, link, action).url
    assert action.updates.count() == 2


# This is not mine


def test_this_is_not_mine_asks_the_coordinator(client, link, person, objective, coordinator):
    action = own(person, objective, number="1")
    where = address(link, "answer-not-mine", action.pk)
    post = PostFactory(title="Youth Voice")
    assert "Youth Voice" in text_of(client.get(where))
    assert codes(client.post(where, {"reason": ""}), "reason") == ["reason_missing"]
    response = client.post(where, {"suggested_post": post.pk, "reason": "They run it"})
    row = NotMine.objects.get()
    assert (row.by, row.post, row.suggested_post) == (person, post_of(person), post)
    page = client.get(response.url)
    assert "The coordinator is asked whose 4.1 is." in text_of(page)
    assert shown(page)["rest"] == ["1"]
    assert not page.context["messages"]

    desk = sign_in(client, coordinator)
    home = text_of(desk.get("/"))
    decide = reverse("objectives:not-mine-decide", args=[row.pk])
    assert decide in home
    assert "says Rural Team; suggested: Youth Voice" in home
    form = desk.get(decide).context["form"]
    assert (form["accountable"].value(), form["others"].value()) == (post.pk, [])
    assert codes(desk.post(decide, {"decision": ""}), "decision") == ["required"]
    assert codes(desk.post(decide, {"decision": "stays"}), "note") == ["note_missing"]
    answer = desk.post(decide, {"decision": "moved", "accountable": post.pk, "note": "Sorry"})
    assert answer.url == reverse("objectives:action-detail", args=[action.pk])
    story = text_of(desk.get(answer.url))
    assert "They run it" in story
    assert "Sorry" in story
    assert [held.post for held in action.leads.in_force()] == [post]
    assert desk.get(decide).status_code == 302
    assert codes(desk.post(decide, {"decision": "stays", "note": "x"}), "__all__") == [
        "already_decided"
    ]
    assert shown(client.get(address(link)))["rest"] == []


def test_a_signed_in_lead_says_it_from_the_action(client, lead, objective, coordinator):
    action = own(lead, objective)
    desk = sign_in(client, lead)
    detail = reverse("objectives:action-detail", args=[action.pk])
    where = reverse("objectives:not-mine", args=[action.pk])
    assert where in text_of(desk.get(detail))
    response = desk.post(where, {"reason": "Not ours"}, follow=True)
    assert "The coordinator is asked whose it is." in text_of(response)
    assert "Head of Engagement says: this is not mine." in text_of(response)
    # A coordinator who leads none of it has nobody to ask.
    assert sign_in(client, coordinator).get(where).status_code == 403


# My work takes "no change" in the same way


def test_my_work_takes_no_change(client, lead, objective):
    action = own(lead, objective)
    desk = sign_in(client, lead)
    response = desk.post("/my-work/", {"ticked": [seen(action)]})
    assert action.updates.latest("pk").comment == "No change since 3 December 2025."
    assert "Your update is saved." in text_of(desk.get(response.url))


# A link and its limits


def pages(link, action):
    names = ("answer-action", "answer-confirm", "answer-not-mine")
    return [address(link), *(address(link, name, action.pk) for name in names)]


def lapsed(link, today, administrator):
    today.move_to(link.lapses_at)


def ended(link, today, administrator):
    holding = link.person.holdings.get()
    services.end_holding(holding, by=administrator, ends_on=TODAY)
    today.move_to(NOW + DAY)


def stopped(link, today, administrator):
    services.stop_links(link.person, by=administrator)


@pytest.mark.parametrize("happened", [lapsed, ended, stopped])
def test_a_link_that_is_over_says_so_and_takes_nothing(
    client, link, person, objective, administrator, today, happened
):
    action = own(person, objective)
    happened(link, today, administrator)
    for url in pages(link, action):
        for answer in (client.get(url), client.post(url, {"ticked": seen(action)})):
            assert answer.status_code == 410
            assert answer.context["why"] == happened.__name__
            assert action.text not in text_of(answer)
    assert action.updates.count() == 1
    offered = address(link, "answer-fresh") in text_of(client.get(address(link)))
    assert offered == (happened is not stopped)


def test_a_link_that_ran_out_says_until_when_it_worked(client, link, today):
    today.move_to(link.lapses_at)
    assert "This link worked until Tuesday 17 March 2026." in text_of(client.get(address(link)))


def test_what_is_no_link_of_ours_is_not_found(client, link, person, objective):
    action = own(person, objective)
    token = links.token_of(link)
    for altered in (f"{token}x", token[:-1], "nonsense", "sent-to-me", f"1{token}"):
        for name, args in (("answer", ()), ("answer-action", (action.pk,))):
            url = reverse(f"objectives:{name}", args=[altered, *args])
            response = client.get(url)
            assert response.status_code == 404
            assert response.context["why"] == "unknown"
            assert client.post(url).status_code == 404


def test_another_persons_action_is_not_found(client, link, person, objective):
    own(person, objective)
    others = own(PostHoldingFactory().person, objective)
    for url in pages(link, others)[1:]:
        assert client.get(url).status_code == 404
        assert client.post(url, {"status": "on_track"}).status_code == 404
    assert others.updates.count() == 1


def test_a_form_from_elsewhere_is_refused(link, person, objective):
    action = own(person, objective)
    strict = Client(enforce_csrf_checks=True)
    for url in (*pages(link, action), address(link, "answer-fresh")):
        assert strict.post(url, {"only": seen(action)}).status_code == 403
    assert action.updates.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_changes_nothing_however_often(client, link, person, objective, method):
    action = own(person, objective)
    before = (Event.objects.count(), ProgressUpdate.objects.count())
    for _ in range(10):
        for url in pages(link, action)[:2]:
            assert getattr(client, method)(url).status_code == 200
    assert (Event.objects.count(), ProgressUpdate.objects.count()) == before
    link.refresh_from_db()
    assert (link.requests, link.last_request_at) == (20, NOW)
    # It still works, and nobody is taken to have read anything.
    assert client.post(address(link), {"only": seen(action)}).status_code == 302


def test_a_mail_scanner_that_opens_a_dead_link_is_counted_too(client, link, today):
    today.move_to(link.lapses_at)
    client.get(address(link))
    link.refresh_from_db()
    assert link.requests == 1


def test_the_page_signs_nobody_in_and_keeps_nothing(client, link, person, objective):
    action = own(person, objective)
    client.get(address(link))
    client.post(address(link), {"only": seen(action)})
    client.post(address(link, "answer-not-mine", action.pk), {"reason": "Not ours"})
    assert set(client.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()
    assert SESSION_KEY not in client.session
    assert client.get("/my-work/").status_code == 302
    assert client.get("/plans/").status_code == 302


def test_who_is_signed_in_meanwhile_stays_who_they_are(client, link, person, coordinator):
    desk = sign_in(client, coordinator)
    page = text_of(desk.get(address(link)))
    assert "Nora Nobody" in page
    assert "Cora Coordinator" not in page
    assert 'href="/plans/"' not in page
    assert "Cora Coordinator" in text_of(desk.get("/"))


def test_the_header_offers_nothing_that_asks_to_sign_in(client, link):
    OfficeFactory()
    header = re.search(r"<header.*?</header>", text_of(client.get(address(link))))[0]
    assert re.findall(r'href="([^"]*)"', header) == [address(link)]


def test_the_page_leaves_no_copies_and_tells_no_other_site(client, link, person, objective):
    action = own(person, objective)
    for url in pages(link, action)[:2]:
        headers = client.get(url).headers
        assert headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"]


# A fresh link


def test_a_fresh_link_is_answered_alike_for_everybody_and_sent_afterwards(
    client, link, mailoutbox, rf
):
    known = client.post(address(link, "answer-fresh"), follow=True)
    unknown = client.post("/answer/7:not-ours/fresh/", follow=True)
    assert known.redirect_chain == unknown.redirect_chain == [("/answer/sent/", 302)]
    assert known.content == unknown.content
    assert [message.to for message in mailoutbox] == [[link.person.email]]
    assert client.get(address(link, "answer-fresh")).status_code == 405


def test_a_fresh_link_is_promised_while_the_mail_server_is_down(client, link, smtp_down):
    assert client.post(address(link, "answer-fresh")).url == "/answer/sent/"


def test_no_page_of_the_demos_mail_shows_a_link_outside_the_demo(client, link):
    assert client.get(reverse("sent-email")).status_code == 404


def test_the_page_asks_in_the_log_by_its_name_alone(client, link, caplog):
    caplog.set_level("INFO")
    client.get(address(link))
    client.get(address(link, "answer-action", 999))
    written = "\n".join(record.getMessage() for record in caplog.records if "access" in record.name)
    assert "GET objectives:answer 200" in written
    assert links.token_of(link) not in written
    assert SignedLink.objects.get().requests == 2
