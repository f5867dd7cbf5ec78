"""How the schedule and its meetings are said in words on a page."""

from dataclasses import dataclass
from itertools import groupby

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse

from stakeholders.dates import clock

from .frequency import Certainty, read_frequency
from .models import Meeting

# One of the portal's colours, and the word, for each state of a meeting.
TAGS = {
    Meeting.Status.PLANNED: ("not_started", "Planned"),
    Meeting.Status.HELD: ("complete", "Held"),
    Meeting.Status.CANCELLED: ("closed", "Cancelled"),
}
UNCONFIRMED = ("update_due", "Was it held?")


@dataclass(frozen=True)
class HowOften:
    """Published words, and beneath them what they mean where that adds something."""

    words: str
    note: str = ""


def how_often(forums):
    """The frequency column for a line: once where all of its forums meet equally often."""
    forums = sorted(forums, key=_frequency)
    groups = [list(group) for _, group in groupby(forums, _frequency)]
    groups.sort(key=len, reverse=True)
    return [HowOften(group[0].frequency_text, _note(group)) for group in groups]


def _frequency(forum):
    return (forum.frequency_text, forum.per_year or 0, forum.certainty, forum.per_year_stated)


def _note(group):
    first, count = group[0], len(group)
    adds = count > 1 or first.certainty == Certainty.ASSUMED or first.per_year_stated
    number = f"{first.per_year} a year" if first.per_year and adds else ""
    if number and first.certainty == Certainty.ASSUMED:
        number = f"taken as {number}"
    if count == 1:
        return number
    return f"{count} forums, {number} each" if number else f"{count} forums"


def tag_of(meeting, on):
    """(code, word) for the tag of a meeting on the day `on`."""
    return UNCONFIRMED if meeting.is_unconfirmed(on) else TAGS[meeting.status]


def with_tags(meetings, on):
    meetings = list(meetings)
    for meeting in meetings:
        meeting.tag_code, meeting.tag_word = tag_of(meeting, on)
    return meetings


def missing_forums(forums):
    """How many more forums the published words speak of: 29 where one of "x 30" is recorded."""
    named = max((read_frequency(forum.frequency_text).forums for forum in forums), default=1)
    return max(0, named - len(forums))


def addresses(name):
    """A function that gives the address of a row's page by its key. Worked out once: a list has
    three on each line."""
    before, after = reverse(f"meetings:{name}", args=[0]).rsplit("0", 1)
    return lambda key: f"{before}{key}{after}"


def fact(key, value):
    """A line of a summary list; typed words are escaped and keep their line breaks."""
    return {"key": key, "value": linebreaksbr(value or "")}


def usual_times(forum):
    """ "9:30am to 11:30am"; nothing where no time is usual."""
    known = [time for time in (forum.usual_starts_at, forum.usual_ends_at) if time]
    return " to ".join(clock(time) for time in known)
