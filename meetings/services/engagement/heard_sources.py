"""Where an issue was heard: one issue may have forty sources, and two issues turn out to be one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.engagement.bounds import EARLIEST
from meetings.models import EngagementActivity, HeardIssue, IssueSource, Meeting
from stakeholders.events import record
from stakeholders.refusing import beside

from .heard_rows import (
    OFF_THE_PUBLIC_PAGE,
    change_issue,
    earliest,
    in_force,
    refuse_future,
    with_those_of,
)

Kind = IssueSource.Kind
# The source of a kind that has a row of its own.
OF_KIND = {Kind.ACTIVITY: "activity", Kind.MEETING: "meeting", Kind.CONSULTATION: "consultation"}


@transaction.atomic
def add_source(
    issue,
    *,
    by,
    kind,
    heard_on=None,
    activity=None,
    meeting=None,
    consultation=None,
    count=None,
    words="",
    at=None,
):
    """The same issue was heard again, or elsewhere. The groups and areas of an activity become
    the issue's too. Heard twice at one place it is one source, and that is told."""
    at = at or timezone.now()
    issue = in_force(issue)
    day = heard_on or getattr(activity or meeting, "held_on", None) or timezone.localdate(at)
    source = make_source(
        issue,
        by=by,
        kind=kind,
        heard_on=day,
        activity=activity,
        meeting=meeting,
        consultation=consultation,
        count=count,
        words=words,
        at=at,
    )
    changes = {"heard_on": min(issue.heard_on, day)}
    change_issue(issue, by=by, verb="issue heard earlier", changes=changes, at=at)
    after = {"kind": kind, "heard_on": day, "count": count}
    after |= {name: row for name in OF_KIND.values() if (row := getattr(source, name))}
    also = with_those_of(issue, activity) if tells_with_whom(source) else {}
    change_issue(issue, by=by, verb="issue source added", changes=also, said=after, at=at)
    return source


def make_source(issue, *, by, kind, heard_on, count, words, at, **rows):
    """A source of a locked issue. What was said there is not in the log: it may name somebody."""
    wanted = OF_KIND.get(kind)
    rows = {name: row if name == wanted else None for name, row in rows.items()}
    if wanted and rows[wanted] is None:
        raise beside(wanted, "Choose where it was heard", f"{wanted}_missing")
    refuse_future(heard_on, field="heard_on", at=at, code="heard_ahead")
    if heard_on < EARLIEST:
        raise beside("heard_on", f"The day must be in {EARLIEST.year} or later", "too_early")
    refuse_cancelled(**rows)
    said = {"kind": kind, "heard_on": heard_on, "count": count, "words": words, **rows}
    same = {wanted: rows[wanted]} if wanted in ("activity", "meeting") else said
    if issue.sources.filter(**same).exists():
        raise ValidationError(
            f"“{issue}” is recorded as heard there already. If more people said it, say how many "
            "or what was different",
            code="source_twice",
        )
    return IssueSource.objects.create(issue=issue, by=by, recorded_at=at, **said)


def tells_with_whom(source):
    """Whether the issue has the groups and areas of the activity where it was heard: with whom a
    private one was is not told by an issue that others read, or the public."""
    activity = source.activity
    return bool(activity and (source.issue.exempt_reason or not activity.exempt_reason))


def refuse_cancelled(*, activity, meeting, consultation):
    gone = activity and (
        activity.withdrawn_at or activity.status == EngagementActivity.Status.CANCELLED
    )
    gone = gone or (meeting and meeting.status == Meeting.Status.CANCELLED)
    gone = gone or (consultation and consultation.withdrawn_at)
    if gone:
        raise ValidationError(
            "That did not happen: it was cancelled or withdrawn", code="source_cancelled"
        )


@transaction.atomic
def remove_source(source, *, by, at=None):
    """It was recorded by mistake. The last one stays: without it nothing was heard."""
    issue = in_force(source.issue)
    if not issue.sources.exclude(pk=source.pk).exists():
        raise ValidationError(
            "This is the only source. Withdraw the issue if it was never heard",
            code="last_source",
        )
    before = {"kind": source.kind, "heard_on": source.heard_on, "count": source.count}
    issue.sources.filter(pk=source.pk).delete()
    changes = {"heard_on": earliest(issue)}
    change_issue(issue, by=by, verb="issue heard later", changes=changes, at=at)
    record("issue source removed", issue, by=by, before=before, at=at)
    return issue


@transaction.atomic
def merge_issue(issue, into, *, by, at=None):
    """`issue` is the same as `into`, which has its sources and tellings from now on, and its
    answer where it has none of its own. The merged one leads there. Returns `into`."""
    at = at or timezone.now()
    if issue.pk == into.pk:
        raise beside("into", "Choose another issue than this one", "into_itself")
    # In the order of their keys: two people who merge crosswise wait, and neither for ever.
    rows = {row.pk: in_force(row) for row in sorted((issue, into), key=lambda row: row.pk)}
    issue, into = rows[issue.pk], rows[into.pk]
    if bool(issue.exempt_reason) != bool(into.exempt_reason):
        raise ValidationError(
            "One of them is private and the other is not. Make both private, or neither, first",
            code="privacy_differs",
        )
    changes = taken_over(issue, into)
    for source in issue.sources.all():
        move_source(source, into)
    if issue.tellings.exclude(words="").exists():
        changes |= OFF_THE_PUBLIC_PAGE
    issue.tellings.update(issue=into)
    changes |= with_those_of(into, issue)
    # No chains: what leads to the merged one leads on to where it went.
    HeardIssue.objects.filter(merged_into=issue).update(merged_into=into)
    changes["heard_on"] = earliest(into)
    said = {"merged": issue}
    change_issue(into, by=by, verb="issue taken in", changes=changes, said=said, at=at)
    gone = {"merged_into": into, **OFF_THE_PUBLIC_PAGE}
    change_issue(issue, by=by, verb="issue merged", changes=gone, at=at)
    return into


def taken_over(issue, into):
    """The answer of the merged one, and that people were told it, where `into` has none."""
    if into.response or not issue.response:
        return {}
    names = ("response", "responded_at", "action", "closed_at", "closed_reason")
    return {name: getattr(issue, name) for name in names}


def move_source(source, into):
    """Heard at one place for both, it becomes one source that says what both said."""
    same = {
        name: getattr(source, name) for name in ("activity", "meeting") if getattr(source, name)
    }
    twin = into.sources.filter(**same).first() if same else None
    if twin is None:
        source.issue = into
        source.save(update_fields=["issue"])
        return
    # They may be the same people: no more is certain than the higher number.
    twin.count = max((n for n in (twin.count, source.count) if n is not None), default=None)
    if source.words and source.words not in twin.words:
        twin.words = "\n\n".join(filter(None, (twin.words, source.words)))
    twin.save(update_fields=["count", "words"])
    source.delete()
