"""Where the gaps are, and in which order: a group with priority that was not heard comes first."""

import datetime as dt

from stakeholders.dates import spoken

from .contract import Gap, GapKind

NOTHING_PLANNED = Gap(GapKind.NOTHING_PLANNED, "Nothing planned in the next twelve months")


def gaps_of(total, *, heard, told_by, last_on, last_heard_on, next_on, begun, a_year_on):
    """The gaps of one group, the worst first.

    `begun` is whether some of the period has passed: before that nothing is missed yet.
    `a_year_on` is the day by which something should be planned, None where that isn't asked.
    """
    found = []
    if begun and not heard:
        found.append(Gap(GapKind.NOT_HEARD, _not_heard(total, told_by, last_on, last_heard_on)))
    if total.aim is not None and total.done < total.aim:
        found.append(Gap(GapKind.BELOW_AIM, f"{total.done} of {total.aim} aimed for"))
    if a_year_on and (next_on is None or next_on > a_year_on):
        found.append(NOTHING_PLANNED)
    return tuple(found)


def _not_heard(total, told_by, last_on, last_heard_on):
    if total.done:
        how = f" ({', '.join(title.lower() for title in told_by)})" if told_by else ""
        if last_heard_on:
            return f"Only told{how}, last heard on {spoken(last_heard_on)}"
        return f"Only told, never heard{how}"
    return f"No engagement since {spoken(last_on)}" if last_on else "No engagement yet"


def most_urgent_first(rows):
    """Priority groups that were not heard, then those below their aim, then who had nothing for
    longest; what was with no group, and groups that are no longer kept, last."""
    return sorted(rows, key=_urgency)


def _urgency(row):
    if row.group_id is None or not row.in_force:
        return (4 if row.group_id is None else 3, False, dt.date.min)
    rank = 2
    if row.priority and row.has(GapKind.NOT_HEARD):
        rank = 0
    elif row.has(GapKind.BELOW_AIM):
        rank = 1
    return (rank, not row.priority and rank < 2, row.last_on or dt.date.min)


def due_by(aims, first, until):
    """How many of `aims` (rows with times, starts_on, ends_on) should have happened from `first`
    until `until`, both included: whole ones only. None where there were no aims by then."""
    due, some = 0, False
    for aim in aims:
        since, to = max(aim.starts_on, first), min(aim.ends_on or until, until)
        days = (to - since).days + 1
        if days > 0:
            due, some = due + aim.times * days, True
    # A year of 366 days is no more than a year.
    return due // 366 if some and due % 366 == 0 else due // 365 if some else None
