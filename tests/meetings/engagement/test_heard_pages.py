"""The pages of “You said, we did”: the list, writing down, answering, telling, the public page."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from meetings.models import HeardIssue
from stakeholders import links
from stakeholders.models import Office, SignedLink
from tests.meetings.factories import MeetingFactory
from tests.objectives.plans import make_action, make_plan, noon
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.world import sign_in

from .factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    EngagementMethodFactory,
    HeardIssueFactory,
    IssueSourceFactory,
    IssueTellingFactory,
)

TODAY = date(2026, 7, 1)
DAY = timedelta(days=1)
PLAIN = {"title": "Speeding on the green", "words": "Cars drive too fast past the school."}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def heard(**fields):
    return IssueSourceFactory(issue=HeardIssueFactory(**PLAIN | fields), count=3).issue


def codes(page):
    return {
        error.code for errors in page.context["form"].errors.as_data().values() for error in errors
    }


def now(issue):
    return HeardIssue.objects.get(pk=issue.pk)


def told_on(day):
    return {"told_on_day": day.day, "told_on_month": day.month, "told_on_year": day.year}


def test_the_list_says_how_many_loops_are_open_and_for_how_long(staff):
    heard(heard_on=TODAY - 143 * DAY)
    heard(title="Litter", response="Bins are emptied.")
    heard(title="Parking", response="Done.", closed_at=noon(TODAY))
    page = staff.get(url("issue-list"))
    said = page.content.decode()
    found = page.context["loops"]
    assert (found.waiting, found.untold, found.closed) == (1, 1, 1)
    assert "Open for 143 days" in said
    assert "People not told" in said
    assert "Parking" not in said


NARROWED = {
    "": {"Old", "Mine", "Answered"},
    "state=waiting": {"Old", "Mine"},
    "state=untold": {"Answered"},
    "state=closed": {"Closed"},
    "state=all": {"Old", "Mine", "Answered", "Closed"},
    "state=public": {"Closed"},
    "text=answ": {"Answered"},
    "group={group}": {"Mine"},
    "area={area}": {"Mine"},
    "owner={owner}": {"Mine"},
    "kind=meeting": {"Old"},
    "kind=nonsense": {"Old", "Mine", "Answered"},
}


def test_the_list_is_narrowed_by_all_that_it_offers(staff, post):
    old = HeardIssueFactory(title="Old")
    IssueSourceFactory(issue=old, kind="meeting", meeting=MeetingFactory())
    mine = HeardIssueFactory(title="Mine", owner_post=post)
    group, area = CommunityGroupFactory(), AreaFactory()
    # Logged with a group that was merged into another, it counts for that one.
    mine.groups.add(CommunityGroupFactory(merged_into=group))
    mine.areas.add(area)
    HeardIssueFactory(title="Answered", response="Yes")
    closed = {"response": "Yes", "closed_at": noon(TODAY), "published_at": noon(TODAY)}
    IssueTellingFactory(issue=HeardIssueFactory(title="Closed", **closed))
    found = {}
    for query in NARROWED:
        asked = query.format(group=group.pk, area=area.pk, owner=post.pk)
        page = staff.get(f"{url('issue-list')}?{asked}")
        found[query] = {issue.title for issue in page.context["part"].read()["issues"]}
    assert found == NARROWED


def test_the_list_costs_the_same_for_any_number(staff, django_assert_max_num_queries):
    def add(number):
        for _ in range(number):
            issue = heard()
            issue.groups.add(CommunityGroupFactory())
            issue.areas.add(AreaFactory())

    add(2)
    with django_assert_max_num_queries(25) as few:
        staff.get(url("issue-list"))
    add(20)
    with django_assert_max_num_queries(len(few)):
        staff.get(url("issue-list"))


def test_an_issue_is_written_down_by_hand(client, lead):
    typed = PLAIN | {"kind": "correspondence", "count": "4", "said": "Four letters"}
    page = sign_in(client, lead).post(url("issue-create"), typed)
    issue = HeardIssue.objects.get()
    assert page.url == url("issue-detail", issue.pk)
    source = issue.sources.get()
    assert (source.kind, source.count, source.words) == ("correspondence", 4, "Four letters")
    assert (issue.heard_on, source.by) == (TODAY, lead)


def test_an_issue_is_written_down_where_it_was_heard_and_stands_on_the_meetings_page(staff):
    meeting = MeetingFactory(held_on=TODAY - DAY, status="held")
    address = f"{url('issue-create')}?meeting={meeting.pk}"
    assert address in staff.get(url("meeting-detail", meeting.pk)).content.decode()
    staff.post(address, PLAIN)
    assert HeardIssue.objects.get().heard_on == TODAY - DAY
    page = staff.get(url("meeting-detail", meeting.pk))
    assert [str(issue) for issue in page.context["issues_heard"]] == [PLAIN["title"]]

    group = CommunityGroupFactory()
    stall = EngagementActivityFactory(groups=[group], held_on=TODAY - 2 * DAY)
    address = f"{url('issue-create')}?activity={stall.pk}"
    page = staff.get(address)
    assert page.context["form"].initial["groups"] == [group.pk]
    assert stall.heard in page.content.decode()
    consultation = ConsultationFactory(opens_on=TODAY, closes_on=TODAY)
    more = {"title": "Dogs", "words": "They are loose"}
    staff.post(f"{url('issue-create')}?consultation={consultation.pk}", more)
    issue = HeardIssue.objects.get(title="Dogs")
    assert issue.sources.get().consultation == consultation
    assert str(consultation) in staff.get(url("issue-detail", issue.pk)).content.decode()
    for wrong in ("?activity=999999", "?activity=x", "?meeting=1e9"):
        assert staff.get(url("issue-create") + wrong).status_code == 404


def test_what_was_heard_before_is_shown_first_and_added_to_in_one_press(staff):
    before = heard()
    meeting = MeetingFactory(held_on=TODAY, status="held")
    address = f"{url('issue-create')}?meeting={meeting.pk}"
    typed = {"title": "Cars speeding", "words": "Too fast at the school"}

    page = staff.post(address, typed)
    assert page.context["alike"] == [before]
    assert HeardIssue.objects.count() == 1

    page = staff.post(address, typed | {"into": before.pk})
    assert page.url == url("issue-detail", before.pk)
    assert before.sources.filter(meeting=meeting, words="Too fast at the school").exists()
    assert HeardIssue.objects.count() == 1
    # The same place a second time is told, and nothing is lost.
    page = staff.post(address, typed | {"into": before.pk})
    assert (page.status_code, codes(page)) == (422, {"source_twice"})
    staff.post(url("issue-create"), typed | {"kind": "other", "new": "1"})
    assert HeardIssue.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"title": ""}, "required"),
        ({"kind": "meeting"}, "meeting_missing"),
        ({"heard_on_day": 2, "heard_on_month": 7, "heard_on_year": 2026}, "heard_ahead"),
        ({"count": "0"}, "min_value"),
    ],
)
def test_an_issue_that_is_not_told_right_is_not_saved(staff, typed, code):
    page = staff.post(url("issue-create"), PLAIN | {"kind": "correspondence"} | typed)
    assert (page.status_code, codes(page)) == (422, {code})
    assert not HeardIssue.objects.exists()


def test_an_issue_is_answered_told_and_let_out_by_a_coordinator(staff, coordinator, client):
    issue = heard()
    action = make_action(make_plan(coordinator), coordinator)
    method = EngagementMethodFactory(title="Newsletter")
    assert issue.words in staff.get(url("issue-respond", issue.pk)).content.decode()
    answer = {"response": "Mrs Hill’s patrol goes there.", "action": action.pk, "version": 1}
    staff.post(url("issue-respond", issue.pk), answer)
    assert now(issue).action == action
    page = staff.post(url("issue-tell", issue.pk), told_on(TODAY + DAY) | {"method": method.pk})
    assert codes(page) == {"told_ahead"}
    staff.post(url("issue-tell", issue.pk), told_on(TODAY) | {"method": method.pk})
    page = staff.get(url("issue-detail", issue.pk))
    assert page.context["sees_action"]
    assert "Newsletter" in page.content.decode()

    page = staff.get(url("issue-publish", issue.pk))
    assert [finding.kind for finding in page.context["found"]] == ["titled_name"]
    look = {"version": now(issue).version}
    page = staff.post(url("issue-publish", issue.pk), look)
    assert codes(page) == {"required"}
    sure = look | {"sure": "on", "checked": "She holds a public office"}
    page = staff.post(url("issue-publish", issue.pk), sure | {"version": 1})
    assert page.status_code == 409
    staff.post(url("issue-publish", issue.pk), sure)
    assert now(issue).published_at

    typed = PLAIN | {"response": "A patrol goes there.", "version": now(issue).version}
    page = staff.post(url("issue-edit", issue.pk), typed, follow=True)
    assert "off the public page" in page.content.decode()
    assert not now(issue).published_at
    staff.post(url("issue-publish", issue.pk), {"version": now(issue).version})
    staff.post(url("issue-unpublish", issue.pk), {"reason": "To be looked at again"})
    assert not now(issue).published_at


def test_an_issue_is_assigned_closed_opened_withdrawn_and_merged(staff, post):
    issue, into = heard(response="Done."), heard(title="Speeding cars")
    typed = {"owner_post": post.pk, "version": 1}
    staff.post(url("issue-assign", issue.pk), typed)
    assert now(issue).owner_post == post
    staff.post(url("issue-close", issue.pk), {"reason": "No name was left"})
    assert now(issue).closed_reason == "No name was left"
    staff.post(url("issue-reopen", issue.pk), {"reason": "They wrote again"})
    assert "They wrote again" in staff.get(url("issue-detail", issue.pk)).content.decode()

    assert into in staff.get(url("issue-merge", issue.pk)).context["form"].fields["into"].queryset
    other = heard(title="Dogs", words="Loose")
    found = staff.get(url("issue-merge", issue.pk), {"text": "dog\0"}).context["form"]
    assert [*found.fields["into"].queryset] == [other]
    staff.post(url("issue-merge", issue.pk), {"into": into.pk})
    assert now(issue).merged_into == into
    page = staff.get(url("issue-detail", issue.pk))
    assert page.url == url("issue-detail", into.pk)
    staff.post(url("issue-withdraw", into.pk), {"reason": "A test"})
    assert now(into).withdrawn_at
    assert staff.get(url("issue-edit", into.pk)).status_code == 404


def test_a_source_is_added_and_taken_away_by_whoever_wrote_it_down(client, lead, coordinator):
    issue = heard()
    visitor = sign_in(client, lead)
    visitor.post(url("issue-source-create", issue.pk), {"kind": "other", "said": "On the bus"})
    own, other = issue.sources.get(by=lead), issue.sources.get(by=None)
    assert visitor.post(url("issue-source-remove", other.pk)).status_code == 404
    visitor.post(url("issue-source-remove", own.pk))
    assert [*issue.sources.all()] == [other]
    sign_in(client, coordinator)
    page = client.post(url("issue-source-remove", other.pk), follow=True)
    assert "only source" in page.content.decode()


def test_who_may_change_an_issue(client, lead, other_lead, auditor, post):
    """Whoever answers may; whoever wrote it down may word it; others read it."""
    issue = heard(owner_post=post)
    issue.sources.update(by=other_lead)
    for person, edit, answer in ((lead, 200, 200), (other_lead, 200, 403), (auditor, 403, 403)):
        visitor = sign_in(client, person)
        assert visitor.get(url("issue-detail", issue.pk)).status_code == 200
        assert visitor.get(url("issue-edit", issue.pk)).status_code == edit
        assert visitor.get(url("issue-respond", issue.pk)).status_code == answer


def test_whoever_answers_does_so_by_the_link_of_their_digest_and_opening_changes_nothing(
    client, lead, other_lead, post
):
    issue = heard(owner_post=post, exempt_reason="Names of witnesses")
    method = EngagementMethodFactory()
    link = links.new_link(lead)
    link.save()
    token = links.token_of(link)
    page = client.get(url("mine-by-link", token))
    assert [row.title for row in page.context["mine"].issues] == [issue.title]
    address = url("issue-answer-by-link", token, issue.pk)
    assert address in page.content.decode()
    client.get(address)
    assert now(issue).version == 1

    other = links.new_link(other_lead)
    other.save()
    theirs = url("issue-answer-by-link", links.token_of(other), issue.pk)
    assert client.post(theirs, {"response": "Not theirs", "version": 1}).status_code == 404
    assert now(issue).version == 1

    answer = {"response": "A patrol goes there.", "version": 1}
    assert [client.post(address, answer).status_code for _ in "12"] == [302, 302]
    assert now(issue).response == "A patrol goes there."
    assert now(issue).version == 2
    address = url("issue-told-by-link", token, issue.pk)
    assert address in client.get(url("mine-by-link", token)).content.decode()
    told = told_on(TODAY) | {"method": method.pk}
    assert [client.post(address, told).status_code for _ in "12"] == [302, 302]
    assert now(issue).closed_at
    assert issue.tellings.get().by == lead
    assert client.get(address).status_code == 404
    assert SignedLink.objects.get(pk=link.pk).requests >= 4


@pytest.mark.parametrize("on", [True, False])
def test_the_public_page_is_for_everybody_where_the_office_has_one(client, lead, post, on):
    office = Office.objects.get()
    office.public_page = on
    office.save()
    group = CommunityGroupFactory(name="Young people")
    public = heard(
        owner_post=post,
        response="A patrol goes there.",
        published_at=noon(TODAY),
        closed_at=noon(TODAY),
    )
    public.groups.add(group)
    IssueTellingFactory(issue=public, words="On page 4")
    public.sources.update(words="Said by the vicar")
    heard(title="Kept inside", response="Done.")
    stranger = Client()
    for visitor in (stranger, sign_in(client, lead)):
        page = visitor.get(url("you-said"))
        assert page.status_code == (200 if on else 404)
        if on:
            # The frame of the page bears the name of whoever is signed in.
            assert ("public" in page["Cache-Control"]) is (visitor is stranger)
            said = page.content.decode().partition("<main")[2].partition("</main")[0]
            assert all(words in said for words in ("A patrol goes there.", "On page 4"))
            assert not any(w in said for w in ("Kept inside", "vicar", post.title, lead.name))
    if on:
        narrowed = client.get(url("you-said"), {"group": group.pk})
        assert narrowed.context["page_obj"].paginator.count == 1


def test_the_public_page_costs_the_same_for_any_number(client, lead, django_assert_max_num_queries):
    Office.objects.update(public_page=True)

    def add(number):
        for _ in range(number):
            issue = heard(response="Done.", published_at=noon(TODAY))
            issue.groups.add(CommunityGroupFactory())
            IssueTellingFactory(issue=issue)

    add(2)
    with django_assert_max_num_queries(20) as few:
        client.get(url("you-said"))
    add(7)
    with django_assert_max_num_queries(len(few)):
        client.get(url("you-said"))


def test_a_private_issue_is_for_staff_and_whoever_answers(client, lead, other_lead, post):
    issue = heard(owner_post=post, exempt_reason="Names of witnesses")
    for person, status in ((lead, 200), (other_lead, 404)):
        visitor = sign_in(client, person)
        assert visitor.get(url("issue-detail", issue.pk)).status_code == status
        found = visitor.get(url("issue-list")).context["part"].read()
        assert len(found["issues"]) == (status == 200)
