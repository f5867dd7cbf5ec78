"""The figures of the grid as a file: a line for each group and column that has any, and for each
group what is missing."""

from stakeholders.dates import spoken

ALL, EACH_ONCE = "All", "All activities, each counted once"
FIGURES = (
    "Done",
    "Done as planned",
    "Still planned",
    "Planned but not done",
    "Aimed for by now",
    "People reached, where known",
    "Done with people reached not known",
)
WIDE = ("Group", "What is missing")


def head(grid):
    by = "Method" if grid.by == "method" else "Quarter"
    return ("Group", "Priority", by, "What is missing", *FIGURES)


def lines(grid):
    """Tuples of texts, numbers, and None where nothing is known or aimed for."""
    for row in grid.rows:
        about = (row.name, "Yes" if row.priority else "")
        yield (*about, ALL, row.gap_words, *_figures(row.total))
        yield from _cells(grid, about, row.cells)
    about = (EACH_ONCE, "")
    yield (*about, ALL, "", *_figures(grid.total))
    yield from _cells(grid, about, grid.totals)


def _cells(grid, about, cells):
    for column, cell in zip(grid.columns, cells, strict=True):
        if not cell.is_empty or cell.aim:
            yield (*about, column.title, "", *_figures(cell))


def _figures(cell):
    # Where none of them was counted, nobody knows how many it was: no nought.
    known = cell.reached if cell.done > cell.reached_unknown else None
    counts = (cell.done, cell.as_planned, cell.planned_ahead, cell.not_done)
    return (*counts, cell.aim, known, cell.reached_unknown)


def file_name(grid, format):
    return f"engagement-grid-{grid.starts_on}-to-{grid.ends_on}.{format}"


def header(grid):
    """What stands on top of each printed page."""
    period = f"{spoken(grid.starts_on)} to {spoken(grid.ends_on)}"
    return f"Engagement grid, {period}, as on {spoken(grid.on)}"
