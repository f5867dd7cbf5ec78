"""Lines that are on the schedule already: the same ones are left alone, others are asked about."""

from dataclasses import dataclass, field

from meetings.models import MeetingSeries
from meetings.printed import printed_attendance, printed_frequency, printed_lead
from objectives.importing.asking import Answers, finished
from objectives.importing.doubts import Doubt

from .doubts import ADD, UPDATE, ScheduleDoubt, doubt
from .draft import ScheduleDraft, SeriesDraft

_COLUMNS = {
    "category": "table",
    "chair": "chair or lead",
    "frequency": "how often",
    "attendance": "who attends",
    "lead": "lead officer",
    "notes": "notes",
}


@dataclass
class Compared:
    """What becomes of each line, by its key in the draft."""

    same: dict[str, MeetingSeries] = field(default_factory=dict)
    kept: dict[str, MeetingSeries] = field(default_factory=dict)
    """there with other words, and left as they are"""
    updated: dict[str, MeetingSeries] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def adds(self, line: SeriesDraft) -> bool:
        return not any(line.key in found for found in (self.same, self.kept, self.updated))


def compare(draft: ScheduleDraft, *, on, answers: Answers) -> Compared:
    """Reads, and writes nothing."""
    there: dict[str, list[MeetingSeries]] = {}
    for series in MeetingSeries.objects.in_force().as_schedule(on):
        there.setdefault(_plain(series.title), []).append(series)
    compared, doubts = Compared(), []
    for line in draft.series:
        found = there.get(_plain(line.name), [])
        if not found:
            continue
        same = next((each for each in found if not differing(line, each)), None)
        if same:
            compared.same[line.key] = same
            found.remove(same)
            continue
        in_table = [each for each in found if _plain(each.category.title) == _plain(line.category)]
        series = (in_table or found)[0]
        made = _doubt(line, series)
        doubts.append(made)
        said = answers.correction(made)
        if said == UPDATE:
            compared.updated[line.key] = series
            found.remove(series)
        elif said != ADD:
            compared.kept[line.key] = series
    compared.doubts = finished(doubts, answers)
    return compared


def differing(line: SeriesDraft, series: MeetingSeries) -> list[str]:
    """The columns in which the file says something else than the schedule."""
    theirs = {
        "category": series.category.title,
        "chair": series.chair_text,
        "frequency": printed_frequency(series.forums_now),
        "attendance": printed_attendance(series),
        "lead": printed_lead(series),
        "notes": series.notes,
    }
    own = {
        "category": line.category,
        "chair": line.chair,
        "frequency": line.frequency_text,
        "attendance": line.attendance_text,
        "lead": line.lead,
        "notes": line.notes,
    }
    return [name for name in own if _plain(own[name]) != _plain(theirs[name])]


def _doubt(line, series):
    columns = ", ".join(_COLUMNS[name] for name in differing(line, series))
    assumed = (
        f"“{series.title}” is on the schedule already, and is left as it is. The file says "
        f"something else in: {columns}."
    )
    return doubt(ScheduleDoubt.SERIES_EXISTS, line.source, line.name, assumed, key=line.key)


def _plain(text):
    return " ".join(text.casefold().split())
