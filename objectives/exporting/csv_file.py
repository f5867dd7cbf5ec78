"""A plan as CSV, for any program: UTF-8 with the mark by which Excel knows it."""

import csv
import datetime as dt
import io

from objectives.exporting.collecting import PlanExport
from objectives.exporting.rows import headings_of, rows_of
from objectives.importing.ours.cells import as_csv, writable


def write(export: PlanExport) -> bytes:
    """Every cell is quoted, and none can run as a formula: see `ours.cells.as_csv`."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    headings = headings_of(export)
    writer.writerow([as_csv(writable(heading)) for heading in headings])
    for row in rows_of(export):
        writer.writerow([_cell(row.get(heading, "")) for heading in headings])
    return out.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return as_csv(writable(value))
