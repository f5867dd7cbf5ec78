"""Who may bring a schedule in from a file, and take it out as one."""

from meetings.models import ScheduleImport
from tests.objectives.plans import TODAY, noon
from tests.world import Address

from .addresses import CHANGERS, LIST_READERS
from .schedules import SAMPLE, contents_of


def furnish(world):
    """The sample's file, uploaded and read as the worker would have read it."""
    contents = contents_of(SAMPLE.read_bytes())
    world.schedule_import = ScheduleImport.objects.create(
        file_name="schedule.txt",
        content=contents.content,
        sha256=contents.sha256,
        size=len(contents.content),
        status=ScheduleImport.Status.READY,
        rows=contents.as_json(),
        by=world.coordinator,
        created_at=noon(TODAY),
    )


def of_import(world):
    return {"pk": world.schedule_import.pk}


ADDRESSES = {
    "meetings:schedule-export": Address(LIST_READERS, lambda world: {"format": "csv"}),
    "meetings:schedule-import": Address(CHANGERS),
    "meetings:schedule-import-detail": Address(CHANGERS, of_import),
    "meetings:schedule-import-progress": Address(CHANGERS, of_import),
    "meetings:schedule-import-discard": Address(CHANGERS, of_import),
    "meetings:schedule-import-answer": Address(CHANGERS, of_import, "post"),
    "meetings:schedule-import-save": Address(CHANGERS, of_import, "post"),
}
