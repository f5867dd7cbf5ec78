"""A measure as a line: what a page and a paper draw, each figure in words beside it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .figures import figure
from .periods import month_words, period_words

WIDTH, HEIGHT = 400, 240
LEFT, RIGHT, TOP, BOTTOM = 24, 376, 36, 186
"""the field of the drawing, in units of its own: about a pixel of a phone"""
MOST_LABELS = 6


@dataclass(frozen=True)
class Point:
    """`x` and `y` are its place in the drawing; `label` is written there, where there is room."""

    on: dt.date
    value: Decimal
    words: str
    period: str
    x: float
    y: float
    label: str = ""
    label_y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """`points` are the readings, `trajectory` the way to the targets. `summary` says in a sentence
    what is to be seen."""

    title: str
    unit: str
    summary: str
    points: tuple[Point, ...]
    trajectory: tuple[Point, ...]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self):
        return path(self.points)

    @property
    def way(self):
        return path(self.trajectory)


def chart_of(standing):
    """The Chart of a Standing, or None where there is no reading to draw."""
    known = standing.followed
    if not known.readings:
        return None
    measure = known.measure
    readings = [(reading.on, reading.value) for reading in known.readings]
    way = known.trajectory() if known.targets else []
    place = _places([*readings, *way])
    every = max(1, -(-len(readings) // MOST_LABELS))
    points = tuple(
        _point(
            measure,
            on,
            value,
            place,
            written=(len(readings) - 1 - number) % every == 0,
            # Away from the broken line.
            above=(known.expected(on) or value) <= value,
        )
        for number, (on, value) in enumerate(readings)
    )
    trajectory = tuple(
        _point(measure, on, value, place, written=number > 0)
        for number, (on, value) in enumerate(way)
    )
    days = [on for on, _ in [*readings, *way]]
    return Chart(
        title=measure.title,
        unit=measure.get_unit_display(),
        summary=standing.sentence,
        points=points,
        trajectory=trajectory,
        first=month_words(min(days)),
        last=month_words(max(days)) if max(days) != min(days) else "",
    )


def path(points):
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def _point(measure, on, value, place, *, written, above=True):
    x, y = place(on, value)
    words = figure(value, measure)
    return Point(
        on=on,
        value=value,
        words=words,
        period=period_words(measure, on),
        x=x,
        y=y,
        label=words if written else "",
        label_y=round(y - 12 if above else y + 22, 1),
        anchor="start" if x < LEFT + 20 else "end" if x > RIGHT - 20 else "middle",
    )


def _places(pairs):
    """The place of a day and a value. The field begins where the figures do: it is a line, not a
    bar, and what matters is the way it goes."""
    days, values = [on for on, _ in pairs], [value for _, value in pairs]
    low, high = min(values), max(values)
    first, wide, tall = min(days), (max(days) - min(days)).days, high - low

    def place(on, value):
        x = LEFT + (RIGHT - LEFT) * (on - first).days / wide if wide else (LEFT + RIGHT) / 2
        y = BOTTOM - (BOTTOM - TOP) * float((value - low) / tall) if tall else (TOP + BOTTOM) / 2
        return round(x, 1), round(y, 1)

    return place
