"""A plan as a file: Word, Excel, CSV, JSON.

`collecting` reads what a file says as one value; each format is a module that turns it into
bytes and reads nothing itself. `objectives.importing.ours` reads the files back.
"""

from django.utils import timezone

from objectives.exporting import csv_file, json_file, workbook
from objectives.exporting import paper as word
from objectives.exporting.collecting import PlanExport, collect

__all__ = ["CONTENT_TYPES", "FORMATS", "PlanExport", "collect", "export_plan", "file_name"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WRITERS = {
    "docx": word.write,
    "xlsx": workbook.write,
    "csv": csv_file.write,
    "json": json_file.write,
}
CONTENT_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
FORMATS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
"""the formats, with the words for them on a page"""


def export_plan(plan, format, *, person=None, at=None) -> bytes:
    """The plan as it stands at the moment `at`: all of it, or what `person` may see.

    Raises KeyError for a format that is not in FORMATS.
    """
    write = _WRITERS[format]
    return write(collect(plan, person=person, at=at or timezone.now()))


def file_name(plan, format, *, on) -> str:
    """The security mark stands in the name too: a file is passed on without its page."""
    mark = f"-{plan.mark}" if plan.mark else ""
    return f"{plan.slug}{mark}-{on.isoformat()}.{format}"
