"""You said, we did: issues from one source or forty, merged, withdrawn."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from meetings.engagement.heard.sources import heard_of, sources_of
from meetings.models import HeardIssue
from meetings.services.engagement import (
    add_source,
    merge_issue,
    remove_source,
    tell_people,
    withdraw_issue,
)
from stakeholders.models import Event
from tests.meetings.factories import MeetingFactory
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory

from .factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    HeardIssueFactory,
    IssueSourceFactory,
)
from .hearing import (
    DAY,
    HEARD,
    NOW,
    PLAIN,
    TODAY,
    a_newsletter,
    an_issue,
    answered,
    code_of,
    hear,
    now,
    told,
    verbs,
)


@pytest.fixture
def issue(db):
    return an_issue()


@pytest.fixture
def method(db):
    return a_newsletter()


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
        ({"heard_on": date(1926, 6, 18)}, "too_early"),
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
