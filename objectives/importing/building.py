"""Objectives with their activities and actions, put together row by row."""

import re
from dataclasses import dataclass, field, replace

from objectives.importing.asking import Answers
from objectives.importing.dating import Dated, Dates
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.items import Item, one_line, paragraphs, split_items
from objectives.importing.numbering import LONGEST, Numbers, clean, is_part_of
from objectives.importing.statuses import StatusDraft

_CONTINUED = re.compile(r"\s*[(-]?\s*(?:continued|cont(?:['’]?d)?)\.?\s*\)?$", re.IGNORECASE)
_WORDS = "objective|aim|goal|priority|outcome|theme|obligation|strand|pillar|workstream|commitment"
_NAMED = re.compile(
    rf"({_WORDS})(?:\s+(?:no\.?\s*)?(?P<number>[0-9]{{1,2}})\s*[:.)–-]+|\s*:)\s*(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Given:
    """What a row says about its action, or about each of its actions."""

    deadline: str = ""
    start: str = ""
    month_first: bool = False
    leads: str = ""
    number: str = ""
    status: StatusDraft | None = None
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        return not (self.deadline or self.leads or self.start or self.status)


@dataclass
class BuiltAction:
    key: str
    parent: "BuiltAction | None"
    number: str
    text: str
    dated: Dated
    lead_text: str
    source: str
    start: str = ""
    status: StatusDraft | None = None
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def letter(self) -> str:
        return self.number.removeprefix(self.parent.number) if self.parent else ""

    def add_note(self, heading: str, text: str) -> None:
        before = self.notes.get(heading)
        self.notes[heading] = f"{before}\n{text}" if before else text


@dataclass
class BuiltObjective:
    number: str
    title: str
    source: str
    activities: list[Item] = field(default_factory=list)
    actions: list[BuiltAction] = field(default_factory=list)
    activity_numbers: Numbers = field(default_factory=Numbers)
    action_numbers: Numbers = field(default_factory=Numbers)


class PlanBuilder:
    """What a row says goes under the objective last begun, as a reader takes it."""

    def __init__(self, dates: Dates, answers: Answers):
        self.dates = dates
        self.answers = answers
        self.objectives: list[BuiltObjective] = []
        self.doubts: list[Doubt] = []
        self.numbers = Numbers()
        self.keys: dict[str, int] = {}
        self.page_broken = False
        """whether a repeated header stands right above this row"""

    @property
    def actions(self) -> list[BuiltAction]:
        return [action for objective in self.objectives for action in objective.actions]

    @property
    def last_action(self) -> BuiltAction | None:
        actions = self.objectives[-1].actions if self.objectives else []
        return actions[-1] if actions else None

    def doubt(self, code: str, source: str, text: str, assumed: str, key: str = "", **more) -> str:
        """Keep the doubt; what the coordinator answered to take instead, if anything."""
        doubt = Doubt(code, source, text, assumed, key, **more)
        self.doubts.append(doubt)
        return self.answers.correction(doubt)

    def begin_objective(self, source: str, title: str, number: str = "") -> None:
        self._begin(source, title, number)

    def _begin(self, source: str, title: str, number: str) -> None:
        before = self.objectives[-1].action_numbers.last if self.objectives else ""
        objective = BuiltObjective(number, title, source)
        objective.action_numbers.before = before
        self.objectives.append(objective)

    def add_objectives(self, source: str, cell: str, number: str = "") -> None:
        if number:
            items = [Item(one_line(cell), number=clean(number)[:LONGEST])]
        else:
            found = split_items(cell, objective="")
            self._tell_kept_numbers(source, found.kept_numbers)
            items = [named_number(item) for item in found.items]
        for item in items:
            title = " ".join(item.text.split())
            last = self.objectives[-1] if self.objectives else None
            if last and (item.number, title) == (last.number, last.title):
                continue  # merged cells, and tables that repeat the objective on every row
            again = last and _CONTINUED.sub("", title) == last.title
            if again and item.number in ("", last.number):
                assumed = "Taken as the same objective, going on."
                self.doubt(DoubtCode.TEXT_REPEATED, source, title, assumed)
            elif last and not item.number and self._goes_on(title, last.title):
                joined = self._joined(source, last.title, title)
                if joined:
                    last.title = joined
                else:
                    self._begin(source, title, "")
            else:
                self._tell_oddness(source, item, self.numbers, "objective")
                self._begin(source, title, item.number)

    def add_activities(self, source: str, cell: str) -> None:
        objective = self.objectives[-1]
        known = objective.activities
        last_number = known[-1].number if known else ""
        found = split_items(cell, objective=objective.number, last_number=last_number)
        items = self._several(source, cell, found.items, "activities")
        self._tell_kept_numbers(source, found.kept_numbers)
        for item in items:
            last = known[-1] if known else None
            if last and (item.number, item.text) == (last.number, last.text):
                assumed = "Kept once: the row above has the same activity."
                self.doubt(DoubtCode.TEXT_REPEATED, source, item.text, assumed)
                continue
            goes_on = last and last.number and not item.number
            goes_on = goes_on and self._goes_on(item.text, last.text)
            if goes_on and (joined := self._joined(source, last.text, item.text)):
                last.text = joined
                continue
            self._tell_oddness(source, item, objective.activity_numbers, "activity")
            known.append(Item(item.text, item.number or item.letter))

    def add_actions(self, source: str, cell: str, given: Given) -> None:
        objective = self.objectives[-1]
        last = self.last_action
        above = last.parent or last if last else None
        found = split_items(
            cell,
            objective=objective.number,
            last_number=above.number if above else "",
            last_letter=last.letter if last else "",
        )
        if given.number and not found.items[0].number:
            # Its number stands in a column of its own, so the cell is one action.
            self._add_numbered(source, cell, above, given)
            return
        items = self._several(source, cell, found.items, "actions")
        self._tell_kept_numbers(source, found.kept_numbers)
        for item in items:
            goes_on = last and given.says_nothing and not (item.number or item.letter)
            goes_on = goes_on and self._goes_on(item.text, last.text)
            if goes_on and (joined := self._joined(source, last.text, item.text, last.key)):
                last.text = joined
                for heading, text in given.notes.items():
                    last.add_note(heading, text)
                continue
            last = self._add_item(source, item, last, given)

    def add_to_last(self, given: Given) -> None:
        """A row that is about the action above it: merged cells, or so it was answered."""
        last = self.last_action
        last.lead_text = "\n".join(filter(None, [last.lead_text, given.leads]))
        last.status = last.status or given.status
        for heading, text in {"Start": given.start, "Date": given.deadline, **given.notes}.items():
            if text:
                last.add_note(heading, text)

    def _add_numbered(self, source: str, cell: str, above: BuiltAction | None, given: Given):
        number, notes = clean(given.number), dict(given.notes)
        if len(number) > LONGEST:
            notes["Number"] = number
            number = ""
        parent = above if above and is_part_of(number, above.number) else None
        text = "\n".join(paragraphs(cell))
        self._add_action(source, text, number, parent, replace(given, notes=notes))

    def _add_item(self, source, item: Item, last: BuiltAction | None, given) -> BuiltAction:
        parent = (last.parent or last) if item.letter and last else None
        number = f"{parent.number}{item.letter}" if parent else item.number or item.letter
        action = self._add_action(source, item.text, number, parent, given)
        if item.letter and not parent:
            assumed = "Taken as an action of its own."
            self.doubt(DoubtCode.SUB_ACTION_ALONE, source, item.text, assumed, action.key)
        return action

    def _add_action(self, source, text, number, parent, given: Given) -> BuiltAction:
        objective = self.objectives[-1]
        key = self._new_key(objective, number)
        dated = self.dates.read(
            source,
            given.deadline,
            start=given.start,
            action=text,
            month_first=given.month_first,
        )
        action = BuiltAction(
            key, parent, number, text, dated, given.leads, source,
            given.start, given.status, dict(given.notes),
        )  # fmt: skip
        objective.actions.append(action)
        self._tell_oddness(source, Item(text, number), objective.action_numbers, "action", key)
        self.doubts += [replace(doubt, action_key=key) for doubt in dated.doubts]
        return action

    def _new_key(self, objective: BuiltObjective, number: str) -> str:
        place = objective.number or f"o{len(self.objectives)}"
        key = f"{place}.{number or f'r{len(objective.actions) + 1}'}"
        self.keys[key] = self.keys.get(key, 0) + 1
        return key if self.keys[key] == 1 else f"{key}~{self.keys[key]}"

    def _goes_on(self, text: str, before: str) -> bool:
        """A text without a number that carries on the sentence before it."""
        return text[:1].islower() or (self.page_broken and before[-1:] not in ".!?")

    def _joined(self, source: str, before: str, text: str, key: str = "") -> str:
        """The two as one text; empty where the coordinator says that they are two."""
        joined = f"{before} {text}"
        assumed = f"Joined to the text before: {joined}"
        return "" if self.doubt(DoubtCode.JOINED, source, text, assumed, key) else joined

    def _several(self, source: str, cell: str, items: list[Item], what: str) -> list[Item]:
        if len(items) < 2:
            return items
        numbers = [item.number or item.letter for item in items]
        listed = ", ".join(f"“{number}”" if number else "one without" for number in numbers)
        assumed = f"Read as {len(items)} {what}, with the numbers {listed}."
        if not any(numbers):
            assumed = f"Read as {len(items)} {what}, one for each point of its list."
        if not self.doubt(DoubtCode.SEVERAL_IN_CELL, source, one_line(cell), assumed):
            return items
        first, others = items[0], items[1:]
        rest = [f"{_marked(item)}{item.text}" for item in others]
        return [replace(first, text="\n".join([first.text, *rest]))]

    def _tell_kept_numbers(self, source: str, kept: list[str]) -> None:
        for words in kept:
            assumed = "Left inside its sentence: it begins no new item."
            self.doubt(DoubtCode.NUMBER_IN_SENTENCE, source, words, assumed)

    def _tell_oddness(self, source, item: Item, numbers: Numbers, what: str, key="") -> None:
        if odd := numbers.oddness(item.number, what):
            code, assumed = odd
            self.doubt(code, source, item.number or item.text, assumed, key)


def named_number(item: Item) -> Item:
    """`Objective 2: Listen` has the number 2; any other word before a number stays in its title."""
    found = _NAMED.match(item.text)
    if item.number or item.letter or not found:
        return item
    is_objective = found[1].casefold() == "objective"
    return Item(found["title"] if is_objective else item.text, number=found["number"] or "")


def says_objective(text: str) -> bool:
    """`Priority 2: Listening`, `Objective: Listening`."""
    return _NAMED.match(text) is not None


def _marked(item: Item) -> str:
    if item.number:
        return f"{item.number}. "
    return f"{item.letter}) " if item.letter else "• "
