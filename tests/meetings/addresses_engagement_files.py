"""Who may bring the engagement log in from a file, take it out, and share counts of it."""

from meetings.models import ActivityImport
from tests.meetings.engagement.logs import SAMPLE, contents_of
from tests.objectives.plans import TODAY, noon
from tests.world import Address

from .addresses import CHANGERS, LIST_READERS


def furnish(world):
    """The sample's file, uploaded and read as the worker would have read it."""
    contents = contents_of(SAMPLE.read_bytes())
    world.activity_import = ActivityImport.objects.create(
        file_name="engagement.csv",
        content=contents.content,
        sha256=contents.sha256,
        size=len(contents.content),
        status=ActivityImport.Status.READY,
        rows=contents.as_json(),
        by=world.coordinator,
        created_at=noon(TODAY),
    )


def of_import(world):
    return {"pk": world.activity_import.pk}


ADDRESSES = {
    "meetings:activity-export": Address(LIST_READERS, lambda world: {"format": "csv"}),
    "meetings:engagement-share": Address({"coordinator", "lead", "other_lead"}),
    "meetings:activity-import": Address(CHANGERS),
    "meetings:activity-import-detail": Address(CHANGERS, of_import),
    "meetings:activity-import-progress": Address(CHANGERS, of_import),
    "meetings:activity-import-discard": Address(CHANGERS, of_import),
    "meetings:activity-import-wrong": Address(
        CHANGERS, lambda world: of_import(world) | {"format": "csv"}
    ),
    "meetings:activity-import-answer": Address(CHANGERS, of_import, "post"),
    "meetings:activity-import-answer-all": Address(CHANGERS, of_import, "post"),
    "meetings:activity-import-save": Address(CHANGERS, of_import, "post"),
}
