"""What was said of a measure, period by period: readings, corrections and targets."""

from dataclasses import dataclass

from django.utils import timezone

from objectives.models import MeasureTarget, Reading

from .figures import figure, late_words
from .periods import month_words, period_words


@dataclass(frozen=True)
class Given:
    """The reading of a period as it stands, with the earlier ones that it took the place of."""

    reading: Reading
    period: str
    words: str
    expected: str
    late: str
    earlier: tuple = ()


@dataclass(frozen=True)
class Earlier:
    words: str
    reading: Reading


@dataclass(frozen=True)
class Targeted:
    """A target that was set, changed or taken back."""

    by_when: str
    words: str
    row: MeasureTarget
    stands: bool


@dataclass(frozen=True)
class Story:
    readings: tuple[Given, ...]
    targets: tuple[Targeted, ...]


def story_of(known):
    """The Story of one Followed, the newest period first; three queries."""
    measure = known.measure
    rows = {}
    for row in measure.readings.select_related("by", "post").order_by("recorded_at", "pk"):
        rows.setdefault(row.on, []).append(row)
    readings = tuple(_given(known, rows[on]) for on in sorted(rows, reverse=True))
    standing = {target.pk for target in known.targets}
    targets = tuple(
        Targeted(
            by_when=month_words(row.on),
            words="taken back" if row.value is None else figure(row.value, measure),
            row=row,
            stands=row.pk in standing,
        )
        for row in measure.targets.select_related("by").order_by("on", "-recorded_at", "-pk")
    )
    return Story(readings, targets)


def _given(known, rows):
    measure, first, last = known.measure, rows[0], rows[-1]
    expected = known.beside(last)
    return Given(
        reading=last,
        period=period_words(measure, last.on),
        words=figure(last.value, measure),
        expected="" if expected is None else figure(expected, measure),
        late=late_words(measure, last.on, timezone.localdate(first.recorded_at)),
        earlier=tuple(Earlier(figure(row.value, measure), row) for row in reversed(rows[:-1])),
    )
