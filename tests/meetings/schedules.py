"""Files of a meetings schedule for tests, read at once, in this process."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from meetings.models import ScheduleImport
from meetings.services import start_schedule_import
from objectives.importing.reading import read_bytes

TODAY = dt.date(2026, 7, 14)
SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "sample_schedule.txt"
HEADINGS = "Meetings\tChair\tFrequency\tAttendance\tLead officer\tNotes"


def table(*lines, title="MEETINGS SCHEDULE (1) LISTENING"):
    """A schedule of one table; cells of a line are parted by strokes."""
    rows = [line.replace("|", "\t") for line in lines]
    return "\n".join([title, "", HEADINGS, *rows])


def contents_of(text, name="schedule.txt"):
    return read_bytes(text if isinstance(text, bytes) else text.encode(), name=name)


def make_import(by, text=None, *, name="schedule.txt"):
    """Uploaded, and read as a worker would read it, without the child process that costs a
    second each time."""
    content = SAMPLE.read_bytes() if text is None else text.encode()
    row = start_schedule_import(by=by, name=name, content=content)
    row.rows, row.status = contents_of(content, name).as_json(), ScheduleImport.Status.READY
    row.save()
    return row
