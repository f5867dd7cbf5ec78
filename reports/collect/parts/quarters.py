"""The quarters of a half-yearly or annual paper, one after the other, and all together."""

from objectives.states import ShownState
from reports.document import Cell, Column, Paragraph, Table

KEY = "quarters"
TITLE = "Quarter by quarter"
ABOUT = "How each quarter went, in the papers on half a year or a year."


def blocks(reading):
    """Nothing in a quarter's own paper."""
    last = len(reading.moments) - 1
    if len(reading.period.quarters) == 1 or not reading.rows or not last:
        return []
    # The moments go back in time: the quarters' own, then the end of the period before.
    spans = [(place, place + 1) for place in reversed(range(last))]
    rows = [cells(reading, reading.moments[now].label, now, then) for now, then in spans]
    whole = f"{reading.period.short_label}, as a whole"
    return [
        Paragraph(
            "Each line counts what is so at a quarter's cut-off and was not at the one before. The "
            "last line compares the end of the period with its beginning."
        ),
        Table("", columns(reading), (*rows, cells(reading, whole, 0, last, "whole"))),
    ]


def columns(reading):
    counted = ("Completed", "Became overdue", "Came into the plan", f"All {reading.noun} then")
    return (
        Column("By the cut-off of", share=2),
        *(Column(title, share=0, figures=True) for title in counted),
    )


def cells(reading, label, now, then, key=""):
    key = key or f"quarter-{now}"
    rows = reading.rows

    def into(state):
        return [r for r in rows if r.states[now] == state and r.states[then] != state]

    started = any(row.states[then] for row in rows)
    new = [row for row in rows if row.states[now] and not row.states[then]] if started else []
    kinds = (
        ("completed", "Completed", into(ShownState.COMPLETE)),
        ("overdue", "Became overdue", into(ShownState.OVERDUE)),
        ("added", "Came into the plan", new),
        ("all", "In the plan", [row for row in rows if row.states[now]]),
    )
    return (
        Cell(label),
        *(
            reading.figures.cell(f"{key}-{name}", f"{title}, {label}", found, now)
            for name, title, found in kinds
        ),
    )
