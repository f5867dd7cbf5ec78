"""A plan as CSV, for any program: UTF-8 with the mark by which Excel knows it."""

import csv
import datetime as dt
import io
from decimal import Decimal

from objectives.exporting.collecting import PlanExport
from objectives.exporting.rows import headings_of, rows_of
from objectives.importing.ours.cells import as_csv, writable
from stakeholders.events import plain


def write(export: PlanExport) -> bytes:
    headings = headings_of(export)
    rows = ([row.get(heading, "") for heading in headings] for row in rows_of(export))
    return csv_of(headings, rows)


def csv_of(headings, rows) -> bytes:
    """Every cell is quoted, and none can run as a formula: see `ours.cells.as_csv`."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(_cell, headings))
    writer.writerows(map(_cell, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    if isinstance(value, (Decimal, int, dt.date)):
        # A figure below nothing is a figure.
        return str(plain(value))
    return as_csv(writable(str(value or "")))
