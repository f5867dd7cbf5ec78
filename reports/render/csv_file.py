"""A paper's actions as CSV, for any program: UTF-8 with the mark by which Excel knows it."""

import csv
import io
from datetime import date
from functools import cache
from pathlib import Path

from objectives.importing.ours import cells
from objectives.importing.ours.cells import as_csv, writable
from reports.document import Document

from .rows import headings_of, rows_of
from .versions import version_of


@cache
def template_version() -> str:
    here = Path(__file__)
    return version_of("csv", (here, here.with_name("rows.py"), Path(cells.__file__)))


def engine_version() -> str:
    """Python's own writer has written the same for longer than this portal is kept."""
    return "python csv"


def render_csv(document: Document) -> bytes:
    """Every cell is quoted, and none can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(_cell, headings_of(document)))
    for row in rows_of(document):
        writer.writerow(map(_cell, row))
    return out.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # A number is ours, and negative where a date was brought forward: nothing to guard against.
    return str(value) if isinstance(value, int) else as_csv(writable(value))
