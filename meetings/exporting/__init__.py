"""The schedule as a file: Word, Excel, CSV, each of which `meetings.importing` reads back.

`collecting` reads what a file says as one value; each format is a module that turns it into bytes
and reads nothing itself.
"""

from . import csv_file, paper, workbook
from .collecting import ScheduleExport, collect

__all__ = ["CONTENT_TYPES", "FORMATS", "ScheduleExport", "collect", "export_schedule", "file_name"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WRITERS = {"docx": paper.write, "xlsx": workbook.write, "csv": csv_file.write}
CONTENT_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMATS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV"}
"""the formats, with the words for them on a page"""


def export_schedule(series, format, *, on) -> bytes:
    """The lines in the QuerySet `series`, as they stand on the day `on`.

    Raises KeyError for a format that is not in FORMATS.
    """
    write = _WRITERS[format]
    return write(collect(series, on=on))


def file_name(format, *, on) -> str:
    return f"meetings-schedule-{on.isoformat()}.{format}"
