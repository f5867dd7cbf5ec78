"""The moments at which a paper counts: its own cut-off, and those of former periods."""

from django.utils import timezone

from actionplans.periods import parse_period
from objectives.rounds import cut_offs_of
from reports.document import Moment
from reports.models import Report, ReportRevision

LOOKS_BACK = 3


def moments_of(plan, body, period, cut_off, *, private):
    """The paper's own cut-off first, then back in time.

    A former quarter is counted as at the cut-off of its published paper for the same body, so that
    two papers say the same of it; else as at its own. A paper may be built before its time: what
    lies after its cut-off has not come.
    """
    now, *former = counted_quarters(period, timezone.localdate(cut_off))
    usual = cut_offs_of(plan, former)
    published = published_cut_offs(plan, body, former, private=private)
    moments = [
        Moment(quarter.short_label, published.get(quarter) or usual[quarter]) for quarter in former
    ]
    return (Moment(now.short_label, cut_off), *(m for m in moments if m.cut_off < cut_off))


def counted_quarters(period, today):
    """A quarter and the three before it; of a longer period its own, and the end of the one
    before: it rolls its quarters up."""
    if len(period.quarters) > 1:
        begun = [quarter for quarter in period.quarters if quarter.has_begun(today)]
        begun = begun or period.quarters[:1]
        return [*reversed(begun), period.quarters[0].previous()]
    quarters = [period]
    while len(quarters) <= LOOKS_BACK:
        quarters.append(quarters[-1].previous())
    return quarters


def published_cut_offs(plan, body, quarters, *, private):
    """{quarter: the cut-off of its published paper}. Where the quarter ended a longer period that
    has a paper and the quarter has none, it is that one's."""
    rows = ReportRevision.objects.filter(
        report__plan=plan,
        report__body=body,
        report__private=private,
        status=ReportRevision.Status.PUBLISHED,
    ).values_list("report__kind", "report__period", "cut_off")
    found = {}
    # Quarterly papers last: theirs is the word where there are several.
    for _kind, period, cut_off in sorted(rows, key=lambda row: row[0] == Report.Kind.QUARTERLY):
        quarter = parse_period(period).quarters[-1]
        if quarter in quarters:
            found[quarter] = cut_off
    return found
