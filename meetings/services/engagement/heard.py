"""You said, we did: an issue is heard, answered, and people are told what came of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import HeardIssue, IssueTelling
from stakeholders.dates import spoken
from stakeholders.editing import TWICE, lock_row
from stakeholders.events import record, values_of
from stakeholders.refusing import beside

from .heard_rows import OFF_THE_PUBLIC_PAGE, change_issue, in_force, refuse_future
from .heard_sources import make_source, tells_with_whom

EDITABLE = ("title", "words", "groups", "areas", "response", "action", "exempt_reason")


@transaction.atomic
def hear_issue(
    *,
    by,
    title,
    words,
    kind,
    heard_on=None,
    activity=None,
    meeting=None,
    consultation=None,
    count=None,
    said="",
    groups=None,
    areas=None,
    owner_post=None,
    due_on=None,
    exempt_reason="",
    at=None,
):
    """An issue with its first source. `heard_on` is the day of the activity or meeting unless it
    is given; `said` is what was said there. Groups and areas: the activity's, unless they are.
    The same said twice within a minute is one issue: a button was pressed twice."""
    at = at or timezone.now()
    if by is not None:
        lock_row(by)  # The second press waits for the first, and finds what it wrote.
    same = {"title": title, "words": words, "created_at__range": (at - TWICE, at)}
    if twin := HeardIssue.objects.in_force().filter(**same, sources__by=by).first():
        return twin
    fields = {"title": title, "words": words, "exempt_reason": exempt_reason}
    fields |= {"owner_post": owner_post, "due_on": due_on}
    day = heard_on or getattr(activity or meeting, "held_on", None) or timezone.localdate(at)
    if due_on and due_on < day:
        raise beside("due_on", "The day must not be before it was heard", "due_before_heard")
    issue = HeardIssue.objects.create(heard_on=day, created_at=at, **fields)
    source = make_source(
        issue,
        by=by,
        kind=kind,
        heard_on=day,
        activity=activity,
        meeting=meeting,
        consultation=consultation,
        count=count,
        words=said,
        at=at,
    )
    own = activity if tells_with_whom(source) else None
    issue.groups.set(own.groups.all() if groups is None and own else groups or ())
    issue.areas.set(own.areas.all() if areas is None and own else areas or ())
    after = {name: value for name, value in values_of(issue, fields).items() if value}
    record("issue heard", issue, by=by, after=after | {"heard_on": day, "kind": kind}, at=at)
    return issue


@transaction.atomic
def edit_issue(issue, *, by, changes, version=None, at=None):
    """Change what is said of it. An answer that people were told is reworded, never emptied."""
    issue = in_force(issue, version=version)
    changes = {name: value for name, value in changes.items() if name in EDITABLE}
    if issue.response and not changes.get("response", issue.response).strip():
        raise beside("response", "Enter what was done", "response_missing")
    if "response" in changes and not issue.response:
        del changes["response"]  # Whoever answers does so by `respond_to_issue`.
    return change_issue(issue, by=by, verb="issue edited", changes=changes, at=at)


@transaction.atomic
def assign_issue(issue, *, by, owner_post, due_on=None, version=None, at=None):
    """Who answers, and by when. Of what has no owner whoever looks after engagement is told."""
    issue = in_force(issue, version=version)
    if due_on and due_on < issue.heard_on:
        raise beside("due_on", "The day must not be before it was heard", "due_before_heard")
    changes = {"owner_post": owner_post, "due_on": due_on}
    return change_issue(issue, by=by, verb="issue assigned", changes=changes, at=at)


@transaction.atomic
def respond_to_issue(issue, *, by, response, action=None, version=None, at=None):
    """What the office did or will do. A later answer takes the place of an earlier one, which
    stays in the history."""
    at = at or timezone.now()
    issue = in_force(issue)
    if issue.closed_at:
        raise ValidationError("People were told already: open it again first", code="issue_closed")
    if response.strip() and (issue.response, issue.action) == (response, action):
        return issue  # The same button pressed twice.
    issue = in_force(issue, version=version)
    if not response.strip():
        raise beside("response", "Enter what was done", "response_missing")
    changes = {"response": response, "action": action}
    if issue.response != response:
        changes["responded_at"] = at
    return change_issue(issue, by=by, verb="issue answered", changes=changes, at=at)


@transaction.atomic
def tell_people(issue, *, by, told_on, method, groups=(), words="", at=None):
    """People were told what came of it: that closes the loop. They may be told again, another
    way. Returns the telling; the same one given twice is one."""
    at = at or timezone.now()
    issue = in_force(issue)
    if not issue.response:
        raise ValidationError("Say first what was done", code="not_answered")
    refuse_future(told_on, field="told_on", at=at, code="told_ahead")
    if told_on < issue.heard_on:
        raise beside(
            "told_on",
            f"The day must not be before it was heard, {spoken(issue.heard_on)}",
            "told_before_heard",
        )
    said = {"told_on": told_on, "method": method, "words": words}
    wanted = {group.pk for group in groups}
    for twin in issue.tellings.filter(**said):
        if set(twin.groups.values_list("pk", flat=True)) == wanted:
            return twin
    telling = IssueTelling.objects.create(issue=issue, by=by, recorded_at=at, **said)
    telling.groups.set(groups)
    changes = {"closed_at": issue.closed_at or at, "closed_reason": ""}
    if words and issue.published_at:
        # These words are public too, and nobody has looked at them yet.
        changes |= OFF_THE_PUBLIC_PAGE
    logged = {"told_on": told_on, "method": method, "groups": [str(group) for group in groups]}
    # Told a second time, the loop is closed already: only the log says so.
    change_issue(issue, by=by, verb="people told", changes=changes, said=logged, at=at)
    return telling


@transaction.atomic
def close_untold(issue, *, by, reason, at=None):
    """Nobody is told, and why: the person can't be found, they asked not to be."""
    at = at or timezone.now()
    issue = in_force(issue)
    if issue.closed_at:
        raise ValidationError("This issue is closed already", code="issue_closed")
    if not issue.response:
        raise ValidationError("Say first what was done", code="not_answered")
    changes = {"closed_at": at, "closed_reason": reason}
    return change_issue(issue, by=by, verb="issue closed untold", changes=changes, at=at)


@transaction.atomic
def reopen_issue(issue, *, by, reason, at=None):
    """It was closed too soon, or is heard again. What the public read of it no longer holds."""
    issue = in_force(issue)
    if issue.closed_at is None:
        raise ValidationError("This issue is open", code="issue_open")
    changes = {"closed_at": None, "closed_reason": "", **OFF_THE_PUBLIC_PAGE}
    said = {"reason": reason}
    return change_issue(issue, by=by, verb="issue reopened", changes=changes, said=said, at=at)


@transaction.atomic
def withdraw_issue(issue, *, by, reason, at=None):
    """It was written down by mistake."""
    issue = in_force(issue)
    changes = {"withdrawn_at": at or timezone.now(), "withdrawn_reason": reason}
    changes |= OFF_THE_PUBLIC_PAGE
    return change_issue(issue, by=by, verb="issue withdrawn", changes=changes, at=at)
