"""The dates of each action as it is read, under what the coordinator has answered."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from actionplans.quarters import QuarterBasis
from objectives.deadlines import (
    Basis,
    Certainty,
    DeadlineReading,
    dates_within,
    deadline_doubts,
    read_deadline,
    read_start,
    with_start,
)
from objectives.importing.asking import BARE_YEARS, QUARTERS, Answers, choices
from objectives.importing.doubts import ACCEPT, LATER, Doubt, DoubtCode
from objectives.importing.items import one_line

_CODES = {
    Certainty.NONE: DoubtCode.DEADLINE_BLANK,
    Certainty.ASSUMED: DoubtCode.DEADLINE_ASSUMED,
    Certainty.UNREADABLE: DoubtCode.DEADLINE_UNREADABLE,
}
_GROUP_CHOICES = {
    QUARTERS: choices(
        "Financial quarters: Q1 is April to June", "Calendar: Q1 is January to March", "calendar"
    ),
    BARE_YEARS: choices(
        "Calendar years: to the end of December", "Financial: to 31 March after", "financial"
    ),
}
_BASES = QuarterBasis.values
_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})")


@dataclass(frozen=True)
class Dated:
    """A deadline, and what is in doubt about it."""

    reading: DeadlineReading
    doubts: tuple[Doubt, ...] = ()


class Dates:
    def __init__(
        self,
        *,
        starts_on: dt.date,
        ends_on: dt.date | None,
        quarters: str | None,
        bare_years: str,
        answers: Answers,
    ):
        self.answers = answers
        self.plan_starts_on, self._ends_on = starts_on, ends_on
        self._said, self._bare_years = quarters, bare_years
        self._known: dict[tuple, DeadlineReading] = {}
        answer = answers.of_key(QUARTERS)
        agreed = None
        if answer and answer.choice != LATER:
            agreed = QuarterBasis.FINANCIAL.value if answer.choice == ACCEPT else answer.value
        self.quarters = quarters or (agreed if agreed in _BASES else None)
        """those of the plan; None where nobody has said"""

    def plain(self, text: str, month_first: bool = False, **more) -> DeadlineReading:
        """The words as they are read before anything is answered."""
        place = (text, month_first, *sorted(more.items()))
        if place not in self._known:
            counting = {
                "quarters": self._said or QuarterBasis.FINANCIAL.value,
                "quarters_assumed": self._said is None,
                "bare_years": self._bare_years,
                "month_first": month_first,
            }
            self._known[place] = read_deadline(
                one_line(text),
                plan_starts_on=self.plan_starts_on,
                plan_ends_on=self._ends_on,
                **counting | more,
            )
        return self._known[place]

    def is_date(self, text: str) -> bool:
        """Whichever of day and month stands first. A number of five figures may be money too."""
        return not re.fullmatch(r"\s*[0-9]{5}\s*", text) and any(
            self.plain(text, first).certainty in (Certainty.CERTAIN, Certainty.ASSUMED)
            for first in (False, True)
        )

    def read(
        self, source: str, text: str, *, start: str = "", action: str = "", month_first=False
    ) -> Dated:
        """The deadline in a row: its date's words, its start's, and the action's own words."""
        base, doubts = self._with_start(source, self.plain(text, month_first), start, month_first)
        code = _CODES.get(base.certainty)
        if code and not (month_first and self._only_month_first(base)):
            if base.certainty == Certainty.NONE and (found := dates_within(action)):
                doubts.append(_within(source, found[0]))
            else:
                group, options = self._group_of(base, month_first)
                doubts.append(
                    Doubt(code, source, base.text, base.note, group=group, choices=options)
                )
        doubts += self._odd(source, base)
        return self._answered(source, base, doubts, start, month_first)

    def _with_start(self, source, reading, start, month_first):
        if not start:
            return reading, []
        basis = Basis(
            self.quarters or QuarterBasis.FINANCIAL.value, False, self._bare_years, month_first
        )
        day = read_start(start, basis=basis, plan_starts_on=self.plan_starts_on)
        if day:
            return with_start(reading, start, day), []
        assumed = "Kept with the action as a note: it could not be read as a date."
        return reading, [Doubt(DoubtCode.START_UNREADABLE, source, start, assumed)]

    def _odd(self, source: str, reading: DeadlineReading) -> list[Doubt]:
        return [
            Doubt(DoubtCode(odd.code), source, reading.text, f"Kept. {odd.text}")
            for odd in deadline_doubts(reading, self.plan_starts_on)
        ]

    def _only_month_first(self, base: DeadlineReading) -> bool:
        """Whether that is all that is in doubt: it is asked once, of the whole column."""
        assumed = base.certainty == Certainty.ASSUMED
        return assumed and _FIGURES.fullmatch(base.text.strip()) is not None

    def _group_of(self, base: DeadlineReading, month_first: bool):
        """Quarters and bare years are one question each, other words one for each wording."""
        if base.certainty == Certainty.ASSUMED:
            stated = self.plain(base.text, month_first, quarters_assumed=False)
            if stated.note != self.plain(base.text, month_first).note:
                return QUARTERS, _GROUP_CHOICES[QUARTERS]
            other = self.plain(base.text, month_first, bare_years="financial")
            if self._bare_years != "financial" and other.due_on != base.due_on:
                return BARE_YEARS, _GROUP_CHOICES[BARE_YEARS]
        words = base.text.casefold()[:80]
        return (f"{_CODES[base.certainty]}:{words}" if words else ""), ()

    def _answered(self, source, base, doubts, start, month_first) -> Dated:
        """The reading that the answers make of it; a doubt that they settle says so."""
        for doubt in doubts:
            answer = self.answers.to(doubt)
            if answer is None or answer.choice == LATER:
                continue
            value = answer.value if answer.choice != ACCEPT else ""
            if doubt.group in (QUARTERS, BARE_YEARS) and value in ("", *_BASES):
                if doubt.group == QUARTERS:
                    basis = {"quarters": value or _BASES[0], "quarters_assumed": False}
                else:
                    basis = {"bare_years": value or "calendar"}
                reading = self.plain(base.text, month_first, **basis)
                reading, _ = self._with_start(source, reading, start, month_first)
                kept = [each for each in doubts if each.group == doubt.group]
                return Dated(reading, (*kept, *self._odd(source, reading)))
            if value:
                return self._corrected(source, base, doubts, doubt, start, month_first)
        return Dated(base, tuple(doubts))

    def _corrected(self, source, base, doubts, doubt, start, month_first) -> Dated:
        answer = self.answers.to(doubt)
        given = self.plain(answer.value)
        if given.certainty in (Certainty.UNREADABLE, Certainty.NONE):
            # The question stays, with what is wrong about the answer.
            problem = f"{base.note} What was put in its place can't be read: {given.note}"
            return Dated(
                base,
                tuple(replace(each, assumed=problem) if each is doubt else each for each in doubts),
            )
        words = base.text or given.text
        note = given.note
        if base.text:
            note = f"“{base.text}” was corrected when it was imported: {given.note}"
        reading, _ = self._with_start(
            source, replace(given, text=words, note=note), start, month_first
        )
        settled = [replace(each, answer=answer) for each in doubts]
        return Dated(reading, (*settled, *self._odd(source, replace(reading, text=given.text))))


def _within(source: str, words: str) -> Doubt:
    assumed = "Not used: the plan gives no date of its own, only one in the action's words."
    options = choices("It has no date", f"Use “{words}”", words)
    group = f"{DoubtCode.DATE_IN_TEXT}:{words.casefold()}"
    return Doubt(DoubtCode.DATE_IN_TEXT, source, words, assumed, group=group, choices=options)


def has_month_first(texts: list[str]) -> bool:
    """Whether a column's dates only make sense with the month first: 03/25/2021."""
    found = [match for text in texts if (match := _FIGURES.fullmatch(text.strip()))]
    first = any(int(match[1]) > 12 for match in found)
    return not first and any(int(match[2]) > 12 >= int(match[1]) for match in found)
