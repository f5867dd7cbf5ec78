"""You said, we did: who holds a post reads what was heard and writes it down; `lead` answers."""

from tests.world import EVERYONE, Address

from .addresses import CHANGERS, LIST_READERS
from .engagement.factories import HeardIssueFactory, IssueSourceFactory, IssueTellingFactory

LOGGERS = {"coordinator", "lead", "other_lead"}
READERS = {"coordinator", "auditor", "lead"}
ANSWERERS = {"coordinator", "lead"}


def furnish(world):
    """An open issue that the lead's post answers, private; one that is public; one closed."""
    private = {"owner_post": world.post, "exempt_reason": "Names of witnesses"}
    world.heard_issue = IssueSourceFactory(issue=HeardIssueFactory(**private)).issue
    IssueSourceFactory(issue=world.heard_issue, heard_on="2026-06-20")
    world.issue_source = world.heard_issue.sources.first()
    world.answered_issue = IssueSourceFactory(
        issue=HeardIssueFactory(**private, response="The limit is checked.")
    ).issue
    world.told_issue = IssueTellingFactory(
        issue__response="The limit is checked every week.",
        issue__closed_at="2026-06-25T12:00Z",
        issue__published_at="2026-06-26T12:00Z",
    ).issue
    IssueSourceFactory(issue=world.told_issue)


def issue(world):
    return {"pk": world.heard_issue.pk}


def told(world):
    return {"pk": world.told_issue.pk}


def source(world):
    return {"pk": world.issue_source.pk}


def own_issue(world):
    return {"pk": world.heard_issue.pk}


def own_answered(world):
    return {"pk": world.answered_issue.pk}


def own_answered_by_link(world):
    return own_answered(world) | {"token": world.attend_token}


def own_issue_by_link(world):
    return own_issue(world) | {"token": world.attend_token}


ADDRESSES = {
    "meetings:issue-list": Address(LIST_READERS),
    "meetings:issue-create": Address(LOGGERS),
    "meetings:issue-detail": Address(READERS, issue),
    "meetings:issue-edit": Address(ANSWERERS, issue),
    "meetings:issue-assign": Address(CHANGERS, issue),
    "meetings:issue-respond": Address(ANSWERERS, issue),
    "meetings:issue-tell": Address(ANSWERERS, issue),
    "meetings:issue-close": Address(ANSWERERS, issue),
    "meetings:issue-reopen": Address(CHANGERS, told),
    "meetings:issue-merge": Address(CHANGERS, issue),
    "meetings:issue-withdraw": Address(CHANGERS, issue),
    "meetings:issue-publish": Address(CHANGERS, told),
    "meetings:issue-unpublish": Address(CHANGERS, told),
    "meetings:issue-source-create": Address(ANSWERERS, issue),
    "meetings:issue-source-remove": Address(CHANGERS, source, "post"),
    "meetings:issue-answer": Address({"lead"}, own_issue),
    "meetings:issue-answer-by-link": Address(EVERYONE, own_issue_by_link),
    "meetings:issue-told": Address({"lead"}, own_answered),
    "meetings:issue-told-by-link": Address(EVERYONE, own_answered_by_link),
    "meetings:you-said": Address(EVERYONE),
}
