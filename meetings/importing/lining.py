"""One line of the file as a line of the schedule, and what is in doubt about it."""

import re
from dataclasses import dataclass, replace

from meetings.frequency import MOST_A_YEAR, MOST_FORUMS, Certainty, read_frequency, stated_frequency
from objectives.importing.asking import Answers
from objectives.importing.doubts import ACCEPT, CORRECT, Choice, Doubt
from objectives.importing.lead_words import names_nobody

from .columns import ATTENDANCE, CHAIR, FORUMS, FREQUENCY, LEAD, NAME, NOTES, PER_YEAR
from .doubts import NO, PUT_OFF, ScheduleDoubt, doubt
from .draft import SeriesDraft
from .letters import mended, with_latin_letters
from .lines import Line
from .naming import names_several, person_in, posts_in
from .promising import promises_of

_FORUMS = re.compile(r"\s*[x×]\s*(\d{1,3})\s*$", re.IGNORECASE)

_UNSURE = {
    Certainty.ASSUMED: ScheduleDoubt.FREQUENCY_ASSUMED,
    Certainty.UNREADABLE: ScheduleDoubt.FREQUENCY_UNREADABLE,
    Certainty.NONE: ScheduleDoubt.FREQUENCY_BLANK,
}


@dataclass(frozen=True)
class Words:
    """What the file says elsewhere, by which a line is understood."""

    short: set[str]
    """short names of posts, such as PCC"""
    common: set[str]
    """words of meetings and posts, which are no person's name"""


def line_drafts(
    line: Line, category: str, *, words: Words, answers: Answers
) -> tuple[list[SeriesDraft], list[Doubt]]:
    """Mostly one; several where somebody said that the cell names several meetings."""
    reading = _Line(line, words, answers)
    return reading.drafts(category), reading.doubts


class _Line:
    def __init__(self, line: Line, words: Words, answers: Answers):
        self.line, self.words, self.answers = line, words, answers
        self.key = line.source
        self.doubts: list[Doubt] = []

    def drafts(self, category: str) -> list[SeriesDraft]:
        cells = {role: self._latin(text) for role, text in self.line.cells.items()}
        names = self._names(cells[NAME])
        text = " ".join(cells.get(FREQUENCY, "").split())
        frequency, stated = self._frequency(text)
        attendance_text = cells.get(ATTENDANCE, "")
        attendance = tuple(self._attendance(attendance_text))
        lead = self._without_person(LEAD, cells.get(LEAD, ""))
        first = SeriesDraft(
            key=self.key,
            name=names[0],
            category=category,
            source=self.line.source,
            chair=self._without_person(CHAIR, cells.get(CHAIR, "")),
            frequency_text=text,
            frequency=frequency,
            stated=stated,
            forums=self._forums(names[0], frequency),
            attendance=attendance,
            attendance_text=attendance_text,
            lead=lead,
            leads=tuple(self._leads(lead)),
            notes=self._notes(cells.get(NOTES, "")),
        )
        promises, doubts = promises_of(first, self.words.short, self.answers)
        self.doubts += doubts
        first = replace(first, promises=promises)
        rest = [
            replace(first, name=name, key=f"{self.key} ({place})")
            for place, name in enumerate(names[1:], 2)
        ]
        return [first, *rest]

    def _latin(self, text):
        latin = with_latin_letters(text)
        if latin == text:
            return text
        assumed = f"Read as “{latin}”: the letters look the same and are of another alphabet."
        return text if self._asks(ScheduleDoubt.LETTERS_FOREIGN, text, assumed) == NO else latin

    def _names(self, cell):
        """The names of the meetings; words on several lines are one name until it is asked."""
        name = " ".join(cell.split())
        several = names_several(cell)
        if len(several) == 1:
            return [name]
        parts = ", ".join(f"“{part}”" for part in several)
        assumed = f"Kept as one line of the schedule. It may be {len(several)} meetings: {parts}."
        said = self._asks(ScheduleDoubt.SEVERAL_MEETINGS, name, assumed)
        return [each for line in said.split("\n") if (each := " ".join(line.split()))] or [name]

    def _frequency(self, text):
        """How often, and what somebody stated of it: a number a year, or a sense of the words."""
        reading = read_frequency(text)
        stated = _stated(self.line.cells.get(PER_YEAR, ""))
        if not stated and reading.certainty in _UNSURE:
            code = _UNSURE[reading.certainty]
            # Each blank is a question of its own; the same words are one.
            group = f"how often: {text.casefold() or self.key}"
            offered = _meanings(reading)
            stated = _stated(self._asks(code, text, reading.note, offered=offered, group=group))
        if stated:
            reading = replace(stated_frequency(text, **stated), forums=reading.forums)
        return reading, stated

    def _forums(self, name, frequency):
        if stated := _number(self.line.cells.get(FORUMS, ""), MOST_FORUMS):
            return stated
        found = _FORUMS.search(name)
        if not found or frequency.forums > 1 or not 1 < int(found[1]) <= MOST_FORUMS:
            return frequency.forums
        assumed = f"Taken as {found[1]} forums, each of which meets as often as is said."
        said = self._asks(ScheduleDoubt.FORUMS_FROM_NAME, name, assumed)
        return 1 if said == NO else int(found[1])

    def _attendance(self, cell):
        whole = mended(cell, self.words.short)
        posts = posts_in(whole)
        if whole != cell:
            assumed = f"Read as “{whole}”."
            if said := self._asks(ScheduleDoubt.POST_GARBLED, cell, assumed):
                return _lines(said)
        self._without_person(ATTENDANCE, cell)
        return posts

    def _leads(self, lead):
        """The posts that the lead's words name, the first of whom is the lead."""
        if names_nobody(lead) or self._is_persons(lead):
            return []
        posts = posts_in(lead)
        if len(posts) > 1:
            others = ", ".join(posts[1:])
            assumed = f"The first is taken as the lead: {posts[0]}. The words keep {others}."
            group = f"leads: {lead.casefold()}"
            said = self._asks(ScheduleDoubt.LEADS_SEVERAL, lead, assumed, group=group)
            return [said] if said else posts[:1]
        return posts

    def _is_persons(self, cell):
        return bool(person_in(cell, self.words.common))

    def _without_person(self, role, cell):
        """The words as they are published, unless somebody gives them without the name."""
        name = person_in(cell, self.words.common)
        if not name:
            return cell
        column = {CHAIR: "chair", LEAD: "lead officer", ATTENDANCE: "attendance"}[role]
        assumed = (
            f"The words are kept as the {column}, and no person is made of “{name}”. Put the post "
            "in place of the name."
        )
        return self._asks(ScheduleDoubt.PERSON_NAMED, cell, assumed) or cell

    def _notes(self, notes):
        for heading, words in self.line.more.items():
            said = f"{heading}: {words}"
            self._asks(ScheduleDoubt.COLUMN_NOT_USED, words, f"Kept in the notes: “{said}”.")
            notes = f"{notes}\n{said}" if notes else said
        return notes

    def _asks(self, code, text, assumed, *, group="", offered=()) -> str:
        made = doubt(
            code, self.line.source, text, assumed, key=self.key, group=group, offered=offered
        )
        self.doubts.append(made)
        return self.answers.correction(made)


def _meanings(reading):
    """Where the words have a few known meanings, each is an answer."""
    if not reading.alternatives:
        return ()
    first, *others = reading.alternatives
    return (
        Choice(ACCEPT, first.label),
        *(Choice(CORRECT, other.label, other.words) for other in others),
        PUT_OFF,
    )


def _stated(said):
    """An answer as the number or the sense that it states; nothing where it says neither."""
    if number := _number(said, MOST_A_YEAR):
        return {"per_year": number}
    return {"meant": said} if said and read_frequency(said).per_year else {}


def _number(text, most):
    text = text.strip()
    return int(text) if re.fullmatch(r"\d{1,4}", text) and 1 <= int(text) <= most else None


def _lines(said):
    return [each for line in said.split("\n") if (each := " ".join(line.split()))]
