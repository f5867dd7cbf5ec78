"""Where a chart's lines run: across in hundredths of its width, down in those of its height."""

from itertools import pairwise

from reports.document import Line, LineChart
from reports.tables import spoken

# At the sides there is room for the words of the first point and of the last.
LEFT, RIGHT = 8.0, 92.0
TOP, BOTTOM = 16.0, 88.0
# More words than these would run into each other on a phone.
MOST_WORDS = 6


def draw(chart: LineChart) -> dict:
    days = [point.on for line in chart.lines for point in line.points]
    first, last = min(days), max(days)
    span = (last - first).days or 1
    low, high = float(chart.low.value), float(chart.high.value)
    height = (high - low) or 1

    def place(point):
        across = LEFT + (RIGHT - LEFT) * (point.on - first).days / span
        down = BOTTOM - (BOTTOM - TOP) * (float(point.value) - low) / height
        return {"x": _share(across), "y": _share(down), "words": ""}

    # What a point says of itself is not said again beside it.
    said = {line.points[number].words for line in chart.lines for number in _said(line)}
    edges = ((BOTTOM, chart.low.words), (TOP, chart.high.words))
    return {
        "scale": [{"y": _share(y), "words": "" if words in said else words} for y, words in edges],
        "from": spoken(first),
        "to": spoken(last) if last != first else "",
        "lines": [_line(line, [place(point) for point in line.points]) for line in chart.lines],
    }


def _line(line: Line, places: list[dict]) -> dict:
    for number in _said(line):
        places[number]["words"] = line.points[number].words
        places[number]["above"] = _share(float(places[number]["y"].rstrip("%")) - 4)
    return {
        "label": line.label,
        "dashed": line.dashed,
        "points": places,
        "pieces": [
            {"x1": a["x"], "y1": a["y"], "x2": b["x"], "y2": b["y"]} for a, b in pairwise(places)
        ],
    }


def _said(line: Line) -> range:
    """Which points bear their words: the last always, and of what was meant no other."""
    count = len(line.points)
    if line.dashed:
        return range(count - 1, count)
    step = -(-count // MOST_WORDS)
    return range(count - 1, -1, -step)


def _share(number: float) -> str:
    return f"{number:.2f}%"
