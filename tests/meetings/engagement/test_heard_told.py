"""You said, we did: the loop is answered, told and closed, and what the public reads of it."""

import pytest
from django.core.exceptions import ValidationError

from meetings.engagement.heard import public_issues
from meetings.models import HeardIssue
from meetings.services.engagement import (
    add_source,
    assign_issue,
    close_untold,
    edit_issue,
    publish_issue,
    reopen_issue,
    tell_people,
    unpublish_issue,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.stakeholders.factories import PostFactory

from .factories import EngagementActivityFactory
from .hearing import (
    DAY,
    HEARD,
    NOW,
    TODAY,
    a_newsletter,
    an_issue,
    answered,
    code_of,
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
