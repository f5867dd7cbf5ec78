"""By when a follow-up is due, read from the words that were said in the room."""

import re
from dataclasses import dataclass, replace
from datetime import date

from objectives.deadlines import Certainty, DeadlineReading, read_deadline
from objectives.deadlines.wording import say_day
from stakeholders.dates import spoken

from .models import Meeting

NEXT_MEETING = re.compile(
    r"(?:(?:by|at|for|before|to|in time for|report (?:back )?to) )?(?:the |our )?next meeting",
    re.IGNORECASE,
)
# The grammar of plans counts from the plan's start; in a room it is the meeting's day.
IN_A_ROOM = (
    ("one month after the plan's start", "one month after the meeting"),
    ("from the plan's start", "from the meeting"),
    ("the plan's start", "the meeting"),
    ("the plan doesn't say", "it isn't said"),
    ("nobody has said which this plan counts", "nobody has said which are meant"),
)


@dataclass(frozen=True)
class Due:
    text: str
    due_on: date | None = None
    note: str = ""
    certainty: str = Certainty.NONE.value

    @property
    def reading(self):
        """As a plan's own deadlines are kept."""
        return DeadlineReading(
            self.text,
            due_on=self.due_on,
            certainty=self.certainty,
            note=self.note or "The meeting gave no date.",
        )


def next_meeting_of(meeting):
    """The forum's next planned meeting after this one; None where there is none yet."""
    later = Meeting.objects.filter(forum=meeting.forum_id).ahead(meeting.held_on)
    return later.filter(held_on__gt=meeting.held_on).first()


def read_due(text, meeting):
    """What words mean that were said at `meeting`. What can't be read is kept, and said."""
    text = " ".join(text.split())
    if not text:
        return Due("")
    if NEXT_MEETING.fullmatch(text.rstrip(".")):
        return _next_meeting(text, meeting)
    reading = read_deadline(text, plan_starts_on=meeting.held_on)
    if reading.due_on is None and not re.search(r"[0-9]{4}", text):
        reading = _without_year(text, meeting) or reading
    note = reading.note
    for plan_words, room_words in IN_A_ROOM:
        note = note.replace(plan_words, room_words)
    if reading.certainty == Certainty.CERTAIN and text == spoken(reading.due_on or date.min):
        note = ""
    if reading.due_on and reading.due_on < meeting.held_on:
        note = f"{note} That is before the meeting: check it.".strip()
    elif reading.ongoing:
        note = f"{note} It has no last day, so it stays open until it is closed."
    return Due(text, reading.due_on, note, reading.certainty)


def _next_meeting(text, meeting):
    if later := next_meeting_of(meeting):
        note = (
            f"{text} taken as {say_day(later.held_on)}, the next meeting on the calendar when "
            "this was written down."
        )
        return Due(text, later.held_on, note, Certainty.CERTAIN.value)
    note = "The next meeting is not on the calendar yet, so there is no date."
    return Due(text, None, note, Certainty.UNREADABLE.value)


def _without_year(text, meeting):
    """ "End of July", said in a room, is the next one."""
    for year in (meeting.held_on.year, meeting.held_on.year + 1):
        reading = read_deadline(f"{text} {year}", plan_starts_on=meeting.held_on)
        if reading.due_on is None or reading.certainty == Certainty.UNREADABLE:
            return None
        if reading.due_on >= meeting.held_on:
            note = f"{text} taken as due {say_day(reading.due_on)}: the year is not said."
            return replace(reading, text=text, note=note, certainty=Certainty.ASSUMED.value)
    return None
