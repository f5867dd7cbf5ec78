"""What changed since the last cut-off: completed, and in another state."""

from reports.collect.listing import listed, spoken_cut_off
from reports.collect.rows import COLUMNS, plural, state_cell, table_row, word
from reports.document import Cell, Column

KEY = "changes"
TITLE = "What changed"

MOVED_COLUMNS = (*COLUMNS[:2], Column("State before", share=1.3), Column("State now", share=1.8))


def blocks(reading):
    since = f"since {spoken_cut_off(reading)}"
    done = [row for row in reading.rows if row.completed_since]
    moved = [r for r in reading.rows if r.changed_since and not r.completed_since]
    return [
        *listed(
            done,
            lambda n: f"Completed {since}: {plural(n, 'action')}.",
            f"No action was completed {since}.",
        ),
        *listed(
            moved,
            lambda n: f"In another state than on {spoken_cut_off(reading)}: {plural(n, 'action')}.",
            f"No other action changed its state {since}.",
            columns=MOVED_COLUMNS,
            cells=moved_row,
        ),
    ]


def moved_row(row):
    before = Cell(word(row.state_before), state=row.state_before)
    return (*table_row(row)[:2], before, state_cell(row))
