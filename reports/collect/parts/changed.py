"""What changed since the last cut-off, other than what was completed."""

from reports.collect.listing import listed, spoken_cut_off
from reports.collect.rows import state_cell, table_row, word
from reports.document import Cell, Column
from reports.tables import COLUMNS

KEY = "changed"
TITLE = "What changed"
ABOUT = (
    "What is in another state than in the last paper, apart from what was completed, and "
    "what came into the plan."
)

MOVED_COLUMNS = (*COLUMNS[:2], Column("State before", share=1.3), Column("State now", share=1.8))


def blocks(reading):
    day = spoken_cut_off(reading)
    return [
        *listed(
            reading,
            "changed",
            f"In another state than on {day}",
            [row for row in reading.rows if row.changed_since and not row.completed_since],
            f"In another state than on {day}",
            f"No action changed its state since {day}, apart from what was completed.",
            columns=MOVED_COLUMNS,
            cells=moved_row,
        ),
        *added(reading, day),
    ]


def added(reading, day):
    rows = [row for row in reading.rows if not row.state_before] if reading.has_past else []
    if not rows:
        return []
    return listed(reading, "added", "New in the plan", rows, f"Came into the plan after {day}", "")


def moved_row(row):
    before = Cell(word(row.state_before), state=row.state_before)
    return (*table_row(row)[:2], before, state_cell(row))
