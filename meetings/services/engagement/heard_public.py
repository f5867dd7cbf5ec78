"""Letting an issue out to the public, by hand, by somebody who has seen exactly how it reads."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.engagement.heard.privacy import findings_of, known_names, look_through
from stakeholders.refusing import beside

from .heard_rows import OFF_THE_PUBLIC_PAGE, change_issue, in_force


@transaction.atomic
def publish_issue(issue, *, by, checked="", version=None, at=None):
    """Show it on the public page. Where its words could tell who said it (`privacy`), `checked`
    says why nobody can be recognised all the same. The log keeps what kind of thing was found and
    where, never the thing itself. `version` is the one that was looked at."""
    at = at or timezone.now()
    issue = in_force(issue, version=version)
    refuse_unready(issue)
    if issue.published_at:
        return issue
    found = findings_of(issue)
    if found and not checked.strip():
        raise ValidationError(
            "Change the words, or say why nobody can be recognised", code="names_somebody"
        )
    if look_through([("reason", checked)], known_names()):
        raise beside(
            "checked", "Say why without naming or quoting anybody", "reason_names_somebody"
        )
    said = {}
    if found:
        counted = Counter(finding.words for finding in found)
        said = {"found": [f"{n} × {words}" for words, n in counted.items()], "checked": checked}
    changes = {"published_at": at, "published_by": by}
    return change_issue(issue, by=by, verb="issue published", changes=changes, said=said, at=at)


def refuse_unready(issue):
    """Only what was answered and told, and is not private, can be public."""
    if issue.exempt_reason:
        raise ValidationError("A private issue can’t be made public", code="issue_private")
    if not issue.response:
        raise ValidationError("Say first what was done", code="not_answered")
    if not issue.tellings.exists():
        raise ValidationError("Say first how people were told", code="not_told")


@transaction.atomic
def unpublish_issue(issue, *, by, reason="", at=None):
    """Take it off the public page."""
    issue = in_force(issue)
    if issue.published_at is None:
        raise ValidationError("This issue is not public", code="not_public")
    said = {"reason": reason} if reason else None
    verb, changes = "issue unpublished", OFF_THE_PUBLIC_PAGE
    return change_issue(issue, by=by, verb=verb, changes=changes, said=said, at=at)
