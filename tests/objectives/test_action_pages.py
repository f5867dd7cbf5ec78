"""An action's own page: its facts, its story, and who may answer for it."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from actionplans.services import withdraw_plan
from objectives.models import ImportDoubt, PlanImport
from objectives.services import (
    answer_date_request,
    ask_for_new_date,
    correct_deadline,
    edit_action,
    read_for,
    redate_action,
    set_leads,
)
from objectives.story import not_mine_about, story_of
from tests.stakeholders.factories import (
    AbsenceFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_plan_pages import queries, text_of
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def action(lead):
    return ActionFactory(
        objective=ObjectiveFactory(number="4"),
        number="2",
        text="Map every channel",
        deadline="February 2026",
        posts=[post_of(lead)],
    )


def at(action, name="action-detail", **query):
    return reverse(f"objectives:{name}", args=[action.pk], query=query or None)


def test_action_detail_says_what_it_is_and_how_it_stands(client, lead, action):
    say(action, lead, rag="amber", next_step="Ask again", at=noon(TODAY - 9 * DAY))
    page = text_of(sign_in(client, lead).get(at(action)))
    for words in (
        "Action 4.2",
        "Map every channel",
        "stated at risk, 3 days late",
        "February 2026",
        "due Saturday 28 February 2026",
        "Head of Engagement",
        "Lena Lead",
        "Give an update",
        "Twenty people came",
        "Next: Ask again",
    ):
        assert words in page


def test_action_detail_says_a_plain_date_once(client, coordinator, action):
    for words, repeated in (("28 February 2026", False), ("28/02/2026", True)):
        correct_deadline(
            action, by=coordinator, reading=read_for(action.plan, words), reason="Slip"
        )
        action.refresh_from_db()
        client.force_login(coordinator.user)
        assert ("due Saturday 28 February 2026" in text_of(client.get(at(action)))) == repeated
        form = text_of(client.get(at(action, "deadline-redate")))
        assert ("due Saturday 28 February 2026" in form) == repeated


def test_action_detail_says_who_stands_in_and_since_when_a_post_is_vacant(
    client, coordinator, lead, other_lead, action
):
    AbsenceFactory(
        person=lead, deputy=PersonFactory(name="Dora Deputy"), ends_on=datetime.date(2026, 3, 13)
    )
    gone = other_lead.holdings.get()
    gone.ends_on = datetime.date(2026, 1, 31)
    gone.save()
    set_leads(action, by=None, posts=[post_of(lead), gone.post, PostFactory(title="Never held")])
    page = text_of(sign_in(client, coordinator).get(at(action)))
    assert "Lena Lead is away until 13 March 2026: Dora Deputy stands in" in page
    assert "<strong>vacant</strong> since 1 February 2026" in page
    assert "Never held" in page


def titles(action):
    return [item.title for item in story_of(action, not_mine=not_mine_about(action))]


def test_the_story_is_told_newest_first_from_every_source(action, lead, coordinator):
    def days_ago(n):
        return {"at": noon(TODAY - n * DAY)}

    say(action, lead, **days_ago(30))
    edit_action(action, by=coordinator, changes={"text": "Map each channel"}, **days_ago(29))
    reading = read_for(action.plan, "31 March 2026")
    correct_deadline(action, by=coordinator, reading=reading, reason="Misread", **days_ago(28))
    ask = {"action": action, "by": lead, "reason": "No hall"}
    refused = ask_for_new_date(due_on=TODAY + 90 * DAY, **ask, **days_ago(20))
    answer_date_request(
        refused, by=coordinator, accept=False, note="It was promised", **days_ago(19)
    )
    granted = ask_for_new_date(due_on=TODAY + 60 * DAY, **ask, **days_ago(10))
    answer_date_request(
        granted,
        by=coordinator,
        accept=True,
        reading=read_for(action.plan, "2 May 2026"),
        note="Once only",
        **days_ago(9),
    )
    set_leads(action, by=coordinator, posts=[PostFactory(title="New lead")], **days_ago(1))
    assert titles(action) == [
        "Leads changed",
        "New date accepted",
        "New date asked for",
        "New date not accepted",
        "New date asked for",
        "Date corrected",
        "Action edited",
        "Update",
        "Date published",
        "Leads changed",
        "Action created",
    ]
    story = story_of(action, not_mine=not_mine_about(action))
    by_title = {item.title: item for item in reversed(story)}
    assert "Answer: Once only" in by_title["New date accepted"].note
    assert "“Map every channel” → “Map each channel”" in by_title["Action edited"].note
    assert by_title["Update"].by == "Lena Lead"
    assert by_title["Leads changed"].note == "Leads: Head of Engagement → New lead"


def test_the_story_tells_a_re_dating_that_nobody_asked_for(action, coordinator):
    reading = read_for(action.plan, "May 2026")
    redate_action(action, by=coordinator, reading=reading, reason="No staff")
    item = story_of(action, not_mine=not_mine_about(action))[0]
    assert (item.title, item.words) == ("New date", "May 2026")
    assert item.note == "due 31 May 2026\nReason: No staff"


def test_action_detail_shows_a_coordinator_the_doubts_of_the_import(
    client, coordinator, auditor, action
):
    plan_import = PlanImport.objects.create(plan=action.plan, file_name="plan.txt", at=noon(TODAY))
    ImportDoubt.objects.create(
        plan_import=plan_import,
        action=action,
        code="shifted",
        source="line 12",
        text="March 2010",
        assumed="Taken as its date",
    )
    assert "Taken as its date" in text_of(sign_in(client, coordinator).get(at(action)))
    assert "Taken as its date" not in text_of(sign_in(client, auditor).get(at(action)))


def test_action_detail_leaves_out_doubts_that_were_answered(client, coordinator, action):
    plan_import = PlanImport.objects.create(plan=action.plan, file_name="plan.txt", at=noon(TODAY))
    for answer in ("", "later", "accept", "correct"):
        ImportDoubt.objects.create(
            plan_import=plan_import, action=action, code="joined", source="line 1",
            text="x", assumed=f"Answered {answer or 'by nobody'}.", answer=answer,
        )  # fmt: skip
    page = text_of(sign_in(client, coordinator).get(at(action)))
    assert "Answered by nobody." in page
    assert "Answered later." in page
    assert "Answered accept." not in page
    assert "Answered correct." not in page


def test_action_detail_links_what_it_mentions_and_what_mentions_it(client, coordinator, action):
    other = ActionFactory(objective=action.objective, number="6", text="Use the map")
    hidden = ActionFactory(
        objective=action.objective, number="7", text="A secret", exempt_reason="Named people"
    )
    for each in (other, hidden):
        each.references.add(action)
    page = sign_in(client, coordinator).get(at(action))
    assert "Mentioned by" in text_of(page)
    assert "4.6 Use the map" in text_of(page)
    assert "4.7 A secret" in text_of(page)
    assert at(other) in page.content.decode()
    page = text_of(client.get(at(other)))
    assert "Mentions" in page
    assert "4.2 Map every channel" in page


def test_action_detail_hides_a_mention_by_an_exempt_action(client, lead, action):
    hidden = ActionFactory(
        objective=action.objective, number="7", text="A secret", exempt_reason="Named people"
    )
    hidden.references.add(action)
    assert "A secret" not in text_of(sign_in(client, lead).get(at(action)))


def test_action_detail_shows_what_else_the_plan_says(client, lead, action):
    action.notes = {"Success measure": "Nine wards\nin a year"}
    action.save()
    page = text_of(sign_in(client, lead).get(at(action)))
    assert "Success measure" in page
    assert "Nine wards<br>in a year" in page


def test_a_number_published_with_its_objectives_is_not_doubled(action):
    action.number = "4.2"
    assert action.label == "4.2"
    action.number = "42"
    assert action.label == "4.42"


def test_action_detail_of_a_parent_lists_its_parts(client, coordinator, action):
    done = ActionFactory(objective=action.objective, parent=action, number="2a", text="One part")
    ActionFactory(objective=action.objective, parent=action, number="2b")
    say(done, status="complete", rag="", completed_on=TODAY)
    page = text_of(sign_in(client, coordinator).get(at(action)))
    assert "Its parts: 1 of 2 done" in page
    assert "4.2a" in page
    assert "Part of" in text_of(client.get(at(done)))


def test_action_detail_of_a_parent_leaves_out_exempt_parts(client, lead, other_lead, action):
    ActionFactory(objective=action.objective, parent=action, text="Open part")
    ActionFactory(
        objective=action.objective,
        parent=action,
        text="Meet the source",
        exempt_reason="Names an informant",
        posts=[post_of(other_lead)],
    )
    for person, parts in ((lead, ["Open part"]), (other_lead, ["Open part", "Meet the source"])):
        response = sign_in(client, person).get(at(action))
        assert [row.action.text for row in response.context["subs"]] == parts
        assert f"Its parts: 0 of {len(parts)} done" in text_of(response)


def test_only_those_who_answer_for_it_are_offered_to(
    client, coordinator, auditor, lead, other_lead, action
):
    offered = {
        person.name: "Give an update" in text_of(sign_in(client, person).get(at(action)))
        for person in (coordinator, auditor, lead, other_lead)
    }
    assert offered == {
        coordinator.name: True,
        auditor.name: False,
        lead.name: True,
        other_lead.name: False,
    }


def test_an_auditor_who_holds_the_post_is_offered_nothing(client, auditor, lead, action):
    PostHoldingFactory(person=auditor, post=post_of(lead))
    assert "Give an update" not in text_of(sign_in(client, auditor).get(at(action)))


def test_an_exempt_action_is_not_found_by_other_leads(client, lead, other_lead, coordinator):
    action = ActionFactory(posts=[post_of(lead)], exempt_reason="Names an informant")
    for name in ("action-detail", "action-update"):
        assert sign_in(client, lead).get(at(action, name)).status_code == 200
        assert sign_in(client, coordinator).get(at(action, name)).status_code == 200
        assert sign_in(client, other_lead).get(at(action, name)).status_code == 404
    assert "Names an informant" in text_of(sign_in(client, lead).get(at(action)))


def test_the_lead_of_a_part_is_not_told_of_an_exempt_whole(client, lead, coordinator, action):
    whole = ActionFactory(
        objective=action.objective, text="Meet the source", exempt_reason="Names an informant"
    )
    part = ActionFactory(objective=action.objective, parent=whole, posts=[post_of(lead)])
    seen = sign_in(client, lead).get(at(part))
    assert seen.status_code == 200
    assert "Meet the source" not in seen.content.decode()
    assert at(whole) not in seen.content.decode()
    assert "Meet the source" in sign_in(client, coordinator).get(at(part)).content.decode()


def test_a_withdrawn_plan_can_be_read_and_not_changed(client, coordinator, action):
    withdraw_plan(action.plan, by=coordinator, reason="Replaced")
    desk = sign_in(client, coordinator)
    assert "Its actions can be read, but not changed" in text_of(desk.get(at(action)))
    assert desk.get(at(action, "action-update")).status_code == 404


def test_action_detail_asks_as_many_queries_for_a_longer_story(
    django_assert_max_num_queries, client, lead, action
):
    desk = sign_in(client, lead)
    ActionFactory(objective=action.objective, parent=action)
    for n in range(2):
        say(action, lead, at=noon(TODAY - (20 - n) * DAY))
    before = queries(django_assert_max_num_queries, desk, at(action))
    set_leads(action, by=None, posts=[post_of(lead), PostFactory(), PostFactory()])
    for n in range(4):
        say(action, PersonFactory(), at=noon(TODAY - (10 - n) * DAY))
        ActionFactory(objective=action.objective, parent=action, posts=[PostFactory()])
    assert queries(django_assert_max_num_queries, desk, at(action)) == before
    assert before <= 28
