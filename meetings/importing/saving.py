"""What has to hold before an imported file is stored in the schedule."""

from meetings.models import Forum, MeetingCategory, MeetingSeries, ScheduleImport
from objectives.importing.keeping import one_at_a_time
from objectives.importing.saving import ImportRefused

from .draft import ScheduleDraft
from .reviewing import ScheduleReview

# Any number that no other lock of the portal uses.
_IMPORT_LOCK = 7_201_102


def earlier_import(sha256: str, *, but=None) -> ScheduleImport | None:
    """The saved import of the very same bytes."""
    saved = ScheduleImport.objects.filter(sha256=sha256, status=ScheduleImport.Status.SAVED)
    return (saved.exclude(pk=but.pk) if but else saved).order_by("changed_at").first()


def one_import_at_a_time() -> None:
    one_at_a_time(_IMPORT_LOCK)


def refuse_what_cannot_be_stored(draft: ScheduleDraft) -> None:
    """Raises ImportRefused for words that are longer than the schedule can hold."""
    for line in draft.series:
        for words, model, field, called in (
            (line.category, MeetingCategory, "title", "name of the table"),
            (line.name, MeetingSeries, "title", "name of the meeting"),
            (line.chair, MeetingSeries, "chair_text", "chair"),
            (line.frequency_text, Forum, "frequency_text", "text on how often it meets"),
            (line.attendance_text, MeetingSeries, "attendance_text", "text on who attends"),
            (line.lead, MeetingSeries, "lead_text", "lead officer"),
            (line.notes, MeetingSeries, "notes", "note"),
        ):
            longest = model._meta.get_field(field).max_length
            if len(words) > longest:
                raise ImportRefused(
                    "text_too_long",
                    f"The {called} on {line.source} is longer than {longest:,} characters. "
                    "Shorten it in the file.",
                )


def obstacle(found: ScheduleReview) -> str:
    """Why the schedule can't be saved as it is; empty where it can."""
    try:
        refuse_what_cannot_be_stored(found.schedule)
    except ImportRefused as refused:
        return refused.message
    return ""
