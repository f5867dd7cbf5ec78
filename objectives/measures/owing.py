"""Which readings are owed: a period is over, and its figure should be known by now."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from objectives.models import Measure, Reading

from .figures import days_or_months
from .periods import period_words, periods, reading_due_on


@dataclass(frozen=True)
class Owed:
    """One reading that is due: of which period, since when."""

    measure: Measure
    on: dt.date
    due_on: dt.date

    @property
    def period(self):
        return period_words(self.measure, self.on)

    def late_words(self, today):
        days = (today - self.due_on).days
        return f"{days_or_months(days)} late" if days > 0 else "due today"


def readings_owed(measures, on):
    """{measure's key: [Owed]}, the oldest period first; a query for any number of measures."""
    measures = list(measures)
    given = defaultdict(set)
    for key, day in Reading.objects.filter(measure__in=measures).values_list("measure", "on"):
        given[key].add(day)
    found = {}
    for measure in measures:
        due = [
            Owed(measure, day, due_on)
            for day in periods(measure, on)
            if day not in given[measure.pk] and (due_on := reading_due_on(measure, day)) <= on
        ]
        if due:
            found[measure.pk] = due
    return found


def owed_by(person, on=None):
    """[Owed] of the posts that the person holds, in plans that somebody still works on: of each
    measure the oldest, for that is the one that is asked."""
    on = on or timezone.localdate()
    measures = Measure.objects.asked_of(person.access.posts)
    return [due[0] for due in readings_owed(measures, on).values()]
