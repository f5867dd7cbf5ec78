"""The queries of a paper's part on what was heard: a fixed number of them, whatever was said.

Everything as it was said by the cut-off. A public paper has the words of an issue only where a
coordinator let them out; exempt issues are in no count of it.
"""

from dataclasses import dataclass, replace

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from meetings.models import HeardIssue, IssueTelling
from stakeholders.events import set_back

SAID = (
    *("title", "words", "response", "heard_on", "owner_post", "action"),
    *("closed_at", "published_at", "withdrawn_at", "merged_into"),
)


@dataclass(frozen=True)
class ToldIssue:
    """An issue that people were told about since the last cut-off, and how, the first way first."""

    issue: HeardIssue
    tellings: tuple[IssueTelling, ...]


@dataclass(frozen=True)
class HeardReading:
    """`open` are the loops not closed by the cut-off, the longest first; `told_unsaid` is how many
    more people were told about, whose words are not in this paper."""

    told: tuple[ToldIssue, ...]
    told_unsaid: int
    open: tuple[HeardIssue, ...]
    heard: int
    left_out: bool
    day: object

    @property
    def is_empty(self):
        return not (self.told or self.told_unsaid or self.open or self.heard or self.left_out)

    @property
    def waiting(self):
        return [issue for issue in self.open if not issue.response]


def read_heard(reading):
    """Of a paper's `reading`: its period, cut-offs, and whether it is private."""
    cut_off, since = reading.cut_off, reading.previous_cut_off
    told, open_, heard, left_out = [], [], 0, False
    for issue in issues_by(cut_off):
        tellings = tuple(row for row in issue.tellings.all() if row.recorded_at > since)
        is_open, is_new = issue.closed_at is None, since < issue.created_at
        if issue.exempt_reason and not reading.private:
            left_out = left_out or bool(is_open or is_new or tellings)
            continue
        heard += is_new
        if is_open:
            open_.append(issue)
        if tellings:
            told.append(ToldIssue(issue, tellings))
    listed = told if reading.private else let_out(told, cut_off)
    return HeardReading(
        told=tuple(sorted(listed, key=lambda one: (one.tellings[0].told_on, one.issue.pk))),
        told_unsaid=len(told) - len(listed),
        open=tuple(sorted(open_, key=lambda issue: (issue.heard_on, issue.pk))),
        heard=heard,
        left_out=left_out,
        day=timezone.localdate(cut_off),
    )


def issues_by(cut_off):
    """Those in force at the cut-off, as they were said by then."""
    tellings = IssueTelling.objects.filter(recorded_at__lte=cut_off).select_related("method")
    rows = HeardIssue.objects.filter(created_at__lte=cut_off)
    rows = rows.prefetch_related(Prefetch("tellings", tellings)).order_by("created_at", "pk")
    rows = set_back(rows, cut_off, SAID)
    known = [row for row in rows if not (row.withdrawn_at or row.merged_into_id)]
    prefetch_related_objects(known, "owner_post")
    return known


def let_out(told, cut_off):
    """Those that were public by the cut-off and are so today, in the words that are public today:
    what was taken back since, or reworded, is printed in no public paper."""
    then = [one for one in told if one.issue.published_at and one.issue.published_at <= cut_off]
    now = HeardIssue.objects.public().in_bulk([one.issue.pk for one in then])
    return [replace(one, issue=now[one.issue.pk]) for one in then if one.issue.pk in now]
