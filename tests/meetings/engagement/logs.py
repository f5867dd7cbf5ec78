"""Files of the engagement log for tests, read at once, in this process."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from actionplans.models import Principle
from meetings.models import ActivityImport
from meetings.services.engagement import start_activity_import
from objectives.importing.reading import read_bytes
from tests.meetings.engagement.factories import EngagementMethodFactory
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.stakeholders.factories import PostFactory

TODAY = dt.date(2026, 7, 14)
SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "sample_engagement.csv"
GROUPS = (
    *("Young people", "Older people", "Business community", "Rural communities"),
    *("Disabled people", "Faith communities"),
)


def furnish_names():
    """What the sample names, but for two groups that it spells as nobody else does."""
    for title in ("Public meeting", "Street stall", "Visit", "Survey", "Newsletter"):
        EngagementMethodFactory(title=title)
    for name in GROUPS:
        CommunityGroupFactory(name=name)
    for name in ("North district", "South district", "West district"):
        AreaFactory(name=name)
    for title in ("Listen", "Inform", "Involve"):
        Principle.objects.get_or_create(title=title, strategy=None)
    PostFactory(title="Commissioner")


def contents_of(text, name="log.csv"):
    return read_bytes(text if isinstance(text, bytes) else text.encode(), name=name)


def pasted(*lines, headings="Date|Title|Method|Groups|Place|Reached"):
    """Rows as a spreadsheet puts them on the clipboard; cells are parted by strokes here."""
    return "\n".join(line.replace("|", "\t") for line in (headings, *lines))


def make_import(by, content=None, *, name="log.csv"):
    """Uploaded, and read as a worker would read it, without the child process that costs a
    second each time."""
    content = SAMPLE.read_bytes() if content is None else content
    content = content if isinstance(content, bytes) else content.encode()
    row = start_activity_import(by=by, name=name, content=content, at=noon(TODAY))
    row.rows, row.status = contents_of(content, name).as_json(), ActivityImport.Status.READY
    row.save()
    return row
