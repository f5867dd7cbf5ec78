"""The schedule as CSV, for any program: UTF-8 with the mark by which Excel knows it."""

import csv
import io

from objectives.importing.ours.cells import as_csv, writable

from .collecting import WHOLE, ScheduleExport


def write(export: ScheduleExport) -> bytes:
    """Every cell is quoted, and none can run as a formula: see `ours.cells.as_csv`."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(WHOLE)
    for row in export.rows:
        writer.writerow([as_csv(writable(cell)) for cell in row.whole])
    return out.getvalue().encode("utf-8-sig")
