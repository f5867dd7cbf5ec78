"""Promises of attendance that are broken, said once, or at risk, said every four weeks."""

from meetings.models import AttendanceCommitment
from meetings.promises import State, glances
from objectives.reminders.rules import Step

from .asking import Source
from .things import SILENT, Thing

SOURCE = "promise"
BROKEN, AT_RISK = "promise_broken", "promise_at_risk"


def read(on, since, keys=None):
    rows = AttendanceCommitment.objects.select_related("series").order_by("pk")
    rows = rows if keys is None else rows.filter(pk__in=keys)
    if on is None:
        yield from (Thing(row.pk, (), "meetings_kept", str(row)) for row in rows)
        return
    in_force = list(rows.on(on))
    found = glances(in_force, on=on) if in_force else ()
    for standing in sorted(found, key=lambda standing: standing.commitment.pk):
        yield thing_of(standing, since)


def thing_of(standing, since):
    commitment = standing.commitment
    details = [standing.sentence, standing.still]
    return Thing(
        key=commitment.pk,
        steps=steps_of(standing, since),
        section="meetings_kept",
        heading=str(commitment),
        asks=f"a promise of attendance is {standing.state.label.lower()}",
        details=tuple(filter(None, details)),
        series_post_id=commitment.series.lead_post_id,
        due_on=standing.by,
    )


def steps_of(standing, since):
    """A state has no day on which it began: what was not said of it in this stretch is owed."""
    ground, first = f"cycle from {standing.cycle.starts_on}", max(standing.cycle.starts_on, since)
    if standing.state == State.BROKEN:
        return (Step(BROKEN, first, ground),)
    if standing.state == State.AT_RISK:
        return (Step(AT_RISK, first, ground, every=SILENT),)
    return ()


source = Source(SOURCE, read, "Promise")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
