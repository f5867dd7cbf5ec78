"""A file as its coordinator goes through it: the activities as they would be, the rows that are
wrong, and what is asked. Interpreted anew from rows and answers wherever it is shown."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from meetings.models import ActivityImport
from objectives.importing.reading import FileContents

from .known import Known, same_as
from .lines import Line, read_line
from .naming import KINDS, MOST_NAMES
from .questions import LEAVE_OUT, NEW, ORDER, WITHOUT, Question, choices_of, key_of, order_question
from .tables import FileTable, NotALog, table_of
from .values import DAY_FIRST, FIGURES, MONTH_FIRST, order_in


@dataclass
class Ready:
    """A row that can be saved. `names` is {kind: keys, or the words of one to be made}."""

    line: Line
    names: dict[str, tuple[int | str, ...]]


@dataclass
class Wrong:
    line: Line
    problems: list[str]
    waits: bool = False
    """only an answer is missing"""

    @property
    def words(self):
        return " ".join(self.problems)


@dataclass
class Review:
    contents: FileContents
    table: FileTable | None = None
    problem: str = ""
    """why there is no log in the file"""
    ready: list[Ready] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    there: list[tuple[Line, str]] = field(default_factory=list)
    """rows that are in the log already, or twice in the file, and which it is"""
    left: list[Line] = field(default_factory=list)
    """rows that somebody answered should be left out"""
    questions: list[Question] = field(default_factory=list)
    known: Known | None = None

    @cached_property
    def open(self):
        """Questions that nobody has answered."""
        return [each for each in self.questions if not each.answer]

    @cached_property
    def to_mend(self):
        """Wrong rows that no answer puts right."""
        return [each for each in self.wrong if not each.waits]

    @property
    def mistaken(self):
        return len(self.to_mend)

    @property
    def waiting(self):
        return len(self.wrong) - self.mistaken

    @cached_property
    def noted(self):
        return [ready for ready in self.ready if ready.line.notes]

    def asked(self, key):
        return next((each for each in self.questions if each.key == key), None)


def contents_of(row: ActivityImport) -> FileContents:
    return FileContents.from_json(row.rows, content=bytes(row.content))


def review(row: ActivityImport, *, on: dt.date, contents=None) -> Review:
    """Reads and interprets; writes nothing. A fixed number of queries, whatever the rows."""
    return review_of(contents or contents_of(row), on=on, given=row.answers)


def review_of(contents: FileContents, *, on: dt.date, given=None, make_new=False) -> Review:
    """`given` is {key of a question: {"choice": ...}}; with `make_new` whatever may be made from
    its name is made, where nobody answered otherwise."""
    try:
        table = table_of(contents)
    except NotALog as refused:
        return Review(contents, problem=refused.message)
    found = Review(contents, table)
    answers = {key: answer["choice"] for key, answer in (given or {}).items()}
    order = _order(found, answers)
    lines = [read_line(row, on=on, order=order or DAY_FIRST) for row in table.rows]
    found.known = Known(lines)
    asking = _Asking(found.known, answers, make_new)
    if order is None:
        _wait_for_order(lines)
    for line in lines:
        _sort(found, line, asking)
    found.questions += asking.listed()
    _drop_the_same(found)
    return found


def _order(found, answers):
    """Day first unless the file's own dates tell otherwise; None while that is asked."""
    texts = [row.cells.get("day", "") for row in found.table.rows if "day" not in row.dates]
    day, month, either = order_in(texts)
    if not month and (day or not either):
        return DAY_FIRST
    example = next(text for text in texts if order_in([text])[1 if month else 2])
    # Where nothing in the file speaks against it, the day comes first as everywhere in Britain.
    assumed = "" if month else DAY_FIRST
    answer = answers.get(key_of(ORDER, example)) or assumed
    found.questions.append(order_question(example, day + month + either, answer))
    return answer if answer in (DAY_FIRST, MONTH_FIRST) else None


def _wait_for_order(lines):
    for line in lines:
        if "day" not in line.row.dates and FIGURES.match(line.row.cells.get("day", "")):
            line.problems = [
                "Answer first whether the day or the month comes first in this file’s dates."
            ]
            line.values.pop("held_on", None)


def _sort(found, line, asking):
    names, problems, left_out, waits = asking.names_of(line)
    if left_out:
        found.left.append(line)
        return
    if not line.problems and not problems and not line.values["title"]:
        _give_title(line, names, asking)
    if line.problems or problems:
        only_waits = waits and not line.problems
        found.wrong.append(Wrong(line, [*line.problems, *problems], only_waits))
    else:
        found.ready.append(Ready(line, names))


def _give_title(line, names, asking):
    """What it was and where, where nobody gave it a name."""
    method = asking.known.word("method", names["method"][0])
    groups = [asking.known.word("group", key) for key in names.get("group", ())[:1]]
    parts = [method, line.values["place"] or "".join(groups)]
    line.values["title"] = ", ".join(part for part in parts if part)[:200]
    line.notes.append(f"No title: taken as “{line.values['title']}”")


def _drop_the_same(found):
    """Rows that are in the log, and those that stand in the file twice."""
    ready, seen = [], {}
    for each in found.ready:
        if found.known.has(each.line, each.names):
            found.there.append((each.line, "in the log already"))
            continue
        key = same_as(each.line.values, each.names["method"][0])
        times = seen.setdefault(key, {})
        time = each.line.values["starts_at"]
        if first := times.get(time):
            found.there.append((each.line, f"the same as {first}"))
            continue
        times[time] = each.line.row.source
        ready.append(each)
    found.ready = ready


class _Asking:
    """Names looked up row by row; what nobody knows is gathered once."""

    def __init__(self, known, answers, make_new):
        self.known, self.answers, self.make_new = known, answers, make_new
        self.questions = {}
        self.cells = {}

    def names_of(self, line):
        """({kind: keys}, what is wrong, whether the row is left out, whether it only waits)."""
        names, problems, left_out, waits = {}, [], False, True
        for kind in KINDS.values():
            text = line.row.cells.get(kind.field, "")
            if not text and not kind.needed:
                continue
            listed = self._listed(kind, text)
            if len(listed) > MOST_NAMES:
                words = f"There are more than {MOST_NAMES} names under “{kind.field.title()}”."
                problems, waits = [*problems, f"{words} Check the row’s columns."], False
                continue
            keys = []
            for name in listed:
                key = self._key(kind, name, line)
                if key == LEAVE_OUT:
                    left_out = True
                elif key is None:
                    problems.append(_unanswered(kind, name))
                elif key != WITHOUT:
                    keys.append(key)
            names[kind.key] = tuple(dict.fromkeys(keys))
        reach = self._reach(line, names)
        # While one of its groups is asked about, that answer may put this right too.
        waits = waits and (bool(problems) or not reach)
        return names, problems + reach, left_out, waits

    def listed(self):
        """The questions, those of the most rows first."""
        for question in self.questions.values():
            kind = KINDS[question.kind]
            question.choices, question.more = choices_of(
                kind, question.name, self.known.names(kind.key)
            )
        return sorted(self.questions.values(), key=lambda each: (-each.rows, each.name))

    def _listed(self, kind, text):
        place = (kind.key, text)
        if place not in self.cells:
            self.cells[place] = self.known.names(kind.key).listed(text) if text else [""]
        return self.cells[place]

    def _key(self, kind, name, line):
        """A row's key, the name of a new one, a word for none, or None where it is asked."""
        known = self.known.names(kind.key)
        if name and (key := known.one(name)) is not None:
            return key
        key = key_of(kind.key, name)
        if key not in self.questions:
            self.questions[key] = Question(kind.key, name, answer=self._answer(kind, name, key))
        question = self.questions[key]
        question.count(line.row.source)
        if question.answer.startswith("is:"):
            chosen = int(question.answer.removeprefix("is:"))
            return known.stands_for.get(chosen, chosen)
        if question.answer == NEW:
            return question.name
        return question.answer or None

    def _answer(self, kind, name, key):
        """The answer given, where it can still be followed."""
        given = self.answers.get(key, "")
        known = self.known.names(kind.key)
        if given.startswith("is:") and int(given.removeprefix("is:")) not in known.names:
            return ""
        if not given and self.make_new and known.may_make(name):
            return NEW
        return given

    def _reach(self, line, names):
        """People reached of a group must be of one that the row is with."""
        reach, problems = {}, []
        known = self.known.names("group") if line.reach else None
        for name, number in line.reach.items():
            key = known.one(name)
            if key is None and name in names.get("group", ()):
                key = name
            if key is None or key not in names.get("group", ()):
                problems.append(
                    f"“{name}” is under “Reached by group”, and not among the row’s groups. "
                    "Add it there or take it away here."
                )
            else:
                reach[key] = number
        line.values["reach"] = reach
        return problems


def _unanswered(kind, name):
    if not name:
        return "There is no method. Say how it was done, such as “Street stall”."
    return (
        f"The {kind.one} “{name[:80]}” is not known. Put the name right, or bring the row in again "
        "and answer what is asked about it."
    )


def notes_of(found: Review) -> Counter:
    """What was assumed, in how many rows."""
    return Counter(note for ready in found.noted for note in ready.line.notes)
