"""You said, we did, read: which loops are open, which are late, which are alike."""

import pytest

from meetings.engagement.heard import loops, public_issues
from meetings.engagement.heard.alike import alike
from meetings.engagement.heard.listing import waiting_for
from meetings.models import HeardIssue
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.stakeholders.factories import PostFactory

from .factories import HeardIssueFactory, IssueTellingFactory
from .hearing import DAY, HEARD, NOW, TODAY, an_issue


@pytest.fixture
def issue(db):
    return an_issue()


def test_loops_are_counted_by_state_the_oldest_first(lead, issue, coordinator):
    HeardIssueFactory(response="Done", heard_on=HEARD - DAY)
    HeardIssueFactory(response="Done", closed_at=NOW)
    HeardIssueFactory(withdrawn_at=NOW)
    HeardIssueFactory(exempt_reason="Names of witnesses")

    found = loops(TODAY)
    assert (found.waiting, found.untold, found.closed, found.open) == (2, 1, 1, 3)
    assert [row.age for row in found.longest] == [14, 13, 13]
    assert loops(TODAY, person=lead).waiting == loops(TODAY, public=True).waiting == 1
    # What was heard later is no loop yet.
    assert loops(HEARD - DAY).open == 1


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
