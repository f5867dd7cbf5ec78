"""You said, we did: issues from one source or forty, answered, told, merged, made public."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from meetings.engagement.heard import loops, public_issues
from meetings.engagement.heard.alike import alike
from meetings.engagement.heard.listing import waiting_for
from meetings.engagement.heard.sources import heard_of, sources_of
from meetings.models import HeardIssue
from meetings.services.engagement import (
    add_source,
    assign_issue,
    close_untold,
    edit_issue,
    hear_issue,
    merge_issue,
    publish_issue,
    remove_source,
    reopen_issue,
    respond_to_issue,
    tell_people,
    unpublish_issue,
    withdraw_issue,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.meetings.factories import MeetingFactory
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.stakeholders.factories import PostFactory

from .factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    EngagementMethodFactory,
    HeardIssueFactory,
    IssueSourceFactory,
    IssueTellingFactory,
)

TODAY = date(2026, 7, 1)
NOW = noon(TODAY)
DAY = timedelta(days=1)
HEARD = date(2026, 6, 18)
PLAIN = {"title": "Speeding on the green", "words": "Cars drive too fast past the school."}


@pytest.fixture
def issue(db):
    source = IssueSourceFactory(issue=HeardIssueFactory(**PLAIN), count=4)
    return source.issue


@pytest.fixture
def method(db):
    return EngagementMethodFactory(title="Newsletter", listens=False)


def hear(by, **given):
    return hear_issue(by=by, **PLAIN | {"kind": "correspondence", "at": NOW} | given)


def answered(by, issue, response="A speed survey was done."):
    return respond_to_issue(issue, by=by, response=response, at=NOW)


def told(by, issue, method, **given):
    given = {"told_on": TODAY, "method": method, "at": NOW} | given
    tell_people(answered(by, issue), by=by, **given)
    return now(issue)


def now(issue):
    return HeardIssue.objects.get(pk=issue.pk)


def code_of(problem):
    (error,) = getattr(problem.value, "error_dict", {"": [problem.value]}).values()
    return error[0].error_list[0].code


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_an_issue_is_heard_with_its_first_source_and_the_activitys_groups(coordinator):
    group, area = CommunityGroupFactory(), AreaFactory()
    stall = EngagementActivityFactory(groups=[group], areas=[area], held_on=HEARD)

    issue = hear(coordinator, kind="activity", activity=stall, said="Mrs Hill says so", count=3)

    assert (issue.heard_on, issue.is_open) == (HEARD, True)
    assert ([*issue.groups.all()], [*issue.areas.all()]) == ([group], [area])
    source = issue.sources.get()
    assert (source.activity, source.count, source.words) == (stall, 3, "Mrs Hill says so")
    event = Event.objects.get()
    assert event.verb == "issue heard"
    assert event.after["words"] == PLAIN["words"]
    assert "Hill" not in str(event.after)
    # A button pressed twice says one thing; said again later it is another.
    assert hear(coordinator, kind="activity", activity=stall) == issue
    assert hear(coordinator, at=NOW + timedelta(minutes=2)) != issue


def test_an_issue_that_others_read_hides_with_whom_a_private_activity_was(coordinator, issue):
    group = CommunityGroupFactory()
    private = EngagementActivityFactory(groups=[group], held_on=HEARD, exempt_reason="Victims")
    add_source(issue, by=coordinator, kind="activity", activity=private, at=NOW)
    assert not issue.groups.exists()
    hidden = hear(coordinator, kind="activity", activity=private, exempt_reason="Victims")
    assert [*hidden.groups.all()] == [group]


def test_groups_that_are_said_take_the_place_of_the_activitys(coordinator):
    stall = EngagementActivityFactory(groups=[CommunityGroupFactory()])
    assert not hear(coordinator, kind="activity", activity=stall, groups=[]).groups.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"heard_on": TODAY + DAY}, "heard_ahead"),
        ({"kind": "activity"}, "activity_missing"),
        ({"kind": "meeting"}, "meeting_missing"),
        ({"kind": "consultation"}, "consultation_missing"),
        ({"heard_on": HEARD, "due_on": HEARD - DAY}, "due_before_heard"),
    ],
)
def test_what_cannot_have_been_heard_is_refused_and_leaves_nothing(coordinator, given, code):
    with pytest.raises(ValidationError) as problem:
        hear(coordinator, **given)
    assert code_of(problem) == code
    assert not HeardIssue.objects.exists()


def test_nothing_is_heard_at_what_was_cancelled_or_is_ahead(coordinator, issue):
    for kind, row, code in (
        ("activity", EngagementActivityFactory(status="cancelled"), "source_cancelled"),
        ("meeting", MeetingFactory(status="cancelled"), "source_cancelled"),
        ("activity", EngagementActivityFactory(held_on=TODAY + DAY), "heard_ahead"),
        ("consultation", ConsultationFactory(withdrawn_at=NOW), "source_cancelled"),
    ):
        with pytest.raises(ValidationError) as problem:
            add_source(issue, by=coordinator, kind=kind, at=NOW, **{kind: row})
        assert code_of(problem) == code


def test_one_issue_has_several_sources_and_the_same_place_counts_once(coordinator, issue):
    earlier = HEARD - 30 * DAY
    stall = EngagementActivityFactory(held_on=earlier, groups=[CommunityGroupFactory()])
    meeting = MeetingFactory(held_on=TODAY)
    add_source(issue, by=coordinator, kind="activity", activity=stall, at=NOW)
    add_source(issue, by=coordinator, kind="meeting", meeting=meeting, count=2, at=NOW)

    heard = heard_of(issue)

    assert now(issue).heard_on == earlier
    assert issue.groups.count() == 1
    assert (heard.total, heard.first, heard.last) == (3, earlier, TODAY)
    assert heard.people_words == "at least 6; not known for 1 source"
    assert verbs()[-2:] == ["issue source added"] * 2
    assert "issue heard earlier" in verbs()
    for again in (
        {"kind": "activity", "activity": stall},
        {"kind": "meeting", "meeting": meeting},
        {"kind": "correspondence", "heard_on": HEARD, "count": 4},
    ):
        with pytest.raises(ValidationError) as problem:
            add_source(issue, by=coordinator, at=NOW, **again)
        assert code_of(problem) == "source_twice"


def test_forty_sources_are_counted_by_kind_in_few_queries(
    coordinator, issue, django_assert_num_queries
):
    for number in range(20):
        held_on = HEARD + number % 5 * DAY
        IssueSourceFactory(issue=issue, kind="activity", activity=EngagementActivityFactory())
        IssueSourceFactory(issue=issue, heard_on=held_on, count=number, words=str(number))
    with django_assert_num_queries(2):
        heard = heard_of(issue)
    assert heard.kind_words == "20 engagement activities and 21 notes of letters, e-mails or calls"
    assert heard.people_words == "at least 194; not known for 20 sources"
    assert coordinator.access
    with django_assert_num_queries(2):
        assert len(sources_of(issue, coordinator)) == 41


def test_a_source_that_the_reader_may_not_open_says_nothing_of_itself(lead, issue):
    private = EngagementActivityFactory(exempt_reason="Names of witnesses")
    IssueSourceFactory(issue=issue, kind="activity", activity=private)
    assert {row.kind: row.seen for row in sources_of(issue, lead)} == {
        "activity": False,
        "correspondence": True,
    }


def test_a_source_is_removed_but_never_the_last(coordinator, issue):
    (first,) = issue.sources.all()
    add_source(issue, by=coordinator, kind="other", heard_on=HEARD + DAY, at=NOW)

    remove_source(first, by=coordinator, at=NOW)

    assert now(issue).heard_on == HEARD + DAY
    assert verbs()[-2:] == ["issue heard later", "issue source removed"]
    with pytest.raises(ValidationError) as problem:
        remove_source(issue.sources.get(), by=coordinator, at=NOW)
    assert code_of(problem) == "last_source"


def test_the_loop_is_answered_told_and_closed(coordinator, issue, method):
    post = PostFactory()
    assign_issue(issue, by=coordinator, owner_post=post, due_on=HEARD + DAY, at=NOW)
    answered(coordinator, issue)
    assert HeardIssue.objects.untold().get() == issue

    telling = tell_people(
        issue,
        by=coordinator,
        told_on=TODAY,
        method=method,
        groups=[CommunityGroupFactory()],
        at=NOW,
    )

    assert now(issue).closed_at == NOW
    assert verbs() == ["issue assigned", "issue answered", "people told"]
    groups = [*telling.groups.all()]
    again = {"told_on": TODAY, "method": method, "groups": groups, "at": NOW + DAY}
    assert tell_people(issue, by=coordinator, **again) == telling
    tell_people(issue, by=coordinator, **again | {"told_on": TODAY - DAY})
    assert (issue.tellings.count(), now(issue).closed_at) == (2, NOW)
    assert verbs().count("people told") == 2


def test_people_are_told_after_it_was_heard_and_answered_and_not_ahead(coordinator, issue, method):
    with pytest.raises(ValidationError) as problem:
        tell_people(issue, by=coordinator, told_on=TODAY, method=method, at=NOW)
    assert code_of(problem) == "not_answered"
    answered(coordinator, issue)
    for day, code in ((TODAY + DAY, "told_ahead"), (HEARD - DAY, "told_before_heard")):
        with pytest.raises(ValidationError) as problem:
            tell_people(issue, by=coordinator, told_on=day, method=method, at=NOW)
        assert code_of(problem) == code
    with pytest.raises(ValidationError) as problem:
        answered(coordinator, issue, "  ")
    assert code_of(problem) == "response_missing"


def test_an_issue_is_closed_untold_with_a_reason_and_opened_again(coordinator, issue):
    with pytest.raises(ValidationError) as problem:
        close_untold(issue, by=coordinator, reason="Nobody left a name", at=NOW)
    assert code_of(problem) == "not_answered"
    answered(coordinator, issue)
    close_untold(issue, by=coordinator, reason="Nobody left a name", at=NOW)
    assert (now(issue).is_open, now(issue).closed_reason) == (False, "Nobody left a name")
    with pytest.raises(ValidationError) as problem:
        answered(coordinator, issue, "Something else")
    assert code_of(problem) == "issue_closed"

    reopen_issue(issue, by=coordinator, reason="Heard again", at=NOW)

    assert now(issue).is_open
    assert verbs()[-2:] == ["issue closed untold", "issue reopened"]
    assert Event.objects.first().after["reason"] == "Heard again"
    with pytest.raises(ValidationError) as problem:
        reopen_issue(issue, by=coordinator, reason="Again", at=NOW)
    assert code_of(problem) == "issue_open"


def test_only_what_was_answered_told_and_looked_at_is_public(coordinator, issue, method):
    for make_ready, code in (
        (lambda: answered(coordinator, issue), "not_answered"),
        (lambda: told(coordinator, issue, method), "not_told"),
    ):
        with pytest.raises(ValidationError) as problem:
            publish_issue(issue, by=coordinator, at=NOW)
        assert code_of(problem) == code
        make_ready()
    with pytest.raises(EditConflict):
        publish_issue(issue, by=coordinator, version=1, at=NOW)
    assert not public_issues().exists()

    publish_issue(issue, by=coordinator, version=now(issue).version, at=NOW)

    assert [row.told_on for row in public_issues()] == [TODAY]
    assert verbs()[-1] == "issue published"
    unpublish_issue(issue, by=coordinator, at=NOW)
    assert not public_issues().exists()
    assert verbs()[-1] == "issue unpublished"
    with pytest.raises(ValidationError) as problem:
        unpublish_issue(issue, by=coordinator, at=NOW)
    assert code_of(problem) == "not_public"


def test_words_that_name_somebody_are_public_only_with_a_reason_that_names_nobody(
    coordinator, issue, method
):
    told(coordinator, issue, method, words="A letter to Mrs Hill")
    for checked, code in (
        ("", "names_somebody"),
        ("Mrs Hill agreed to it", "reason_names_somebody"),
    ):
        with pytest.raises(ValidationError) as problem:
            publish_issue(issue, by=coordinator, checked=checked, at=NOW)
        assert code_of(problem) == code

    publish_issue(issue, by=coordinator, checked="A councillor in public office", at=NOW)

    after = Event.objects.first().after
    assert after["found"] == ["1 × a title with a name in how people were told"]
    assert after["checked"] == "A councillor in public office"
    assert "Hill" not in str(after)


def test_what_the_public_reads_is_taken_back_when_it_changes(coordinator, issue, method):
    def change(**changes):
        return lambda: edit_issue(issue, by=coordinator, changes=changes, at=NOW)

    def tell(words):
        return lambda: tell_people(
            issue, by=coordinator, told_on=TODAY - DAY, method=method, words=words, at=NOW
        )

    def heard_at(**given):
        stall = EngagementActivityFactory(**given)
        return lambda: add_source(issue, by=coordinator, kind="activity", activity=stall, at=NOW)

    told(coordinator, issue, method)
    for act, stays in (
        (change(title="Speeding"), False),
        (change(response="Signs were put up."), False),
        (change(words="Cars are too fast."), False),
        (change(groups=[CommunityGroupFactory()]), False),
        (change(areas=[AreaFactory()]), False),
        (heard_at(groups=[CommunityGroupFactory()]), False),
        (heard_at(), True),
        (tell(""), True),
        (tell("A leaflet"), False),
        (lambda: reopen_issue(issue, by=coordinator, reason="Heard again", at=NOW), False),
    ):
        publish_issue(issue, by=coordinator, at=NOW)
        act()
        assert bool(now(issue).published_at) is stays
    assert "issue edited" in verbs()
    edit_issue(issue, by=coordinator, changes={"exempt_reason": "Names of witnesses"}, at=NOW)
    with pytest.raises(ValidationError) as problem:
        publish_issue(issue, by=coordinator, at=NOW)
    assert code_of(problem) == "issue_private"
    with pytest.raises(ValidationError) as problem:
        edit_issue(issue, by=coordinator, changes={"response": ""}, at=NOW)
    assert code_of(problem) == "response_missing"


def test_an_answer_is_not_slipped_in_by_editing(coordinator, issue):
    edit_issue(issue, by=coordinator, changes={"response": "Done", "title": "Speed"}, at=NOW)
    assert (now(issue).response, now(issue).title) == ("", "Speed")


def test_merged_the_other_has_sources_tellings_and_answer(coordinator, issue, method):
    stall = EngagementActivityFactory(held_on=HEARD - DAY)
    into = IssueSourceFactory(
        kind="activity", activity=stall, heard_on=HEARD, count=2, words="Too fast"
    ).issue
    IssueSourceFactory(
        issue=issue, kind="activity", activity=stall, heard_on=HEARD - DAY, count=5, words="Lorries"
    )
    earlier = HeardIssueFactory(merged_into=issue)
    told(coordinator, issue, method)
    group = CommunityGroupFactory()
    issue.groups.add(group)

    merge_issue(issue, into, by=coordinator, at=NOW)

    into, issue = now(into), now(issue)
    assert (issue.merged_into, now(earlier).merged_into) == (into, into)
    assert (issue.sources.count(), issue.tellings.count()) == (0, 0)
    assert (into.sources.count(), into.tellings.count()) == (2, 1)
    twin = into.sources.get(kind="activity")
    assert (twin.count, twin.words) == (5, "Too fast\n\nLorries")
    assert (into.response, into.closed_at) == ("A speed survey was done.", NOW)
    assert [*into.groups.all()] == [group]
    assert verbs()[-2:] == ["issue taken in", "issue merged"]
    with pytest.raises(ValidationError) as problem:
        merge_issue(into, issue, by=coordinator, at=NOW)
    assert code_of(problem) == "issue_gone"


def test_merged_an_open_loop_stays_open_with_its_own_answer(coordinator, issue, method):
    into = answered(coordinator, IssueSourceFactory(heard_on=HEARD).issue, "Patrols go there now.")
    merge_issue(told(coordinator, issue, method), into, by=coordinator, at=NOW)
    assert (now(into).response, now(into).is_open) == ("Patrols go there now.", True)


def test_an_issue_is_merged_neither_into_itself_nor_across_what_is_private(coordinator, issue):
    private = HeardIssueFactory(exempt_reason="Names of witnesses")
    for into, code in ((issue, "into_itself"), (private, "privacy_differs")):
        with pytest.raises(ValidationError) as problem:
            merge_issue(issue, into, by=coordinator, at=NOW)
        assert code_of(problem) == code


def test_what_was_withdrawn_takes_no_more_changes(coordinator, issue, method):
    withdraw_issue(issue, by=coordinator, reason="Written down twice", at=NOW)
    assert verbs() == ["issue withdrawn"]
    for act in (
        lambda: withdraw_issue(issue, by=coordinator, reason="Again", at=NOW),
        lambda: answered(coordinator, issue),
        lambda: add_source(issue, by=coordinator, kind="other", at=NOW),
        lambda: tell_people(issue, by=coordinator, told_on=TODAY, method=method, at=NOW),
    ):
        with pytest.raises(ValidationError) as problem:
            act()
        assert code_of(problem) == "issue_gone"


def test_loops_are_counted_by_state_the_oldest_first(lead, issue, coordinator):
    HeardIssueFactory(response="Done", heard_on=HEARD - DAY)
    HeardIssueFactory(response="Done", closed_at=NOW)
    HeardIssueFactory(withdrawn_at=NOW)
    HeardIssueFactory(exempt_reason="Names of witnesses")

    found = loops(TODAY)
    assert (found.waiting, found.untold, found.closed, found.open) == (2, 1, 1, 3)
    assert [row.age for row in found.longest] == [14, 13, 13]
    assert loops(TODAY, person=lead).waiting == loops(TODAY, public=True).waiting == 1


def test_the_public_reads_of_a_group_what_was_heard_from_one_merged_into_it(db):
    merged = CommunityGroupFactory(merged_into=CommunityGroupFactory())
    shown = HeardIssueFactory(response="Done", published_at=NOW, closed_at=NOW)
    shown.groups.add(merged, merged.merged_into)
    IssueTellingFactory(issue=shown)
    assert list(public_issues(group=merged.merged_into)) == [shown]
    assert list(public_issues(group=CommunityGroupFactory())) == []


def test_the_public_reads_nothing_that_was_not_told_or_was_taken_back(db):
    let_out = {"response": "Done", "published_at": NOW}
    for taken_back in (
        {"exempt_reason": "Names of witnesses"},
        {"withdrawn_at": NOW},
        {"merged_into": HeardIssueFactory()},
        {"published_at": None},
        {"response": ""},
    ):
        IssueTellingFactory(issue=HeardIssueFactory(**let_out | taken_back))
    HeardIssueFactory(**let_out)
    assert list(public_issues()) == []
    shown = IssueTellingFactory(issue=HeardIssueFactory(**let_out)).issue
    assert list(public_issues()) == [shown]


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("Speed of cars by the school", "", True),
        ("Cars", "They go much too fast past our school", True),
        ("Dogs in the park", "They are not on a lead", False),
        ("What people said", "", False),
    ],
)
def test_like_issues_are_found_by_the_words_that_they_share(issue, title, words, found):
    HeardIssueFactory(title="Litter at the market", words="Bins are full.")
    # Many that share a little do not hide the one that shares the most.
    HeardIssueFactory.create_batch(5, title="Bread", words="A school of fish", heard_on=TODAY)
    assert alike(HeardIssue.objects.open(), title, words) == ([issue] if found else [])


@pytest.mark.parametrize(
    ("given", "late"),
    [
        ({"due_on": TODAY - DAY}, True),
        ({"due_on": TODAY}, False),
        ({}, False),
        ({"due_on": TODAY - DAY, "response": "Done"}, False),
        ({"due_on": TODAY - DAY, "closed_at": NOW}, False),
        ({"due_on": TODAY - DAY, "withdrawn_at": NOW}, False),
    ],
)
def test_late_is_the_same_for_one_issue_and_for_many(db, given, late):
    issue = HeardIssueFactory(**given)
    assert issue.is_overdue(TODAY) is late
    assert HeardIssue.objects.overdue(TODAY).exists() is late


def test_what_waits_for_a_post_is_open_and_its_own(db):
    post = PostFactory()
    mine = HeardIssueFactory(owner_post=post)
    HeardIssueFactory(owner_post=post, closed_at=NOW)
    HeardIssueFactory(owner_post=post, withdrawn_at=NOW)
    HeardIssueFactory(owner_post=PostFactory())
    assert list(waiting_for([post.pk])) == [mine]
