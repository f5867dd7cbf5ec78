"""Methods that nobody used take no column: those that are left have room for their words."""

from dataclasses import replace
from itertools import compress

from .contract import Grid


def without_unused(grid: Grid) -> tuple[Grid, list[str]]:
    """The grid by method without the columns that have nothing, done or planned or aimed for, in
    any row; and what those are called. Quarters stay: they are a line of time."""
    if grid.by != "method" or grid.total.is_empty:
        return grid, []
    kept = [
        any(not row.cells[place].is_empty or row.cells[place].aim for row in grid.rows)
        for place in range(len(grid.columns))
    ]
    unused = [column.title for column, keep in zip(grid.columns, kept, strict=True) if not keep]
    if not unused:
        return grid, []
    rows = tuple(replace(row, cells=tuple(compress(row.cells, kept))) for row in grid.rows)
    columns, totals = (tuple(compress(each, kept)) for each in (grid.columns, grid.totals))
    return replace(grid, columns=columns, rows=rows, totals=totals), unused
