"""What a file of the schedule says, read once, whatever its format."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from meetings.printed import (
    forums_beyond_words,
    printed_attendance,
    printed_frequency,
    printed_lead,
    stated_per_year,
)
from stakeholders.dates import spoken
from stakeholders.models import Office

TITLE = "Meetings schedule"
"""what the portal calls the document; reading it back, this line is no doubt"""
PRINTED = ("Meeting", "Chair or lead", "How often", "Who attends", "Lead officer", "Notes")
WHOLE = ("Table", *PRINTED, "Meetings a year", "Number of forums")
"""the headings of a workbook and of CSV; those beside the printed ones keep what was stated"""


@dataclass(frozen=True)
class Row:
    category: str
    cells: tuple[str, ...]
    """under the printed headings"""
    per_year: str = ""
    forums: str = ""

    @property
    def whole(self) -> tuple[str, ...]:
        return (self.category, *self.cells, self.per_year, self.forums)


@dataclass(frozen=True)
class ScheduleExport:
    office: str
    on: dt.date
    rows: tuple[Row, ...]

    @property
    def tables(self):
        """(title, its rows)."""
        return [(title, list(rows)) for title, rows in groupby(self.rows, lambda r: r.category)]


def collect(series, *, on: dt.date) -> ScheduleExport:
    office = Office.objects.select_related("organisation").first()
    rows = tuple(_row(line) for line in series.as_schedule(on))
    return ScheduleExport(str(office) if office else "", on, rows)


def _row(series) -> Row:
    forums = series.forums_now
    notes = [series.notes] if series.notes else []
    if series.withdrawn_at:
        notes.insert(0, f"Withdrawn on {spoken(series.withdrawn_at.date())}.")
    cells = (
        series.title,
        series.chair_text,
        printed_frequency(forums),
        printed_attendance(series),
        printed_lead(series),
        "\n".join(notes),
    )
    per_year, more = stated_per_year(forums), forums_beyond_words(forums)
    return Row(series.category.title, cells, str(per_year or ""), str(more or ""))
