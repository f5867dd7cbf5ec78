"""Readings of measures: from the day on which the figure should be known, then weekly. Of several
periods the first is asked for: whoever gives it is asked for the next."""

from django.urls import reverse

from objectives.measures import period_words, periods, reading_due_on
from objectives.measures.periods import nth
from objectives.models import Measure, Reading
from stakeholders.dates import in_words

from .plan_gate import Source, rows_for, since_of
from .rules import Step
from .things import Thing

SOURCE, RULE = "measure", "reading_due"


def read(on, since, keys=None, plan=None):
    rows = Measure.objects.in_force() if on else Measure.objects.all()
    rows = rows_for(rows, keys=keys, plan=plan)
    given = {}
    if on:
        known = Reading.objects.filter(measure__in=rows)
        for key, day in known.values_list("measure", "on"):
            given.setdefault(key, set()).add(day)
    for row in rows:
        yield thing_of(row, given.get(row.pk, ()), on)


def thing_of(measure, given, on):
    ended = periods(measure, on) if on else []
    missing = [day for day in ended if day not in given]
    asked = missing[0] if missing else nth(measure, len(ended))
    steps, details, due_on = (), (), None
    if on and asked:
        due_on = reading_due_on(measure, asked)
        first = max(due_on, since_of(measure.plan))
        again = measure.plan.again_after_days
        steps = (Step(RULE, first, f"reading of {asked}", every=again),)
        owed = sum(reading_due_on(measure, day) <= on for day in missing)
        details = (
            f"the figure for {period_words(measure, asked)}",
            f"due since {in_words(due_on, 'l j F Y')}" if due_on < on else "due today",
            f"and {owed - 1} more that {'is' if owed == 2 else 'are'} due" if owed > 1 else "",
        )
    return Thing(
        key=measure.pk,
        steps=steps,
        section="readings",
        heading=measure.title,
        asks="give the figure of this measure",
        details=tuple(filter(None, details)),
        post_id=measure.owner_post_id,
        private=bool(measure.exempt_reason),
        due_on=due_on,
        url=reverse("objectives:measure-detail", args=[measure.pk]),
        plan=measure.plan,
    )


source = Source(SOURCE, read, "Measure", private="A private measure")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
