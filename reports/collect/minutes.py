"""Makes the minutes of a meeting from what was written of it.

Like any other paper they name posts, never persons, and public ones bear no trace of an exempt
matter: its item is not there, and the items after it have the numbers that follow.
"""

from datetime import datetime

from meetings.models import Meeting
from reports.document import MINUTES, Document, Heading, Note, Section
from reports.sentences import inside
from stakeholders.dates import spoken
from stakeholders.office import OfficeWords

from .minuted import items_of, read
from .minuted_words import arising, item_section, next_meeting, present, recommended


def collect_minutes(
    meeting: Meeting,
    cut_off: datetime,
    *,
    private: bool,
    exempt_paragraph: str = "",
    correction: str = "",
) -> Document:
    """The minutes as they are written now, without who approved them (reports.stamping)."""
    series = meeting.forum.series
    body = series.body
    reading = read(meeting, private=private)
    paragraph = exempt_paragraph or (body.exemption_basis if body else "")
    title = f"Minutes of {meeting.forum}, {spoken(meeting.held_on)}"
    sections = (
        present(meeting, reading),
        *(item_section(item) for item in items_of(reading)),
        *arising(reading),
        *recommended(reading),
        *next_meeting(reading),
        *left_out(reading, paragraph),
        *corrected(correction),
    )
    return Document(
        form=MINUTES,
        title=title,
        office_name=OfficeWords().name,
        plan_title=str(meeting.forum),
        period_label=spoken(meeting.held_on),
        cut_off=cut_off,
        heading=Heading(
            body_name=body.name if body else "",
            meeting_date=meeting.held_on,
            public=not private,
            private_reason=(paragraph or meeting.exempt_reason) if private else "",
            originating_post=series.lead_post.title if series.lead_post else "",
            times=meeting.times,
            place=meeting.place,
        ),
        sections=sections,
    )


def left_out(reading, paragraph):
    if not reading.exempt_left_out:
        return ()
    under = f", under {inside(paragraph)}" if paragraph else ""
    note = Note(f"Some matters were taken in private{under}. They are in private minutes.")
    return (Section("private", "Matters taken in private", (note,), numbered=False),)


def corrected(correction):
    if not correction:
        return ()
    note = Note(f"This revision corrects the minutes: {correction}")
    return (Section("correction", "What is corrected", (note,), numbered=False),)
