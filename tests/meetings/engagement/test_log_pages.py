"""The pages of the engagement log: logged on a phone, found again, confirmed, tied to a plan."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from meetings.engagement import evidence
from meetings.engagement.activities import groups_for, may_change, methods_for, tag_of
from meetings.models import EngagementActivity
from meetings.services import engagement as services
from stakeholders.models import CommunityGroup
from tests.actionplans.factories import PrincipleFactory
from tests.meetings.engagement.factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    EngagementMethodFactory,
    HeardIssueFactory,
    KeyDecisionFactory,
    ProgrammeFactory,
)
from tests.meetings.factories import MeetingFactory
from tests.objectives.plans import make_action, make_plan
from tests.stakeholders.directory_factories import (
    AreaFactory,
    CharacteristicFactory,
    CommunityGroupFactory,
    ContactFactory,
    ContactLinkFactory,
)
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.world import sign_in

TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def staff(coordinator):
    return sign_in(Client(), coordinator)


@pytest.fixture
def officer(lead):
    return sign_in(Client(), lead)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def errors(answer):
    assert answer.status_code == 422
    found = answer.context["form"].errors.as_data()
    return {name: [error.code for error in own] for name, own in found.items()}


def listed(client, query=""):
    answer = client.get(url("activity-list") + query)
    return {row.pk for row in answer.context["activities"]}


# The quick log.


def test_what_was_done_today_is_logged_on_one_screen_and_twice_pressed_once(officer, lead):
    method, group, area = EngagementMethodFactory(), CommunityGroupFactory(), AreaFactory()
    typed = {"method": method.pk, "when": "today", "groups": [group.pk], "area": area.pk}
    typed |= {"place": "Market  Square", "reached": "40", "heard": "Buses stop too early."}
    answer = officer.post(url("activity-log"), typed)
    activity = EngagementActivity.objects.get()
    assert answer.url == url("activity-detail", activity.pk) + "?logged"
    assert (activity.title, activity.held_on, activity.reached) == (
        "Street stall, Market Square",
        TODAY,
        40,
    )
    assert (activity.status, activity.logged_by) == ("done", lead)
    assert list(activity.groups.all()) == [group]
    assert list(activity.areas.all()) == [area]
    assert officer.post(url("activity-log"), typed).url == answer.url
    page = officer.get(answer.url).content.decode()
    assert url("activity-log") in page
    assert "Buses stop too early." in page


def test_a_day_that_is_yet_to_come_is_planned_and_the_public_at_large_is_no_group(officer):
    method = EngagementMethodFactory()
    typed = {"method": method.pk, "when": "other", "nobody": "on"}
    typed |= {"day_day": "2", "day_month": "july", "day_year": "2026"}
    officer.post(url("activity-log"), typed)
    activity = EngagementActivity.objects.get()
    assert (activity.status, activity.held_on) == ("planned", dt.date(2026, 7, 2))
    assert not activity.groups.exists()
    officer.post(url("activity-log"), {"method": method.pk, "when": "yesterday", "nobody": "on"})
    assert EngagementActivity.objects.filter(held_on=TODAY - DAY, status="done").exists()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({}, {"method": ["required"], "when": ["required"], "groups": ["group_missing"]}),
        ({"when": "other"}, {"day": ["required"]}),
        (
            {"when": "other", "day_day": "1", "day_month": "1", "day_year": "1980"},
            {"day": ["too_early"]},
        ),
        ({"reached": "-1"}, {"reached": ["min_value"]}),
        ({"reached": "10000001"}, {"reached": ["reached_absurd"]}),
        ({"nobody": ""}, {"groups": ["group_missing"]}),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_stays(officer, typed, codes):
    right = {"method": EngagementMethodFactory().pk, "when": "today", "nobody": "on"}
    typed = right | typed if typed else {}
    answer = officer.post(url("activity-log"), typed | {"heard": "Typed at a bus stop"})
    assert errors(answer) == codes
    assert "Typed at a bus stop" in answer.content.decode()
    assert not EngagementActivity.objects.exists()


def test_groups_and_nobody_can_not_both_be_ticked(officer):
    group = CommunityGroupFactory()
    typed = {"method": EngagementMethodFactory().pk, "when": "today", "nobody": "on"}
    answer = officer.post(url("activity-log"), typed | {"groups": [group.pk]})
    assert errors(answer) == {"nobody": ["nobody_and_groups"]}


def test_what_the_person_uses_most_stands_first(lead):
    few, often = EngagementMethodFactory(title="Tent"), EngagementMethodFactory(title="Van")
    plain, lately = CommunityGroupFactory(name="A"), CommunityGroupFactory(name="B")
    first = CommunityGroupFactory(name="Z", priority=True)
    own = {"logged_by": lead, "groups": [lately]}
    for method in (often, few, often):
        EngagementActivityFactory(method=method, **own)
    assert methods_for(lead)[:2] == [often, few]
    assert groups_for(lead) == [lately, first, plain]


# The log.


def test_the_log_shows_what_was_until_today_and_the_rest_by_its_state(staff):
    done = EngagementActivityFactory()
    late = EngagementActivityFactory(status="planned", held_on=TODAY - DAY)
    ahead = EngagementActivityFactory(status="planned", held_on=TODAY + DAY)
    off = EngagementActivityFactory(status="cancelled", held_on=TODAY + DAY)
    EngagementActivityFactory(withdrawn_at=NOW)
    expected = {
        "": {done, late},
        "?status=planned": {late, ahead},
        "?status=unconfirmed": {late},
        "?status=cancelled": {off},
        "?status=done": {done},
        f"?starts={TODAY}": {done, ahead, off},
        f"?ends={TODAY - DAY}": {late},
    }
    for query, rows in expected.items():
        assert listed(staff, query) == {row.pk for row in rows}, query
    assert [tag_of(row, TODAY)[0] for row in (done, late, ahead, off)] == [
        "complete",
        "update_due",
        "not_started",
        "closed",
    ]


def test_the_log_is_filtered_by_all_that_other_pages_lead_here_by(staff, coordinator):
    into, area, post = CommunityGroupFactory(), AreaFactory(), PostFactory()
    merged = CommunityGroupFactory(merged_into=into)
    plan = make_plan(by=coordinator)
    action = make_action(plan, by=coordinator)
    method, programme = EngagementMethodFactory(title="Van"), ProgrammeFactory()
    one = EngagementActivityFactory(
        groups=[merged],
        areas=[area],
        posts=[post],
        method=method,
        programme=programme,
        level="national",
        was_planned=True,
        heard="Litter by the canal",
    )
    one.actions.add(action)
    direct = EngagementActivityFactory(groups=[into])
    direct.objectives.add(action.objective)
    nobody = EngagementActivityFactory()
    both = {one.pk, direct.pk}
    expected = {
        f"?group={into.pk}": both,
        f"?group={merged.pk}": both,
        f"?area={area.pk}": {one.pk},
        f"?post={post.pk}": {one.pk},
        f"?method={method.pk}": {one.pk},
        f"?programme={programme.pk}": {one.pk},
        "?level=national": {one.pk},
        "?planned=on": {one.pk},
        "?text=canal": {one.pk},
        f"?action={action.pk}": {one.pk},
        f"?objective={action.objective_id}": both,
        "?no_group=on": {nobody.pk},
    }
    for query, rows in expected.items():
        assert listed(staff, query) == rows, query


def test_the_log_costs_the_same_for_any_number_of_rows(staff, django_assert_max_num_queries):
    groups, areas = [CommunityGroupFactory()], [AreaFactory()]
    EngagementActivityFactory(groups=groups, areas=areas)
    with django_assert_max_num_queries(30) as few:
        staff.get(url("activity-list"))
    for _ in range(9):
        EngagementActivityFactory(groups=groups, areas=areas)
    with django_assert_max_num_queries(len(few)):
        staff.get(url("activity-list"))


def test_private_engagement_is_for_staff_and_who_went(staff, officer, lead, other_lead):
    post = lead.holdings.get().post
    private = EngagementActivityFactory(exempt_reason="A victim", posts=[post])
    assert listed(staff) == listed(officer) == {private.pk}
    other = sign_in(Client(), other_lead)
    assert not listed(other)
    assert other.get(url("activity-detail", private.pk)).status_code == 404


def test_who_logged_it_may_change_it_and_others_may_read_it(
    officer, lead, other_lead, coordinator, auditor
):
    activity = EngagementActivityFactory(logged_by=lead)
    other = sign_in(Client(), other_lead)
    assert officer.get(url("activity-edit", activity.pk)).status_code == 200
    assert other.get(url("activity-detail", activity.pk)).status_code == 200
    assert other.get(url("activity-edit", activity.pk)).status_code == 403
    activity.posts.add(other_lead.holdings.get().post)
    assert other.get(url("activity-edit", activity.pk)).status_code == 200
    # An auditor changes nothing, also what they logged while they held a post.
    PostHoldingFactory(person=auditor)
    assert not may_change(auditor, EngagementActivityFactory(logged_by=auditor))
    services.withdraw_activity(activity, by=coordinator, reason="Twice")
    assert officer.get(url("activity-edit", activity.pk)).status_code == 404
    assert officer.get(url("activity-detail", activity.pk)).status_code == 200


# In full.


def full(activity, **typed):
    on = activity.held_on
    own = {"method": activity.method_id, "title": activity.title, "level": activity.level}
    own |= {"held_on_day": on.day, "held_on_month": on.month, "held_on_year": on.year}
    return own | {"version": activity.version} | typed


def test_it_is_changed_in_full_and_two_editors_lose_nothing(staff):
    group, meeting = CommunityGroupFactory(), MeetingFactory(held_on=TODAY)
    activity = EngagementActivityFactory(groups=[group])
    typed = full(activity, groups=[group.pk], meeting=meeting.pk, came_of_it="A patrol")
    typed[f"reach_{group.pk}"] = "7"
    assert staff.post(url("activity-edit", activity.pk), typed).status_code == 302
    activity.refresh_from_db()
    assert (activity.meeting, activity.came_of_it, activity.version) == (meeting, "A patrol", 2)
    assert activity.activity_groups.get().reached == 7
    answer = staff.post(url("activity-edit", activity.pk), typed | {"came_of_it": "Two"})
    assert answer.status_code == 409
    bad = full(activity, ends_on_day="1", ends_on_month="1", ends_on_year="2026")
    assert errors(staff.post(url("activity-edit", activity.pk), bad)) == {
        "ends_on": ["end_before_start"]
    }
    page = staff.get(url("meeting-detail", meeting.pk))
    assert [row.pk for row in page.context["engagement"]] == [activity.pk]
    history = staff.get(url("activity-history", activity.pk)).content.decode()
    assert "A patrol" not in history


def test_it_is_planned_in_full_for_what_another_page_led_here_for(staff):
    group = CommunityGroupFactory()
    method = EngagementMethodFactory()
    page = staff.get(url("activity-create") + f"?group={group.pk}&method={method.pk}")
    assert page.context["form"].initial["groups"] == [group.pk]
    typed = {"method": method.pk, "level": "local", "groups": [group.pk]}
    typed |= {"held_on_day": "2", "held_on_month": "7", "held_on_year": "2026"}
    staff.post(url("activity-create"), typed)
    assert EngagementActivity.objects.get().status == "planned"


def test_one_screen_says_that_it_took_place_or_why_not(officer, lead):
    post = lead.holdings.get().post
    own = {"status": "planned", "held_on": TODAY - DAY, "posts": [post], "reached": None}
    happened, dropped = EngagementActivityFactory(**own), EngagementActivityFactory(**own)
    group = CommunityGroupFactory()
    assert officer.get(url("activity-confirm", happened.pk)).status_code == 200
    typed = {"happened": "yes", "groups": [group.pk], "reached": "12", "heard": "Noise."}
    officer.post(url("activity-confirm", happened.pk), typed | {"version": 1})
    happened.refresh_from_db()
    assert (happened.status, happened.reached, happened.heard) == ("done", 12, "Noise.")
    answer = officer.post(url("activity-confirm", dropped.pk), {"happened": "no"})
    assert errors(answer) == {"cancelled_reason": ["required"]}
    typed = {"happened": "no", "cancelled_reason": "Snow"}
    officer.post(url("activity-confirm", dropped.pk), typed)
    dropped.refresh_from_db()
    assert (dropped.status, dropped.cancelled_reason) == ("cancelled", "Snow")


def test_it_is_cancelled_put_back_and_withdrawn_by_pressing(staff):
    activity = EngagementActivityFactory(status="planned", held_on=TODAY + DAY)
    for name, status in (("cancel", "cancelled"), ("reinstate", "planned"), ("withdraw", None)):
        staff.post(url(f"activity-{name}", activity.pk), {"reason": "Snow"})
        activity.refresh_from_db()
        assert status is None or activity.status == status
    assert activity.withdrawn_reason == "Snow"


def test_who_was_there_stays_closed_where_the_group_tells_special_data(staff, coordinator):
    plain, special = CommunityGroupFactory(), CommunityGroupFactory()
    special.characteristics.add(CharacteristicFactory(special=True))
    contact, unseen = ContactFactory(), ContactFactory(erased_at=NOW)
    activity = EngagementActivityFactory(groups=[plain])
    hidden = ContactLinkFactory(restricted=True, contact__name="Zora Quillfeather").contact
    activity.contacts.add(unseen, hidden)
    assert hidden.name not in staff.get(url("activity-people", activity.pk)).content.decode()
    typed = {"contacts": [contact.pk], "version": 1}
    staff.post(url("activity-people", activity.pk), typed)
    assert set(activity.contacts.all()) == {contact, unseen, hidden}
    shown = staff.get(url("activity-detail", activity.pk)).content.decode()
    assert (contact.name in shown, hidden.name in shown) == (True, False)
    activity.activity_groups.create(group=special)
    assert contact.name not in staff.get(url("activity-detail", activity.pk)).content.decode()
    assert "contacts" not in staff.get(url("activity-people", activity.pk)).context["form"].fields
    # Nor does it open where that group goes by another name.
    activity.groups.set([plain])
    CommunityGroup.objects.filter(pk=plain.pk).update(merged_into=special)
    assert contact.name not in staff.get(url("activity-detail", activity.pk)).content.decode()


def test_what_is_private_is_told_by_no_list_to_choose_from(officer, lead, other_lead):
    """A decision that the office chose stays chosen, unsaid; who went is no answer either."""
    decision = KeyDecisionFactory(title="Sale of the old station", exempt_reason="Commercial")
    post, other = (person.holdings.get().post for person in (lead, other_lead))
    own = EngagementActivityFactory(posts=[post], decision=decision)
    EngagementActivityFactory(posts=[other], exempt_reason="Victims")
    HeardIssueFactory(owner_post=other, exempt_reason="Victims")
    address = url("activity-edit", own.pk)
    assert decision.title not in officer.get(address).content.decode()
    officer.post(address, full(own, place="Town hall", posts=[post.pk]))
    own.refresh_from_db()
    assert (own.place, own.decision) == ("Town hall", decision)
    offered = officer.get(url("activity-list")).content.decode()
    assert post.title in offered
    assert other.title not in offered + officer.get(url("issue-list")).content.decode()


# What it bears on.


def test_engagement_is_the_evidence_of_an_action_and_its_objective(staff, coordinator, lead):
    plan = make_plan(by=coordinator)
    action = make_action(plan, by=coordinator)
    activity = EngagementActivityFactory(title="Stall at the fair")
    typed = {"objectives": [action.objective_id], "actions": [action.pk], "version": 1}
    staff.post(url("activity-links", activity.pk), typed)
    planned = EngagementActivityFactory(status="planned", held_on=TODAY + DAY)
    planned.actions.add(action)
    off = EngagementActivityFactory(status="cancelled")
    off.actions.add(action)
    bearing = evidence.of_action(action, coordinator)
    assert bearing.words == "1 done, 1 planned"
    assert [words for words, _ in bearing.latest] == ["Stall at the fair, 18 June 2026"]
    # Linked to both, it counts once.
    found = evidence.of_objectives([action.objective_id], coordinator)
    assert found[action.objective_id].words == "1 done, 1 planned"
    # What is private is none to others, and what was withdrawn to nobody.
    EngagementActivityFactory(exempt_reason="A victim").actions.add(action)
    EngagementActivityFactory(withdrawn_at=NOW).actions.add(action)
    more = make_action(plan, by=coordinator, number="9.9")
    more.engagement.add(activity, planned)
    for person, words in ((coordinator, "2 done, 1 planned"), (lead, "1 done, 1 planned")):
        assert evidence.of_action(action, person).words == words
        found = evidence.of_objectives([action.objective_id], person)
        assert found[action.objective_id].words == words
    address = reverse("objectives:action-detail", args=[action.pk])
    assert "Stall at the fair" in staff.get(address).content.decode()
    address = reverse("objectives:plan-detail", args=[plan.slug])
    assert f"?objective={action.objective_id}" in staff.get(address).content.decode()
    page = staff.get(url("activity-detail", activity.pk)).content.decode()
    assert reverse("objectives:action-detail", args=[action.pk]) in page


@pytest.mark.parametrize(
    ("name", "page", "factory"),
    [
        ("decision", "key-decision-detail", KeyDecisionFactory),
        ("consultation", "consultation-detail", ConsultationFactory),
    ],
)
def test_it_leads_to_what_it_belongs_to_where_the_reader_may_open_it(
    staff, officer, name, page, factory
):
    row = factory()
    activity = EngagementActivityFactory(**{name: row})

    def leads(client):
        found = client.get(url("activity-detail", activity.pk)).content.decode()
        return f'href="{url(page, row.pk)}"' in found

    assert leads(staff)
    assert leads(officer)
    factory._meta.model.objects.update(exempt_reason="About a person")
    assert leads(staff)
    assert not leads(officer)
    factory._meta.model.objects.update(withdrawn_at=NOW)
    assert not leads(staff)


# Programmes and lists.


def test_a_programme_is_added_and_its_ticked_dates_planned(staff):
    method, group = EngagementMethodFactory(), CommunityGroupFactory()
    typed = {"title": "Surgeries", "method": method.pk, "frequency_text": "Monthly"}
    typed |= {"starts_on_day": "7", "starts_on_month": "7", "starts_on_year": "2026"}
    typed |= {"level": "local", "groups": [group.pk], "usual_places": "Library"}
    answer = staff.post(url("programme-create"), typed)
    page = staff.get(answer.url)
    choices = page.context["form"].fields["dates"].choices
    assert choices[0] == ("2026-07-07", "Tuesday 7 July 2026, Library")
    assert len(choices) == 12
    assert errors(staff.post(answer.url, {"dates": []})) == {"dates": ["required"]}
    staff.post(answer.url, {"dates": ["2026-07-07", "2026-08-04"]})
    programme = EngagementActivity.objects.first().programme
    assert programme.activities.count() == 2
    assert errors(staff.post(answer.url, {"dates": ["2026-07-07"]})) == {
        "dates": ["invalid_choice"]
    }
    assert "Library" in staff.get(url("programme-detail", programme.pk)).content.decode()
    typed |= {"frequency_text": "Quarterly", "version": 1}
    staff.post(url("programme-edit", programme.pk), typed)
    programme.refresh_from_db()
    assert programme.per_year == 4
    ended = {
        "ended_on_day": "1",
        "ended_on_month": "8",
        "ended_on_year": "2026",
        "reason": "No money",
    }
    staff.post(url("programme-end", programme.pk), ended)
    assert programme.activities.filter(status="cancelled").count() == 1
    assert staff.get(url("programme-plan", programme.pk)).status_code == 404


def test_the_lists_are_put_in_order_by_pressing(staff):
    method, other = EngagementMethodFactory(title="Tent"), EngagementMethodFactory(title="Van")
    principle = PrincipleFactory()
    for row, name in ((method, "method"), (principle, "principle")):
        staff.post(url(f"{name}-press", row.pk), {"direction": "withdraw"})
        row.refresh_from_db()
        assert row.withdrawn_at
        staff.post(url(f"{name}-press", row.pk), {"direction": "restore"})
        row.refresh_from_db()
        assert row.withdrawn_at is None
    staff.post(url("method-press", other.pk), {"direction": "up"})
    staff.post(url("method-create"), {"title": "Bus", "listens": "on"})
    answer = staff.post(url("method-edit", other.pk), {"title": "BUS", "version": 1})
    assert answer.status_code == 422
    staff.post(url("principle-create"), {"title": "Hear out", "listens": "on"})
    answer = staff.post(url("principle-edit", principle.pk), {"title": "Hear out", "version": 3})
    assert answer.status_code == 422
    assert staff.get(url("method-list")).status_code == 200
