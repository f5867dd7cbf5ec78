"""Where the pieces of a chart's bars stand, in hundredths of the drawing's width."""

from reports.document import StateBars


def draw(chart: StateBars) -> list[dict]:
    """A bar a line, the longest as wide as the drawing: lengths compare between lines."""
    longest = max((sum(bar.counts) for bar in chart.bars), default=0) or 1
    rows = []
    for bar in chart.bars:
        pieces, start = [], 0.0
        for state, count in zip(chart.states, bar.counts, strict=True):
            if not count:
                continue
            width = 100 * count / longest
            pieces.append(
                {
                    "code": state.code,
                    "count": count,
                    "word": state.word,
                    "x": f"{start:.3f}%",
                    "width": f"{width:.3f}%",
                    "middle": f"{start + width / 2:.3f}%",
                    # Narrower than this, a figure would not fit its piece on a phone.
                    "has_room": width >= 4 * len(str(count)),
                }
            )
            start += width
        rows.append({"label": bar.label, "total": sum(bar.counts), "pieces": pieces})
    return rows
