"""What was known of measures at a moment: readings, targets and the trajectory to them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone

from objectives.models import Measure, MeasureTarget, Reading

from .periods import periods


@dataclass(frozen=True)
class Followed:
    """A measure as it was known: the reading of each period that stood then, by its day, and the
    target of each day. `corrected` are the periods whose reading took an earlier one's place."""

    measure: Measure
    readings: tuple[Reading, ...]
    targets: tuple[MeasureTarget, ...]
    corrected: frozenset

    @property
    def latest(self):
        return self.readings[-1] if self.readings else None

    @property
    def baseline(self):
        return self.readings[0] if self.readings else None

    def trajectory(self):
        """[(day, value)]: from the first reading straight to each target in turn."""
        start = self.baseline
        ahead = [(target.on, target.value) for target in self.targets]
        if start is None:
            return ahead
        return [(start.on, start.value), *(point for point in ahead if point[0] > start.on)]

    def expected(self, on):
        """Where the trajectory is on a day; None where there is no target, or it is yet to begin.
        After its last target that one goes on to hold."""
        if not self.targets:
            return None
        of_the_day = [target.value for target in self.targets if target.on == on]
        if of_the_day:
            return of_the_day[0]
        points = self.trajectory()
        if len(points) == 1 and self.baseline is not None:
            # Every target's day was over before the first reading: the last one still holds.
            return self.targets[-1].value
        if on < points[0][0]:
            return None
        for (day, value), (next_day, next_value) in pairwise(points):
            if day <= on < next_day:
                share = Decimal((on - day).days) / (next_day - day).days
                return value + (next_value - value) * share
        return points[-1][1]

    def beside(self, reading):
        """Where the trajectory is, as told beside a reading. It begins with the first, beside which
        stands a target of that day or before, and nothing else."""
        if reading != self.baseline:
            return self.expected(reading.on)
        target = self.target_for(reading.on)
        return target.value if target and target.on <= reading.on else None

    def target_for(self, on):
        """The target that a reading of the day is on its way to: the next one, else the last."""
        ahead = [target for target in self.targets if target.on >= on]
        return ahead[0] if ahead else (self.targets[-1] if self.targets else None)


def missing_periods(known, on):
    """The periods that ended by the day and have no reading, the first first."""
    given = {reading.on for reading in known.readings}
    return [day for day in periods(known.measure, on) if day not in given]


def followed(measures, *, at=None):
    """[Followed], in the order of `measures`, as it was known at the moment `at`: in two queries
    for any number of them."""
    measures, at = list(measures), at or timezone.now()
    readings = _latest_of_each_day(Reading, measures, at)
    targets = _latest_of_each_day(MeasureTarget, measures, at)
    return [
        Followed(
            measure,
            tuple(row for row, _ in readings[measure.pk].values()),
            tuple(row for row, _ in targets[measure.pk].values() if row.value is not None),
            frozenset(on for on, (_, again) in readings[measure.pk].items() if again),
        )
        for measure in measures
    ]


def _latest_of_each_day(model, measures, at):
    """{measure: {day: (row, whether it took another one's place)}}, by rising days."""
    found = defaultdict(dict)
    rows = model.objects.filter(measure__in=measures, recorded_at__lte=at)
    for row in rows.select_related("by").order_by("measure", "on", "recorded_at", "pk"):
        found[row.measure_id][row.on] = row, row.on in found[row.measure_id]
    return found
